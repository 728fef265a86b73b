/**
 * Random stories as plain data: an array of small steps that shrinks well. What each step means in a scenario: `story.ts`.
 *
 * Swarm testing (Groce et al., ISSTA 2012): every story draws the topics that it is about and has no steps of the others, so
 * that rare combinations come up. Faults are explicit, never probabilities: the shrunk counterexample is a scenario file.
 */
import fc from 'fast-check';
import type { Misdeed } from '../trace.ts';
import type { CastName, Draft, StoryDraft } from './story.ts';

const number = fc.nat({ max: 11 });
const constant = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const MINUTES = [1, 5, 30, 120, 1_440, 4_320] as const;
/** Longer than the server keeps anything. */
const A_MONTH = 31 * 1_440;

/** Mostly answers: a session moves on when the direction changes. */
const WORDS: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: constant('send'), from: number, to: number }) },
  { weight: 2, arbitrary: fc.record({ do: constant('reply') }) },
);
const misdeed = (...deeds: readonly Misdeed[]): fc.Arbitrary<Draft> =>
  fc.record({
    do: constant('misdeed'),
    misdeed: fc.constantFrom(...deeds),
    device: number,
    other: number,
    message: number,
    amount: number,
  });
const COMPARE: fc.Arbitrary<Draft> = fc.record({ do: constant('compare'), by: number, with: number });
/** Steps by what they are about. */
const TOPICS: readonly fc.Arbitrary<Draft>[] = [
  fc.record({ do: constant('compromise'), device: number, keysOnly: fc.constantFrom(true, true, false) }),
  fc.oneof(
    fc.record({ do: constant('replay'), message: number }),
    fc.record({ do: constant('tamper'), device: number, flip: number }),
  ),
  fc.record({ do: constant('implant'), device: number, keysOnly: fc.boolean(), on: fc.boolean() }),
  fc.record({
    do: constant('fault'),
    fault: number,
    device: number,
    next: fc.constantFrom(1, 2, 3, 6),
    toward: number,
    everything: fc.boolean(),
    amount: number,
  }),
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: constant('power'), device: number, on: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: constant('service'), up: fc.boolean() }) },
  ),
  misdeed('drop', 'delay', 'reorder'),
  fc.oneof(
    { weight: 2, arbitrary: misdeed('replay', 'forge-ticks') },
    { weight: 1, arbitrary: fc.record({ do: constant('compel') }) },
  ),
  fc.oneof({ weight: 2, arbitrary: misdeed('swap-keys') }, { weight: 1, arbitrary: COMPARE }),
  misdeed('swap-prekey'),
  fc.oneof(
    COMPARE,
    fc.record({ do: constant('approve'), by: number, with: number }),
    fc.record({ do: constant('read'), message: number, device: number }),
  ),
  fc.record({ do: constant('wait'), minutes: fc.constantFrom(...MINUTES, A_MONTH) }),
];

/** A story is about so many topics at most: with more of them, people hardly write to each other. */
const TOPICS_AT_ONCE = 3;
/** Every set of topics, with the steps that a story about them is made of. */
const SWARM: readonly fc.Arbitrary<Draft>[] = subsets(TOPICS, TOPICS_AT_ONCE).map((topics) =>
  fc.oneof(
    { weight: 6 + 2 * topics.length, arbitrary: WORDS },
    ...topics.map((arbitrary) => ({ weight: 2, arbitrary })),
  ),
);

function subsets<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (first === undefined || most === 0) return [[]];
  return [...subsets(rest, most), ...subsets(rest, most - 1).map((subset) => [first, ...subset])];
}

/**
 * Stories of up to `longest` steps and at least half as many; an unbiased length, so that long ones come as often as short
 * ones. Smaller ones are made of them by `shrink.ts`.
 */
export const stories = (longest: number): fc.Arbitrary<StoryDraft> =>
  fc.record({
    cast: fc.constantFrom<CastName>('pair', 'pair', 'many'),
    onKeyChange: fc.oneof({ weight: 3, arbitrary: constant('accept') }, { weight: 1, arbitrary: constant('block') }),
    steps: fc.oneof(
      ...SWARM.map((draft) => fc.array(draft, { minLength: Math.ceil(longest / 2), maxLength: longest, size: 'max' })),
    ),
  });
