/** The worker's shell: hands each request to the engine and sends back what it answers. Holds no logic of its own. */
import type { EngineApi } from './api.ts';
import { createEngine } from './engine.ts';
import type { EngineRequest, EngineResponse } from './protocol.ts';
import { readLink, readScenario } from './read.ts';
import { fetchScenario, fetchScenarios } from './runs.ts';

const engine = createEngine();

globalThis.addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  void answer(event.data).then((response) => {
    globalThis.postMessage(response);
    void fetchScenarios();
  });
});

async function answer(request: EngineRequest): Promise<EngineResponse> {
  try {
    const [choice] = request.args;
    if (typeof choice === 'object') await fetchScenario(choice.scenario);
    return { id: request.id, ok: true, value: await call(request) };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id: request.id, ok: false, reason };
  }
}

type Answer = ReturnType<EngineApi[keyof EngineApi]>;

function call(request: EngineRequest): Answer {
  switch (request.name) {
    case 'play':
      return engine.play(...request.args);
    case 'timeline':
      return engine.timeline(...request.args);
    case 'compare':
      return engine.compare(...request.args);
    case 'metadata':
      return engine.metadata(...request.args);
    case 'frameAt':
      return engine.frameAt(...request.args);
    case 'why':
      return engine.why(...request.args);
    case 'decrypt':
      return engine.decrypt(...request.args);
    case 'rounds':
      return engine.rounds(...request.args);
    case 'reveal':
      return engine.reveal(...request.args);
    case 'read':
      return readScenario(...request.args);
    case 'readLink':
      return readLink(...request.args);
    case 'charts':
      return engine.charts();
  }
}
