/** `unsealed conform`: published vectors and recorded conversations of a folder, replayed with our own code. */
import { conform, conforms, type Family } from '../../sim/conforming.ts';
import type { Suite } from '../../sim/index.ts';
import { model } from '../../sim/modelling.ts';
import type { Language } from '../../sim/text.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { ROOT, say, suiteOf, Unusable, type Input } from '../input.ts';
import { textTable } from '../text-table.ts';
import { readVectorFolder } from '../vectorFolder.ts';

/** So many failures of a family are printed; `--json` gives them all. */
const SHOWN = 10;

/** Prints what became of every family; true where all conforms. */
export function conformCommand(input: Input, print: (line: string) => void): boolean {
  const { language } = input;
  const [folder] = input.operands;
  if (folder === undefined)
    throw new Unusable(
      say(
        {
          en: 'unsealed conform needs a folder with vector files and recordings: npx unsealed conform FOLDER',
          zh: 'unsealed conform 后面要有存放测试向量和记录的文件夹：npx unsealed conform 文件夹',
        },
        language,
      ),
    );
  const suite = realSuiteOf(input);
  const isStrict = input.options.strict === true;
  const files = readVectorFolder(folder, language);
  const families = conform(files, { suite });
  const isWell = conforms(families, isStrict);
  if (input.options.json) {
    const code = codeHash(ROOT);
    print(JSON.stringify({ folder, suite: suite.name, code, strict: isStrict, conforms: isWell, families }, null, 2));
  } else {
    for (const line of report(families, { suite, isStrict, isWell }, language)) print(line);
  }
  return isWell;
}

/** The model suite has the same shapes and no other value in common with anybody. */
function realSuiteOf(input: Input): Suite {
  const suite = suiteOf(input);
  if (suite !== model) return suite;
  throw new Unusable(
    say(
      {
        en: '--suite model computes stand-ins, which equal no published value. unsealed conform takes noble or native.',
        zh: '--suite model 只是替身算法，和公布的数值不会相同。unsealed conform 可以用 noble 或 native。',
      },
      input.language,
    ),
  );
}

interface Verdict {
  readonly suite: Suite;
  readonly isStrict: boolean;
  readonly isWell: boolean;
}

const HEAD = {
  en: ['family', 'files', 'cases', 'passed', 'failed', 'skipped', 'altered copies noticed'],
  zh: ['类别', '文件', '用例', '通过', '失败', '跳过', '改动一个字节后被发现'],
} as const;

function report(families: readonly Family[], verdict: Verdict, language: Language): readonly string[] {
  const rows = [...families, total(families)].map((family) => {
    const { name, files, cases, passed, failed, skipped, negatives } = family;
    return [
      name[language],
      `${files.length}`,
      `${cases}`,
      `${passed}`,
      `${failed.length}`,
      `${skippedIn(skipped)}`,
      ratio(negatives.passed, negatives.of, language),
    ];
  });
  return [
    say({ en: `suite ${verdict.suite.name}`, zh: `算法套件 ${verdict.suite.name}` }, language),
    ...textTable([HEAD[language], ...rows]),
    '',
    ...families.flatMap((family) => details(family, language)),
    '',
    verdictLine(families, verdict, language),
  ];
}

const skippedIn = (skipped: Family['skipped']): number => skipped.reduce((sum, { cases }) => sum + cases, 0);
const ratio = (part: number, of: number, language: Language): string =>
  say({ en: `${part} of ${of}`, zh: `${part} / ${of}` }, language);

/** The sum of all families, as one more row. */
function total(families: readonly Family[]): Family {
  const sum = (of: (family: Family) => number): number => families.reduce((whole, family) => whole + of(family), 0);
  return {
    name: { en: 'all', zh: '合计' },
    cases: sum(({ cases }) => cases),
    passed: sum(({ passed }) => passed),
    failed: families.flatMap(({ failed }) => failed),
    skipped: families.flatMap(({ skipped }) => skipped),
    negatives: { passed: sum(({ negatives }) => negatives.passed), of: sum(({ negatives }) => negatives.of) },
    notes: [],
    files: families.flatMap(({ files }) => files),
  };
}

/** Under the name of a family: its files with their SHA-256, what failed, what was skipped and why. */
function details({ name, files, failed, skipped, notes }: Family, language: Language): readonly string[] {
  const more = failed.length - SHOWN;
  return [
    name[language],
    ...files.map(({ path, sha256 }) => `  ${path}  SHA-256 ${sha256 === '' ? '-' : sha256}`),
    ...failed
      .slice(0, SHOWN)
      .map(({ path, id, problem }) =>
        say({ en: `  FAILED ${path}, ${id}: ${problem.en}`, zh: `  失败 ${path}，${id}：${problem.zh}` }, language),
      ),
    ...(more > 0
      ? [say({ en: `  and ${more} more (all: --json)`, zh: `  还有 ${more} 项（全部见 --json）` }, language)]
      : []),
    ...skipped.map(({ path, cases, reason }) =>
      say(
        {
          en: `  skipped ${path}, cases: ${cases}: ${reason.en}`,
          zh: `  跳过 ${path}，用例 ${cases} 个：${reason.zh}`,
        },
        language,
      ),
    ),
    ...notes.map(({ path, text }) =>
      say({ en: `  note ${path}: ${text.en}`, zh: `  说明 ${path}：${text.zh}` }, language),
    ),
  ];
}

function verdictLine(families: readonly Family[], { isStrict, isWell }: Verdict, language: Language): string {
  if (isWell) return say({ en: 'Everything that was run conforms.', zh: '运行过的用例全部相符。' }, language);
  const { failed, negatives } = total(families);
  if (failed.length > 0)
    return say({ en: `Cases that FAIL: ${failed.length}.`, zh: `不符的用例：${failed.length} 个。` }, language);
  if (negatives.passed < negatives.of)
    return say(
      {
        en: 'An altered copy passed: that check checks nothing.',
        zh: '有一份改动过的副本也通过了：那项检查没有作用。',
      },
      language,
    );
  return say(
    isStrict
      ? { en: 'Cases were skipped, and --strict allows none.', zh: '有用例被跳过，而 --strict 不允许跳过。' }
      : { en: 'Nothing was run.', zh: '没有运行任何用例。' },
    language,
  );
}
