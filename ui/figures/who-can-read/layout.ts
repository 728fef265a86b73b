/**
 * The who-can-read figure as plain marks: one column a party, one row a message in the order of time, bands for what
 * happened between messages. Pure: picture, table, narration and snapshots are all drawn from what this returns.
 *
 * Lengths are in rem. Rows that have not happened at this frame are absent, not hidden.
 */
import type { CellState } from '../../../sim/knowledge/types.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel, Party, PartyId } from '../../../sim/trace.ts';
import type { FrameView, MessageView, RunView } from '../../worker/api.ts';
import { SHOWN_MARKS, type ShownMark } from '../../i18n/shown.ts';
import { bandsAt, type Band } from './bands.ts';
import { shownParties } from '../cells.ts';
import { cellMark, type CellMark, type CellOptions } from './cell-mark.ts';
import { actorName, partyName, personName } from '../names.ts';
import { clock, timeOfDay } from '../say.ts';
import { partyNote } from './notes.ts';

export type FigureSize = 'lesson' | 'lab';

export interface LayoutOptions extends CellOptions {
  readonly size: FigureSize;
  /** What the scenario announces as the next step; a dashed band under *now*. */
  readonly announced?: Band | undefined;
  /** A link that stands in the place of the whole network. */
  readonly link?: PartyId | undefined;
}

export interface ColumnMark {
  readonly party: PartyId;
  readonly kind: Party['kind'];
  readonly name: string;
  /** The owner's name alone, for narrow column heads. */
  readonly short: string;
  readonly note: string;
  readonly x: number;
  readonly width: number;
}

export type RowMark =
  | {
      readonly kind: 'message';
      readonly label: MessageLabel;
      /** The step that sends it. */
      readonly step: string;
      readonly clock: string;
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly cells: readonly CellMark[];
      readonly y: number;
      readonly height: number;
    }
  | ({ readonly kind: 'band'; readonly y: number; readonly height: number } & Band);

export type LegendEntry = CellState | ShownMark | 'hole' | 'changed' | 'found';

export interface FigureMarks {
  readonly size: FigureSize;
  readonly language: Language;
  readonly clock: string;
  readonly columns: readonly ColumnMark[];
  readonly rows: readonly RowMark[];
  readonly announced: Band | undefined;
  /** Only what occurs in this picture. */
  readonly legend: readonly LegendEntry[];
  readonly width: number;
  readonly height: number;
}

/**
 * Row and band heights and the width of the message names, in rem; the same numbers are in tokens.css. `gap` is the part of
 * a column's step that stays empty.
 */
const SIZES = {
  lesson: { row: 5.25, band: 2.25, names: 8.25, width: 67, gap: 1 / 16 },
  lab: { row: 3.5, band: 1.875, names: 11, width: 44, gap: 1 / 24 },
} as const;

const LEGEND_ORDER: readonly LegendEntry[] = [
  'readable',
  'remnant',
  'sealed',
  'erased',
  'metadata',
  'never',
  ...SHOWN_MARKS,
  'hole',
  'changed',
  'found',
];

/**
 * The marks of one pause of a run.
 * @param frameIndex index in `view.frames`; a frame that does not exist is a mistake of the caller and throws
 */
export function layout(view: RunView, frameIndex: number, options: LayoutOptions): FigureMarks {
  const frame = view.frames[frameIndex];
  if (frame === undefined) throw new Error(`frame ${frameIndex} must exist: there are ${view.frames.length}`);
  return layoutAt(view, frame, options);
}

/** The marks of any frame, also of one between pauses (the lab's scrubber). */
export function layoutAt(view: RunView, frame: FrameView, options: LayoutOptions): FigureMarks {
  const parties = partiesOf(view, options);
  const sizes = SIZES[options.size];
  const columns = placeColumns(parties, view, frame, options);
  const rows = placeRows(view, frame, parties, options);
  const last = rows[rows.length - 1];
  return {
    size: options.size,
    language: options.language,
    clock: clock(frame.at, options.language),
    columns,
    rows,
    announced: options.announced,
    legend: legendOf(rows),
    width: sizes.width,
    height: last === undefined ? 0 : last.y + last.height,
  };
}

