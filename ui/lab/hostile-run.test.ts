import { describe, expect, it } from 'vitest';
import { PROTECTION_IDS } from '../../sim/protections.ts';
import type { Action, Scenario } from '../../sim/scenario/types.ts';
import { conversation } from '../../sim/testing/conversation.ts';
import { LANGUAGES } from '../../sim/text.ts';
import { choiceFor, engine } from '../figures/testing/runs.ts';
import { partyNote } from '../figures/who-can-read/notes.ts';
import { narrate } from '../lesson/narration.ts';
import type { RunView } from '../worker/api.ts';
import { rememberOpened } from '../worker/runs.ts';
import { narrateEvent } from './narration.ts';
import { PROTECTION_GROUPS } from './words.ts';

const send = (send: string, from: string, to: string): Action => ({
  kind: 'send',
  id: send,
  send,
  from,
  to,
  text: send,
});
const fault = { link: 'bob.phone-server', next: 1, of: 'messages', seconds: 30, bytesPerSecond: 100 } as const;

/** A story in which a little of everything goes wrong. */
const STORM: Scenario = conversation([], {
  id: 'storm',
  cast: {
    alice: { role: 'person', devices: ['phone'] },
    bob: { role: 'person', devices: ['phone'] },
    mallory: { role: 'attacker', watches: ['network'], can: ['implant', 'disturb'] },
    server: { role: 'server', can: ['keep', 'disclose', 'drop', 'swap-keys', 'forge-ticks'] },
  },
  steps: [
    send('m1', 'alice', 'bob'),
    { kind: 'fault', id: 'lose', fault: 'drop', ...fault },
    send('m2', 'alice', 'bob'),
    { kind: 'power', id: 'off', device: 'bob.phone', on: false },
    send('m3', 'alice', 'bob'),
    { kind: 'wait', id: 'days', wait: 2 * 24 * 60 },
    { kind: 'power', id: 'on', device: 'bob.phone', on: true },
    { kind: 'read', id: 'read', read: 'm3', on: 'bob.phone' },
    { kind: 'implant', id: 'implant', device: 'bob.phone', by: 'mallory', takes: ['chat'] },
    send('m4', 'alice', 'bob'),
    { kind: 'remove', id: 'remove', device: 'bob.phone', by: 'mallory', takes: ['chat'] },
    { kind: 'misdeed', id: 'swap', misdeed: 'swap-keys', against: 'alice.phone', other: 'bob.phone', seconds: 0 },
    send('m5', 'alice', 'bob'),
    { kind: 'compare', id: 'compare', by: 'alice', with: 'bob' },
    { kind: 'compel', id: 'compel', by: 'mallory' },
    { kind: 'service', id: 'down', up: false },
  ],
});
rememberOpened('~storm', STORM);
const runIn = (language: 'en' | 'zh'): RunView => engine.play({ ...choiceFor('~storm', { language }), suite: 'model' });
const en = runIn('en');
const told = (step: string, language: 'en' | 'zh' = 'en'): string => {
  const view = language === 'en' ? en : runIn(language);
  return narrate(
    view,
    view.frames.findIndex((frame) => frame.step === step),
    language,
  );
};

describe('a run in which things go wrong', () => {
  it('is told without a gap or a code, at every pause and every event, in both languages', () => {
    for (const language of LANGUAGES) {
      const view = runIn(language);
      const lines = [
        ...view.frames.map((_, index) => narrate(view, index, language)),
        ...view.events.map((event) => narrateEvent(event, language)),
      ];
      expect(lines.length).toBeGreaterThan(100);
      expect(lines.filter((line) => /undefined|“”|\.phone|-server|NaN/.test(line))).toEqual([]);
      if (language === 'zh') expect(lines.filter((line) => /[a-z]{3}|[,;?!()]/.test(line))).toEqual([]);
    }
  });

  it('tells a message where it is lost, and where it is shown at last', () => {
    expect(told('m2')).toContain('m2 is lost once on the link between Bob’s phone and the company.');
    expect(told('m3')).toContain('no other phone shows it: the company keeps it until it is fetched.');
    expect(told('m3', 'zh')).toContain('别的手机上都没有显示：由公司保管，等着被取走。');
    expect(told('on')).toBe('day 3, 10:05. Bob’s phone is switched on. Bob’s phone shows m3.');
    expect(told('on', 'zh')).toBe('第 3 天 10:05，鲍勃的手机开机。鲍勃的手机显示了 m3。');
  });

  it('tells ticks, signs and codes', () => {
    expect(told('read')).toContain('Beside m3, Alice’s phone shows “read”.');
    expect(told('swap')).toContain('Alice’s phone says: “Bob’s security code has changed.”');
    expect(told('compare')).toContain('The digits differ.');
    expect(told('compare', 'zh')).toContain('数字不一样。');
  });

  it('says of an attacker where a program of hers reads along, as long as it does', () => {
    const mallory = en.parties.find(({ id }) => id === 'mallory');
    const noteAt = (step: string): string => {
      const frame = en.frames.find((one) => one.step === step);
      if (mallory === undefined || frame === undefined) throw new Error(`the run has Mallory and ${step}`);
      return partyNote(mallory, en, frame, 'en');
    };
    expect(noteAt('implant')).toBe('reads along on Bob’s phone');
    expect(noteAt('m4')).toBe('reads along on Bob’s phone');
    expect(noteAt('read')).not.toContain('reads along');
    expect(noteAt('remove')).not.toContain('reads along');
  });
});

describe('the switches of the lab', () => {
  it('stand in groups, each protection once', () => {
    const shown = PROTECTION_GROUPS.flatMap(({ ids }) => [...ids]);
    expect([...shown].sort()).toEqual([...PROTECTION_IDS].sort());
  });
});
