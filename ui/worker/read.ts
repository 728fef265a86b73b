/** Scenarios from outside: a file that a person opened, a share link. YAML and its schema are loaded now, not with the page. */
import type { OpenedScenario } from './api.ts';

export async function readScenario(fileName: string, source: string): Promise<OpenedScenario> {
  const { encodeScenario, parseScenario } = await import('../../sim/files.ts');
  const parsed = parseScenario(fileName, source, { shipped: false });
  return parsed.ok ? { ...parsed, link: encodeScenario(parsed.scenario) } : parsed;
}

export async function readLink(text: string): Promise<OpenedScenario> {
  const { decodeScenario } = await import('../../sim/files.ts');
  const decoded = decodeScenario(text);
  return decoded.ok ? { ...decoded, link: text } : { ok: false, problems: [decoded.problem] };
}
