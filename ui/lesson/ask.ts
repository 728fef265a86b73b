/** The question of a lesson as the figure needs it before anything is revealed: the cells that it asks about. */
import type { RunView } from '../worker/api.ts';
import { cellKey, partiesNamed, splitKey, type CellKey } from '../figures/cells.ts';

/** Cells that any option speaks of, as far as their messages are written; a person stands for all her devices. */
export function askedCells(view: RunView): readonly CellKey[] {
  const written = new Set(view.messages.map((message) => message.label));
  const cells = (view.question?.asked ?? []).flatMap((key) => {
    const { message, party } = splitKey(key);
    return written.has(message) ? partiesNamed(view, party).map((id) => cellKey(message, id)) : [];
  });
  return [...new Set(cells)];
}

/** The cells that the true option rests on; a person stands for all her devices. Computed by the engine. */
export function evidenceCells(view: RunView): readonly CellKey[] {
  const cells = (view.ask?.evidence ?? []).flatMap((key) => {
    const { message, party } = splitKey(key);
    return partiesNamed(view, party).map((id) => cellKey(message, id));
  });
  return [...new Set(cells)];
}
