/** Where two runs part, as a sentence: what each of them does there, or what it keeps or computes. From codes only; pure. */
import type { Language } from '../../../sim/text.ts';
import { OPERATION_NAMES, PLACE_NAMES, TERM_NAMES } from '../../i18n/terms.ts';
import type { ComparedRun, DivergenceView, EventView, PartingEvent } from '../../worker/api.ts';
import { actorName, capital } from '../names.ts';
import { clock, legible } from '../say.ts';
import { announcedBand } from '../who-can-read/bands.ts';

export interface DivergenceWords {
  readonly language: Language;
  /** What the two runs are called, as titles. */
  readonly base: string;
  readonly other: string;
  /** What happened at an event, without time and end mark. */
  readonly tell: (event: EventView) => string;
}

/** One sentence (two, where nobody does anything else) about where two runs part. */
export function divergenceText(divergence: DivergenceView | undefined, words: DivergenceWords): string {
  const en = words.language === 'en';
  if (divergence === undefined) return en ? 'The two runs do not differ at all.' : '两次运行没有任何不同。';
  return divergence.kind === 'deeds' ? deedsText(divergence, words) : quietText(divergence, words);
}

/** The same, and when one can first see it in the figure, where one ever can. */
export function partingText(
  { divergence, shows }: Pick<ComparedRun, 'divergence' | 'shows'>,
  words: DivergenceWords,
): string {
  const { language } = words;
  if (shows === undefined) return divergenceText(divergence, words);
  const text = divergence === undefined ? IN_FILES[language] : divergenceText(divergence, words);
  return language === 'en'
    ? `${text} The first cell differs at ${clock(shows, language)}.`
    : `${text}${clock(shows, language)} 起，格子开始不同。`;
}

/** Everybody does, keeps and computes the same, and still a cell differs: what is left in the files does. */
const IN_FILES = {
  en: 'In both runs everybody does the same; what differs is what lies in the files.',
  zh: '两次运行里，各方做的事都一样，不同的是文件里留下了什么。',
} as const;

type Deeds = Extract<DivergenceView, { kind: 'deeds' }>;
type Quiet = Extract<DivergenceView, { kind: 'quiet' }>;

function deedsText({ at, base, other }: Deeds, words: DivergenceWords): string {
  const en = words.language === 'en';
  const time = clock(at, words.language);
  const head = en ? `The runs part at ${time}: ` : `两次运行从 ${time} 起不同：`;
  const mine = deedText(base, other, words);
  const theirs = deedText(other, base, words);
  if (mine !== undefined && theirs !== undefined) {
    const [ordered, orderedElsewhere] = [orderedText(base, words), orderedText(other, words)];
    if (mine === theirs && ordered !== orderedElsewhere && ordered && orderedElsewhere)
      return head + both(ordered, orderedElsewhere, words);
    if (mine === theirs)
      return en
        ? `${head}${mine}, but not with the same result in “${words.base}” and in “${words.other}”.`
        : `${head}${mine}，但在“${words.base}”和“${words.other}”里结果不一样。`;
    return head + both(mine, theirs, words);
  }
  const where = mine === undefined ? words.other : words.base;
  return closed(
    en ? `${head}only in “${where}” ${mine ?? theirs ?? ''}` : `${head}只有在“${where}”里，${mine ?? theirs ?? ''}`,
    words.language,
  );
}

/** What one run did and what the other did, each under its name. */
const both = (mine: string, theirs: string, { language, base, other }: DivergenceWords): string =>
  closed(
    language === 'en'
      ? `in “${base}” ${mine}; in “${other}” ${theirs}`
      : `在“${base}”里，${mine}；在“${other}”里，${theirs}`,
    language,
  );

/** A quotation at the end may bring its own mark. */
const closed = (text: string, language: Language): string =>
  /[.。]”$/.test(text) ? text : `${text}${language === 'en' ? '.' : '。'}`;

/** What the story orders there. */
const orderedText = (event: PartingEvent | undefined, { language }: DivergenceWords): string | undefined =>
  event?.ordered && announcedBand(event.ordered, language)?.deed.replace(/^The /, 'the ');

/** What one run did; undefined where the other did that as well, and more. */
function deedText(
  event: PartingEvent | undefined,
  other: PartingEvent | undefined,
  { language, tell }: DivergenceWords,
): string | undefined {
  if (event === undefined) return undefined;
  if (event.ordered !== undefined && !isTold(event)) {
    const step = announcedBand(event.ordered, language)?.deed;
    if (step !== undefined) return step.replace(/^The /, 'the ');
  }
  const own = withoutCommon(event, other, tell);
  if (own === undefined) return undefined;
  const deed = tell(own);
  if (event.text === undefined || event.text === other?.text) return deed;
  return language === 'en' ? `${deed}: “${short(event.text)}”` : `${deed}：“${short(event.text)}”`;
}