/** Lesson: what the scenario shows. Lab: everyone, and the links together as the network. */
function partiesOf(view: RunView, { size, link }: LayoutOptions): readonly Party[] {
  if (size === 'lab') {
    return (['device', 'network', 'server', 'attacker'] as const).flatMap((kind) =>
      view.parties.filter((party) =>
        kind === 'network' && link !== undefined ? party.id === link : party.kind === kind,
      ),
    );
  }
  return shownParties(view).flatMap((id) => view.parties.filter((party) => party.id === id));
}

function placeColumns(
  parties: readonly Party[],
  view: RunView,
  frame: FrameView,
  options: LayoutOptions,
): ColumnMark[] {
  const { names, width, gap } = SIZES[options.size];
  // Columns of equal width; a library of scales would be a good part of what a first lesson loads.
  const step = (width - names) / (parties.length - gap);
  return parties.map((party, index) => ({
    party: party.id,
    kind: party.kind,
    name: partyName(party, options.language),
    short: shortName(party, options.language),
    note: partyNote(party, view, frame, options.language),
    x: names + index * step,
    width: step * (1 - gap),
  }));
}

/** For heads that have no room for more: the person of a device; of a link, what it is. */
function shortName({ kind, id }: Party, language: Language): string {
  if (kind === 'link') return language === 'en' ? 'link' : '线路';
  return kind === 'device' ? personName(id, language) : actorName(id, language);
}

function placeRows(view: RunView, frame: FrameView, parties: readonly Party[], options: LayoutOptions): RowMark[] {
  const sizes = SIZES[options.size];
  const rows: RowMark[] = [];
  let y = 0;
  for (const entry of storyOrder(view, frame, options.language)) {
    const height = entry.kind === 'message' ? sizes.row : sizes.band;
    if (entry.kind === 'band') rows.push({ kind: 'band', ...entry.band, y, height });
    else rows.push({ ...messageRow(view, frame, entry, parties, options), y, height });
    y += height;
  }
  return rows;
}

type Entry =
  | { readonly kind: 'message'; readonly message: MessageView; readonly index: number }
  | { readonly kind: 'band'; readonly band: Band };

/** Messages written so far and what happened between them, in the order of the scenario's steps. */
function storyOrder(view: RunView, frame: FrameView, language: Language): readonly Entry[] {
  const order = view.scenario.steps.map((step) => step.id);
  const messages: Entry[] = view.messages
    .slice(0, frame.cells.length)
    .map((message, index) => ({ kind: 'message', message, index }));
  const bands: Entry[] = bandsAt(view, frame, language).map((band) => ({ kind: 'band', band }));
  const frames = view.frames.map((candidate) => candidate.step);
  const stepOf = (entry: Entry): string => (entry.kind === 'message' ? entry.message.step : entry.band.step);
  const place = (entry: Entry): number => {
    const inFrames = frames.indexOf(stepOf(entry));
    return inFrames === -1 ? order.indexOf(stepOf(entry)) : inFrames;
  };
  return [...messages, ...bands].sort((a, b) => place(a) - place(b));
}

function messageRow(
  view: RunView,
  frame: FrameView,
  entry: { readonly message: MessageView; readonly index: number },
  parties: readonly Party[],
  options: LayoutOptions,
): Omit<Extract<RowMark, { kind: 'message' }>, 'y' | 'height'> {
  const { message, index } = entry;
  return {
    kind: 'message',
    label: message.label,
    step: message.step,
    clock: timeOfDay(message.at),
    from: personName(message.from, options.language),
    to: personName(message.to, options.language),
    text: message.text,
    cells: parties.flatMap((party) => {
      const cell = frame.cells[index]?.[view.parties.indexOf(party)];
      return cell === undefined ? [] : [cellMark(cell, frame, options)];
    }),
  };
}

export function legendOf(rows: readonly RowMark[]): readonly LegendEntry[] {
  const cells = rows.flatMap((row) => (row.kind === 'message' ? row.cells : []));
  const occurs = new Set<LegendEntry>(cells.flatMap(({ state, shown }) => [state, ...(shown ? [shown.kind] : [])]));
  if (cells.some((cell) => cell.changed)) occurs.add('changed');
  if (cells.some((cell) => cell.found)) occurs.add('found');
  return LEGEND_ORDER.filter((entry) => occurs.has(entry));
}
