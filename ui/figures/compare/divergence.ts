/** Where two runs part, as a sentence: what each of them does there, or what it keeps or computes. From codes only; pure. */
import type { Language } from '../../../sim/text.ts';
import { OPERATION_NAMES, PLACE_NAMES } from '../../i18n/terms.ts';
import type { DivergenceView, EventView } from '../../worker/api.ts';
import { actorInSentence, actorName, capital, contentOf, listOf } from '../names.ts';
import { clock } from '../say.ts';

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

type Deeds = Extract<DivergenceView, { kind: 'deeds' }>;
type Quiet = Extract<DivergenceView, { kind: 'quiet' }>;

function deedsText({ at, base, other }: Deeds, words: DivergenceWords): string {
  const en = words.language === 'en';
  const time = clock(at, words.language);
  const head = en ? `The runs part at ${time}: ` : `两次运行从 ${time} 起不同：`;
  const mine = base && deedText(base, words);
  const theirs = other && deedText(other, words);
  if (mine !== undefined && theirs !== undefined) {
    if (mine === theirs)
      return en
        ? `${head}${mine}, but not with the same result in “${words.base}” and in “${words.other}”.`
        : `${head}${mine}，但在“${words.base}”和“${words.other}”里结果不一样。`;
    return en
      ? `${head}in “${words.base}” ${mine}; in “${words.other}” ${theirs}.`
      : `${head}在“${words.base}”里，${mine}；在“${words.other}”里，${theirs}。`;
  }
  const where = mine === undefined ? words.other : words.base;
  return en
    ? `${head}only in “${where}” ${mine ?? theirs ?? ''}.`
    : `${head}只有在“${where}”里，${mine ?? theirs ?? ''}。`;
}

/** What was copied is what often tells two thefts apart, so it is named. */
function deedText(event: EventView, { language, tell }: DivergenceWords): string {
  const copied = event.outcomes.find(({ kind }) => kind === 'copied');
  if (copied?.other === undefined || copied.detail === undefined) return tell(event);
  const takes = copied.detail.split(',');
  const places = Object.entries(PLACE_NAMES).flatMap(([place, name]) => (takes.includes(place) ? name[language] : []));
  const what = contentOf(copied.other, listOf(places, language), language);
  const who = actorInSentence(event.actor, language);
  return language === 'en' ? `${who} copies ${what}` : `${who}拷走${what}`;
}

function quietText({ at, actor, difference }: Quiet, { language, base, other }: DivergenceWords): string {
  const time = clock(at, language);
  const [mine, theirs] = difference.counts;
  const who = actorName(actor, language);
  if (difference.kind === 'holds') {
    const place = PLACE_NAMES[difference.place][language];
    return language === 'en'
      ? `Everybody does the same in both runs. What is kept differs from ${time} on: ${who} (${place}) holds ${counted(mine, 'value')} in “${base}”, ${theirs} in “${other}”.`
      : `两次运行里各方做的事都一样，不同在留下了什么：从 ${time} 起，${who}（${place}）在“${base}”里存着 ${mine} 项数据，在“${other}”里是 ${theirs} 项。`;
  }
  const operation = OPERATION_NAMES[difference.operation][language];
  const gap = /^[A-Z]/.test(operation) ? ' ' : '';
  return language === 'en'
    ? `Everybody does the same in both runs. What is computed differs from ${time} on: ${capital(who)} uses “${operation}” ${counted(mine, 'time')} in “${base}”, ${theirs} in “${other}”.`
    : `两次运行里各方做的事都一样，不同在怎样计算：从 ${time} 起，${who}执行${gap}${operation}${gap}的次数，在“${base}”里是 ${mine}，在“${other}”里是 ${theirs}。`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
