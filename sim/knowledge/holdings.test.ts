import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace.ts';
import { holdingsOf, lasts } from './holdings.ts';
import { secret, traceOf } from './testing/build.ts';
import { copy, runOf, send } from './testing/run.ts';
import { valueTable } from './values.ts';

/** Every byte string anywhere in a state, found by walking all of it. */
function walk(part: unknown, found: Set<string>): Set<string> {
  if (part instanceof Uint8Array) {
    if (part.length >= 16 && new Set(part).size > 1) found.add(Buffer.from(part).toString('hex'));
  } else if (typeof part === 'object' && part !== null) {
    for (const inner of Object.values(part)) walk(inner, found);
  }
  return found;
}

/** What the intervals say stands in each place at every event, and what a walk through the actor's whole state finds. */
function heldAndWalked(trace: Trace, actor: string): { held: unknown[]; walked: unknown[] } {
  const values = valueTable([]);
  const holdings = holdingsOf(trace.events, actor, values);
  const current: Record<string, unknown> = {};
  const held: unknown[] = [];
  const walked: unknown[] = [];
  for (const event of trace.events) {
    if (event.actor === actor)
      for (const place of ['keys', 'chat', 'queue', 'log', 'loot', 'public'] as const)
        current[place] = event.after.places[place];
    for (const [place, state] of Object.entries(current)) {
      const there = holdings.values.filter((_, i) => holdings.places[i] === place && lasts(holdings, i, event.seq));
      held.push(there.map((value) => Buffer.from(values.bytesOf(value)).toString('hex')).toSorted());
      walked.push([...walk(state, new Set())].toSorted());
    }
  }
  return { held, walked };
}

type Tree = Uint8Array | string | { readonly [key: string]: Tree } | readonly Tree[];
const leaf = fc.nat({ max: 6 }).map((seed) => secret(seed, 20));
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.constant('text'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('tree'), { maxKeys: 3 }),
  ),
}));

describe('holdings', () => {
  it('agree with a walk through every state, for random states with shared and moved parts', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.array(fc.tuple(tree, fc.nat({ max: 3 })), { minLength: 1, maxLength: 8 }), (changes) => {
        let before: Tree = 'nothing';
        const steps = changes.map(([next, how]) => {
          // Keep the old part under a new one, beside it, behind it, or not at all.
          const kept: Tree =
            how === 0 ? next : how === 1 ? [before, next] : how === 2 ? { x: next, y: before } : [next, before, before];
          before = kept;
          return { actor: 'a.phone', places: { keys: kept, chat: next } };
        });
        const { held, walked } = heldAndWalked(traceOf(steps), 'a.phone');
        expect(held).toEqual(walked);
      }),
      { numRuns: 300 },
    );
  });

  it('agree with a walk through the states of real devices, the server and an attacker', () => {
    const trace = runOf(
      [
        send('m1', 'alice', 'bob'),
        send('m2', 'bob', 'alice'),
        copy('bob.phone', ['keys', 'chat']),
        send('m3', 'alice', 'bob'),
      ],
      {
        off: ['endToEnd', 'eraseMessageKeys'],
      },
    );
    for (const actor of ['alice.phone', 'bob.phone', 'server', 'mallory']) {
      const { held, walked } = heldAndWalked(trace, actor);
      expect(held).toEqual(walked);
      expect(held.flat().length).toBeGreaterThan(20);
    }
  });

  it('begin again when a value comes back, and do not end while it stands twice', () => {
    const value = secret(1);
    const states = [{ a: value }, { a: value, b: value }, { b: value.slice() }, {}, [value]];
    const trace = traceOf(states.map((keys) => ({ actor: 'a.phone', places: { keys } })));
    const { from, to } = holdingsOf(trace.events, 'a.phone', valueTable());
    expect(from).toEqual([0, 4]);
    expect(to[0]).toBe(3);
  });

  it('refuse a Map in a state: what is in it would not be seen as held', () => {
    const trace = traceOf([{ actor: 'a.phone', places: { keys: new Map([['k', secret(1)]]) } }]);
    expect(() => holdingsOf(trace.events, 'a.phone', valueTable())).toThrow('plain records');
  });
});
