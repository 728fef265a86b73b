/** Starts the engine's worker from its source inside the page (a Blob URL): a page opened as a file has no other files. */
// The build makes this module, so the linter cannot look into it.
// oxlint-disable-next-line import/default
import EngineWorker from './worker.ts?worker&inline';

export const spawnEngine = (): Worker => new EngineWorker({ name: 'engine' });
