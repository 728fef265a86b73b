import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { USUAL_STORAGE } from '../../sim/storage/settings.ts';
import { conversation } from '../../sim/testing/conversation.ts';
import { deletionWords } from '../i18n/deletion-later.ts';
import type { EngineApi, RunView } from './api.ts';
import { connectEngine } from './client.ts';
import type { EngineRequest, EngineResponse } from './protocol.ts';

/** A worker that answers when the test says so. */
interface FakeWorker {
  readonly asked: EngineRequest[];
  readonly answer: (response: EngineResponse) => void;
  readonly crash: () => void;
  readonly ended: () => boolean;
}

function fakeWorkers(): { readonly spawn: () => Worker; readonly started: FakeWorker[] } {
  const started: FakeWorker[] = [];
  const spawn = (): Worker => {
    const target = new EventTarget();
    const asked: EngineRequest[] = [];
    let isEnded = false;
    const worker = Object.assign(target, {
      postMessage: (request: EngineRequest) => void asked.push(request),
      terminate: () => void (isEnded = true),
    });
    started.push({
      asked,
      answer: (response) => void target.dispatchEvent(new MessageEvent('message', { data: response })),
      crash: () => void target.dispatchEvent(new Event('error')),
      ended: () => isEnded,
    });
    return worker as unknown as Worker;
  };
  return { spawn, started };
}

const charts: Awaited<ReturnType<EngineApi['charts']>> = [];
const only = (workers: readonly FakeWorker[]): FakeWorker => {
  const [first] = workers;
  if (first === undefined || workers.length !== 1) throw new Error(`one worker is expected, not ${workers.length}`);
  return first;
};

describe('the engine as the page sees it', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test('starts its worker with the first request, and pairs answers with requests by id', async () => {
    const { spawn, started } = fakeWorkers();
    const { engine } = connectEngine(spawn);
    expect(started).toHaveLength(0);
    const first = engine.charts();
    const second = engine.read('a.yaml', 'id: a');
    const worker = only(started);
    const [one, two] = worker.asked;
    expect([one?.name, two?.name]).toEqual(['charts', 'read']);
    worker.answer({ id: two?.id ?? -1, ok: true, value: { ok: false, problems: [] } });
    worker.answer({ id: one?.id ?? -1, ok: true, value: charts });
    expect(await first).toBe(charts);
    expect(await second).toEqual({ ok: false, problems: [] });
  });

  test('hands out a run that speaks of deletion once the words for it are there', async () => {
    const { spawn, started } = fakeWorkers();
    const { engine } = connectEngine(spawn);
    const scenario = conversation([], { storage: USUAL_STORAGE });
    const played = engine.play({ scenario: 'a', seed: 1, suite: 'model', switches: {}, language: 'en' });
    expect(deletionWords).toThrow('words are loaded');
    only(started).answer({ id: 1, ok: true, value: { scenario } as RunView });
    expect((await played).scenario).toBe(scenario);
    expect(deletionWords().tooLate(900, 'en')).toContain('15 minutes');
  });

  test('says that it is working only after 300 ms, and stops saying so with the last answer', () => {
    const { spawn, started } = fakeWorkers();
    const { engine, status } = connectEngine(spawn);
    void engine.charts();
    vi.advanceTimersByTime(299);
    expect(status.get().phase).toBe('quiet');
    vi.advanceTimersByTime(1);
    expect(status.get().phase).toBe('working');
    only(started).answer({ id: 1, ok: true, value: charts });
    expect(status.get().phase).toBe('quiet');
  });

  test.each([
    ['the worker crashes', (worker: FakeWorker) => worker.crash()],
    ['the engine throws', (worker: FakeWorker) => worker.answer({ id: 1, ok: false, reason: 'impossible' })],
  ])('fails when %s: the worker ends, its requests stay open, and nothing new starts', async (_, happen) => {
    const { spawn, started } = fakeWorkers();
    const { engine, status } = connectEngine(spawn);
    const settled = vi.fn<(value: unknown) => void>();
    void engine.charts().then(settled);
    happen(only(started));
    expect(status.get().phase).toBe('failed');
    expect(only(started).ended()).toBe(true);
    void engine.charts().then(settled);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(status.get().phase).toBe('failed');
    expect(settled).not.toHaveBeenCalled();
    expect(started).toHaveLength(1);
  });

  test('begins anew after a restart; what the old worker still says is not heard', async () => {
    const { spawn, started } = fakeWorkers();
    const { engine, status, restart } = connectEngine(spawn);
    const lost = vi.fn<(value: unknown) => void>();
    void engine.charts().then(lost);
    started[0]?.crash();
    restart();
    expect(status.get()).toEqual({ phase: 'quiet', lives: 1 });
    const again = engine.charts();
    expect(started).toHaveLength(2);
    started[0]?.answer({ id: 1, ok: true, value: charts });
    started[1]?.answer({ id: started[1].asked[0]?.id ?? -1, ok: true, value: charts });
    expect(await again).toBe(charts);
    expect(lost).not.toHaveBeenCalled();
  });
});
