/**
 * SQLite's file system over immutable page tables: every change makes a new disk, and what went before stays as it was.
 *
 * One disk is in place at a time, for the length of one call (`on`); open files are only names. Chance comes from the disk
 * itself and time stands still, so the bytes are a function of the disk and of what is done to it.
 */
import type { Bytes } from '../../crypto/bytes.ts';
import { EMPTY_FILE, pagedAt, readInto, truncated, written, type PagedFile } from '../pages.ts';
import type { Disk, DiskFault, FilePath } from '../types.ts';
import { CODE, POWERSAFE_OVERWRITE, type Sqlite3 } from './library.ts';

export interface DiskVfs {
  /** For `sqlite3_open_v2`. */
  readonly namePointer: number;
  /** Runs `action` with the disk in place, and gives what the disk has become. `seed`: the database that chance comes from. */
  readonly on: <T>(disk: Disk, seed: FilePath, fault: DiskFault | undefined, action: () => T) => Outcome<T>;
}

export interface Outcome<T> {
  readonly value: T;
  readonly disk: Disk;
  /** Changes that were asked for, the one that failed included. */
  readonly changes: number;
  /** The device stopped: nothing was changed from then on. */
  readonly isKilled: boolean;
}

/** What is in place. `synced`: what would be there after a loss of power. */
interface Place {
  disk: Disk;
  synced: Disk;
  readonly seed: FilePath;
  readonly fault: DiskFault | undefined;
  changes: number;
  isKilled: boolean;
  hasSyncFailed: boolean;
}

const NAME = 'unsealed';
const LONGEST_PATH = 256;
const SECTOR_BYTES = 4096;
/** Noon of 1 January 2000 as a Julian day, and in its milliseconds. */
const JULIAN_DAY = 2_451_545;
const DAY_MS = 86_400_000;

/** Makes the file system; `on` registers it as the default one, which is where SQLite takes its chance from. */
export function diskVfs(sqlite3: Sqlite3): DiskVfs {
  const { capi, wasm } = sqlite3;
  const files: Files = { opened: new Map(), spilled: new Map(), place: inPlace({}, '', undefined) };
  const io = new capi.sqlite3_io_methods();
  io.$iVersion = 1;
  io.installMethods({ ...contentMethods(sqlite3, files), ...quietMethods(sqlite3, files) });
  const vfs = new capi.sqlite3_vfs();
  vfs.$iVersion = 2;
  vfs.$szOsFile = capi.sqlite3_file.structInfo.sizeof;
  vfs.$mxPathname = LONGEST_PATH;
  vfs.$zName = wasm.allocCString(NAME);
  vfs.installMethods({ ...pathMethods(sqlite3, files, io.pointer), ...hostMethods(sqlite3, files) });
  return {
    namePointer: vfs.$zName,
    on: (disk, seed, fault, action) => {
      const place = inPlace(disk, seed, fault);
      files.place = place;
      wasm.exports.sqlite3_vfs_register(vfs.pointer, 1);
      wasm.exports.sqlite3_randomness(0, 0);
      const value = action();
      return { value, disk: place.disk, changes: place.changes, isKilled: place.isKilled };
    },
  };
}

/** Open files by their pointers, and the disk that is in place. */
interface Files {
  readonly opened: Map<number, FilePath>;
  /** Files without a name are no files of the disk: SQLite spills into them what is gone at the end of a statement. */
  readonly spilled: Map<FilePath, PagedFile>;
  place: Place;
}

type Methods = Readonly<Record<string, (...values: never[]) => number>>;

function pathOf(files: Files, pointer: number): FilePath {
  const path = files.opened.get(pointer);
  if (path === undefined) throw new Error('SQLite uses only files that it has opened');
  return path;
}

const content = (files: Files, path: FilePath): PagedFile =>
  files.spilled.get(path) ?? pagedAt(files.place.disk, path) ?? EMPTY_FILE;

