import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellState } from '../knowledge/types.ts';
import type { ProbeWorld } from './probe-eval.ts';
import { answer, evaluate } from './probe-eval.ts';
import { parseProbe, parseQuery } from './probe-syntax.ts';
import { atoms } from './probe-cells.ts';
import type { Probe } from './probe.ts';

/**
 * A run of ten events: m1 becomes readable to mallory at event 4 and stays so; m2 is readable only at event 6. Steps s1..s5
 * end at events 1, 3, 5, 7, 9. bob.phone shows m1 from event 2 on and refuses m2 at event 8.
 */
const WORLD: ProbeWorld = {
  canRead: (party, message, at) => party === 'mallory' && (message === 'm1' ? at >= 4 : at === 6),
  state: (party, message, at): CellState =>
    WORLD.canRead(party, message, at) ? 'readable' : party === 'eve' ? 'remnant' : at >= 2 ? 'sealed' : 'never',
  delivered: (message, device, at) => message === 'm1' && device !== 'alice.phone' && at >= 2,
  refused: (message, at) => message === 'm2' && at >= 8,
  expired: (message, at) => message === 'm9' && at >= 7,
  ticked: (message, tick, at) => message === 'm1' && (tick === 'sent' ? at >= 1 : tick === 'delivered' && at >= 3),
  signals: (person, sign, at) => person === 'alice' && sign !== 'held' && at >= 5,
  heldBack: (message, at) => message === 'm3' && at >= 5,
  askedAgain: (message, at) => message === 'm2' && at >= 4,
  sealedAgain: (message, at) => message === 'm2' && at >= 5,
  timesShown: (message, device, at) => (message === 'm1' && device === 'bob.phone' && at >= 2 ? 2 : 0),
  shownBefore: (first, second, device, at) => first === 'm1' && second === 'm2' && device === 'bob.phone' && at >= 6,
  canSendAs: (party, as, device, at) => party === 'server' && as === 'alice' && device === 'bob.phone' && at >= 4,
  deleted: (message, device, at) => message === 'm1' && device === 'bob.phone' && at >= 7,
  copies: (message, party, at) => (message !== 'm1' || at < 2 ? 0 : party === undefined ? 5 : 2),
  carved: (device, at) => (device === 'bob.phone' && at >= 6 ? 12 : 0),
  readers: (message, at) => (WORLD.canRead('mallory', message, at) ? ['bob.phone', 'mallory'] : ['bob.phone']),
  stepEnds: (step) => 2 * Number(step.slice(1)) - 1,
  lastSeq: 9,
  moments: Array.from({ length: 10 }, (_, i) => i),
};

