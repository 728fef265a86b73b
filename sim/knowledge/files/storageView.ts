/** A device's storage for whoever wants to see it: files, pages by role, and where text of messages stands in them. */
import type { Files } from '../../actors/deviceState.ts';
import type { Bytes } from '../../crypto/bytes.ts';
import { fileBytes, pagedAt } from '../../storage/pages.ts';
import type { Disk, FilePath, StoredFile } from '../../storage/types.ts';
import type { PartyId, Seq } from '../../trace.ts';
import type { FileView, Mark, StorageView } from '../copyTypes.ts';
import type { Knowledge } from '../knowledge.ts';
import { carvingOf } from './look.ts';

/** The storage of a device at the end of this event; no files where it keeps none. */
export function storageOf(knowledge: Knowledge, device: PartyId, at: Seq): StorageView {
  const files = filesAt(knowledge, device, at);
  const marks = files ? marksOn(knowledge, device, at) : [];
  return {
    device,
    files: Object.entries(files?.disk ?? {}).map(([path, file]) =>
      viewOf(
        files?.disk ?? {},
        path,
        file,
        marks.filter((mark) => mark.file === path),
      ),
    ),
  };
}

/** The bytes of one page of a file, from 1; of a file that has no such page none. */
export function pageBytesOf(
  knowledge: Knowledge,
  device: PartyId,
  at: Seq,
  where: { readonly path: FilePath; readonly offset: number; readonly length: number },
): Bytes {
  const file = pagedAt(filesAt(knowledge, device, at)?.disk ?? {}, where.path);
  return file ? fileBytes(file).slice(where.offset, where.offset + where.length) : new Uint8Array(0);
}

const filesAt = (knowledge: Knowledge, device: PartyId, at: Seq): Files | undefined =>
  knowledge.evidence.files().filesOf(device, at);

type PlacedMark = Mark & { readonly file: FilePath };

function viewOf(disk: Disk, path: FilePath, file: StoredFile, marks: readonly PlacedMark[]): FileView {
  const length = file.kind === 'pages' ? file.length : 0;
  const database = path.replace(/-(wal|journal)$/, '');
  const carving = carvingOf(disk, database);
  const isMain = path === database;
  return {
    path,
    length,
    pages: carving?.ok && isMain ? carving.pages : [],
    frames: carving?.ok && !isMain ? carving.frames.filter((frame) => frame.file === path) : [],
    marks,
  };
}

function marksOn(knowledge: Knowledge, device: PartyId, at: Seq): readonly PlacedMark[] {
  const files = knowledge.evidence.files();
  return knowledge.messages.flatMap((message) =>
    message.seq > at
      ? []
      : files.remains(device, message, at).map(({ finding, text }): PlacedMark => {
          const { file, where, page, offset, length, isListed } = finding;
          return { message: message.label, file, where, page, offset, length, text, isListed };
        }),
  );
}
