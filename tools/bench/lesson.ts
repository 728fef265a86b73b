/**
 * A switch is flipped in a lesson: everything the page's worker does until all new cells are there. Where devices keep files, that
 * is with real databases, written and carved anew.
 */
import { noble } from '../../sim/crypto/noble.ts';
import { remembering } from '../../sim/crypto/remembering.ts';
import type { Suite } from '../../sim/crypto/suite.ts';
import { knowledgeOf } from '../../sim/knowledge/knowledge.ts';
import { play, type Played, type PlayOptions } from '../../sim/scenario/play.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { taped } from '../../sim/testing/tape.ts';
import type { RunChoice } from '../../ui/worker/api.ts';
import { createEngine } from '../../ui/worker/engine.ts';
import { fetchScenarios, rememberOpened, runStore, scenarioOf } from '../../ui/worker/runs.ts';
import { quantile, timed } from './harness.ts';
import { judged, number, type Row } from './rows.ts';

const LESSON = 'keys-stolen-late';
/** With real databases. The last one has no switch of its own; in the lab every lesson has all of them. */
const WITH_FILES = ['delete-for-me', 'delete-for-everyone', 'really-gone', 'sold-after-reset', 'two-hundred-rows'];
const WITH_THIRD_DEVICE = '~with-third-device';
const ROUNDS = 10;
const WARM_UP_ROUNDS = 2;
const BUDGET = { gate: 200, goal: 100, unit: ' ms' };

const choiceOf = (scenario: string, seed: number): RunChoice => ({
  scenario,
  seed,
  suite: 'noble',
  switches: {},
  language: 'en',
});

export async function lessonRows(): Promise<readonly Row[]> {
  await fetchScenarios();
  const lesson = scenarioOf(choiceOf(LESSON, 0));
  const larger: Scenario = {
    ...lesson,
    cast: { ...lesson.cast, bob: { role: 'person', devices: ['phone', 'laptop'] } },
  };
  rememberOpened(WITH_THIRD_DEVICE, larger);
  return [
    row(`${LESSON}, noble`, lesson, (seed) => flipInWorker(LESSON, lesson, seed)),
    row('  with a third device', larger, (seed) => flipInWorker(WITH_THIRD_DEVICE, larger, seed)),
    row('  with a third device, agreements remembered (play and cells only)', larger, (seed) =>
      flipRemembering(larger, seed),
    ),
    ...WITH_FILES.map((id) => rowWithFiles(id)),
  ];
}

function row(what: string, lesson: Scenario, flip: (seed: number) => number): Row {
  const rounds = Array.from({ length: ROUNDS }, (_, seed) => ({ flipMs: flip(seed), bareMs: bareMs(lesson, seed) }));
  const median = (pick: (round: (typeof rounds)[number]) => number): number =>
    quantile(rounds.slice(WARM_UP_ROUNDS).map(pick), 0.5);
  const ms = median(({ flipMs }) => flipMs);
  const ratio = median((round) => round.flipMs / round.bareMs);
  const value = `${number(ms)} ms, ${ratio.toFixed(2)}x the cryptography of one run`;
  return judged(what, ms, value, BUDGET);
}

/** The median alone: beside writing and carving, cryptography is little. */
function rowWithFiles(id: string): Row {
  const lesson = scenarioOf(choiceOf(id, 0));
  const times = Array.from({ length: ROUNDS }, (_, seed) => flipInWorker(id, lesson, seed));
  const ms = quantile(times.slice(WARM_UP_ROUNDS), 0.5);
  return judged(`${id}, real databases`, ms, `${number(ms)} ms`, BUDGET);
}

const switchesOf = (lesson: Scenario): PlayOptions['switches'] & object => ({
  [lesson.shows.protection ?? (lesson.storage ? 'overwriteDeleted' : 'eraseMessageKeys')]: false,
});

/** The run before the flip is known already, as it is on the page. */
function flipInWorker(id: string, lesson: Scenario, seed: number): number {
  const engine = createEngine(runStore());
  engine.play(choiceOf(id, seed));
  return timed(() => engine.play({ ...choiceOf(id, seed), switches: switchesOf(lesson) }));
}

/** The same runs on a suite that remembers what the run before the flip has computed. */
function flipRemembering(lesson: Scenario, seed: number): number {
  const suite = remembering(noble);
  playAll(lesson, optionsOf(suite, seed));
  return timed(() => playAll(lesson, { ...optionsOf(suite, seed), switches: switchesOf(lesson) }));
}

function playAll(lesson: Scenario, options: PlayOptions): number {
  const base = play(lesson, options);
  let cells = allCells(base);
  for (const { id } of lesson.variants) cells += allCells(play(lesson, { ...options, variant: id }, base));
  return cells;
}

/** Every cell after every step. */
function allCells({ trace }: Played): number {
  const knowledge = knowledgeOf(trace);
  let readable = 0;
  for (const { end } of trace.steps) {
    for (const { label } of knowledge.messages) {
      for (const { id } of trace.header.parties) {
        if (knowledge.cell(id, label, end - 1).state === 'readable') readable++;
      }
    }
  }
  return readable;
}

const optionsOf = (suite: Suite, seed: number): PlayOptions => ({ suite, seed, language: 'en', code: 'bench' });

/** The cryptography of the run with the switch, once, bare. */
function bareMs(lesson: Scenario, seed: number): number {
  const tape = taped(noble);
  play(lesson, { ...optionsOf(tape.suite, seed), switches: switchesOf(lesson) });
  return timed(() => {
    for (const call of tape.calls) call.again();
  });
}
