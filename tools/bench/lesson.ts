/** A switch is flipped in a lesson: everything the page's worker does until all new cells are there. */
import { scenarios } from 'virtual:scenarios';
import { noble } from '../../sim/crypto/noble.ts';
import { play } from '../../sim/scenario/play.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { taped } from '../../sim/testing/tape.ts';
import type { RunChoice } from '../../ui/worker/api.ts';
import { createEngine } from '../../ui/worker/engine.ts';
import { quantile, timed } from './harness.ts';
import { judged, number, type Row } from './rows.ts';

const LESSON = 'keys-stolen-late';
const ROUNDS = 12;

export function lessonRows(): readonly Row[] {
  const lesson = scenarios[LESSON];
  if (!lesson) throw new Error(`the benchmark flips a switch in ${LESSON}, which is not shipped`);
  return [row(`${LESSON}, noble`, lesson), row(`${LESSON} with a third device, noble`, withThirdDevice(lesson))];
}

function row(what: string, lesson: Scenario): Row {
  const rounds = Array.from({ length: ROUNDS }, (_, seed) => flip(lesson, seed)).slice(2);
  const ms = quantile(
    rounds.map((round) => round.flipMs),
    0.5,
  );
  const over = quantile(
    rounds.map((round) => round.flipMs / round.bareMs),
    0.5,
  );
  return judged(what, ms, `${number(ms)} ms, ${over.toFixed(2)}x the cryptography of one run`, {
    gate: 200,
    goal: 100,
    unit: ' ms',
  });
}

/** The run before the flip is known already, as it is on the page. */
function flip(lesson: Scenario, seed: number): { flipMs: number; bareMs: number } {
  const protection = lesson.shows.protection ?? 'eraseMessageKeys';
  const choice: RunChoice = { scenario: lesson, seed, suite: 'noble', switches: {}, language: 'en' };
  const engine = createEngine();
  engine.play(choice);
  const flipMs = timed(() => engine.play({ ...choice, switches: { [protection]: false } }));
  const tape = taped(noble);
  play(lesson, { suite: tape.suite, seed, language: 'en', code: 'bench', switches: { [protection]: false } });
  const bareMs = timed(() => {
    for (const call of tape.calls) call.again();
  });
  return { flipMs, bareMs };
}

const withThirdDevice = (lesson: Scenario): Scenario => ({
  ...lesson,
  cast: { ...lesson.cast, bob: { role: 'person', devices: ['phone', 'laptop'] } },
});
