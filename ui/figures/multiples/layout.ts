/**
 * Many runs of one story beside the base run: one small matrix each with the same columns and rows, its flipped cells, and
 * where it parts. Pure; picture and table are drawn from what this returns.
 */
import type { CellState, Look } from '../../../sim/knowledge/types.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel, PartyId } from '../../../sim/trace.ts';
import { marked, type ShownMark } from '../../i18n/shown.ts';
import type { CompareView, ComparedRun, EventView } from '../../worker/api.ts';
import { cellKey, type CellKey } from '../cells.ts';
import { partingText } from '../compare/divergence.ts';
import { actorName, personName } from '../names.ts';

export interface MultipleCell {
  readonly key: CellKey;
  readonly party: PartyId;
  /** Undefined: this run has no such message or party. */
  readonly look: Look | undefined;
  readonly flips: boolean;
}

export interface Multiple {
  /** The variant; undefined for the base run. */
  readonly id: string | undefined;
  readonly title: string;
  /** In the order of `MultiplesMarks.rows` and `columns`. */
  readonly cells: readonly (readonly MultipleCell[])[];
  readonly flips: number;
  /** The flipped cells in words, for where there is no room for a matrix. */
  readonly flipped: readonly FlippedWords[];
  /** Where it parts from the base run; empty for the base run itself. */
  readonly divergence: string;
}

export interface FlippedWords {
  readonly key: CellKey;
  readonly message: MessageLabel;
  readonly name: string;
  readonly before: Look;
  /** Undefined: this run has no such message or party. */
  readonly after: Look | undefined;
}

export interface MultiplesMarks {
  readonly columns: readonly { readonly party: PartyId; readonly name: string; readonly short: string }[];
  readonly rows: readonly MessageLabel[];
  /** The base run first. */
  readonly runs: readonly Multiple[];
  /** States that occur, in the order of the cells, then what screens show. */
  readonly legend: readonly (CellState | ShownMark)[];
}

export interface MultiplesOptions {
  readonly language: Language;
  readonly base: string;
  /** The other runs, in the order of the view. */
  readonly others: readonly { readonly id: string; readonly title: string }[];
  readonly tell: (event: EventView) => string;
}

export function multiplesMarks(view: CompareView, options: MultiplesOptions): MultiplesMarks {
  const { language, base, others, tell } = options;
  const cellsOf = (looks: ComparedRun['looks'], flips: readonly string[]): Multiple['cells'] =>
    view.messages.map((message, row) =>
      view.parties.map((party, column) => {
        const key = cellKey(message, party);
        return { key, party, look: looks[row]?.[column], flips: flips.includes(key) };
      }),
    );
  const runs: readonly Multiple[] = [
    { id: undefined, title: base, cells: cellsOf(view.looks, []), flips: 0, flipped: [], divergence: '' },
    ...view.others.map((other, index): Multiple => {
      const { looks, flips } = other;
      const { id, title } = others[index] ?? { id: String(index), title: String(index) };
      return {
        id,
        title,
        cells: cellsOf(looks, flips),
        flips: flips.length,
        flipped: flippedWords(view, other, language),
        divergence: partingText(other, { language, base, other: title, tell }),
      };
    }),
  ];
  const looks = runs.flatMap(({ cells }) => cells.flat().flatMap(({ look }) => look ?? []));
  return {
    columns: view.parties.map((party) => ({
      party,
      name: actorName(party, language),
      short: party.includes('.') ? personName(party, language) : actorName(party, language),
    })),
    rows: view.messages,
    runs,
    legend: [
      ...new Set([...looks.map(({ state }) => state), ...looks.flatMap(({ shown }) => marked(shown)?.kind ?? [])]),
    ],
  };
}

const flippedWords = (view: CompareView, run: ComparedRun, language: Language): readonly FlippedWords[] =>
  view.messages.flatMap((message, row) =>
    view.parties.flatMap((party, column): readonly FlippedWords[] => {
      const key = cellKey(message, party);
      const [before, after] = [view.looks[row]?.[column], run.looks[row]?.[column]];
      if (before === undefined || !run.flips.includes(key)) return [];
      return [{ key, message, name: actorName(party, language), before, after }];
    }),
  );
