/**
 * Random stories as plain data: a list of phrases, each of a few small steps. What each step means in a scenario: `draft.ts`.
 *
 * Swarm testing (Groce et al., ISSTA 2012): every story draws the topics that it is about and has no steps of the others, so
 * that rare combinations come up. Most phrases are a single step; longer ones say what single steps hardly ever say by chance
 * (a theft and the replies after it), so that each invariant has something to check. Faults are explicit, never
 * probabilities: the shrunk counterexample is a scenario file.
 */
import fc from 'fast-check';
import { FAULT_KINDS, type FaultKind, type Misdeed } from '../trace.ts';
import { USUAL_STORAGE } from '../storage/settings.ts';
import type { Draft } from './draft.ts';
import type { CastName, StoryDraft } from './story.ts';

type Phrase = readonly Draft[];

const number = fc.nat({ max: 11 });
const constant = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const alone = (draft: fc.Arbitrary<Draft>): fc.Arbitrary<Phrase> => draft.map((step) => [step]);
const either = <T>(...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const MINUTES = [1, 5, 30, 120, 1_440, 4_320] as const;
/** Longer than the server keeps anything. */
const A_MONTH = 31 * 1_440;

const REPLY: Draft = { do: 'reply' };
const AGAIN: Draft = { do: 'again' };
const SEND: fc.Arbitrary<Draft> = fc.record({ do: constant('send'), from: number, to: number });
/** Mostly answers: a session moves on when the direction changes. */
const WORDS = alone(either<Draft>([2, SEND], [4, constant(REPLY)], [1, constant(AGAIN)]));

const misdeed = (...deeds: readonly Misdeed[]): fc.Arbitrary<Draft> =>
  fc.record({
    do: constant('misdeed'),
    misdeed: fc.constantFrom(...deeds),
    device: number,
    other: number,
    message: number,
    amount: number,
  });
const fault = (kinds: readonly FaultKind[], next: readonly number[]): fc.Arbitrary<Draft> =>
  fc.record({
    do: constant('fault'),
    fault: fc.constantFrom(...kinds),
    device: number,
    next: fc.constantFrom(...next),
    toward: number,
    everything: fc.boolean(),
    amount: number,
  });
const theft = (keysOnly: fc.Arbitrary<boolean>): fc.Arbitrary<Draft> =>
  fc.record({ do: constant('compromise'), device: number, keysOnly });
const COMPARE: fc.Arbitrary<Draft> = fc.record({ do: constant('compare'), by: number, with: number });
const power = (on: fc.Arbitrary<boolean>): fc.Arbitrary<Draft> =>
  fc.record({ do: constant('power'), device: number, on });

const TAMPER: fc.Arbitrary<Draft> = fc.record({ do: constant('tamper'), device: number, flip: number });

/** Two of a kind that a person writes, of which the first may come later. */
const twoMessages = (before: fc.Arbitrary<Draft>): fc.Arbitrary<Phrase> =>
  fc.tuple(before, SEND).map((steps) => [...steps, AGAIN]);

/** A new phone while something is on its way to the old one; and a server that asks for messages in somebody's name. */
const ASKING = either<Phrase>(
  [1, alone(fc.record({ do: constant('new-phone'), device: number }))],
  [2, fc.tuple(power(constant(false)), SEND, fc.record({ do: constant('new-phone'), device: number }))],
  [1, alone(misdeed('forge-retry'))],
  [2, fc.tuple(SEND, misdeed('forge-retry'))],
  [2, fc.tuple(power(constant(false)), SEND, misdeed('forge-retry'))],
  [2, fc.tuple(misdeed('swap-keys'), SEND, misdeed('forge-retry'))],
);

/** Phrases by what they are about. */
const TOPICS: readonly fc.Arbitrary<Phrase>[] = [
  alone(
    either<Draft>(
      [2, theft(fc.constantFrom(true, true, false))],
      [1, fc.record({ do: constant('implant'), device: number, keysOnly: fc.boolean(), on: fc.boolean() })],
    ),
  ),
  // What was copied closes again when both sides have replied.
  fc.tuple(SEND, theft(constant(true))).map((steps) => [...steps, REPLY, REPLY, REPLY, REPLY, REPLY]),
  either<Phrase>(
    [2, alone(fc.record({ do: constant('replay'), message: number }))],
    [1, alone(TAMPER)],
    [3, fc.tuple(TAMPER, SEND)],
  ),
  alone(fault(FAULT_KINDS, [1, 2, 3, 6])),
  // So many tries are made until the next message a minute later, which then comes first; or the server holds the first back.
  fc.oneof(twoMessages(fault(['drop', 'delay'], [5])), twoMessages(misdeed('delay'))),
  either<Phrase>(
    [2, alone(power(fc.boolean()))],
    [1, fc.tuple(power(constant(false)), SEND)],
    [1, alone(fc.record({ do: constant('service'), up: fc.boolean() }))],
  ),
  alone(misdeed('drop', 'delay', 'reorder')),
  alone(either<Draft>([2, misdeed('replay', 'forge-ticks')], [1, fc.record({ do: constant('compel') })])),
  either<Phrase>(
    [2, alone(misdeed('swap-keys', 'swap-prekey'))],
    [1, alone(COMPARE)],
    [3, fc.tuple(misdeed('swap-keys'), COMPARE)],
  ),
  ASKING,
  alone(
    fc.oneof(
      COMPARE,
      fc.record({ do: constant('approve'), by: number, with: number }),
      fc.record({ do: constant('read'), message: number, device: number }),
    ),
  ),
  alone(fc.record({ do: constant('wait'), minutes: fc.constantFrom(...MINUTES, A_MONTH) })),
];

// --- stories of devices that keep files

const DELETE: fc.Arbitrary<Draft> = fc.record({
  do: constant('delete'),
  message: number,
  reader: fc.boolean(),
  forEveryone: fc.boolean(),
});
const disappearing = (on: fc.Arbitrary<boolean>): fc.Arbitrary<Draft> =>
  fc.record({ do: constant('disappear'), device: number, with: number, on });
const image = (unlocked: boolean): fc.Arbitrary<Draft> =>
  fc.record({ do: constant('image'), device: number, unlocked: constant(unlocked) });
const A_DAY_AND_MORE: Draft = { do: 'wait', minutes: 1_500 };

/** The reader asks for it although the message is not hers. */
const FORGED: fc.Arbitrary<Phrase> = number.map((message) => [
  { do: 'program', message, modified: true },
  { do: 'delete', message, reader: true, forEveryone: true },
]);

const FILE_TOPICS: readonly fc.Arbitrary<Phrase>[] = [
  FORGED,
  alone(fc.record({ do: constant('edit'), message: number })),
  either<Phrase>(
    [3, fc.tuple(disappearing(constant(true)), SEND).map((steps) => [...steps, A_DAY_AND_MORE])],
    [1, alone(disappearing(fc.boolean()))],
    [1, alone(fc.record({ do: constant('keep'), message: number, reader: fc.boolean(), veto: fc.boolean() }))],
    [1, alone(fc.record({ do: constant('clear'), device: number, whole: fc.boolean() }))],
  ),
  either<Phrase>(
    [2, alone(image(false))],
    [1, alone(image(true))],
    // After a reset not even an unlocked phone shows what was on it.
    [
      2,
      number.map((device): Phrase => [
        { do: 'reset', device },
        { do: 'image', device, unlocked: true },
      ]),
    ],
  ),
  alone(
    either<Draft>(
      [2, fc.record({ do: constant('tidy'), device: number, what: number })],
      [1, constant({ do: 'quote' })],
      [1, fc.record({ do: constant('screenshot'), message: number, reader: fc.boolean() })],
    ),
  ),
  alone(either<Draft>([2, power(fc.boolean())], [1, fault(['drop', 'delay', 'duplicate'], [1, 3])])),
];

// --- stories

/** A story is about so many topics at most: with more of them, people hardly write to each other. */
const TOPICS_AT_ONCE = 3;
/** Every set of topics, with the phrases that a story about them is made of. */
const SWARM: readonly fc.Arbitrary<Phrase>[] = subsets(TOPICS, TOPICS_AT_ONCE).map((topics) =>
  either<Phrase>([5 + topics.length, WORDS], ...topics.map((topic) => [2, topic] as const)),
);
const FILE_TOPICS_AT_ONCE = 2;
/** The same for stories in which messages are deleted. */
const FILE_SWARM: readonly fc.Arbitrary<Phrase>[] = subsets(FILE_TOPICS, FILE_TOPICS_AT_ONCE).map((topics) =>
  either<Phrase>([4, WORDS], [2, alone(DELETE)], ...topics.map((topic) => [2, topic] as const)),
);

function subsets<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (first === undefined || most === 0) return [[]];
  return [...subsets(rest, most), ...subsets(rest, most - 1).map((subset) => [first, ...subset])];
}

