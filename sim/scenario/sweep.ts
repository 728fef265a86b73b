/**
 * A sweep: one scenario played many times, each with a seed of its own, people's choices drawn by their habits. What comes
 * out are counts of runs, exact for this seed; how well a count tells the share behind it is `shareBounds`.
 */
import { drawBelow, entropyFor } from '../crypto/entropy.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { SWEEP } from '../limits.ts';
import type { ActorId, MessageLabel, PartyId, Sign } from '../trace.ts';
import { judgeAsk } from './lesson.ts';
import { labelOf } from './letters.ts';
import { knowledgeIn, play, type PlayOptions, type Played } from './play.ts';
import type { AskStep, Scenario } from './types.ts';

export interface SweepOptions extends Omit<PlayOptions, 'choices'> {
  /** From 1 to `SWEEP.mostRuns`. */
  readonly runs: number;
}

/** In how many of its runs something was so; rows stand in story order. */
export interface Sweep {
  readonly runs: number;
  /** The story as it was played: of the variant where one was named. */
  readonly scenario: Scenario;
  /** By question and option (from 0): its `when` held at the reveal. */
  readonly answers: readonly { readonly ask: AskStep; readonly option: number; readonly runs: number }[];
  /** Shown to this person; a sign that nobody saw in any run is not listed. */
  readonly signs: readonly {
    readonly person: ActorId;
    readonly sign: Sign;
    readonly about: string;
    readonly runs: number;
  }[];
  /** The party could read the message at the end. */
  readonly readers: readonly { readonly party: PartyId; readonly message: MessageLabel; readonly runs: number }[];
  /** Its writer went by a sign and did not write it. */
  readonly heldBack: readonly { readonly message: MessageLabel; readonly runs: number }[];
  /** Somebody saw the first sign of something wrong in this step; steps in which nobody ever did are left out. */
  readonly noticed: readonly { readonly step: string; readonly runs: number }[];
  /** Nobody saw any. */
  readonly unnoticed: number;
}

/** Plays the scenario, or a variant of it, so many times. The same options give the same counts. Throws for impossible `runs`. */
export function sweep(scenario: Scenario, { runs, ...options }: SweepOptions): Sweep {
  if (!Number.isInteger(runs) || runs < 1 || runs > SWEEP.mostRuns)
    throw new RangeError(`a sweep has 1 to ${SWEEP.mostRuns} runs, not ${runs}`);
  const seeds = entropyFor(options.seed, 'sweep');
  const found: Found[] = [];
  let played: Played | undefined;
  for (let run = 0; run < runs; run++) {
    const seed = drawBelow(seeds, `seed of run ${run}`, 2 ** 32);
    played = play(scenario, { ...options, seed, choices: 'drawn' });
    found.push(findingsOf(played));
  }
  if (!played) throw new Error('a sweep has at least one run');
  return counted(played, found);
}

/** What was so in one run. */
interface Found {
  readonly answers: readonly (readonly boolean[])[];
  readonly signs: readonly { readonly person: ActorId; readonly sign: Sign; readonly about: string }[];
  /** `message/party` */
  readonly readers: ReadonlySet<string>;
  readonly heldBack: ReadonlySet<MessageLabel>;
  /** The step of the first sign of something wrong. */
  readonly noticed: string | undefined;
}

function findingsOf(played: Played): Found {
  const { trace } = played;
  const knowledge = knowledgeIn(played);
  const people = new Set(trace.header.parties.flatMap((party) => (party.kind === 'device' ? [party.account] : [])));
  const happened = trace.events.flatMap(({ actor, step, outcomes }) =>
    outcomes.map((outcome) => ({ actor, step, outcome })),
  );
  // A device's own sign would count the same twice.
  const signs = happened.flatMap(({ actor, step, outcome }) =>
    outcome.kind === 'sign' && people.has(actor)
      ? [{ person: actor, sign: outcome.sign, about: outcome.about, step }]
      : [],
  );
  return {
    answers: asksOf(played).map((ask) => judgeAsk(ask, played, knowledge).holds),
    signs,
    readers: readersAtEnd(played, knowledge),
    heldBack: new Set(happened.flatMap(({ outcome }) => (outcome.kind === 'held-back' ? [outcome.message] : []))),
    noticed: signs.find(({ sign }) => sign !== 'codes-match')?.step,
  };
}

function readersAtEnd({ trace }: Played, knowledge: Knowledge): ReadonlySet<string> {
  const last = trace.events.length - 1;
  return new Set(
    knowledge.messages.flatMap(({ label }) => knowledge.readers(label, last).map((party) => `${label}/${party}`)),
  );
}

function counted(played: Played, found: readonly Found[]): Sweep {
  const count = (test: (one: Found) => boolean): number => found.filter(test).length;
  const labels = played.actions.flatMap((action) => labelOf(action) ?? []);
  const parties = played.trace.header.parties.filter(({ kind }) => kind !== 'link').map(({ id }) => id);
  return {
    runs: found.length,
    scenario: played.scenario,
    answers: asksOf(played).flatMap((ask, i) =>
      ask.options.map((_, option) => ({ ask, option, runs: count(({ answers }) => answers[i]?.[option] === true) })),
    ),
    signs: signsSeen(found),
    readers: labels.flatMap((message) =>
      parties.map((party) => ({ party, message, runs: count(({ readers }) => readers.has(`${message}/${party}`)) })),
    ),
    heldBack: labels.map((message) => ({ message, runs: count(({ heldBack }) => heldBack.has(message)) })),
    noticed: played.actions.flatMap(({ id }) => {
      const runs = count(({ noticed }) => noticed === id);
      return runs === 0 ? [] : [{ step: id, runs }];
    }),
    unnoticed: count(({ noticed }) => noticed === undefined),
  };
}

const asksOf = ({ scenario }: Played): readonly AskStep[] => scenario.steps.filter((step) => step.kind === 'ask');

/** Each sign with the number of runs in which it was seen at least once; by name, so that no run decides the order. */
function signsSeen(found: readonly Found[]): Sweep['signs'] {
  const rows = new Map<string, Sweep['signs'][number]>();
  for (const { signs } of found) {
    const ofThisRun = new Map(signs.map((one) => [`${one.person} ${one.sign} ${one.about}`, one]));
    for (const [key, { person, sign, about }] of ofThisRun)
      rows.set(key, { person, sign, about, runs: (rows.get(key)?.runs ?? 0) + 1 });
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The two-sided 95 % point of the normal distribution. */
const Z = 1.959964;

/** Between which shares (0 to 1) the true one lies, at 95 % confidence: E. B. Wilson's interval for a binomial share (1927). */
export function shareBounds(hits: number, runs: number): { readonly least: number; readonly most: number } {
  const share = hits / runs;
  const spread = Z * Math.sqrt((share * (1 - share)) / runs + Z ** 2 / (4 * runs ** 2));
  const [middle, scale] = [share + Z ** 2 / (2 * runs), 1 + Z ** 2 / runs];
  return { least: Math.max(0, (middle - spread) / scale), most: Math.min(1, (middle + spread) / scale) };
}
