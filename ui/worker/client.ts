/**
 * The page's side of the engine: one async function for each request, a status for the shell, and a restart.
 *
 * The worker starts with the first request, so a page that shows only a message starts nothing. When the worker fails, its
 * open requests never settle: the shell replaces the screen by one sentence and mounts it anew after `restart`.
 */
import type { EngineApi, RunView } from './api.ts';
import type { EngineRequest, EngineResponse, RequestName } from './protocol.ts';
import { loadDeletionWords, speaksOfDeletion } from '../i18n/deletion-later.ts';
import { spawnEngine } from './spawn.ts';
import { createStore, type Store } from '../state/store.ts';

/** The engine as the page sees it: the same functions, each with a promise. */
export type Engine = {
  readonly [Name in RequestName]: (
    ...args: Parameters<EngineApi[Name]>
  ) => Promise<Awaited<ReturnType<EngineApi[Name]>>>;
};

/** `working`: some request has been open for longer than `SLOW_MS`. `lives` counts the restarts. */
export interface EngineStatus {
  readonly phase: 'quiet' | 'working' | 'failed';
  readonly lives: number;
}

export interface EngineClient {
  readonly engine: Engine;
  readonly status: Store<EngineStatus>;
  /** Ends the worker and forgets its open requests; the next request starts a new one. */
  readonly restart: () => void;
}

/** Nothing is said about work that takes less than this. */
const SLOW_MS = 300;

interface Open {
  readonly settle: (value: never) => void;
  readonly slow: ReturnType<typeof setTimeout>;
}

/** @param spawn starts the worker; given by tests. */
export function connectEngine(spawn: () => Worker = spawnEngine): EngineClient {
  const status = createStore<EngineStatus>({ phase: 'quiet', lives: 0 });
  const open = new Map<number, Open>();
  let worker: Worker | undefined;
  let lastId = 0;

  const say = (phase: EngineStatus['phase']): void => {
    const { phase: before, lives } = status.get();
    if (before !== phase) status.set({ phase, lives });
  };
  const drop = (): void => {
    worker?.terminate();
    worker = undefined;
    for (const { slow } of open.values()) clearTimeout(slow);
    open.clear();
  };
  const fail = (reason: unknown): void => {
    console.error('The engine failed.', reason);
    drop();
    say('failed');
  };
  const receive = (response: EngineResponse): void => {
    const request = open.get(response.id);
    if (request === undefined) return;
    if (!response.ok) {
      fail(response.reason);
      return;
    }
    clearTimeout(request.slow);
    open.delete(response.id);
    if (open.size === 0) say('quiet');
    request.settle(response.value as never);
  };
  const start = (): Worker => {
    const started = spawn();
    started.addEventListener('message', (event: MessageEvent<EngineResponse>) => receive(event.data));
    started.addEventListener('error', (event) => {
      event.preventDefault();
      fail(event.message);
    });
    started.addEventListener('messageerror', () => fail('an answer could not be read'));
    return started;
  };
  const ask = (name: RequestName, args: readonly unknown[]): Promise<never> =>
    new Promise((settle) => {
      if (status.get().phase === 'failed') return;
      const id = ++lastId;
      open.set(id, { settle, slow: setTimeout(() => say('working'), SLOW_MS) });
      worker ??= start();
      worker.postMessage({ id, name, args } as EngineRequest);
    });

  const restart = (): void => {
    drop();
    status.set({ phase: 'quiet', lives: status.get().lives + 1 });
  };
  return { engine: engineOver(ask), status, restart };
}

/** Each request by its name. */
const engineOver = (ask: (name: RequestName, args: readonly unknown[]) => Promise<never>): Engine => ({
  play: async (...args) => {
    const view: RunView = await ask('play', args);
    if (speaksOfDeletion(view.scenario)) await loadDeletionWords();
    return view;
  },
  timeline: (...args) => ask('timeline', args),
  compare: (...args) => ask('compare', args),
  metadata: (...args) => ask('metadata', args),
  heatmap: (...args) => ask('heatmap', args),
  keys: (...args) => ask('keys', args),
  bytes: (...args) => ask('bytes', args),
  copies: (...args) => ask('copies', args),
  storage: (...args) => ask('storage', args),
  storagePage: (...args) => ask('storagePage', args),
  tidyAndLook: (...args) => ask('tidyAndLook', args),
  removals: (...args) => ask('removals', args),
  frameAt: (...args) => ask('frameAt', args),
  why: (...args) => ask('why', args),
  decrypt: (...args) => ask('decrypt', args),
  elsewhere: (...args) => ask('elsewhere', args),
  rounds: (...args) => ask('rounds', args),
  reveal: (...args) => ask('reveal', args),
  charts: (...args) => ask('charts', args),
  read: (...args) => ask('read', args),
  readLink: (...args) => ask('readLink', args),
});
