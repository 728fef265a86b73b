/** What the simulator adds to the cryptography it performs: whole runs against exactly their primitive calls, made bare. */
import { model } from '../../sim/crypto/model.ts';
import { noble } from '../../sim/crypto/noble.ts';
import type { Suite } from '../../sim/crypto/suite.ts';
import { knowledgeOf } from '../../sim/knowledge/knowledge.ts';
import { play, type Played } from '../../sim/scenario/play.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { alternating, sameDirection } from '../../sim/testing/conversation.ts';
import { taped, tallyOf, type Tally, type TapedCall } from '../../sim/testing/tape.ts';
import { compare, type Comparison } from './harness.ts';
import { judged, number, plain, type Row } from './rows.ts';

export const optionsOf = (suite: Suite) => ({ suite, seed: 1, language: 'en', code: 'bench' }) as const;

/** Who can read what at the end of a run: asked of everybody, about every message. */
function readEverything({ trace }: Played): number {
  const knowledge = knowledgeOf(trace);
  let readable = 0;
  for (const { label } of knowledge.messages) {
    for (const { id } of trace.header.parties) {
      if (knowledge.knowsMessage(id, label, trace.events.length - 1)) readable++;
    }
  }
  return readable;
}

/** The noise of this machine now, and the ratios. */
export function cryptographyRows(): readonly Row[] {
  warmUp();
  const messages = 10;
  const whole = pair(undefined, alternating(3 * messages));
  const turns = pair(alternating(4), alternating(4 + messages));
  const follows = pair(sameDirection(4), sameDirection(4 + 10 * messages));
  const opening = pair(undefined, alternating(1));
  const noise = compare(turns.bare, turns.bare);
  return [
    plain('the same work twice (A/A): noise', ratio(noise)),
    judged(
      `noble, a whole run: two phones register, ${3 * messages} alternating messages`,
      ...ratioFigure(compare(whole.whole, whole.bare)),
      TURNS,
    ),
    plain(
      `noble, only the last ${messages} of ${4 + messages} alternating messages, with the knowledge of all`,
      ratio(compare(turns.whole, turns.bare)),
    ),
    plain(`noble, ${10 * messages} messages in one direction`, ratio(compare(follows.whole, follows.bare))),
    plain('noble, two phones register, first message', ratio(compare(opening.whole, opening.bare))),
  ];
}

/** So that not the first hundred runs of the simulator's own code are measured: most of the time goes to the cryptography. */
export function warmUp(): void {
  for (let i = 0; i < 200; i++) readEverything(play(alternating(14), optionsOf(model)));
}

const TURNS = { gate: 1.1, goal: 1.05, unit: 'x' } as const;

/** Exact counts; `sim/engine/counts.test.ts` pins them. */
export function countRows(): readonly Row[] {
  const written = (tally: Tally): string =>
    Object.entries(tally)
      .map(([primitive, count]) => `${primitive} ${count}`)
      .join(', ');
  const counted = (what: string, base: Scenario | undefined, whole: Scenario): Row =>
    plain(what, written(tallyOf(callsOf(base, whole))));
  return [
    counted('two phones register, 4 one-time prekeys each', undefined, alternating(0)),
    counted('first message, opens a session', alternating(0), alternating(1)),
    counted('message in the other direction', alternating(3), alternating(4)),
    counted('message in the same direction', sameDirection(4), sameDirection(5)),
  ];
}

/** Going on from `base` to the whole story with everything the simulator does, and the same primitive calls bare. */
export function pair(
  base: Scenario | undefined,
  whole: Scenario,
  suite: Suite = noble,
): { whole: () => unknown; bare: () => unknown } {
  const start = base && play(base, optionsOf(suite));
  const calls = callsOf(base, whole, suite);
  return {
    whole: () => readEverything(play(whole, optionsOf(suite), start)),
    bare: () => {
      let last: unknown;
      for (const call of calls) last = call.again();
      return last;
    },
  };
}

function callsOf(base: Scenario | undefined, whole: Scenario, suite: Suite = noble): readonly TapedCall[] {
  const tape = taped(suite);
  const start = base && play(base, optionsOf(tape.suite));
  const before = tape.calls.length;
  play(whole, optionsOf(tape.suite), start);
  return tape.calls.slice(before);
}

export const ratio = ({ ratio: median, from, to }: Comparison): string =>
  `${median.toFixed(3)}x  (${from.toFixed(2)}..${to.toFixed(2)})`;
export const ratioFigure = (comparison: Comparison): readonly [number, string] => [comparison.ratio, ratio(comparison)];

/** `130x (1.2 ms against 156 ms)` for a ratio that is far from one. */
export const farRatio = ({ ratio: median, aMs, bMs }: Comparison): string =>
  `${number(median)}x  (${number(bMs)} ms against ${number(aMs)} ms)`;
