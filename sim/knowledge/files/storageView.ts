/** A device's storage for whoever wants to see it: files, pages by role, and where text of messages stands in them. */
import type { Bytes } from '../../crypto/bytes.ts';
import { fileBytes, pagedAt, readInto } from '../../storage/pages.ts';
import type { Disk, FilePath, StoredFile } from '../../storage/types.ts';
import type { PartyId, Seq } from '../../trace.ts';
import type { FileView, Mark, StorageView } from '../copyTypes.ts';
import type { Knowledge } from '../knowledge.ts';
import { carvingOf } from './look.ts';

/** The storage of a device at the end of this event: no files where it keeps none. */
export const diskAt = (knowledge: Knowledge, device: PartyId, at: Seq): Disk =>
  knowledge.evidence.files().filesOf(device, at)?.disk ?? {};

/** Every file of a device at the end of this event, as bytes. */
export const filesAt = (
  knowledge: Knowledge,
  device: PartyId,
  at: Seq,
): readonly { readonly path: FilePath; readonly bytes: Bytes }[] =>
  Object.entries(diskAt(knowledge, device, at)).flatMap(([path, file]) =>
    file.kind === 'pages' ? [{ path, bytes: fileBytes(file) }] : [],
  );

/** A disk of this device, marked with what stands in it of messages that were written by then. */
export function viewOfDisk(knowledge: Knowledge, device: PartyId, at: Seq, disk: Disk): StorageView {
  const marks = marksOn(knowledge, device, at, disk);
  return {
    device,
    files: Object.entries(disk).map(([path, file]) =>
      viewOf(
        disk,
        path,
        file,
        marks.filter((mark) => mark.file === path),
      ),
    ),
  };
}

/** Bytes of a file from `offset` on; fewer or none where it ends before. */
export function bytesOfDisk(disk: Disk, path: FilePath, offset: number, length: number): Bytes {
  const file = pagedAt(disk, path);
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, file ? readInto(file, offset, bytes) : 0);
}

type PlacedMark = Mark & { readonly file: FilePath };

function viewOf(disk: Disk, path: FilePath, file: StoredFile, marks: readonly PlacedMark[]): FileView {
  const length = file.kind === 'pages' ? file.length : 0;
  const database = path.replace(/-(wal|journal)$/, '');
  const carving = carvingOf(disk, database);
  return {
    path,
    length,
    pages: carving?.ok && path === database ? carving.pages : [],
    frames: carving?.ok ? carving.frames.filter((frame) => frame.file === path) : [],
    marks,
  };
}

function marksOn(knowledge: Knowledge, device: PartyId, at: Seq, disk: Disk): readonly PlacedMark[] {
  const files = knowledge.evidence.files();
  const written = knowledge.messages.filter(({ seq }) => seq <= at);
  return written.flatMap((message) =>
    files.remainsOn(device, disk, message).map(({ finding, text }): PlacedMark => {
      const { file, where, page, offset, length, isListed } = finding;
      return { message: message.label, file, where, page, offset, length, text, isListed };
    }),
  );
}
