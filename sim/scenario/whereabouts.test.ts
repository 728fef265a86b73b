import { describe, expect, it } from 'vitest';
import type { ProtectionId } from '../protections.ts';
import { conversation } from '../testing/conversation.ts';
import { optionsOf } from '../testing/shipped.ts';
import { play } from './play.ts';
import { actionView } from './story.ts';
import type { Action, Scenario } from './types.ts';
import type { Whereabouts } from './whereabouts.ts';

const CAST: Scenario['cast'] = {
  alice: { role: 'person', devices: ['phone'] },
  bob: { role: 'person', devices: ['phone'] },
  server: { role: 'server', can: ['drop', 'delay'] },
};
const [first, second] = conversation(['alice', 'alice']).steps;
const fault = { kind: 'fault', id: 'fault', next: 1, of: 'messages', seconds: 0, bytesPerSecond: 100 } as const;
const BOB_OFF: Action = { kind: 'power', id: 'off', device: 'bob.phone', on: false };

/** Where the second message is once this was done before it. */
function after(deed: Action, off?: ProtectionId): Whereabouts | undefined {
  const steps = [first, deed, second].filter((step) => step !== undefined);
  const switches = off === undefined ? {} : { [off]: false };
  const played = play(conversation([], { cast: CAST, steps }), { ...optionsOf('model'), switches });
  const view = played.actions.flatMap((action) => (action.id === second?.id ? [actionView(played, action)] : []))[0];
  return view?.kind === 'send' ? view.whereabouts : undefined;
}

describe('a message that nobody has been shown', () => {
  it('is on a link where it comes late', () => {
    expect(after({ ...fault, fault: 'delay', link: 'bob.phone-server', seconds: 24 * 60 * 60 })).toBe('link');
  });

  it('is with the server where its phone is off, unless the server keeps nothing', () => {
    expect(after(BOB_OFF)).toBe('server');
    expect(after(BOB_OFF, 'keepUntilFetched')).toBe('nowhere');
  });

  it('is with the server where that holds it back, and nowhere where that throws it away', () => {
    const misdeed = { kind: 'misdeed', id: 'deed', against: 'bob.phone', seconds: 24 * 60 * 60 } as const;
    expect(after({ ...misdeed, misdeed: 'delay' })).toBe('server');
    expect(after({ ...misdeed, misdeed: 'drop' })).toBe('nowhere');
  });

  it('is with its author where that link is cut', () => {
    expect(after({ ...fault, fault: 'cut', link: 'alice.phone-server' })).toBe('sender');
  });

  it('is nowhere once it was shown, too', () => {
    expect(after({ kind: 'wait', id: 'wait', wait: 1 })).toBe('nowhere');
  });
});
