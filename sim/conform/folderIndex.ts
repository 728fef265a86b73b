/** The list of a folder's files with their hashes: whether these are the files that somebody meant. */
import * as z from 'zod';
import { utf8 } from '../crypto/bytes.ts';
import { checker, hex, named } from './shape.ts';
import { equals, outcomesOf } from './vector.ts';

export const INDEX = checker(
  { en: 'index of the folder', zh: '文件夹清单' },
  named('INDEX.json'),
  z.object({ files: z.array(z.object({ path: z.string(), sha256: hex })) }),
  (index, { files }, { path }) => {
    const folder = path.slice(0, -'INDEX.json'.length);
    const known = new Map(files.map((file) => [file.path, file.sha256]));
    const present = index.files.filter((one) => known.has(folder + one.path));
    const absent = index.files.length - present.length;
    const reason = { en: 'listed, and not in this folder', zh: '列在清单里，但文件夹里没有' };
    return {
      outcomes: outcomesOf(
        present.map((one) => equals(one.path, utf8(one.sha256), utf8(known.get(folder + one.path) ?? ''))),
      ),
      skipped: absent === 0 ? [] : [{ cases: absent, reason }],
    };
  },
);
