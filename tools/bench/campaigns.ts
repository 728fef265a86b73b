/**
 * Property runs: how many random stories a second are generated, played, closed over and checked against all invariants; and
 * what the model suite saves. A run's size is the number of events in its trace.
 */
import fc from 'fast-check';
import { campaign, inspect } from '../../sim/checker/campaign.ts';
import { stories } from '../../sim/checker/generate.ts';
import { scenarioOf, type StoryDraft } from '../../sim/checker/story.ts';
import { INVARIANTS } from '../../sim/checker/invariants/all.ts';
import { model } from '../../sim/crypto/model.ts';
import { noble } from '../../sim/crypto/noble.ts';
import type { Suite } from '../../sim/crypto/suite.ts';
import { play } from '../../sim/scenario/play.ts';
import { optionsOf, farRatio } from './cryptography.ts';
import { compare, quantile, timed, type Comparison } from './harness.ts';
import { judged, number, plain, type Row } from './rows.ts';

const EVENTS = 50;
const SEED = 7;

export function campaignRows(): readonly Row[] {
  const longest = longestFor(EVENTS);
  const small = throughput(longest);
  const large = throughput(12);
  return [
    judged(described(longest), small.perSecond, `${number(small.perSecond)}/s  (best ${number(small.best)}/s)`, {
      gate: 1_000,
      goal: 2_000,
      unit: '/s',
      atLeast: true,
    }),
    plain(described(12), `${number(large.perSecond)}/s  (best ${number(large.best)}/s)`),
    plain('fast-check alone, 50 numbers an item (4.5 µs where the budget was set)', `${number(yardstick())} µs`),
  ];
}

/** Whole runs of about 50 events, from registration to the last invariant, on both suites. */
export function suiteRow(): Row {
  const { compared, runs } = fiftyEvents(noble, model);
  return judged(`noble over model, ${runs} runs of about ${EVENTS} events`, compared.ratio, farRatio(compared), {
    gate: 40,
    goal: 100,
    unit: 'x',
    atLeast: true,
  });
}

/** The same runs of about 50 events on two suites, each from registration to the last invariant. */
export function fiftyEvents(slow: Suite, fast: Suite): { readonly compared: Comparison; readonly runs: number } {
  const chosen = samples(longestFor(EVENTS))
    .filter((story) => Math.abs(eventsOf(story) - EVENTS) <= 5)
    .slice(0, 3);
  const runAll = (suite: Suite) => (): number => {
    let violations = 0;
    for (const story of chosen) {
      if (inspect(scenarioOf(story), INVARIANTS, { suite, seed: SEED }).violation) violations++;
    }
    return violations;
  };
  return { compared: compare(runAll(slow), runAll(fast), { rounds: 7, sliceMs: 60 }), runs: chosen.length };
}

/** Campaigns of the same kind one after the other, each with its own seed; the median of them, and the best. */
function throughput(longestStory: number): { perSecond: number; best: number } {
  const runs = 300;
  const rates = Array.from({ length: 12 }, (_, round) => {
    const ms = timed(() => campaign({ runs, seed: SEED + round, suite: model, longestStory }));
    return (1000 * runs) / ms;
  }).slice(2);
  return { perSecond: quantile(rates, 0.5), best: Math.max(...rates) };
}

/** The `longestStory` for which a trace has about so many events in the mean. */
function longestFor(events: number): number {
  const lengths = Array.from({ length: 12 }, (_, index) => index + 1);
  const off = (longest: number): number => Math.abs(meanEvents(longest) - events);
  return lengths.reduce((best, longest) => (off(longest) < off(best) ? longest : best));
}

/** A campaign plays the registration of each cast once, and every story goes on from there; its events are in every trace. */
function described(longest: number): string {
  const drawn = samples(longest);
  const registration = mean(drawn.map((story) => eventsOf({ ...story, steps: [] })));
  return `${Math.ceil(longest / 2)} to ${longest} steps: traces of ${meanEvents(longest).toFixed(1)} events, ${registration.toFixed(1)} of them shared`;
}

const samples = (longest: number): readonly StoryDraft[] => fc.sample(stories(longest), { numRuns: 200, seed: SEED });
const eventsOf = (story: StoryDraft): number => play(scenarioOf(story), optionsOf(model)).trace.events.length;

const meanEvents = (longest: number): number => mean(samples(longest).map(eventsOf));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Says how fast the machine is now: the same generator that was measured when the budgets were set. */
function yardstick(): number {
  const numbers = fc.array(fc.nat(), { minLength: 50, maxLength: 50 });
  const runs = 2_000;
  const round = (): number =>
    (1000 *
      timed(() =>
        fc.assert(
          fc.property(numbers, ({ length }) => length === 50),
          { numRuns: runs, seed: SEED },
        ),
      )) /
    runs;
  return quantile(Array.from({ length: 7 }, round), 0.5);
}
