/** Starts the engine's worker from its source inside the page (a Blob URL): a page opened as a file has no other files. */
import EngineWorker from './worker.ts?worker&inline';

export const spawnEngine = (): Worker => new EngineWorker({ name: 'engine' });
