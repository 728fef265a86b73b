/** Which message a narrow screen shows: the one the drawer speaks of, else the one chosen for this moment, else the last. */
import { useState } from 'react';
import type { MessageLabel } from '../../../sim/trace.ts';
import { splitKey, type CellKey } from '../cells.ts';

/**
 * @param moment step or event that is shown; a message chosen at another moment does not hide what is new at this one.
 * @param open cell that the drawer speaks of.
 */
export function useMessage(
  moment: number,
  open: CellKey | undefined,
): readonly [MessageLabel | undefined, (message: MessageLabel) => void] {
  const [chosen, setChosen] = useState<{ readonly at: string; readonly message: MessageLabel }>();
  const at = `${moment} ${open ?? ''}`;
  const shown = chosen?.at === at ? chosen.message : open === undefined ? undefined : splitKey(open).message;
  return [shown, (message) => setChosen({ at, message })];
}
