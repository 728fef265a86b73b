/** The worker's shell: hands each request to the engine and sends back what it answers. Holds no logic of its own. */
import type { EngineApi } from './api.ts';
import { createEngine } from './engine.ts';
import type { Laboratory } from './laboratory.ts';
import type { EngineRequest, EngineResponse } from './protocol.ts';
import { readLink, readScenario } from './read.ts';
import { fetchScenario, fetchScenarios, runStore } from './runs.ts';
import { loadModel, loadPostQuantum } from './suites.ts';

const runs = runStore();
const engine = createEngine(runs);
const loadLaboratory = async (): Promise<Laboratory> => (await import('./laboratory.ts')).createLaboratory(runs);

globalThis.addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  void answer(event.data).then((response) => {
    globalThis.postMessage(response);
    void fetchOtherParts();
  });
});

async function answer(request: EngineRequest): Promise<EngineResponse> {
  try {
    const [choice] = request.args;
    if (typeof choice === 'object') await fetchScenario(choice.scenario);
    if (typeof choice === 'object' && choice.suite === 'model') await loadModel();
    return { id: request.id, ok: true, value: await call(request) };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id: request.id, ok: false, reason };
  }
}

/** Fetches what no request needed yet, so that nothing is asked of the network later. */
const fetchOtherParts = (): Promise<unknown> =>
  Promise.all([fetchScenarios(), loadLaboratory(), loadPostQuantum(), loadModel()]);

type Answer = Awaited<ReturnType<EngineApi[keyof EngineApi]>>;

async function call(request: EngineRequest): Promise<Answer> {
  switch (request.name) {
    case 'play':
      return engine.play(...request.args);
    case 'timeline':
      return (await loadLaboratory()).timeline(...request.args);
    case 'compare':
      return (await loadLaboratory()).compare(...request.args);
    case 'metadata':
      return (await loadLaboratory()).metadata(...request.args);
    case 'heatmap':
      return (await loadLaboratory()).heatmap(...request.args);
    case 'keys':
      return (await loadLaboratory()).keys(...request.args);
    case 'bytes':
      return (await loadLaboratory()).bytes(...request.args);
    case 'copies':
      return (await loadLaboratory()).copies(...request.args);
    case 'storage':
      return (await loadLaboratory()).storage(...request.args);
    case 'storagePage':
      return (await loadLaboratory()).storagePage(...request.args);
    case 'tidyAndLook':
      return (await loadLaboratory()).tidyAndLook(...request.args);
    case 'removals':
      return (await loadLaboratory()).removals(...request.args);
    case 'frameAt':
      return engine.frameAt(...request.args);
    case 'why':
      return engine.why(...request.args);
    case 'decrypt':
      return engine.decrypt(...request.args);
    case 'elsewhere':
      return engine.elsewhere(...request.args);
    case 'rounds':
      return (await loadLaboratory()).rounds(...request.args);
    case 'reveal':
      return (await loadLaboratory()).reveal(...request.args);
    case 'read':
      return readScenario(...request.args);
    case 'readLink':
      return readLink(...request.args);
    case 'charts':
      return (await loadLaboratory()).charts();
  }
}
