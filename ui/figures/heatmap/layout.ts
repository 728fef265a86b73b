/**
 * Which copy of a device opens which message, as marks: a row for each moment of copying, a column for each message. Pure.
 *
 * What had been written when the device was copied stands left of a line that goes down in stairs: left of it one sees forward
 * secrecy, right of it healing.
 */
import type { HeatCell, Heatmap, HeatRow } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import type { RunView } from '../../worker/api.ts';
import { actorInSentence, personName } from '../names.ts';
import { clock } from '../say.ts';
import { bandsAt } from '../who-can-read/bands.ts';
import { FALL_NAMES, FALL_WORDS, HEATMAP_WORDS } from './words.ts';

/** How a message opens to whoever copied: by the keys, only because its text lies in the chat, without any copy, or not. */
export type Fall = 'no' | 'keys' | 'text' | 'open';
const FALLS: readonly Fall[] = ['keys', 'text', 'open', 'no'];
export type HeatTakes = 'keys' | 'everything';

export interface HeatMarks {
  readonly caption: string;
  readonly columns: readonly HeatColumnMark[];
  readonly rows: readonly HeatRowMark[];
  /** What occurs. */
  readonly legend: readonly Fall[];
  /** Which of the moments are drawn, where there are too many. */
  readonly part: string | undefined;
}
export interface HeatColumnMark {
  readonly label: string;
  readonly clock: string;
  readonly way: string;
}
export interface HeatRowMark {
  readonly step: string;
  readonly seq: Seq;
  readonly clock: string;
  readonly deed: string;
  /** The last moment that has been reached where the lab stands. */
  readonly now: boolean;
  /** How many open of those before and after the copy. */
  readonly sum: string;
  readonly cells: readonly HeatMark[];
}
export interface HeatMark {
  readonly key: string;
  readonly fall: Fall;
  /** In the cell itself; nothing where nothing opens. */
  readonly word: string | undefined;
  /** `written before the copy: does not open` */
  readonly meaning: string;
  /** The whole of it: which copy, which message, what comes of it. */
  readonly sentence: string;
  readonly written: boolean;
  /** The line runs at its left: the first message that had not been written. */
  readonly isNext: boolean;
  /** The line runs above it: it was written since the moment before. */
  readonly isNew: boolean;
}

export interface HeatOptions {
  readonly language: Language;
  readonly takes: HeatTakes;
  /** The event that is shown. */
  readonly now: Seq;
}

/** As many as a page can hold; what is left out is said. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 40;

export function layoutHeatmap(run: RunView, map: Heatmap, options: HeatOptions): HeatMarks {
  const { language, takes } = options;
  const current = map.rows.findLastIndex(({ seq }) => seq <= options.now);
  const written = map.rows[current]?.cells.filter((cell) => cell.written).length ?? 0;
  const rows = around(current, map.rows.length, MOST_ROWS);
  const columns = around(written, map.messages.length, MOST_COLUMNS);
  const deeds = deedsOf(run, language);
  const marks = map.rows.slice(rows.first, rows.end).map((row, i) =>
    rowMark(map, row, {
      ...options,
      deed: deeds.get(row.step) ?? row.step,
      columns,
      before: map.rows[rows.first + i - 1],
      isNow: rows.first + i === current,
    }),
  );
  const occurring = new Set(marks.flatMap(({ cells }) => cells.map(({ fall }) => fall)));
  const isCut = marks.length < map.rows.length || columns.end - columns.first < map.messages.length;
  return {
    caption: HEATMAP_WORDS.caption({ device: actorInSentence(map.device, language) })[language],
    columns: map.messages.slice(columns.first, columns.end).map(({ label, at, from, to }) => ({
      label,
      clock: clock(at, language),
      way: `${personName(from, language)} → ${personName(to, language)}`,
    })),
    rows: marks,
    legend: FALLS.filter((fall) => occurring.has(fall) && (takes === 'everything' || fall !== 'text')),
    part: isCut
      ? HEATMAP_WORDS.part({ first: rows.first + 1, last: rows.end, all: map.rows.length })[language]
      : undefined,
  };
}

/** The part [first, end) of so many things around one of them. */
function around(at: number, count: number, most: number): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(at - Math.floor(most / 2), count - most));
  return { first, end: Math.min(first + most, count) };
}

/** What happened in each step, in a few words. */
function deedsOf(run: RunView, language: Language): ReadonlyMap<string, string> {
  const last = run.frames.at(-1);
  const deeds = new Map<string, string>([['start', HEATMAP_WORDS.start[language]]]);
  for (const { step, action } of run.frames)
    if (action.kind === 'send')
      deeds.set(step, `${action.message} ${personName(action.from, language)} → ${personName(action.to, language)}`);
  for (const { step, deed } of last === undefined ? [] : bandsAt(run, last, language)) deeds.set(step, deed);
  return deeds;
}

interface RowOptions extends HeatOptions {
  readonly deed: string;
  readonly columns: { readonly first: number; readonly end: number };
  readonly before: HeatRow | undefined;
  readonly isNow: boolean;
}

function rowMark(map: Heatmap, row: HeatRow, options: RowOptions): HeatRowMark {
  const { language, takes, deed, before, columns } = options;
  const firstLater = row.cells.findIndex(({ written }) => !written);
  const at = clock(row.at, language);
  const cells = row.cells.map((cell, i): HeatMark => {
    const label = map.messages[i]?.label ?? '';
    const fall = fallOf(cell, map.messages[i]?.open ?? false, takes);
    const meaning = meaningOf(cell, fall, language);
    return {
      key: `${row.step}/${label}`,
      fall,
      word: fall === 'no' ? undefined : FALL_WORDS[fall][language],
      meaning,
      sentence: sentenceOf(`${at} ${deed}`, label, meaning, row.step === 'start', language),
      written: cell.written,
      isNext: i === firstLater,
      isNew: cell.written && before?.cells[i]?.written === false,
    };
  });
  return {
    step: row.step,
    seq: row.seq,
    clock: at,
    deed,
    now: options.isNow,
    sum: sumOf(cells, language),
    cells: cells.slice(columns.first, columns.end),
  };
}

export function fallOf(cell: HeatCell, isOpen: boolean, takes: HeatTakes): Fall {
  if (isOpen) return 'open';
  if (cell.keys) return 'keys';
  return takes === 'everything' && cell.everything ? 'text' : 'no';
}

function meaningOf({ written }: HeatCell, fall: Fall, language: Language): string {
  const when = HEATMAP_WORDS[written ? 'before' : 'after'][language];
  return `${when}${language === 'en' ? ': ' : '：'}${FALL_NAMES[fall][language]}`;
}

function sentenceOf(moment: string, label: string, meaning: string, isStart: boolean, language: Language): string {
  if (language === 'en')
    return isStart ? `Copied at ${moment}. ${label}, ${meaning}.` : `Copied after ${moment}. ${label}, ${meaning}.`;
  return isStart ? `${moment}拷走。${label}，${meaning}。` : `${moment}，这一步之后拷走。${label}，${meaning}。`;
}

function sumOf(cells: readonly HeatMark[], language: Language): string {
  const past = cells.filter(({ written }) => written);
  const later = cells.filter(({ written }) => !written);
  const opening = (marks: readonly HeatMark[]): number => marks.filter(({ fall }) => fall !== 'no').length;
  return HEATMAP_WORDS.sum({
    past: opening(past),
    pastAll: past.length,
    later: opening(later),
    laterAll: later.length,
  })[language];
}
