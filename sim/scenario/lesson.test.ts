/** A lesson's question is judged by the run: the right option, its evidence, and what each option claims. */
import { describe, expect, it } from 'vitest';
import { edited, EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { known, optionsOf, SHIPPED, shipped } from '../testing/shipped.ts';
import { askedCells, askOf, claimsOf, expectations, judge } from './lesson.ts';
import type { Scenario } from './types.ts';

const judged = (scenario: Scenario, switches = {}, variant?: string) => {
  const run = known(scenario, { ...optionsOf('model'), switches, ...(variant === undefined ? {} : { variant }) });
  return judge(run.played, run.knowledge);
};

describe('a judgement', () => {
  it('finds the option that holds, and another one where the run is another', () => {
    expect(judged(parsed(EXAMPLE))?.holds).toEqual([false, true]);
    expect(judged(parsed(EXAMPLE), { eraseMessageKeys: false })?.holds).toEqual([true, false]);
    expect(judged(parsed(EXAMPLE), {}, 'keys-kept')?.holds).toEqual([true, false]);
  });

  it('is made at the reveal and not at the end', () => {
    // m1 is opened only by the second copy, which comes after the reveal.
    const later = parsed(edited('  - {id: s3, wait: 2h}\n', '  - {id: s3, compromise: alice.phone, by: mallory}\n'));
    expect(judged(later)?.holds).toEqual([false, true]);
    const moved = parsed(
      edited('  - {id: s3, wait: 2h}\n', '  - {id: s3, compromise: alice.phone, by: mallory}\n')
        .replace('reveal: s2', 'reveal: s3')
        .replace('  - {id: s2,', '  - {id: s2,'),
    );
    expect(judged(moved)?.holds).toEqual([true, false]);
  });

  it('takes as evidence exactly the cells that the true option names', () => {
    expect(judged(parsed(EXAMPLE))?.evidence).toEqual([{ party: 'mallory', message: 'm1' }]);
    const late = judged(shipped('keys-stolen-late'));
    expect(late?.evidence).toEqual([
      { party: 'mallory', message: 'm1' },
      { party: 'mallory', message: 'm2' },
    ]);
    const one = judged(shipped('one-message'));
    expect(one?.evidence.map(({ party }) => party)).toEqual(shipped('one-message').shows.parties);
  });

  it('has no evidence where no option holds, and nothing where there is no question', () => {
    const none = parsed(edited("'not canRead(mallory, m1)'", "'canRead(network, m1)'"));
    expect(judged(none)).toMatchObject({ holds: [false, false], evidence: [] });
    const { steps, ...rest } = parsed(EXAMPLE);
    expect(judged({ ...rest, steps: steps.filter(({ kind }) => kind !== 'ask') })).toBeUndefined();
    expect(askOf({ ...rest, steps: steps.filter(({ kind }) => kind !== 'ask') })).toBeUndefined();
  });

  it('rests for a tick on the device that wrote the message', () => {
    const scenario = parsed(edited("'not canRead(mallory, m1)'", "'not ticked(m1, read)'"));
    expect(judged(scenario)?.evidence).toEqual([{ party: 'alice.phone', message: 'm1' }]);
    const ask = askOf(scenario);
    expect(ask && askedCells(ask, scenario)).toEqual([
      { party: 'mallory', message: 'm1' },
      { party: 'alice.phone', message: 'm1' },
    ]);
  });

  it('in shipped lessons rests on cells that the figure shows and that the options speak of', () => {
    for (const scenario of SHIPPED) {
      const judgement = judged(scenario);
      const ask = askOf(scenario);
      if (!judgement || !ask) throw new Error('every shipped scenario asks a question');
      const asked = askedCells(ask, scenario).map(({ party, message }) => `${message}/${party}`);
      expect(new Set(asked).size).toBe(asked.length);
      for (const { party, message } of judgement.evidence) {
        expect(scenario.shows.parties).toContain(party);
        expect(asked).toContain(`${message}/${party}`);
        // The copies map has no place for the network: it keeps nothing.
        if (scenario.shows.figure === 'copies') expect(party).not.toBe('network');
      }
    }
  });
});

describe('claims', () => {
  it('are the literals of a conjunction', () => {
    expect(claimsOf('canRead(mallory, m1) and not canRead(server, m2)')).toEqual([
      { party: 'mallory', message: 'm1', canRead: true },
      { party: 'server', message: 'm2', canRead: false },
    ]);
    expect(claimsOf('not not canRead(mallory, m1)')).toEqual([{ party: 'mallory', message: 'm1', canRead: true }]);
    expect(claimsOf('canRead(mallory, m1) at s2')).toEqual([{ party: 'mallory', message: 'm1', canRead: true }]);
  });

  it.each([
    'canRead(mallory, m1) or canRead(mallory, m2)',
    'not (canRead(mallory, m1) and canRead(mallory, m2))',
    'count(readers(m1)) = 2',
    'ever(canRead(mallory, m1))',
    'canRead(mallory, m1) and delivered(m1)',
    'state(mallory, m1) = sealed',
  ])('are not made of %s, which is no conjunction of cells', (probe) => {
    expect(claimsOf(probe)).toEqual([]);
  });

  it('of shipped options that speak of nothing but cells are true of the right one, and of no other', () => {
    let asked = 0;
    for (const scenario of SHIPPED) {
      const run = known(scenario, optionsOf('model'));
      const judgement = judge(run.played, run.knowledge);
      for (const [i, option] of (judgement?.ask.options ?? []).entries()) {
        const claims = claimsOf(option.when);
        // An option may speak of signs, ticks or numbers too, or of one cell or another: then it claims nothing of any.
        // What cannot be recovered cannot be read: that much is claimed. It says more, so the claims may hold without it.
        const cells = option.when.replaceAll('not recoverable(', 'canRead(').replaceAll(/\b(not|and) /g, ' ');
        const isConjunctionOfCells = !/\bor\b|\b(?!canRead\b)\w+\(/.test(cells);
        expect(claims.length > 0, option.when).toBe(isConjunctionOfCells);
        if (claims.length === 0) continue;
        asked++;
        const at = (run.played.steps.find(({ id }) => id === judgement?.ask.reveal)?.end ?? 0) - 1;
        const allTrue = claims.every(
          ({ party, message, canRead }) => run.knowledge.knowsMessage(party, message, at) === canRead,
        );
        if (option.when.includes('recoverable(')) expect(judgement?.holds[i] && !allTrue, option.when).toBeFalsy();
        else expect(allTrue).toBe(judgement?.holds[i]);
      }
    }
    expect(asked).toBeGreaterThan(5);
  });
});

describe('expectations', () => {
  it('are judged one by one, at the end', () => {
    const run = known(parsed(EXAMPLE), optionsOf('model'));
    expect(
      expectations(run.played, run.knowledge, ['canRead(bob.phone, m1)', 'canRead(mallory, m1)', 'delivered(m2)']),
    ).toEqual([
      { probe: 'canRead(bob.phone, m1)', holds: true },
      { probe: 'canRead(mallory, m1)', holds: false },
      { probe: 'delivered(m2)', holds: false },
    ]);
  });
});
