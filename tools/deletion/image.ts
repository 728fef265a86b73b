/** A database on a disk as the carver takes it. */
import type { DatabaseImage } from '../../sim/storage/carve/types.ts';
import { fileBytes, pagedAt } from '../../sim/storage/pages.ts';
import type { Disk, FilePath } from '../../sim/storage/types.ts';

/** @throws where there is no such database on the disk. */
export function imageOf(disk: Disk, path: FilePath): DatabaseImage {
  const [main, wal, journal] = [path, `${path}-wal`, `${path}-journal`].map((one) => pagedAt(disk, one));
  if (!main) throw new Error(`${path} was written, so it is there`);
  return {
    path,
    main: fileBytes(main),
    ...(wal && { wal: fileBytes(wal) }),
    ...(journal && { journal: fileBytes(journal) }),
  };
}
