/** Modules and constants that the build makes: see `tools/scenarios-plugin.ts`, `tools/sqlite-plugin.ts` and `tools/code-hash.ts`. */
declare module 'virtual:scenarios' {
  /** Every shipped scenario by id, checked at build time, each in a chunk of its own. Only the engine reads them. */
  export const scenarioChunks: Readonly<
    Record<string, () => Promise<{ readonly scenario: import('../sim/scenario/types.ts').Scenario }>>
  >;
  /** Ids of the shipped lessons, in the order in which the home page lists them, each with the figure that shows it. */
  export const lessonFigures: Readonly<Record<string, import('../sim/scenario/types.ts').Figure>>;
  /** Ids of all shipped scenarios, each with the ids of its variants. */
  export const knownScenarios: Readonly<Record<string, readonly string[]>>;
  /** Ids of the cast, and of the misconceptions: what a scenario from outside may name. */
  export const people: readonly string[];
  export const misconceptionIds: readonly string[];
}

declare module 'virtual:lessons' {
  /** In the order of `lessonFigures`. */
  export const lessons: readonly import('./worker/api.ts').LessonEntry[];
}

declare module 'virtual:lesson/*' {
  /** The one of this id. */
  export const lesson: import('./worker/api.ts').LessonEntry;
}

declare module 'virtual:sqlite-wasm' {
  /** SQLite's WebAssembly, gzipped, in base64. */
  export const packed: string;
}

/** Hash of the sources under `sim/`: part of what a run is a function of. */
declare const __CODE_HASH__: string;
