/**
 * Words that a text for learners must not use (docs/lint): they promise without saying who can open what.
 * A learner's own words may be quoted: the `statement` of a misconception, and lines marked `banned-words: quoted`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const QUOTED = 'banned-words: quoted';
const WORD_LISTS = ['docs/lint/banned-words.en.txt', 'docs/lint/banned-words.zh.txt'] as const;
/** Everything that a learner or teacher reads: folder, and which of its files. */
const TEXTS: readonly (readonly [folder: string, name: RegExp])[] = [
  ['scenarios', /\.(yaml|md)$/],
  ['ui/i18n', /(?<!\.test)\.tsx?$/],
  ['ui/figures', /^(words|say|names)\.ts$/],
  ['ui/figures/code', /^words\.ts$/],
  ['ui/figures/metadata', /^words\.ts$/],
  ['ui/figures/heatmap', /^words\.ts$/],
  ['ui/figures/keys', /^words\.ts$/],
  ['ui/figures/bytes', /^words\.ts$/],
  ['ui/lesson', /^(words|narration)\.ts$/],
  ['ui/lab', /^(words|narration)\.ts$/],
  ['ui/proof', /^words\.ts$/],
  ['ui/open', /^words\.ts$/],
  ['cli', /^(words|input)\.ts$/],
  ['sim', /^protections\.ts$/],
  ['sim/checker/invariants', /(?<!\.test)\.ts$/],
  ['sim/scenario', /^(notes.*|template|right-option)\.ts$/],
  ['.', /^README.*\.md$/],
  ['docs', /\.md$/],
];

interface Finding {
  readonly place: string;
  readonly word: string;
}

const read = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');
const wordsOf = (list: string): readonly string[] =>
  read(list)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const english = wordsOf(WORD_LISTS[0]);
const chinese = wordsOf(WORD_LISTS[1]);

/** Every banned word of a text, with its place. */
function findBanned(file: string, text: string): readonly Finding[] {
  let inStatement = false;
  return text.split('\n').flatMap((line, i): readonly Finding[] => {
    if (/^ {4}\w+:/.test(line)) inStatement = /^ {4}statement:/.test(line);
    if (inStatement || line.includes(QUOTED)) return [];
    const found = [...english.filter((word) => standsIn(line, word)), ...chinese.filter((word) => line.includes(word))];
    return found.map((word) => ({ place: `${file}:${i + 1}`, word }));
  });
}

/** Whole words only: `safety number` and `secure_delete` are terms, not promises. */
function standsIn(line: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w-])${escaped}(?![\w-])`, 'i').test(line);
}

const filesOf = ([folder, name]: (typeof TEXTS)[number]): readonly string[] =>
  readdirSync(`${ROOT}${folder}`)
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file}`);
const files = TEXTS.flatMap(filesOf);

describe('words in texts for learners', () => {
  it('are checked in scenarios, screens, protections and user pages', () => {
    expect(english.length).toBeGreaterThan(9);
    expect(chinese.length).toBeGreaterThan(7);
    expect(TEXTS.filter((text) => filesOf(text).length === 0)).toEqual([]);
  });

  it('say who can open what, and use no banned word', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => findBanned(file, read(file)))).toEqual([]);
  });

  it('are found when planted, each word of both lists, at its line', () => {
    for (const word of [...english, ...chinese]) {
      const planted = `title: fine\n  text: this is ${word.toUpperCase()}, they say\n`;
      expect(findBanned('planted.yaml', planted)).toContainEqual({ place: 'planted.yaml:2', word });
    }
  });

  it('may be quoted from a learner, but the truth beside the quotation may not use them', () => {
    const entry = (truth: string): string =>
      `  - id: M01\n    statement:\n      en: it is safe\n      zh: 绝对安全\n    truth:\n      en: ${truth}\n`;
    expect(findBanned('m.yaml', entry('the server cannot open it'))).toEqual([]);
    expect(findBanned('m.yaml', entry('it is safe'))).toEqual([{ place: 'm.yaml:6', word: 'safe' }]);
    expect(findBanned('m.yaml', `    text: “absolutely safe” # ${QUOTED}`)).toEqual([]);
  });

  it('do not confuse a term with a promise', () => {
    expect(findBanned('m.yaml', 'safety number, secure_delete, unsafe, failsafe')).toEqual([]);
  });
});
