import { describe, expect, it } from 'vitest';
import { contextFor } from '../testing/acting.ts';
import { SIGNS, type ActorId, type Sign } from '../trace.ts';
import type { Habits } from './habits.ts';
import { handlePerson, holdsBack, newPerson, type PersonState } from './person.ts';
import { advance, firstPhase } from './step.ts';
import type { ActorEvent, Step } from './types.ts';

const DIGITS = '300354477692869396892869876765458257569162576843440918079131';
const OTHERS = DIGITS.replace(/1$/, '2');
const code = (by: ActorId, contact: string, digits: string): ActorEvent => ({ kind: 'code', by, contact, digits });

/** What happens to Alice, one event after the other: the last step, and the phase of her chart after it. */
const after = (...events: readonly ActorEvent[]) => afterAs({}, ...events);

/** The same of a person with these habits. */
function afterAs(habits: Habits, ...events: readonly ActorEvent[]): Step<PersonState> & { readonly phase: string } {
  let step: Step<PersonState> = { state: newPerson(habits), effects: [], signals: [], outcomes: [] };
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

const sign = (shown: Sign, about = 'bob'): ActorEvent => ({ kind: 'sign', sign: shown, about });
const refrain: ActorEvent = { kind: 'refrain', label: 'm4', contact: 'bob' };
const occasion: ActorEvent = {
  kind: 'compare',
  contact: 'bob',
  phones: [
    { device: 'alice.phone', contact: 'bob' },
    { device: 'bob.phone', contact: 'alice' },
  ],
};
const match = [code('alice.phone', 'bob', DIGITS), code('bob.phone', 'alice', DIGITS)];
const differ = [code('alice.phone', 'bob', DIGITS), code('bob.phone', 'alice', OTHERS)];

describe('what a person does of herself', () => {
  it('has both phones show their code when there is occasion to compare, unless she never does', () => {
    expect(after(occasion).effects).toMatchObject([
      { kind: 'tell', to: 'alice.phone', event: { kind: 'show-code', contact: 'bob', reader: 'alice' } },
      { kind: 'tell', to: 'bob.phone', event: { kind: 'show-code', contact: 'alice', reader: 'alice' } },
    ]);
    const careless = afterAs({ compares: 0 }, occasion);
    expect(careless.effects).toEqual([]);
    expect(careless.outcomes).toEqual([{ kind: 'not-compared', contact: 'bob' }]);
    expect(careless.phase).toBe('attentive');
  });

  it('goes by no sign without the habit', () => {
    for (const seen of SIGNS) expect(holdsBack(after(sign(seen)).state, 'bob')).toBe(false);
    expect(after(...differ).phase).toBe('alarmed');
  });

  it('writes no more to a contact whose code changed or differed, and to him only', () => {
    const heeding = SIGNS.filter((seen) => holdsBack(afterAs({ heeds: 1 }, sign(seen)).state, 'bob'));
    expect(heeding).toEqual(['code-changed', 'codes-differ']);
    const alarmed = afterAs({ heeds: 1 }, ...differ);
    expect(alarmed.phase).toBe('holdingBack');
    expect([holdsBack(alarmed.state, 'bob'), holdsBack(alarmed.state, 'carol')]).toEqual([true, false]);
  });

  it('says by which sign she goes: the first that she saw', () => {
    const step = afterAs({ heeds: 1 }, sign('code-changed'), ...differ, refrain);
    expect(step.outcomes).toEqual([{ kind: 'held-back', message: 'm4', contact: 'bob', sign: 'code-changed' }]);
    expect(after(sign('code-changed'), refrain).outcomes).toEqual([]);
  });

  it.each([
    ['the codes are equal', match, 'assured'],
    ['she agrees to the new key', [{ kind: 'approve', contact: 'bob' } as const], 'attentive'],
  ])('writes again once %s', (_, events, phase) => {
    const step = afterAs({ heeds: 1 }, sign('code-changed'), ...events);
    expect(holdsBack(step.state, 'bob')).toBe(false);
    expect(step.phase).toBe(phase);
  });

  it('still holds back from one contact after all is well with another', () => {
    const carols = [code('alice.phone', 'carol', DIGITS), code('carol.phone', 'alice', DIGITS)];
    const step = afterAs({ heeds: 1 }, sign('code-changed'), ...carols);
    expect(holdsBack(step.state, 'bob')).toBe(true);
    expect(step.phase).toBe('holdingBack');
  });
});