/**
 * Stories of up to `longest` steps and at least half as many; an unbiased length, so that long ones come as often as short
 * ones. Smaller ones are made of them by `shrink.ts`. In one of four, devices keep files.
 */
export const stories = (longest: number): fc.Arbitrary<StoryDraft> =>
  either<StoryDraft>([3, about(SWARM, constant(undefined), longest)], [1, storiesWithFiles(longest)]);

/** Stories of devices that keep files, and of messages that are deleted. */
const storiesWithFiles = (longest: number): fc.Arbitrary<StoryDraft> =>
  about(
    FILE_SWARM,
    either<StoryDraft['storage']>([3, constant(USUAL_STORAGE)], [1, constant({ ...USUAL_STORAGE, journal: 'delete' })]),
    longest,
  );

const about = (
  swarm: readonly fc.Arbitrary<Phrase>[],
  storage: fc.Arbitrary<StoryDraft['storage']>,
  longest: number,
): fc.Arbitrary<StoryDraft> =>
  fc.record({
    cast: fc.constantFrom<CastName>('pair', 'pair', 'many'),
    onKeyChange: either<StoryDraft['onKeyChange']>([3, constant('accept')], [1, constant('block')]),
    retryReceipts: fc.boolean(),
    steps: fc
      .oneof(
        ...swarm.map((phrase) =>
          fc.array(phrase, { minLength: Math.ceil(longest / 2), maxLength: longest, size: 'max' }),
        ),
      )
      .map((phrases) => phrases.flat().slice(0, longest)),
    storage,
    later: either<StoryDraft['later']>(
      [6, constant({ handshake: 'x3dh', quantum: false })],
      [1, constant({ handshake: 'x3dh', quantum: true })],
      [1, constant({ handshake: 'pqxdh-if-offered', quantum: true })],
    ),
  });
