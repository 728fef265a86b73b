/** Modules and constants that the build makes: see `tools/scenarios-plugin.ts` and `tools/code-hash.ts`. */
declare module 'virtual:scenarios' {
  import type { Scenario } from '../sim/scenario/types.ts';
  import type { LessonEntry } from './worker/api.ts';

  /** Every shipped scenario by id, checked at build time. Only the engine reads it: outcomes are computed there. */
  export const scenarios: Readonly<Record<string, Scenario>>;
  /** Shipped lessons in the order in which the home page lists them. */
  export const lessons: readonly LessonEntry[];
  /** Ids of all shipped scenarios. */
  export const scenarioIds: readonly string[];
  /** Ids of the people that a scenario may cast. */
  export const people: readonly string[];
  /** Ids of the beliefs that a scenario may say it takes apart. */
  export const misconceptionIds: readonly string[];
}

/** Hash of the sources under `sim/`: part of what a run is a function of. */
declare const __CODE_HASH__: string;
