/**
 * The space-time diagram of the rows in view: one lifeline for each device, the server and attackers, time runs down, and
 * each packet is an arrow whose slope is the time that it took. Pure; lengths in rem; cost bounded by what is shown.
 */
import { scaleLinear } from 'd3';
import type { Stretch } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { ActorId, Party, PartyId, Seq } from '../../../sim/trace.ts';
import type { EventView } from '../../worker/api.ts';
import { actorName } from '../names.ts';
import { arrowsOf, type ArrowMark, type Place } from './arrows.ts';
import { causesOf } from './chain.ts';
import { lanesOf, type Lanes } from './lanes.ts';
import { near, type RowIndex } from './rows.ts';
import { lineText, timeOf } from './say.ts';
import type { RowWindow } from './window.ts';
import type { MarkName } from './words.ts';

export interface SpaceTimeOptions {
  readonly language: Language;
  /** The last event that has happened; what comes after it is not drawn. */
  readonly now: Seq;
  /** Distances are times; else every event has a row. */
  readonly trueTime: boolean;
  /** The event whose causes are drawn. */
  readonly explained: Seq | undefined;
  /** One line for an event. */
  readonly tell: (event: EventView) => string;
}

export interface SpaceTimeMarks {
  readonly lanes: readonly LaneMark[];
  readonly rows: readonly RowMark[];
  readonly arrows: readonly ArrowMark[];
  readonly bars: readonly BarMark[];
  readonly points: readonly PointMark[];
  /** Way of the causes through the picture; empty where none are asked for. */
  readonly causes: readonly Point[];
  /** Packets that pass here and are not drawn: there are too many. */
  readonly more: number;
  /** Marks that occur, for the legend. */
  readonly legend: readonly MarkName[];
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LaneMark {
  readonly party: PartyId;
  readonly kind: Party['kind'];
  readonly name: string;
  readonly x: number;
}

export interface RowMark {
  readonly seq: Seq;
  readonly y: number;
  readonly clock: string;
  readonly text: string;
  /** Its words would lie on those of the row before. */
  readonly quiet: boolean;
}

export interface BarMark {
  readonly stretch: Stretch;
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** What an event did, where no arrow says it. */
export interface PointMark extends Point {
  readonly seq: Seq;
  readonly kind:
    'event' | Extract<MarkName, 'passed-on' | 'held' | 'recorded' | 'theft' | 'misdeed' | 'disturbed' | 'sign'>;
  /** From where something was taken. */
  readonly out: number | undefined;
}

export const ROW = 2;
/** Words nearer than this would lie on each other. */
const TEXT = 1.2;
export const MOST_ARROWS = 36;
export const MOST_BARS = 8;

/** The marks of the rows in a window. */
export function layout(index: RowIndex, window: RowWindow, options: SpaceTimeOptions): SpaceTimeMarks {
  const lanes = lanesOf(index.view.parties);
  const height = Math.max(1, window.last - window.first + 1) * ROW;
  const place = placesOf(index, window, options, lanes, height);
  const events = index.seqs.slice(window.first, window.last + 1).flatMap((seq) => index.view.events[seq] ?? []);
  const passing = near(index.journeys, window.first, window.last).filter((journey) => journey.sent.seq <= options.now);
  const { arrows, more } = arrowsOf(passing, index, place, options, MOST_ARROWS);
  const bars = barsOf(near(index.stretches, window.first, window.last), lanes, place, options.now, height);
  const points = events.map((event) => pointOf(event, lanes, place));
  return {
    lanes: lanes.parties.map(({ id, kind }) => ({
      party: id,
      kind,
      name: actorName(id, options.language),
      x: lanes.at(id),
    })),
    rows: rowsOf(events, index, place, options),
    arrows,
    bars,
    points,
    causes: causePoints(index, window, options, lanes, place),
    more,
    legend: legendOf(arrows, bars, points),
    width: lanes.width,
    height,
  };
}

/** Where events are: by rows, or by true time; far outside the window it goes on in the same way. */
function placesOf(
  { view, rowOf, seqs }: RowIndex,
  { first, last }: RowWindow,
  { trueTime, now }: SpaceTimeOptions,
  lanes: Lanes,
  height: number,
): Place {
  const timeAt = (row: number): number => view.events[seqs[row] ?? 0]?.at ?? 0;
  const hasTime = trueTime && timeAt(last) > timeAt(first);
  const scale = hasTime
    ? scaleLinear([timeAt(first), timeAt(last)], [ROW / 2, height - ROW / 2])
    : scaleLinear([first - 0.5, last + 0.5], [0, height]);
  const y = (seq: Seq): number => scale(hasTime ? (view.events[seq]?.at ?? 0) : (rowOf[seq] ?? 0));
  return { x: lanes.at, y, now, height };
}

function rowsOf(
  events: readonly EventView[],
  index: RowIndex,
  place: Place,
  options: SpaceTimeOptions,
): readonly RowMark[] {
  let lastShown = -Infinity;
  return events.map((event) => {
    const y = place.y(event.seq);
    const quiet = y - lastShown < TEXT;
    if (!quiet) lastShown = y;
    return {
      seq: event.seq,
      y,
      clock: timeOf(event.at, options.language),
      text: lineText(event, index, options),
      quiet,
    };
  });
}

const POINTS: Readonly<Record<string, PointMark['kind']>> = {
  copied: 'theft',
  misdeed: 'misdeed',
  sign: 'sign',
  disturbed: 'disturbed',
  forwarded: 'passed-on',
  queued: 'held',
  saw: 'recorded',
};

function pointOf(event: EventView, lanes: Lanes, place: Place): PointMark {
  const kind = Object.keys(POINTS).find((code) => event.outcomes.some((outcome) => outcome.kind === code));
  const told = event.outcomes.find((outcome) => outcome.kind === kind);
  const other = told?.other;
  return {
    seq: event.seq,
    kind: (kind === undefined ? undefined : POINTS[kind]) ?? 'event',
    x: lanes.at(kind === 'disturbed' && other !== undefined ? other : event.actor),
    y: place.y(event.seq),
    out: kind === 'copied' && other !== undefined ? lanes.at(other) : undefined,
  };
}

function barsOf(
  stretches: readonly Stretch[],
  lanes: Lanes,
  place: Place,
  now: Seq,
  height: number,
): readonly BarMark[] {
  return stretches
    .filter(({ from }) => from <= now)
    .map((stretch) => ({
      stretch,
      x: lanes.at(stretch.where),
      from: Math.max(0, place.y(stretch.from)),
      to: stretch.to === undefined || stretch.to > now ? height : Math.min(height, place.y(stretch.to)),
    }))
    .filter(({ from, to }) => from < height && to > 0)
    .slice(-MOST_BARS);
}

/** The causes in view, with the last one above it, so that one sees where the line comes from. */
function causePoints(
  index: RowIndex,
  window: RowWindow,
  { explained }: SpaceTimeOptions,
  lanes: Lanes,
  place: Place,
): readonly Point[] {
  if (explained === undefined) return [];
  const rows = causesOf(index.view.events, explained).map((seq) => ({ seq, row: index.rowOf[seq] ?? 0 }));
  const shown = rows.filter(
    ({ row }, at) => row <= window.last && (row >= window.first || (rows[at + 1]?.row ?? -1) >= window.first),
  );
  const actorOf = (seq: Seq): ActorId => index.view.events[seq]?.actor ?? '';
  return shown.map(({ seq }) => ({ x: lanes.at(actorOf(seq)), y: place.y(seq) }));
}

function legendOf(
  arrows: readonly ArrowMark[],
  bars: readonly BarMark[],
  points: readonly PointMark[],
): readonly MarkName[] {
  const names = new Set<MarkName>([
    ...arrows.map(({ kind }) => kind),
    ...points.flatMap(({ kind }) => (kind === 'event' ? [] : [kind])),
    ...bars.map(({ stretch }) => stretch.kind),
  ]);
  return [...names];
}
