/** Starts the engine's worker from its own file. The single-file build puts `spawn-inline.ts` in this module's place. */
export const spawnEngine = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
