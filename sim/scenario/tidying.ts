/** Housekeeping that is not part of a run: what the files of a device would be after it. The run stays as it is. */
import { MESSAGES } from '../actors/filing/shapes.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { diskAt } from '../knowledge/files/storageView.ts';
import { afterRewriting, keepingOf } from '../storage/settings.ts';
import type { Disk, Housekeeping } from '../storage/types.ts';
import type { ActorId, Seq } from '../trace.ts';
import type { Played } from './play.ts';

export interface KnownPlayed {
  readonly played: Played;
  readonly knowledge: Knowledge;
}

/** The disk at the end of this event, after this housekeeping in its order; as it is where that cannot be done. */
export function tidiedDisk(
  { played, knowledge }: KnownPlayed,
  device: ActorId,
  at: Seq,
  tidied: readonly Housekeeping[],
): Disk {
  const disk = diskAt(knowledge, device, at);
  const { scenario, options, trace } = played;
  if (!scenario.storage || !options.files || disk[MESSAGES.path] === undefined) return disk;
  const { protections } = trace.header;
  const keeping = keepingOf(scenario.storage, protections);
  const operations = tidied
    .flatMap((kind) => [kind, ...afterRewriting(keeping, protections)])
    .map((kind) => ({ kind }));
  return operations.length === 0 ? disk : options.files.store.write(disk, MESSAGES, operations, keeping).disk;
}