function probe(text: string): Probe {
  const parsed = parseProbe(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message.en}`);
  return parsed.probe;
}
const holds = (text: string, at?: number): boolean => evaluate(probe(text), WORLD, at);
const problem = (text: string): string => {
  const parsed = parseProbe(text);
  return parsed.ok ? 'ok' : `${parsed.problem.column} ${parsed.problem.code}`;
};

describe('the answer of a probe', () => {
  it.each<[string, boolean]>([
    ['canRead(mallory, m1)', true],
    ['canRead(mallory, m2)', false],
    ['not canRead(mallory, m2)', true],
    ['not not canRead(mallory, m1)', true],
    ['canRead(mallory, m1) and canRead(mallory, m2)', false],
    ['canRead(mallory, m1) or canRead(mallory, m2)', true],
    ['canRead(mallory, m1) at s2', false],
    ['canRead(mallory, m1) at s3', true],
    ['(canRead(mallory, m1) or refused(m2)) at s1', false],
    ['not canRead(mallory, m1) at s2', true],
    ['ever(canRead(mallory, m2))', true],
    ['ever(canRead(mallory, m2)) at s2', false],
    ['always(not canRead(mallory, m2))', false],
    ['always(not canRead(mallory, m2)) at s3', true],
    ['ever(canRead(mallory, m2) and not refused(m2))', true],
    ['ever(always(not refused(m2)))', true],
    ['always(ever(delivered(m1)))', false],
    ['delivered(m1)', true],
    ['delivered(m1, bob.phone) at s1', false],
    ['delivered(m1, alice.phone)', false],
    ['refused(m2)', true],
    ['refused(m2) at s4', false],
    ['askedAgain(m2) and not askedAgain(m1)', true],
    ['sealedAgain(m2)', true],
    ['sealedAgain(m1) or sealedAgain(m2) at s2', false],
    ['heldBack(m3)', true],
    ['heldBack(m3) at s2', false],
    ['heldBack(m1)', false],
    ['state(mallory, m2) = sealed', true],
    ['state(mallory, m2) != sealed', false],
    ['sealed = state(mallory, m2)', true],
    ['state(mallory, m1) = state(mallory, m2)', false],
    ['state(mallory, m2) = never at s1', true],
    ['count(readers(m1)) = 2', true],
    ['count(readers(m2)) < count(readers(m1))', true],
    ['count(readers(m1)) >= 3', false],
    ['1 <= count(readers(m2))', true],
    ['knows(server, m1)', true],
    ['knows(server, m1) at s1', false],
    ['canSendAs(server, alice, bob.phone)', true],
    ['canSendAs(server, alice, bob.phone) at s2', false],
    ['canSendAs(mallory, alice, bob.phone) or canSendAs(server, bob.phone, alice.phone)', false],
    ['expired(m9) and not expired(m1)', true],
    ['expired(m9) at s3', false],
    ['ticked(m1, sent) and ticked(m1, delivered) and not ticked(m1, read)', true],
    ['ticked(m1, delivered) at s1', false],
    ['signals(alice)', true],
    ['signals(alice, code-changed) at s3', true],
    ['signals(alice, held) or signals(bob)', false],
    ['count(shown(m1, bob.phone)) = 2', true],
    ['count(shown(m1, bob.phone)) > count(shown(m1, alice.phone))', true],
    ['shownBefore(m1, m2, bob.phone)', true],
    ['shownBefore(m2, m1, bob.phone)', false],
    ['always(not shownBefore(m1, m2, bob.phone)) at s3', true],
    ['recoverable(mallory, m1)', true],
    ['recoverable(mallory, m2)', false],
    ['recoverable(eve, m2) and not canRead(eve, m2)', true],
    ['state(eve, m1) = remnant', true],
    ['deleted(m1, bob.phone)', true],
    ['deleted(m1, bob.phone) at s2', false],
    ['deleted(m2, bob.phone) or deleted(m1, alice.phone)', false],
    ['count(copies(m1)) = 5', true],
    ['count(copies(m1)) > count(copies(m1, bob.phone))', true],
    ['count(copies(m1)) = 0 at s1', true],
    ['carved(bob.phone) >= 12', true],
    ['carved(bob.phone) = carved(alice.phone) at s2', true],
    ['count(readers(m1)) > 1 and count(readers(m1)) != 3', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it('binds not tighter than and, and tighter than or', () => {
    expect(probe('not refused(m1) and refused(m2) or delivered(m1)')).toEqual(
      probe('((not refused(m1)) and refused(m2)) or delivered(m1)'),
    );
  });

  it('is asked at the given moment', () => {
    expect(holds('canRead(mallory, m2)', 6)).toBe(true);
    expect(holds('ever(canRead(mallory, m2))', 5)).toBe(false);
    expect([holds('ever(delivered(m1))', -1), holds('always(delivered(m1))', -1)]).toEqual([false, true]);
  });

  it('looks at every moment once for each ever and always, however deep they are nested', () => {
    let asked = 0;
    const world: ProbeWorld = { ...WORLD, canRead: () => (asked++, false) };
    const deep = `${'ever('.repeat(20)}canRead(mallory, m1)${')'.repeat(20)}`;
    expect(evaluate(probe(deep), world)).toBe(false);
    expect(asked).toBe(world.moments.length);
  });
});

describe('the cells that a probe names', () => {
  it('are those of its functions, each once, in order', () => {
    const text =
      'not canRead(mallory, m1) and (state(server, m2) = sealed or canRead(mallory, m1)) and delivered(m3, bob.phone) and refused(m4)';
    expect(atoms(probe(text))).toEqual([
      { party: 'mallory', message: 'm1' },
      { party: 'server', message: 'm2' },
      { party: 'bob.phone', message: 'm3' },
    ]);
  });
});

describe('the cells of what devices do', () => {
  const cells = (text: string): readonly string[] =>
    atoms(probe(text), (message) => (message === 'm1' ? 'alice.phone' : undefined)).map(
      ({ party, message }) => `${party}/${message}`,
    );

  it('are those of the device: the one that shows, or for a tick the one that wrote', () => {
    expect(cells('shownBefore(m3, m2, bob.phone) and ticked(m1, read) and ticked(m2, read)')).toEqual([
      'bob.phone/m3',
      'bob.phone/m2',
      'alice.phone/m1',
    ]);
    expect(cells('count(shown(m4, bob.phone)) = 2 and knows(server, m1)')).toEqual(['bob.phone/m4', 'server/m1']);
  });

  it('are none where no message, or no single cell, is spoken of', () => {
    expect(cells('canSendAs(server, alice, bob.phone) or signals(alice) or expired(m1) or refused(m1)')).toEqual([]);
  });
});

describe('a probe that cannot be read', () => {
  it.each([
    ['', '1 probe-syntax'],
    ['canRead', '1 unknown-word'],
    ['canRead(mallory', '16 probe-syntax'],
    ['canRead(mallory m1)', '17 probe-syntax'],
    ['canRead(mallory, m1', '20 probe-syntax'],
    ['canRead(mallory, m1) refused(m2)', '22 probe-syntax'],
    ['canRead(mallory, m1) and', '25 probe-syntax'],
    ['canRaed(mallory, m1)', '1 unknown-function'],
    ['canSendAs(mallory, alice)', '25 probe-syntax'],
    ['canSendAs(mallory, alice, bob.phone, m1)', '36 probe-syntax'],
    ['cansendAs(mallory, alice, bob.phone)', '1 unknown-function'],
    ['ticked(m1)', '10 probe-syntax'],
    ['ticked(m1, deliverd)', '12 not-one-of'],
    ['signals()', '9 probe-syntax'],
    ['signals(alice, code-change)', '16 not-one-of'],
    ['shownBefore(m1, m2)', '19 probe-syntax'],
    ['shown(m1, bob.phone)', '1 probe-syntax'],
    ['count(shown(m1)) = 2', '15 probe-syntax'],
    ['count(shown(m1, bob.phone))', '28 probe-syntax'],
    ['knows(server)', '13 probe-syntax'],
    ['expired(m1，)', '11 full-width'],
    ['readers(m1)', '1 probe-syntax'],
    ['count(m1) = 1', '7 probe-syntax'],
    ['copies(m1)', '1 probe-syntax'],
    ['count(copies(m1, ))', '18 probe-syntax'],
    ['carved(bob.phone)', '18 probe-syntax'],
    ['carved() = 1', '8 probe-syntax'],
    ['recoverable(m1)', '15 probe-syntax'],
    ['deleted(m1)', '11 probe-syntax'],
    ['count(readers(m1))', '19 probe-syntax'],
    ['state(mallory, m1) = seeled', '22 unknown-word'],
    ['state(mallory, m1) = 3', '22 probe-compare'],
    ['state(mallory, m1) < sealed', '22 probe-compare'],
    ['count(readers(m1)) = sealed', '22 probe-compare'],
    ['canRead(mallory， m1)', '16 full-width'],
    ['canRead（mallory, m1)', '8 full-width'],
    ['count(readers(m1)) ＝ 1', '20 full-width'],
    ['refused(m1) && refused(m2)', '13 probe-sign'],
    ['!refused(m1)', '1 probe-sign'],
    ['count(readers(m1)) == 1', '20 probe-sign'],
    ['count(readers(m1)) ≥ 1', '20 probe-sign'],
    ['canRead("mallory", m1)', '9 probe-quote'],
    ['canRead(mallory, m1) at', '24 probe-syntax'],
    ['refused(m1) 与 refused(m2)', '13 probe-sign'],
    [`${'('.repeat(41)}refused(m1)${')'.repeat(41)}`, '41 probe-depth'],
    ['refused(m1) '.repeat(60), '1 text-too-long'],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('gets the nearest word as cure, and names what comes later', () => {
    const cure = (text: string): string => {
      const parsed = parseProbe(text);
      return parsed.ok ? '' : `${parsed.problem.message.en} ${parsed.problem.cure.en}`;
    };
    expect(cure('canRaed(mallory, m1)')).toContain('Did you mean "canRead"?');
    expect(cure('state(mallory, m1) = seald')).toContain('Did you mean "sealed"?');
    expect(cure('cansendas(mallory, alice, bob.phone)')).toContain('Did you mean "canSendAs"?');
    expect(cure('ticked(m1, deliverd)')).toContain('Did you mean "delivered"?');
    expect(cure('signals(alice, code-change)')).toContain('Did you mean "code-changed"?');
    expect(cure('shown(m1, bob.phone)')).toContain('count(shown(m1, bob.phone)) = 1');
    expect(cure('copies(m1)')).toContain('count(copies(m1)) = 1');
    expect(cure('coppies(m1) = 1')).toContain('Did you mean "copies"?');
  });

  it('never throws, whatever the text', () => {
    const word = fc.constantFrom(
      'canRead',
      'state',
      'count',
      'readers',
      'shown',
      'canSendAs',
      'signals',
      'ticked',
      'shownBefore',
      'copies',
      'carved',
      'deleted',
      'recoverable',
      'knows',
      'ever',
      'not',
      'and',
      'at',
      '(',
      ')',
      ',',
      '=',
      '<',
      'm1',
      'sealed',
      '3',
      '，',
      '!',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    const run = fc.check(
      fc.property(text, (source) => {
        const parsed = parseProbe(source);
        const query = parseQuery(source);
        if (parsed.ok) return typeof evaluate(parsed.probe, WORLD) === 'boolean';
        return parsed.problem.column <= source.length + 1 && (query.ok || query.problem.column <= source.length + 1);
      }),
      { numRuns: 1_000 },
    );
    expect(fc.defaultReportMessage(run)).toBeUndefined();
  });
});

describe('every probe that is a tree can be written and read back', () => {
  const message = fc.constantFrom('m1', 'm2');
  const state = fc.constantFrom('state(mallory, m1)', 'sealed', 'readable');
  const amount = fc.constantFrom('count(readers(m1))', '0', '2');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      message.map((m) => `canRead(mallory, ${m})`),
      message.map((m) => `refused(${m})`),
      message.map((m) => `ticked(${m}, delivered)`),
      fc.constantFrom('signals(alice)', 'canSendAs(server, alice, bob.phone)', 'shownBefore(m1, m2, bob.phone)'),
      fc.tuple(state, fc.constantFrom('=', '!='), state).map((parts) => parts.join(' ')),
      fc.tuple(amount, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), amount).map((parts) => parts.join(' ')),
      fc.tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      tie('tree').map((inner) => `not (${inner})`),
      fc.tuple(fc.constantFrom('ever', 'always'), tie('tree')).map(([word, inner]) => `${word}(${inner})`),
      fc.tuple(tie('tree'), fc.constantFrom('s1', 's4')).map(([inner, step]) => `(${inner}) at ${step}`),
    ),
  }));

  it('and has the same answer twice, the opposite one after not', () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: -1, max: 9 }), (text, at) => {
        if (text.length > 400) return;
        expect(holds(`not (${text})`, at)).toBe(!holds(text, at));
      }),
      { numRuns: 300 },
    );
  });
});

describe('queries', () => {
  it('give a number or the readers, now or at a step', () => {
    const asked = (text: string): unknown => {
      const parsed = parseQuery(text);
      return parsed.ok ? answer(parsed.query, WORLD) : parsed.problem.code;
    };
    expect(asked('count(readers(m1))')).toBe(2);
    expect(asked('count(readers(m1)) at s1')).toBe(1);
    expect(asked('readers(m1)')).toEqual(['bob.phone', 'mallory']);
    expect(asked('count(shown(m1, bob.phone))')).toBe(2);
    expect(asked('count(shown(m1, bob.phone)) at s1')).toBe(0);
    expect(asked('count(copies(m1))')).toBe(5);
    expect(asked('count(copies(m1, bob.phone)) at s2')).toBe(2);
    expect(asked('carved(bob.phone) at s2')).toBe(0);
    expect(asked('carved(bob.phone)')).toBe(12);
    expect(asked('canRead(mallory, m1)')).toBe('probe-syntax');
  });
});
