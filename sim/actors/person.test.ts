import { describe, expect, it } from 'vitest';
import { contextFor } from '../testing/acting.ts';
import type { ActorId } from '../trace.ts';
import { handlePerson, newPerson, type PersonState } from './person.ts';
import { advance, firstPhase } from './step.ts';
import type { ActorEvent, Step } from './types.ts';

const DIGITS = '300354477692869396892869876765458257569162576843440918079131';
const OTHERS = DIGITS.replace(/1$/, '2');
const code = (by: ActorId, contact: string, digits: string): ActorEvent => ({ kind: 'code', by, contact, digits });

/** What happens to Alice, one event after the other: the last step, and the phase of her chart after it. */
function after(...events: readonly ActorEvent[]): Step<PersonState> & { readonly phase: string } {
  let step: Step<PersonState> = { state: newPerson(), effects: [], signals: [], outcomes: [] };
  let phase = firstPhase('person');
  for (const event of events) {
    step = handlePerson(step.state, event, { ...contextFor('alice', 'person'), phase });
    for (const signal of step.signals) phase = advance('person', phase, signal);
  }
  return { ...step, phase };
}

describe('a person', () => {
  it('waits for the other phone when her own shows its code', () => {
    const { outcomes, phase } = after(code('alice.phone', 'bob', DIGITS));
    expect(outcomes).toEqual([]);
    expect(phase).toBe('comparing');
  });

  it.each([
    ['own phone first', [code('alice.phone', 'bob', DIGITS), code('bob.phone', 'alice', DIGITS)]],
    ['other phone first', [code('bob.phone', 'alice', DIGITS), code('alice.phone', 'bob', DIGITS)]],
  ] as const)('is assured by equal digits, %s', (_, events) => {
    const { outcomes, phase } = after(...events);
    expect(outcomes).toEqual([
      { kind: 'compared', contact: 'bob', match: true },
      { kind: 'sign', sign: 'codes-match', about: 'bob', message: undefined },
    ]);
    expect(phase).toBe('assured');
  });

  it('is alarmed by one digit that differs', () => {
    const { outcomes, phase } = after(code('alice.phone', 'bob', DIGITS), code('bob.phone', 'alice', OTHERS));
    expect(outcomes).toEqual([
      { kind: 'compared', contact: 'bob', match: false },
      { kind: 'sign', sign: 'codes-differ', about: 'bob', message: undefined },
    ]);
    expect(phase).toBe('alarmed');
  });

  it('compares each time anew, with the digits then shown', () => {
    const first = [code('alice.phone', 'bob', DIGITS), code('bob.phone', 'alice', DIGITS)];
    expect(after(...first, code('bob.phone', 'alice', OTHERS)).outcomes).toEqual([]);
    const again = after(...first, code('alice.phone', 'bob', OTHERS), code('bob.phone', 'alice', DIGITS));
    expect(again.outcomes[0]).toEqual({ kind: 'compared', contact: 'bob', match: false });
    const shownTwice = after(
      code('alice.phone', 'bob', OTHERS),
      code('alice.phone', 'bob', DIGITS),
      code('bob.phone', 'alice', DIGITS),
    );
    expect(shownTwice.phase).toBe('assured');
  });

  it('mixes up neither the codes of two contacts, nor hers with those of other people’s chats', () => {
    const mine = code('alice.phone', 'bob', DIGITS);
    expect(after(mine, code('carol.phone', 'alice', DIGITS)).outcomes).toEqual([]);
    expect(after(mine, code('bob.phone', 'carol', DIGITS)).outcomes).toEqual([]);
    const third = after(mine, code('carol.phone', 'alice', OTHERS), code('bob.phone', 'alice', DIGITS));
    expect(third.outcomes[0]).toEqual({ kind: 'compared', contact: 'bob', match: true });
  });

  it('notices what her phone shows, and is at ease again when she agrees to the new key', () => {
    const sign: ActorEvent = { kind: 'sign', sign: 'code-changed', about: 'bob' };
    const noticed = after(sign);
    expect(noticed.outcomes).toEqual([{ kind: 'sign', sign: 'code-changed', about: 'bob', message: undefined }]);
    expect(noticed.phase).toBe('noticing');
    expect(after(sign, { kind: 'approve', contact: 'bob' }).phase).toBe('attentive');
  });

  it('does nothing about what is no business of hers', () => {
    const step = after({ kind: 'wait' });
    expect([step.outcomes, step.signals, step.effects]).toEqual([[], [], []]);
    expect(step.state).toEqual(newPerson());
  });
});
