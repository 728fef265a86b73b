/** Files that a command leaves in a folder that somebody named. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../sim/text.ts';
import { say, Unusable } from './input.ts';

export interface NewFile {
  /** Below the folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes the files, makes the folders that they need, and says each. Throws `Unusable` where that cannot be done. */
export function saveIn(
  folder: string,
  files: readonly NewFile[],
  print: (line: string) => void,
  language: Language,
): void {
  try {
    makeFolder(folder);
    for (const { path, content } of files) {
      const target = join(folder, path);
      makeFolder(dirname(target));
      writeFileSync(target, content);
      print(say({ en: `saved ${target}`, zh: `已保存 ${target}` }, language));
    }
  } catch {
    throw new Unusable(
      say(
        { en: `${folder} cannot be written to. Choose another folder.`, zh: `无法写入 ${folder}。请换一个文件夹。` },
        language,
      ),
    );
  }
}

/**
 * Makes a folder and those above it. `mkdirSync` with `recursive` never comes back where a folder is there but says of what is
 * to stand in it that there is no such place, as `/proc` does (Node 20).
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}
