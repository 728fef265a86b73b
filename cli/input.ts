/** What a person typed: options, files, and the sentence for what cannot be used. Unusable input ends with exit code 2. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { INPUT_LIMITS } from '../sim/limits.ts';
import { parseCast, parseMisconceptions, formatProblem, parseScenario, closest } from '../sim/files.ts';
import type { Scenario } from '../sim/scenario/types.ts';
import type { Suite } from '../sim/crypto/suite.ts';
import { SUITES } from './suites.ts';
import type { Language, Localized } from '../sim/text.ts';
import { scenarioFiles } from '../tools/scenario-files.ts';

/** Says why the input cannot be used; `main.ts` prints it and exits with 2. */
export class Unusable extends Error {}

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SCENARIOS = join(ROOT, 'scenarios');

const OPTIONS = {
  variant: { type: 'string' },
  compare: { type: 'string' },
  why: { type: 'string' },
  metadata: { type: 'string' },
  heatmap: { type: 'string' },
  bytes: { type: 'string' },
  copies: { type: 'string' },
  files: { type: 'string' },
  'send-as': { type: 'string' },
  json: { type: 'boolean' },
  suite: { type: 'string' },
  seed: { type: 'string' },
  lang: { type: 'string' },
  'set-habit': { type: 'string' },
  runs: { type: 'string' },
  save: { type: 'string' },
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
export type OptionName = keyof typeof OPTIONS;

export interface Input {
  readonly command: string | undefined;
  readonly operands: readonly string[];
  readonly options: Readonly<Partial<Record<OptionName, string | boolean>>>;
  readonly language: Language;
}

/** Reads the words after `unsealed`. Unknown options are named, with the closest known one. */
export function readInput(args: readonly string[], locale: string): Input {
  const language = languageOf(args, locale);
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: false });
  } catch (error) {
    throw new Unusable(error instanceof Error ? error.message : String(error));
  }
  for (const [name, value] of Object.entries(parsed.values)) {
    if (!Object.hasOwn(OPTIONS, name)) {
      const written = name.length === 1 ? `-${name}` : `--${name}`;
      throw new Unusable(unknown('option', written, name, Object.keys(OPTIONS), language, '--'));
    }
    const wantsText = OPTIONS[name as OptionName].type === 'string';
    if (wantsText && (typeof value !== 'string' || value === '')) {
      throw new Unusable(say({ en: `--${name} needs a value.`, zh: `--${name} 后面要有一个值。` }, language));
    }
    if (!wantsText && typeof value === 'string') {
      throw new Unusable(say({ en: `--${name} takes no value.`, zh: `--${name} 后面不带值。` }, language));
    }
  }
  const [command, ...operands] = parsed.positionals;
  return { command, operands, options: parsed.values as Input['options'], language };
}

export const say = (text: Localized, language: Language): string => text[language];

/** A word that names nothing: the closest known one where there is one, else all that are known. */
export function unknown(
  what: 'option' | 'command' | 'variant' | 'party' | 'message' | 'packet',
  written: string,
  word: string,
  known: readonly string[],
  language: Language,
  prefix = '',
): string {
  const names: Readonly<Record<typeof what, Localized>> = {
    option: { en: 'option', zh: '选项' },
    command: { en: 'command', zh: '命令' },
    variant: { en: 'variant', zh: '变体' },
    party: { en: 'party', zh: '参与方' },
    message: { en: 'message', zh: '消息' },
    packet: { en: 'packet', zh: '数据包' },
  };
  return say(
    {
      en: `Unknown ${names[what].en}: ${written}. ${cure(word, known, 'en', prefix)}`,
      zh: `没有这个${names[what].zh}：${written}。${cure(word, known, 'zh', prefix)}`,
    },
    language,
  );
}

function cure(word: string, known: readonly string[], language: Language, prefix: string): string {
  const hint = closest(word, known);
  if (hint !== undefined)
    return say({ en: `Did you mean ${prefix}${hint}?`, zh: `是不是想写 ${prefix}${hint}？` }, language);
  if (known.length === 0) return say({ en: 'There are none here.', zh: '这里一个也没有。' }, language);
  const words = known.map((name) => prefix + name);
  return say({ en: `Known: ${words.join(', ')}.`, zh: `可用的有：${words.join('、')}。` }, language);
}

function languageOf(args: readonly string[], locale: string): Language {
  const at = args.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = at === -1 ? undefined : args[at]?.includes('=') ? args[at]?.split('=')[1] : args[at + 1];
  if (word === undefined) return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  if (word === 'en' || word === 'zh') return word;
  // No language was chosen, so both are spoken.
  throw new Unusable(`--lang takes en or zh, not "${word}". / --lang 只能是 en 或 zh，不能是“${word}”。`);
}

