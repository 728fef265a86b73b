/** The vector files and recordings of a folder, with their hashes. A file that cannot be read is told, and harms no other. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { VectorFile } from '../sim/conforming.ts';
import { CONFORM_LIMITS } from '../sim/limits.ts';
import type { Language } from '../sim/text.ts';
import { say, Unusable } from './input.ts';

/** Published vectors, recordings and logs of peers; other files of the folder (a README) are nobody's business. */
const ENDINGS = ['.json', '.jsonl'] as const;

/** Reads the folder and those in it, sorted by path. Links to folders are not followed. */
export function readVectorFolder(folder: string, language: Language): readonly VectorFile[] {
  if (!existsSync(folder))
    throw new Unusable(
      say(
        {
          en: `There is no folder ${folder}. Name the folder with the vector files and recordings.`,
          zh: `没有文件夹 ${folder}。请给出存放测试向量和记录的文件夹。`,
        },
        language,
      ),
    );
  if (!statSync(folder).isDirectory())
    throw new Unusable(
      say(
        {
          en: `${folder} is not a folder. Name the folder that it is in.`,
          zh: `${folder} 不是文件夹。请给出它所在的文件夹。`,
        },
        language,
      ),
    );
  const paths = pathsIn(folder, '', 0, language);
  if (paths.length === 0)
    throw new Unusable(
      say(
        {
          en: `There is no vector file in ${folder} (${ENDINGS.join(', ')}). Copy some into it, or name another folder.`,
          zh: `${folder} 里没有测试向量文件（${ENDINGS.join('、')}）。请放入文件，或换一个文件夹。`,
        },
        language,
      ),
    );
  return paths.map((path) => read(folder, path));
}

function pathsIn(folder: string, under: string, depth: number, language: Language): readonly string[] {
  const place = join(folder, under);
  const paths: string[] = [];
  for (const entry of entriesOf(place, language)) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) {
      if (depth < CONFORM_LIMITS.folderDepth) paths.push(...pathsIn(folder, path, depth + 1, language));
    } else if (ENDINGS.some((ending) => entry.name.endsWith(ending)) && isFile(entry, join(folder, path))) {
      paths.push(path);
    }
    if (paths.length > CONFORM_LIMITS.files) throw new Unusable(say(tooMany(folder), language));
  }
  return paths.toSorted();
}

function entriesOf(place: string, language: Language): readonly Dirent[] {
  try {
    return readdirSync(place, { withFileTypes: true });
  } catch {
    throw new Unusable(
      say({ en: `${place} cannot be read. May you read it?`, zh: `无法读取 ${place}。你有读取它的权限吗？` }, language),
    );
  }
}

/** A link may stand for a file; whatever is neither (a pipe, a device) is not opened. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isFile() || (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false));

const tooMany = (folder: string) => ({
  en: `${folder} holds more than ${CONFORM_LIMITS.files} such files. Name a smaller folder.`,
  zh: `${folder} 里这类文件超过 ${CONFORM_LIMITS.files} 个。请换一个小一些的文件夹。`,
});

function read(folder: string, path: string): VectorFile {
  const place = join(folder, path);
  try {
    const { size } = statSync(place);
    if (size > CONFORM_LIMITS.fileBytes) return unread(path, tooLarge(size));
    const content = readFileSync(place);
    return { path, text: content.toString('utf8'), sha256: createHash('sha256').update(content).digest('hex') };
  } catch {
    return unread(path, { en: 'cannot be read. May you read it?', zh: '无法读取。你有读取它的权限吗？' });
  }
}

const unread = (path: string, why: NonNullable<VectorFile['unread']>): VectorFile => ({
  path,
  text: '',
  unread: why,
  sha256: '',
});

const tooLarge = (size: number) => {
  const most = `${CONFORM_LIMITS.fileBytes / 1024 / 1024} MiB`;
  return {
    en: `has ${size} bytes; a vector file has at most ${most}. Split it.`,
    zh: `有 ${size} 字节；测试向量文件最多 ${most}。请拆开。`,
  };
};