function put(files: Files, path: FilePath, file: PagedFile): void {
  if (files.spilled.has(path)) files.spilled.set(path, file);
  else files.place.disk = { ...files.place.disk, [path]: file };
}

const begin = (files: Files, path: FilePath): Part => (files.spilled.has(path) ? 'whole' : beginChange(files.place));

/** Reading and changing an open file. */
const contentMethods = ({ wasm }: Sqlite3, files: Files): Methods => ({
  xRead: (file: number, target: number, length: number, offset: bigint) => {
    const room = wasm.heap8u().subarray(target, target + length);
    const read = readInto(content(files, pathOf(files, file)), Number(offset), room);
    room.fill(0, read);
    return read < length ? CODE.shortRead : CODE.ok;
  },
  xWrite: (file: number, source: number, length: number, offset: bigint) => {
    const path = pathOf(files, file);
    const part = begin(files, path);
    if (part === 'none') return CODE.writeFailed;
    const old = content(files, path);
    const grows = Number(offset) + length > old.length && !files.spilled.has(path);
    if (grows && isDue(files.place, 'full')) return CODE.full;
    const reached = part === 'half' ? Math.floor(length / 2) : length;
    put(files, path, written(old, Number(offset), wasm.heap8u().subarray(source, source + reached)));
    return part === 'half' ? CODE.writeFailed : CODE.ok;
  },
  xTruncate: (file: number, length: bigint) => {
    const path = pathOf(files, file);
    if (begin(files, path) !== 'whole') return CODE.truncateFailed;
    put(files, path, truncated(content(files, path), Number(length)));
    return CODE.ok;
  },
  xSync: (file: number) => {
    const path = pathOf(files, file);
    if (begin(files, path) !== 'whole') return CODE.syncFailed;
    return files.spilled.has(path) || sync(files.place, path) ? CODE.ok : CODE.syncFailed;
  },
});

/** What changes no file. Nobody else has the files, so locking is granted. */
const quietMethods = ({ wasm }: Sqlite3, files: Files): Methods => ({
  xClose: (file: number) => {
    files.spilled.delete(pathOf(files, file));
    files.opened.delete(file);
    return CODE.ok;
  },
  xFileSize: (file: number, out: number) => {
    wasm.poke64(out, BigInt(content(files, pathOf(files, file)).length));
    return CODE.ok;
  },
  xLock: () => CODE.ok,
  xUnlock: () => CODE.ok,
  xCheckReservedLock: (_file: number, out: number) => {
    wasm.poke32(out, 0);
    return CODE.ok;
  },
  xFileControl: (_file: number, _operation: number, _argument: number) => CODE.notFound,
  xSectorSize: (_file: number) => SECTOR_BYTES,
  xDeviceCharacteristics: (_file: number) => POWERSAFE_OVERWRITE,
});

/** Files by path. Opening makes no file: the first write does. */
const pathMethods = ({ wasm }: Sqlite3, files: Files, io: number): Methods => ({
  xOpen: (_vfs: number, name: number, file: number, flags: number, outFlags: number) => {
    const path = name === 0 ? `spilled:${file}` : (wasm.cstrToJs(name) ?? '');
    if (name === 0) files.spilled.set(path, EMPTY_FILE);
    files.opened.set(file, path);
    wasm.poke32(file, io);
    if (outFlags !== 0) wasm.poke32(outFlags, flags);
    return CODE.ok;
  },
  xDelete: (_vfs: number, name: number, isSynced: number) => {
    const { place } = files;
    const path = wasm.cstrToJs(name) ?? '';
    if (place.disk[path] === undefined) return CODE.nothingToDelete;
    if (beginChange(place) !== 'whole') return CODE.deleteFailed;
    place.disk = without(place.disk, path);
    if (isSynced !== 0) place.synced = without(place.synced, path);
    return CODE.ok;
  },
  xAccess: (_vfs: number, name: number, _flags: number, out: number) => {
    wasm.poke32(out, files.place.disk[wasm.cstrToJs(name) ?? ''] === undefined ? 0 : 1);
    return CODE.ok;
  },
  xFullPathname: (_vfs: number, name: number, room: number, out: number) => {
    const heap = wasm.heap8u();
    const end = heap.indexOf(0, name) + 1;
    if (end - name > room) return CODE.ioerr;
    heap.copyWithin(out, name, end);
    return CODE.ok;
  },
});