/** A whole number from `least` to `most`. */
export function wholeNumber(
  input: Input,
  name: OptionName,
  otherwise: number,
  least: number,
  most = 999_999_999,
): number {
  const word = input.options[name];
  if (word === undefined) return otherwise;
  const value = Number(word);
  if (typeof word === 'string' && /^\d{1,9}$/.test(word) && value >= least && value <= most) return value;
  throw new Unusable(
    say(
      {
        en: `--${name} takes a whole number from ${least} to ${most}, not ${word}.`,
        zh: `--${name} 要一个 ${least} 到 ${most} 的整数，不能是 ${word}。`,
      },
      input.language,
    ),
  );
}

export function suiteOf(input: Input): Suite {
  const word = String(input.options.suite ?? 'noble');
  if (Object.hasOwn(SUITES, word)) return SUITES[word as keyof typeof SUITES];
  throw new Unusable(
    say(
      {
        en: `--suite takes noble (real cryptography), native (the same bytes from Node, faster) or model (a fast stand-in), not ${word}.`,
        zh: `--suite 可以是 noble（真实算法）、native（结果逐字节相同，由 Node 计算，更快）或 model（快速的替身算法），不能是 ${word}。`,
      },
      input.language,
    ),
  );
}

export interface ScenarioFile {
  readonly path: string;
  readonly source: string;
  readonly scenario: Scenario;
}

/** Reads a scenario file; problems come as `file:line:column: what. cure`. */
export function readScenarioFile(path: string, language: Language): ScenarioFile {
  if (!existsSync(path)) {
    const hint = closest(
      basename(path, '.yaml'),
      shippedFiles().map((file) => basename(file, '.yaml')),
    );
    const guess =
      hint === undefined
        ? ''
        : say({ en: ` Did you mean scenarios/${hint}.yaml?`, zh: `是不是想写 scenarios/${hint}.yaml？` }, language);
    throw new Unusable(
      say(
        {
          en: `There is no file ${path}.${guess} All that come with it: npx unsealed list`,
          zh: `没有文件 ${path}。${guess}自带的情景：npx unsealed list`,
        },
        language,
      ),
    );
  }
  const info = statSync(path);
  if (!info.isFile())
    throw new Unusable(
      say(
        {
          en: `${path} is not a file. Name a scenario file; all that come with it: npx unsealed list`,
          zh: `${path} 不是文件。请给出一个情景文件；自带的情景：npx unsealed list`,
        },
        language,
      ),
    );
  if (info.size > INPUT_LIMITS.yamlBytes) {
    const most = `${INPUT_LIMITS.yamlBytes / 1024} KiB`;
    throw new Unusable(
      say(
        {
          en: `${path} has ${info.size} bytes; a scenario has at most ${most}. Shorten it or split it.`,
          zh: `${path} 有 ${info.size} 字节；情景文件最多 ${most}。请缩短或拆开。`,
        },
        language,
      ),
    );
  }
  const people = new Set(castNames().keys());
  const source = contentOf(path, language);
  const result = parseScenario(path, source, {
    shipped: dirname(resolve(path)) === SCENARIOS,
    misconceptions: misconceptionIds(),
    people,
  });
  if (result.ok) return { path, source, scenario: result.scenario };
  throw new Unusable(result.problems.map((problem) => formatProblem(problem, language)).join('\n'));
}

function contentOf(path: string, language: Language): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Unusable(
      say({ en: `${path} cannot be read. May you read it?`, zh: `无法读取 ${path}。你有读取它的权限吗？` }, language),
    );
  }
}

/** Paths of the scenarios that come with the project. */
export const shippedFiles = (): readonly string[] => scenarioFiles(SCENARIOS).map((name) => join(SCENARIOS, name));

/** Ids of the beliefs that a scenario may say it takes apart. */
function misconceptionIds(): ReadonlySet<string> {
  const list = parseMisconceptions(
    'scenarios/misconceptions.yaml',
    readFileSync(join(SCENARIOS, 'misconceptions.yaml'), 'utf8'),
  );
  if (!list.ok) throw new Error('the list of misconceptions that comes with the project is tested to be valid');
  return new Set(list.value.map(({ id }) => id));
}

/** Names of the cast in both languages. */
export function castNames(): ReadonlyMap<string, Localized> {
  const cast = parseCast('scenarios/cast.yaml', readFileSync(join(SCENARIOS, 'cast.yaml'), 'utf8'));
  if (!cast.ok) throw new Error('the cast list that comes with the project is tested to be valid');
  return new Map(cast.value.map(({ id, name }) => [id, name]));
}
