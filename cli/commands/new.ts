/** `unsealed new NAME`: writes a commented start of a scenario; never over a file that is there. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { template } from '../../sim/files.ts';
import { say, Unusable, type Input } from '../input.ts';

export function newCommand(input: Input, print: (line: string) => void): void {
  const { language } = input;
  const name = input.operands[0];
  if (name === undefined)
    throw new Unusable(say({ en: 'unsealed new needs a NAME.', zh: 'unsealed new 后面要有一个名称。' }, language));
  const path = name.endsWith('.yaml') ? name : `${name}.yaml`;
  if (!isFileName(path)) {
    throw new Unusable(
      say(
        {
          en: `"${name}" is no name for a file. For example: unsealed new my-story`,
          zh: `“${name}”不能作文件名。例如：unsealed new my-story`,
        },
        language,
      ),
    );
  }
  if (existsSync(path)) {
    throw new Unusable(
      say(
        {
          en: `${path} exists already. Choose another name or remove it first.`,
          zh: `${path} 已经存在。请换一个名称，或先移走它。`,
        },
        language,
      ),
    );
  }
  try {
    writeFileSync(path, template(basename(path, '.yaml'), language), { flag: 'wx' });
  } catch {
    throw new Unusable(
      say(
        { en: `${path} cannot be written. Does its folder exist?`, zh: `无法写入 ${path}。它所在的文件夹存在吗？` },
        language,
      ),
    );
  }
  print(
    say(
      { en: `Wrote ${path}. Run it: npx unsealed run ${path}`, zh: `已写入 ${path}。运行：npx unsealed run ${path}` },
      language,
    ),
  );
}

/** A name besides its ending, and no invisible characters in it. */
const isFileName = (path: string): boolean =>
  /[^.]/.test(
    path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.yaml$/, '') ?? '',
  ) && !/\p{Cc}/u.test(path);
