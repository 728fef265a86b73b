/** What a step did, read off its events. */
import { describe, expect, it } from 'vitest';
import { edited, EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { optionsOf, SHIPPED, shipped } from '../testing/shipped.ts';
import { play } from './play.ts';
import { actionView, type ActionView } from './story.ts';
import type { Scenario } from './types.ts';

const views = (scenario: Scenario, switches = {}, variant?: string): Readonly<Record<string, ActionView>> => {
  const played = play(scenario, { ...optionsOf('model'), switches, ...(variant === undefined ? {} : { variant }) });
  return Object.fromEntries(played.actions.map((action) => [action.id, actionView(played, action)]));
};

describe('the view of a step', () => {
  const example = views(parsed(EXAMPLE));

  it('of a message names the sending device, the account and the devices that show it', () => {
    expect(example['s1']).toMatchObject({ kind: 'send', message: 'm1', from: 'alice.phone', to: 'bob' });
    expect(example['s1']?.kind === 'send' && example['s1'].shownOn.toSorted()).toEqual(['alice.laptop', 'bob.phone']);
  });

  it('of an altered message shows it on no device that refused it', () => {
    const altered = views(parsed(edited('from: bob.phone, to: alice, text: Fine', 'from: alice, to: bob, text: Fine')));
    expect(altered['s6']).toMatchObject({ kind: 'send', shownOn: ['alice.laptop'] });
    expect(altered['s5']).toEqual({ kind: 'tamper', link: 'bob.phone-server', by: 'mallory' });
  });

  it('of a copy counts the used keys in it: none, unless they are kept', () => {
    expect(example['s2']).toMatchObject({
      kind: 'compromise',
      device: 'bob.phone',
      by: 'mallory',
      takes: ['keys'],
      usedKeys: 0,
    });
    expect(views(parsed(EXAMPLE), { eraseMessageKeys: false })['s2']).toMatchObject({ usedKeys: 1 });
    const late = shipped('keys-stolen-late');
    expect(views(late)['s3']).toMatchObject({ usedKeys: 0 });
    expect(views(late, {}, 'keys-kept')['s3']).toMatchObject({ usedKeys: 2 });
  });

  it('of a repeat says whether it was accepted, and why not', () => {
    expect(example['s4']).toEqual({
      kind: 'replay',
      message: 'm1',
      by: 'mallory',
      accepted: false,
      reason: 'duplicate',
    });
    const accepted = views(parsed(EXAMPLE), { refuseDuplicates: false })['s4'];
    expect(accepted).toEqual({ kind: 'replay', message: 'm1', by: 'mallory', accepted: true });
  });

  it('of a wait is its length, and of what could not be done the reason', () => {
    expect(example['s3']).toMatchObject({ kind: 'wait', minutes: 120 });
    const source = edited('{id: s4, replay: m1, by: mallory}', '{id: s4, replay: m2, by: mallory}');
    expect(views(parsed(source))['s4']).toEqual({ kind: 'inapplicable', why: 'not-recorded' });
  });

  it('tells requests for a message again, and what became of them', () => {
    const request = { device: 'bob.phone', from: 'alice.phone', message: 'm2' };
    const answer = { device: 'alice.phone', to: 'bob.phone', message: 'm2' };
    const retry = shipped('retry-attack');
    const bought = (variant: string): ActionView | undefined => views(retry, {}, variant)['a1'];
    expect(views(retry)['a1']).toMatchObject({
      came: { asked: [], retries: [{ ...answer, verdict: 'identity-changed' }] },
    });
    expect(bought('new-phone-checked')).toMatchObject({
      came: { asked: [request], retries: [{ ...answer, verdict: 'identity-changed' }], arrived: [] },
    });
    expect(bought('new-phone-2016')).toMatchObject({
      came: {
        asked: [request],
        retries: [{ ...answer, verdict: 'sealed-again' }],
        arrived: [{ device: 'bob.phone', message: 'm2' }],
      },
    });
  });

  it('tells which prekeys ran out and which were handed in', () => {
    const drained = views(shipped('prekey-drain'));
    expect(drained['d1']).toMatchObject({
      came: { drained: ['bob.phone'], prekeys: [{ device: 'bob.phone', oneTime: 4, signed: false }] },
    });
    expect(drained['d2']).toMatchObject({ came: { drained: ['bob.phone'], prekeys: [] } });
  });

  it('is there for every step of every shipped run', () => {
    for (const scenario of SHIPPED)
      for (const variant of [undefined, ...scenario.variants.map(({ id }) => id)])
        for (const view of Object.values(views(scenario, {}, variant)))
          // Some lessons are about what comes too late, or what an app does not allow.
          expect(view.kind).toMatch(/^(send|compromise|replay|tamper|wait|deed|held-back|inapplicable)$/);
  });
});
