/** The scenarios that come with the project, and random stories, played once for all tests of a file. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stories } from '../checker/generate.ts';
import { scenarioOf } from '../checker/story.ts';
import { model } from '../crypto/model.ts';
import { native } from '../../cli/native.ts';
import { withKem } from '../crypto/kem.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import { noble } from '../crypto/noble.ts';
import type { Suite, SuiteName } from '../crypto/suite.ts';
import { FILES } from '../../cli/files.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ProtectionId } from '../protections.ts';
import { knowledgeIn, play, type Played, type PlayOptions } from '../scenario/play.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Language } from '../text.ts';
import { scenarioFiles } from '../../tools/scenario-files.ts';
import { parsed } from './exampleScenario.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);

const SUITES: Readonly<Record<SuiteName, Suite>> = {
  noble: withKem(noble, nobleKem),
  native: withKem(native, nobleKem),
  model,
};

/** Every shipped scenario, read and checked as a shipped one. */
export const SHIPPED: readonly Scenario[] = scenarioFiles(FOLDER).map((name) =>
  parsed(readFileSync(new URL(name, FOLDER), 'utf8'), `scenarios/${name}`, true),
);

/** One shipped scenario; throws where there is none, for a test must not pass for want of its subject. */
export function shipped(id: string): Scenario {
  const scenario = SHIPPED.find((one) => one.id === id);
  if (!scenario) throw new Error(`there is no shipped scenario ${id}`);
  return scenario;
}

export interface KnownPlay {
  /** `keys-stolen-late`, or with the variant: `keys-stolen-late/keys-kept`. */
  readonly name: string;
  readonly played: Played;
  readonly knowledge: Knowledge;
}

export const optionsOf = (suite: SuiteName, language: Language = 'en', seed = 1): PlayOptions => ({
  suite: SUITES[suite],
  seed,
  language,
  code: 'test',
  files: FILES,
});

/** A run with its knowledge. */
export function known(scenario: Scenario, options: PlayOptions, base?: Played): KnownPlay {
  const played = play(scenario, options, base);
  const name = options.variant === undefined ? scenario.id : `${scenario.id}/${options.variant}`;
  return { name, played, knowledge: knowledgeIn(played) };
}

/** The base run of a scenario and each of its variants; variants share what they have in common with the base run. */
export function runsOf(scenario: Scenario, options: PlayOptions): readonly KnownPlay[] {
  const base = known(scenario, options);
  return [base, ...scenario.variants.map(({ id }) => known(scenario, { ...options, variant: id }, base.played))];
}

export const allShippedRuns = (suite: SuiteName, language: Language = 'en'): readonly KnownPlay[] =>
  SHIPPED.flatMap((scenario) => runsOf(scenario, optionsOf(suite, language)));

/** Random stories of up to `longest` steps, always the same ones for a seed. */
export const randomStories = (count: number, seed: number, off?: ProtectionId, longest = 12): readonly Scenario[] =>
  fc.sample(stories(longest), { numRuns: count, seed }).map((story) => scenarioOf(story, off));

/** The last event of setup, and of each step. */
export const stepEnds = ({ trace }: Played): readonly number[] => [
  (trace.steps[0]?.first ?? trace.events.length) - 1,
  ...trace.steps.map(({ end }) => end - 1),
];

/** Every party that can be asked, and every message of the run. */
export const partiesOf = ({ trace }: Played): readonly string[] => trace.header.parties.map(({ id }) => id);
export const labelsOf = (knowledge: Knowledge): readonly string[] => knowledge.messages.map(({ label }) => label);

/** The last event of a run. */
export const lastOf = ({ played }: KnownPlay): number => played.trace.events.length - 1;
/** Runs with their names, as rows of a test table. */
export const named = (runs: readonly KnownPlay[]): readonly (readonly [string, KnownPlay])[] =>
  runs.map((run) => [run.name, run]);
/** Every party with every message. */
export const forEachCell = (run: KnownPlay, see: (party: string, label: string) => void): void => {
  for (const party of partiesOf(run.played)) for (const label of labelsOf(run.knowledge)) see(party, label);
};
