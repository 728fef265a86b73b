/** SQLite's WebAssembly from the text of the page: a page opened as a file has no other files. */
import { packed } from 'virtual:sqlite-wasm';

export function sqliteWasm(): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
