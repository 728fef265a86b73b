/**
 * The part of SQLite's WebAssembly library that the store uses: the C functions as they are exported (pointers are numbers,
 * 64-bit integers are bigints), and the structs of a file system. A host loads the library and gives it in.
 */

export interface Sqlite3 {
  readonly capi: {
    readonly sqlite3_vfs: new () => Struct;
    readonly sqlite3_io_methods: new () => Struct;
    readonly sqlite3_file: { readonly structInfo: { readonly sizeof: number } };
  };
  readonly wasm: {
    readonly exports: Functions;
    /** A view that a growing heap makes useless: to be asked for at each use. */
    readonly heap8u: () => Uint8Array;
    readonly alloc: (bytes: number) => number;
    readonly dealloc: (pointer: number) => void;
    readonly allocCString: (text: string) => number;
    readonly cstrToJs: (pointer: number) => string | null;
    readonly poke32: (pointer: number, value: number) => unknown;
    readonly poke64: (pointer: number, value: bigint) => unknown;
    readonly poke64f: (pointer: number, value: number) => unknown;
    readonly peek32: (pointer: number) => number;
  };
}

/** A C struct; its members are `$name`. */
export interface Struct {
  readonly pointer: number;
  $iVersion: number;
  $szOsFile: number;
  $mxPathname: number;
  $zName: number;
  readonly installMethods: (methods: Readonly<Record<string, (...values: never[]) => number>>) => unknown;
}

/** The C functions by name, without what is `NULL` or 0 in every call here. */
export interface Functions {
  readonly sqlite3_vfs_register: (vfs: number, isDefault: number) => number;
  readonly sqlite3_randomness: (length: number, target: number) => void;
  /** 0 where there is no memory left. */
  readonly sqlite3_malloc: (bytes: number) => number;
  readonly sqlite3_free: (pointer: number) => void;
  readonly sqlite3_open_v2: (path: number, database: number, flags: number, vfs: number) => number;
  readonly sqlite3_close_v2: (database: number) => number;
  readonly sqlite3__wasm_db_config_ip: (database: number, option: number, value: number, out: number) => number;
  readonly sqlite3_get_autocommit: (database: number) => number;
  readonly sqlite3_prepare_v2: (db: number, sql: number, length: number, statement: number, tail: number) => number;
  readonly sqlite3_finalize: (statement: number) => number;
  readonly sqlite3_reset: (statement: number) => number;
  readonly sqlite3_step: (statement: number) => number;
  readonly sqlite3_bind_null: (statement: number, index: number) => number;
  readonly sqlite3_bind_int64: (statement: number, index: number, value: bigint) => number;
  readonly sqlite3_bind_double: (statement: number, index: number, value: number) => number;
  readonly sqlite3_bind_text: BindBytes;
  readonly sqlite3_bind_blob: BindBytes;
  readonly sqlite3_column_count: (statement: number) => number;
  readonly sqlite3_column_type: (statement: number, column: number) => number;
  readonly sqlite3_column_int64: (statement: number, column: number) => bigint;
  readonly sqlite3_column_double: (statement: number, column: number) => number;
  readonly sqlite3_column_text: (statement: number, column: number) => number;
  readonly sqlite3_column_blob: (statement: number, column: number) => number;
  readonly sqlite3_column_bytes: (statement: number, column: number) => number;
}
type BindBytes = (statement: number, index: number, bytes: number, length: number, destructor: number) => number;

/** Result codes, the primary ones and the few extended ones that a file system gives. sqlite3.h. */
export const CODE = {
  ok: 0,
  nomem: 7,
  ioerr: 10,
  notFound: 12,
  full: 13,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  row: 100,
  done: 101,
  shortRead: 522,
  writeFailed: 778,
  syncFailed: 1034,
  truncateFailed: 1546,
  deleteFailed: 2570,
  nothingToDelete: 5898,
} as const;

/** Types of a column's value. sqlite3.h. */
export const COLUMN = { integer: 1, float: 2, text: 3, blob: 4 } as const;

/** `SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE`. */
export const OPEN_FLAGS = 6;

/** Switches of one connection. sqlite3.h. */
export const SWITCH = { enableTrigger: 1002, noCheckpointOnClose: 1006, enableView: 1015 } as const;

/** `SQLITE_TRANSIENT`: SQLite keeps a copy. */
export const TRANSIENT = -1;

/** `SQLITE_IOCAP_POWERSAFE_OVERWRITE`, as on phones: bytes beside those of a torn write stay whole. */
export const POWERSAFE_OVERWRITE = 0x1000;
