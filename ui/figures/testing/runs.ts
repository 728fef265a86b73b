/** Played runs of shipped scenarios for tests of figures and screens: the same engine, the same views as on the page. */
import type { ProtectionId } from '../../../sim/protections.ts';
import type { Language } from '../../../sim/text.ts';
import type { RunChoice, RunView } from '../../worker/api.ts';
import { loadDeletionWords } from '../../i18n/deletion-later.ts';
import { createEngine, type LessonEngine } from '../../worker/engine.ts';
import { createLaboratory, type Laboratory } from '../../worker/laboratory.ts';
import { fetchScenarios, runStore } from '../../worker/runs.ts';
import { loadModel } from '../../worker/suites.ts';

await fetchScenarios();
await loadModel();
await loadDeletionWords();

const runs = runStore();

/** Both parts of the worker, without the line between. */
export const engine: LessonEngine & Laboratory = { ...createEngine(runs), ...createLaboratory(runs) };

interface RunOptions {
  readonly language?: Language;
  readonly off?: ProtectionId;
  /** Last step to show; `start` or a question's id too. */
  readonly upTo?: string;
}

export const choiceFor = (scenario: string, { language = 'en', off }: RunOptions = {}): RunChoice => ({
  scenario,
  seed: 1,
  suite: 'noble',
  switches: off === undefined ? {} : { [off]: false },
  language,
});

export const runOf = (scenario: string, options: RunOptions = {}): RunView =>
  engine.play(choiceFor(scenario, options), options.upTo);

/** The pause that shows a whole run. */
export const lastOf = (view: RunView): number => view.frames.length - 1;