/** What a host would give: chance, time, sleep. */
const hostMethods = ({ wasm }: Sqlite3, files: Files): Methods => ({
  xRandomness: (_vfs: number, length: number, out: number) => {
    const room = wasm.heap8u().subarray(out, out + length);
    room.fill(0);
    room.set(chance(files.place.disk, files.place.seed).subarray(0, length));
    return length;
  },
  xSleep: (_vfs: number, _microseconds: number) => CODE.ok,
  xCurrentTime: (_vfs: number, out: number) => {
    wasm.poke64f(out, JULIAN_DAY);
    return CODE.ok;
  },
  xCurrentTimeInt64: (_vfs: number, out: number) => {
    wasm.poke64(out, BigInt(JULIAN_DAY) * BigInt(DAY_MS));
    return CODE.ok;
  },
  xGetLastError: (_vfs: number, _length: number, _out: number) => CODE.ok,
});

const inPlace = (disk: Disk, seed: FilePath, fault: DiskFault | undefined): Place => ({
  disk,
  synced: disk,
  seed,
  fault,
  changes: 0,
  isKilled: false,
  hasSyncFailed: false,
});

/** How much of a change happens. */
type Part = 'whole' | 'half' | 'none';

/** Counts a change, and stops the device where its fault is due. */
function beginChange(place: Place): Part {
  if (place.isKilled) return 'none';
  place.changes += 1;
  const isStopped = isDue(place, 'kill') || isDue(place, 'keep') || isDue(place, 'torn');
  if (!isStopped) return 'whole';
  place.isKilled = true;
  if (isDue(place, 'kill')) place.disk = place.synced;
  return isDue(place, 'torn') ? 'half' : 'none';
}

/** Whether the change that was counted last is at or after the fault of this kind. */
const isDue = ({ fault, changes }: Place, kind: DiskFault['kind']): boolean =>
  fault?.kind === kind && changes > fault.at;

/** Makes a file's content safe. A sync that fails has lost what it should have made safe, as file systems do. */
function sync(place: Place, path: FilePath): boolean {
  if (isDue(place, 'sync') && !place.hasSyncFailed) {
    place.hasSyncFailed = true;
    place.disk = moved(place.disk, path, place.synced);
    return false;
  }
  place.synced = moved(place.synced, path, place.disk);
  return true;
}

/** `disk` with the file of that path as it is in `from`. */
function moved(disk: Disk, path: FilePath, from: Disk): Disk {
  const file = from[path];
  return file === undefined ? without(disk, path) : { ...disk, [path]: file };
}

const without = (disk: Disk, path: FilePath): Disk =>
  Object.fromEntries(Object.entries(disk).filter(([other]) => other !== path));

/**
 * What SQLite draws its salts from: lengths, the change counter of the database and the salts of its log. These differ from
 * write to write, and the same disk gives the same.
 */
function chance(disk: Disk, path: FilePath): Bytes {
  const main = pagedAt(disk, path) ?? EMPTY_FILE;
  const log = pagedAt(disk, `${path}-wal`) ?? EMPTY_FILE;
  const seed = new Uint8Array(44);
  new DataView(seed.buffer).setUint32(0, main.length);
  new DataView(seed.buffer).setUint32(4, log.length);
  readInto(main, 24, seed.subarray(8, 24));
  readInto(log, 12, seed.subarray(24, 44));
  return seed;
}
