/** `unsealed sweep FILE`: plays a story many times, people's choices drawn by their habits, and counts what came of it. */
import { readHabits } from '../../sim/files.ts';
import { interpolate, shareBounds, sweep, usualHabits, type Habits, type Sweep } from '../../sim/index.ts';
import { SWEEP } from '../../sim/limits.ts';
import { inLanguage, type Language } from '../../sim/text.ts';
import { FILES } from '../files.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { SIGN_LINES } from '../../ui/i18n/deeds.ts';
import {
  castNames,
  readScenarioFile,
  ROOT,
  say,
  suiteOf,
  unknown,
  Unusable,
  wholeNumber,
  type Input,
  type ScenarioFile,
} from '../input.ts';
import { textTable } from '../text-table.ts';
import { heading, partyNames, SWEEP_WORDS, WORDS, type Names } from '../words.ts';

/** Prints the counts; there is nothing in them that could fail. */
export function sweepCommand(input: Input, print: (line: string) => void): void {
  const { language } = input;
  const path = input.operands[0];
  if (path === undefined)
    throw new Unusable(say({ en: 'unsealed sweep needs a FILE.', zh: 'unsealed sweep 后面要有一个文件。' }, language));
  const file = readScenarioFile(path, language);
  // Whoever can read what is the same with both suites; the stand-in is many times as fast.
  const suite = suiteOf({ ...input, options: { suite: 'model', ...input.options } });
  const chosen = { seed: wholeNumber(input, 'seed', 1, 0), ...variantOf(file, input), ...habitsOf(file, input) };
  const runs = wholeNumber(input, 'runs', SWEEP.runs, 1, SWEEP.mostRuns);
  const result = sweep(file.scenario, { ...chosen, suite, runs, language, code: codeHash(ROOT), files: FILES });
  if (input.options.json) {
    print(JSON.stringify({ scenario: result.scenario.id, ...chosen, suite: suite.name, ...asData(result) }, null, 2));
    return;
  }
  const title = chosen.variant === undefined ? WORDS.base[language] : `${WORDS.variant[language]} ${chosen.variant}`;
  const name = inLanguage(result.scenario.title, language);
  print(`# ${name} · ${title} · ${suite.name} · ${WORDS.seed[language]} ${chosen.seed}`);
  for (const line of report(result, partyNames(castNames(), language), language)) print(line.trimEnd());
}

function variantOf({ scenario }: ScenarioFile, { options, language }: Input): { readonly variant?: string } {
  const { variant } = options;
  if (typeof variant !== 'string') return {};
  const ids = scenario.variants.map(({ id }) => id);
  if (!ids.includes(variant)) throw new Unusable(unknown('variant', variant, variant, ids, language));
  return { variant };
}

function habitsOf(
  { scenario }: ScenarioFile,
  { options, language }: Input,
): { readonly habits?: Readonly<Record<string, Habits>> } {
  const line = options['set-habit'];
  if (typeof line !== 'string') return {};
  const read = readHabits(line, scenario.cast);
  if (read.ok) return { habits: read.habits };
  const { message, cure } = read.problem;
  throw new Unusable(`--set-habit: ${message[language]} ${cure[language]}`);
}

function report(result: Sweep, names: Names, language: Language): readonly string[] {
  const { runs } = result;
  const text = (key: keyof typeof SWEEP_WORDS): string => SWEEP_WORDS[key][language];
  const row = (what: string, count: number): readonly string[] => {
    const { least, most } = shareBounds(count, runs);
    return [what, String(count), percent(count / runs), `${percent(least)} – ${percent(most)}`];
  };
  const list = (title: keyof typeof SWEEP_WORDS, rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0
      ? [heading(SWEEP_WORDS[title], language) + WORDS.none[language], '']
      : [...textTable([[text(title), text('runs'), text('share'), text('bounds')], ...rows]), ''];
  const answers = result.answers.map(({ ask, option, runs: count }) =>
    row(interpolate(ask.options[option]?.text ?? '', language, names), count),
  );
  const signs = result.signs.map(({ person, sign, about, runs: count }) =>
    row(`${names(person)}${text('sees')}“${SIGN_LINES[sign](names(about))[language]}”`, count),
  );
  return [
    `${heading(SWEEP_WORDS.runs, language)}${runs}`,
    ...habitLines(result, names, language),
    '',
    ...list('answers', answers),
    ...list('noticed', [
      ...result.noticed.map(({ step, runs: count }) => row(step, count)),
      row(text('never'), result.unnoticed),
    ]),
    ...list('signs', signs),
    ...list(
      'heldBack',
      result.heldBack.map(({ message, runs: count }) => row(message, count)),
    ),
    heading(SWEEP_WORDS.readers, language),
    ...matrix(result, names),
    '',
    text('note'),
  ];
}

/** What the draws went by: without it the counts say nothing. */
function habitLines({ scenario }: Sweep, names: Names, language: Language): readonly string[] {
  return Object.entries(scenario.cast).flatMap(([id, member]) => {
    if (member.role !== 'person') return [];
    const { compares, heeds } = { ...usualHabits, ...member.habits };
    const share = (value: number): string =>
      value === 0 || value === 1 ? SWEEP_WORDS[value === 0 ? 'zero' : 'one'][language] : String(value);
    const [both, none] = [share(compares), share(heeds)];
    return [
      language === 'en'
        ? `${names(id)}: compares codes when the story gives occasion: ${both}; writes no more after a sign: ${none}`
        : `${names(id)}：有机会时核对安全码：${both}；看到提示后不再发：${none}`,
    ];
  });
}

function matrix({ readers }: Sweep, names: Names): readonly string[] {
  const parties = [...new Set(readers.map(({ party }) => party))];
  const messages = [...new Set(readers.map(({ message }) => message))];
  const rows = messages.map((label) => [
    label,
    ...readers.filter(({ message }) => message === label).map(({ runs }) => String(runs)),
  ]);
  return textTable([['', ...parties.map(names)], ...rows]).map((line) => `  ${line}`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The same for programs. */
function asData({ scenario: _scenario, answers, ...counts }: Sweep): Readonly<Record<string, unknown>> {
  return {
    ...counts,
    answers: answers.map(({ ask, option, runs }) => ({ ask: ask.id, option: option + 1, runs })),
  };
}