/** Where a step of the story is behind an event, the step says more than these. */
const LITTLE: ReadonlySet<string> = new Set(['phase', 'saw', 'sent', 'disturbed']);
const isTold = ({ outcomes }: EventView): boolean => outcomes.some(({ kind }) => !LITTLE.has(kind));

/** The event without outcomes that would be told alike of both runs; undefined where only this run has none left then. */
function withoutCommon(
  event: EventView,
  other: EventView | undefined,
  tell: DivergenceWords['tell'],
): EventView | undefined {
  if (other === undefined) return event;
  const linesOf = (whole: EventView): readonly string[] =>
    whole.outcomes.map((outcome) => tell({ ...whole, outcomes: [outcome] }));
  const [mine, theirs] = [linesOf(event), linesOf(other)];
  const left = event.outcomes.filter((_, i) => !theirs.includes(mine[i] ?? ''));
  if (left.length > 0) return { ...event, outcomes: left };
  return theirs.every((line) => mine.includes(line)) ? event : undefined;
}

const LONGEST_TEXT = 60;

/** A garbled text may be long and hold anything. */
function short(text: string): string {
  const shown = Array.from(legible(text));
  return shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT).join('')}…` : shown.join('');
}

function quietText({ at, actor, difference }: Quiet, words: DivergenceWords): string {
  const { language, base, other } = words;
  const time = clock(at, language);
  const [mine, theirs] = difference.counts;
  const who = actorName(actor, language);
  switch (difference.kind) {
    case 'keys': {
      const clauses = both(keyClause(difference, 0, who, language), keyClause(difference, 1, who, language), words);
      return language === 'en'
        ? `Everybody does the same in both runs. What is kept differs from ${time} on: ${clauses}`
        : `两次运行里各方做的事都一样，不同在留下了什么：从 ${time} 起，${clauses}`;
    }
    case 'holds': {
      const place = PLACE_NAMES[difference.place][language];
      return language === 'en'
        ? `Everybody does the same in both runs. What is kept differs from ${time} on: ${who} (${place}) holds ${counted(mine, 'value')} in “${base}”, ${theirs} in “${other}”.`
        : `两次运行里各方做的事都一样，不同在留下了什么：从 ${time} 起，${who}（${place}）在“${base}”里存着 ${mine} 项数据，在“${other}”里是 ${theirs} 项。`;
    }
    case 'computes': {
      const operation = OPERATION_NAMES[difference.operation][language];
      const gap = /^[A-Z]/.test(operation) ? ' ' : '';
      return language === 'en'
        ? `Everybody does the same in both runs. What is computed differs from ${time} on: ${capital(who)} uses “${operation}” ${counted(mine, 'time')} in “${base}”, ${theirs} in “${other}”.`
        : `两次运行里各方做的事都一样，不同在怎样计算：从 ${time} 起，${who}执行${gap}${operation}${gap}的次数，在“${base}”里是 ${mine}，在“${other}”里是 ${theirs}。`;
    }
  }
}

type Keys = Extract<Quiet['difference'], { kind: 'keys' }>;

/** What one run did with its keys at that event. */
function keyClause({ word, counts, lost }: Keys, run: 0 | 1, who: string, language: Language): string {
  if (word === 'usedKey') {
    if (language === 'en')
      return `${who} ${counts[run] === 0 ? 'does not keep' : 'keeps'} the key that it has just used`;
    return counts[run] === 0 ? `${who}不保留刚用过的密钥` : `${who}把刚用过的密钥留了下来`;
  }
  const name = TERM_NAMES[word];
  const unit = /[密公]钥$/.test(name.zh) ? '把' : '个';
  const told = [
    { count: counts[run], en: (many: string) => `gets ${many}`, zh: `有了 ${counts[run]} ${unit}新的${name.zh}` },
    { count: lost[run], en: (many: string) => `erases ${many}`, zh: `擦除了 ${lost[run]} ${unit}${name.zh}` },
  ].filter(({ count }) => count > 0);
  if (told.length === 0) return language === 'en' ? `${who} leaves its ${name.en} as it is` : `${who}没有动${name.zh}`;
  return language === 'en'
    ? `${who} ${told.map(({ count, en }, i) => en(counted(count, `${i === 0 && counts[run] > 0 ? 'new ' : ''}${name.en}`))).join(' and ')}`
    : `${who}${told.map(({ zh }) => zh).join('，')}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
