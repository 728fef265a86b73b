/** A value that came from a file or a link, judged in two passes: its shape, then its sense. Knows nothing of YAML. */
import { checkScenario } from './check.ts';
import type { CheckOptions } from './check.ts';
import { readStructure } from './structure.ts';
import type { Read } from './structure.ts';
import type { Scenario } from './types.ts';

/** Shape and sense of a value that came from a file or a link. Sense is only looked at once the shape is right. */
export function readScenario(raw: unknown, file: string, options: CheckOptions): Read<Scenario> {
  const read = readStructure(raw);
  if (!read.ok) return read;
  const findings = checkScenario(read.value, file, options);
  return findings.length > 0 ? { ok: false, findings } : read;
}
