/** Reading a scenario file that a person opened. YAML and its schema are loaded now, not with the page. */
import type { EngineApi } from './api.ts';

export async function readScenario(fileName: string, source: string): Promise<ReturnType<EngineApi['read']>> {
  const { parseScenario } = await import('../../sim/files.ts');
  return parseScenario(fileName, source, { shipped: false });
}
