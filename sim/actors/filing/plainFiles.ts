/** Files that are no databases: pictures, screenshots, exported chats. A file that is deleted leaves its blocks behind. */
import { concat, utf8, type Bytes } from '../../crypto/bytes.ts';
import { pagedFile } from '../../storage/pages.ts';
import type { Disk, FilePath } from '../../storage/types.ts';
import type { DeviceState, Files, Saved } from '../deviceState.ts';
import { columnsOf, pictureIn } from './bodies.ts';

type Places = DeviceState['places'];

/** The files with what these places hold outside databases; only what changed is written. */
export function withPlainFiles(files: Files, before: Places, after: Places): Files {
  if (before.saved === after.saved && before.chat === after.chat) return files;
  const wanted = new Map([...mediaOf(after), ...savedOf(after)]);
  const known = new Map([...mediaOf(before), ...savedOf(before)]);
  const gone = [...known.keys()].filter((path) => !wanted.has(path) && files.disk[path] !== undefined);
  const fresh = [...wanted].filter(([path, { source }]) => known.get(path)?.source !== source);
  if (gone.length === 0 && fresh.length === 0) return files;
  const left = gone.length === 0 ? files : withoutFiles(files, (path) => gone.includes(path));
  const written = fresh.map(([path, content]) => [path, pagedFile(content.bytes())] as const);
  return { ...left, disk: { ...left.disk, ...Object.fromEntries(written) } };
}

interface Content {
  /** What it is made of, compared by identity. */
  readonly source: unknown;
  readonly bytes: () => Bytes;
}

/** The messenger's own picture files. */
function mediaOf({ chat }: Places): readonly (readonly [FilePath, Content])[] {
  return chat.lines.flatMap(({ label, body }) => {
    const picture = pictureIn(body);
    return picture ? [[`media/${label}.jpg`, { source: body, bytes: () => picture }] as const] : [];
  });
}

function savedOf({ saved = [] }: Places): readonly (readonly [FilePath, Content])[] {
  const exported = saved.filter(({ how }) => how === 'export');
  const single = saved.filter(({ how }) => how !== 'export');
  return [
    ...single.map((one) => [pathOf(one), { source: one, bytes: () => contentOf(one) }] as const),
    ...(exported.length === 0
      ? []
      : [
          [
            'exports/chat.txt',
            { source: exported.at(-1), bytes: () => concat(...exported.map(exportedLine)) },
          ] as const,
        ]),
  ];
}

export const FOLDERS = { gallery: 'gallery', screenshot: 'screenshots', film: 'camera', export: 'exports' } as const;
const pathOf = ({ how, label }: Saved): FilePath => `${FOLDERS[how]}/${label}.${how === 'film' ? 'mp4' : 'jpg'}`;

/** A picture as it is; of a screen what stands on it, letters for pixels (docs/limits.md). */
function contentOf({ body, how }: Saved): Bytes {
  const picture = pictureIn(body);
  return how === 'gallery' && picture
    ? picture
    : concat(utf8(columnsOf(body).text ?? ''), picture ?? new Uint8Array(0));
}

const exportedLine = ({ body }: Saved): Bytes => utf8(`${columnsOf(body).text ?? ''}\n`);

/** Without the messenger's own files, which are stale from now on. */
export const withoutMessenger = (files: Files): Files =>
  withoutFiles(files, (path) => path.startsWith('messages.db') || path.startsWith('media/'));

/** Takes files off the list; their blocks stay. */
function withoutFiles(files: Files, isGone: (path: FilePath) => boolean): Files {
  const entries = Object.entries(files.disk);
  const left: Disk = Object.fromEntries(entries.filter(([path]) => !isGone(path)));
  const gone: Disk = Object.fromEntries(entries.filter(([path]) => isGone(path)));
  return { ...files, disk: left, stale: [...files.stale, { kind: 'open', disk: gone }] };
}
