/** SQLite's WebAssembly from its own file. The single-file build puts `sqlite-wasm-inline.ts` in this module's place. */
import address from '@sqlite.org/sqlite-wasm/sqlite3.wasm?url';

/** The bytes; rejects where they cannot be had. */
export async function sqliteWasm(): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`SQLite's WebAssembly: ${answer.status}`);
  return answer.arrayBuffer();
}
