/** Real databases for tests: SQLite over a file system that is a map, so that file, log and journal can be looked at. */
import init, { type Database, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { DatabaseImage } from '../storage/carve/types.ts';

interface OpenFile {
  bytes: Uint8Array;
  length: number;
}

export interface TestDatabase {
  readonly db: Database;
  /** Runs statements; with `bind`, one of them. */
  readonly run: (sql: string, bind?: readonly (string | number | Uint8Array | null)[]) => void;
  readonly rows: (sql: string) => readonly (readonly unknown[])[];
  /** The files as they stand now, which a crash would leave. */
  readonly image: () => DatabaseImage;
  readonly close: () => void;
}

const sqlite = await init();
const files = new Map<string, OpenFile>();
const handles = new Map<number, string>();
const VFS = installVfs(sqlite);
let opened = 0;

/** A new database; `pragmas` come before anything is written. */
export function openDatabase(pragmas = '', pageBytes = 4096): TestDatabase {
  opened += 1;
  const path = `test-${String(opened)}.db`;
  const db = new sqlite.oo1.DB({ filename: path, vfs: VFS, flags: 'c' });
  db.exec(`pragma page_size=${String(pageBytes)}; pragma locking_mode=exclusive; ${pragmas}`);
  const bytesOf = (name: string): Uint8Array | undefined => {
    const file = files.get(name);
    return file && file.bytes.slice(0, file.length);
  };
  return {
    db,
    run: (sql, bind) => {
      if (bind) db.exec({ sql, bind: [...bind] });
      else db.exec(sql);
    },
    rows: (sql) => db.selectArrays(sql),
    image: () => {
      const wal = bytesOf(`${path}-wal`);
      const journal = bytesOf(`${path}-journal`);
      return { path, main: bytesOf(path) ?? new Uint8Array(0), ...(wal && { wal }), ...(journal && { journal }) };
    },
    close: () => {
      db.close();
      for (const suffix of ['', '-wal', '-journal']) files.delete(path + suffix);
    },
  };
}

function installVfs({ capi, wasm, vfs }: Sqlite3Static): string {
  const name = 'test-map';
  const io = new capi.sqlite3_io_methods();
  const own = new capi.sqlite3_vfs();
  const other = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null as never));
  own.$iVersion = 1;
  own.$szOsFile = (capi.sqlite3_file as unknown as { structInfo: { sizeof: number } }).structInfo.sizeof;
  own.$mxPathname = 128;
  for (const member of ['$xRandomness', '$xSleep', '$xCurrentTime'])
    Reflect.set(own, member, Reflect.get(other, member) as unknown);
  const fileOf = (handle: number): OpenFile =>
    files.get(handles.get(handle) ?? '') ?? { bytes: new Uint8Array(0), length: 0 };
  const nameAt = (pointer: number): string => wasm.cstrToJs(pointer as never) ?? '';
  vfs.installVfs({
    io: {
      struct: io,
      methods: {
        xClose: (handle: number) => (handles.delete(handle), 0),
        xRead(handle: number, target: number, count: number, offset: bigint) {
          const { bytes, length } = fileOf(handle);
          const part = bytes.subarray(Number(offset), Math.min(Number(offset) + count, length));
          const heap = wasm.heap8u();
          heap.set(part, target);
          heap.fill(0, target + part.length, target + count);
          return part.length < count ? capi.SQLITE_IOERR_SHORT_READ : 0;
        },
        xWrite(handle: number, from: number, count: number, offset: bigint) {
          const file = fileOf(handle);
          const end = Number(offset) + count;
          if (end > file.bytes.length) {
            const larger = new Uint8Array(Math.max(end, 2 * file.bytes.length, 8192));
            larger.set(file.bytes.subarray(0, file.length));
            file.bytes = larger;
          }
          file.length = Math.max(file.length, end);
          file.bytes.set(wasm.heap8u().subarray(from, from + count), Number(offset));
          return 0;
        },
        xTruncate(handle: number, size: bigint) {
          const file = fileOf(handle);
          file.bytes.fill(0, Number(size));
          file.length = Number(size);
          return 0;
        },
        xSync: () => 0,
        xFileSize: (handle: number, out: number) => (
          wasm.poke(out as never, BigInt(fileOf(handle).length) as never, 'i64'),
          0
        ),
        xLock: () => 0,
        xUnlock: () => 0,
        xCheckReservedLock: (_: number, out: number) => (wasm.poke(out as never, 0, 'i32'), 0),
        xFileControl: () => capi.SQLITE_NOTFOUND,
        xSectorSize: () => 4096,
        xDeviceCharacteristics: () => 0,
      },
    },
    vfs: {
      struct: own,
      name,
      asDefault: false,
      methods: {
        xOpen(_: number, path: number, handle: number, flags: number, out: number) {
          const file = path ? nameAt(path) : `temporary-${String(handle)}`;
          if (!files.has(file)) files.set(file, { bytes: new Uint8Array(0), length: 0 });
          handles.set(handle, file);
          const struct = new capi.sqlite3_file(handle as never);
          struct.$pMethods = io.pointer;
          struct.dispose();
          if (out) wasm.poke(out as never, flags, 'i32');
          return 0;
        },
        xDelete: (_: number, path: number) => (files.delete(nameAt(path)), 0),
        xAccess: (_: number, path: number, __: number, out: number) => (
          wasm.poke(out as never, files.has(nameAt(path)) ? 1 : 0, 'i32'),
          0
        ),
        xFullPathname(_: number, path: number, count: number, out: number) {
          wasm.cstrncpy(out as never, path as never, count);
          return 0;
        },
        xGetLastError: () => 0,
      },
    },
  } as never);
  return name;
}
