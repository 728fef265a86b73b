/** One cell as a mark: what its party sees of its message, the state word, and what the step did to it. Pure. */
import type { Cell, CellState, LeftOver } from '../../../sim/knowledge/types.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel, PartyId } from '../../../sim/trace.ts';
import type { FrameView } from '../../worker/api.ts';
import { lookWord, marked, type MarkedShown } from '../../i18n/shown.ts';
import { cellKey, type CellKey } from '../cells.ts';
import { envelopeLine, firstBytes, legible } from '../say.ts';
import { FIGURE_WORDS } from '../words.ts';

/** What of a figure's options concerns single cells. */
export interface CellOptions {
  readonly language: Language;
  /** Cells whose state is the question: drawn as holes that keep what was already seen. */
  readonly holes?: readonly CellKey[];
  /** Cells that the learner found as evidence. */
  readonly found?: readonly CellKey[];
  readonly selected?: CellKey | undefined;
  readonly showChanges?: boolean;
}

/** What a party sees of a message. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: string }
  | { readonly kind: 'envelope'; readonly text: string }
  | { readonly kind: 'struck'; readonly text: string }
  | { readonly kind: 'nothing' };

export interface CellMark {
  readonly key: CellKey;
  readonly party: PartyId;
  readonly message: MessageLabel;
  /** `hole`: asked, not yet known. */
  readonly state: CellState | 'hole';
  readonly content: Content;
  /** What stands on the screen, where that is not simply the message as it was sent. */
  readonly shown: MarkedShown | undefined;
  /** How much of the text is left over. */
  readonly remnant: LeftOver | undefined;
  /** The state, and what is shown besides. */
  readonly word: string;
  /** Who-when-how-large, where the party knows that besides what `content` shows. */
  readonly envelope: string | undefined;
  readonly changed: boolean;
  readonly found: boolean;
  readonly selected: boolean;
  /** Not to be seen from the viewpoint that is taken (`lens.ts`). */
  readonly faded?: boolean;
}

/** The mark of one cell at one pause. */
export function cellMark(cell: Cell, frame: FrameView, options: CellOptions): CellMark {
  const key = cellKey(cell.message, cell.party);
  const hole = options.holes?.includes(key) ?? false;
  const envelope = cell.envelope === undefined ? undefined : envelopeLine(cell.envelope, options.language);
  const content = contentOf(cell, envelope);
  return {
    key,
    party: cell.party,
    message: cell.message,
    state: hole ? 'hole' : cell.state,
    content: hole && content.kind !== 'bytes' ? { kind: 'nothing' } : content,
    word: hole ? FIGURE_WORDS.opens[options.language] : lookWord(cell, options.language),
    shown: hole ? undefined : marked(cell.shown),
    remnant: hole ? undefined : cell.remnant,
    envelope: hole || content.kind === 'envelope' ? undefined : envelope,
    changed: (options.showChanges ?? true) && !hole && isChange(cell, frame),
    found: options.found?.includes(key) ?? false,
    selected: options.selected === key,
  };
}

/** A row that is new is new as a whole: there the corner marks who came to read it or shows it, besides its author. */
function isChange(cell: Cell, frame: FrameView): boolean {
  if (!frame.changed.includes(cellKey(cell.message, cell.party))) return false;
  const { action } = frame;
  if (action.kind !== 'send' || action.message !== cell.message) return true;
  return (cell.state === 'readable' || cell.shown !== undefined) && cell.party !== action.from;
}

/** A cell shows what that party sees, altered or not; words and marks annotate it. */
export function contentOf(cell: Cell, envelope: string | undefined): Content {
  if (cell.shown?.text !== undefined) return { kind: 'text', text: legible(cell.shown.text) };
  switch (cell.state) {
    case 'readable':
    case 'remnant':
      return { kind: 'text', text: cell.text ?? '' };
    case 'sealed':
      return cell.bytes === undefined ? { kind: 'nothing' } : { kind: 'bytes', bytes: firstBytes(cell.bytes) };
    case 'erased':
      return { kind: 'struck', text: cell.text ?? '' };
    case 'metadata':
      return { kind: 'envelope', text: envelope ?? '' };
    case 'never':
      return { kind: 'nothing' };
  }
}
