/** How a cleared chat decays while people go on writing: after so many new messages, how many old texts are still there. */
import { indexOfBytes, utf8 } from '../../sim/crypto/bytes.ts';
import { carveDatabase } from '../../sim/storage/carve/carve.ts';
import { grade, type KnownRow } from '../../sim/storage/carve/grade.ts';
import { CLEARED } from '../../sim/storage/experiment-tables.ts';
import { diskAfter } from '../../sim/storage/experiments.ts';
import type { Disk, Keeping, Operation, Store } from '../../sim/storage/types.ts';
import { imageOf } from './image.ts';

/** New messages, each in a transaction of its own. */
const LATER = [0, 10, 25, 50, 100, 150, 200, 300, 400, 800] as const;

/** Texts that stand in the bytes, and rows that the carver brings back whole. */
export interface Left {
  readonly texts: number;
  readonly whole: number;
}
export interface DecayPoint {
  readonly later: number;
  /** One chat of four, row by row, and all chats at once; secure_delete off. */
  readonly chat: Left;
  readonly all: Left;
  /** All chats at once, with secure_delete fast. */
  readonly fast: Left;
}

export const DECAY_OF = { chat: CLEARED.chat.texts.length, all: CLEARED.all.texts.length } as const;

const OFF: Keeping = { journal: 'delete', secureDelete: 'off', searchSecureDelete: false, autoVacuum: false };

export function decay(store: Store): readonly DecayPoint[] {
  const chat = curve(store, 'chat', OFF);
  const all = curve(store, 'all', OFF);
  const fast = curve(store, 'all', { ...OFF, secureDelete: 'fast' });
  return LATER.map((later) => ({ later, chat: chat(later), all: all(later), fast: fast(later) }));
}

/** The same database goes on from point to point. */
function curve(store: Store, what: 'chat' | 'all', keeping: Keeping): (later: number) => Left {
  const { texts, removal } = CLEARED[what];
  const { database, filling } = CLEARED;
  const known = knownRows(filling, texts);
  return (later) => {
    const writes = Array.from({ length: later }, (_, index) => [CLEARED.messageLater(index)]);
    const disk = diskAfter(store, { keeping, database, writes: [filling, removal, ...writes] });
    if (!disk) throw new Error('the store refused a write: none is too large, and no disk fails');
    return left(disk, texts, known);
  };
}

function left(disk: Disk, texts: readonly string[], known: readonly KnownRow[]): Left {
  const image = imageOf(disk, CLEARED.database.path);
  const isThere = (text: string): boolean => indexOfBytes(image.main, utf8(text)) !== -1;
  return { texts: texts.filter(isThere).length, whole: grade(known, carveDatabase(image)).all.rowsWhole };
}

const knownRows = (filling: readonly Operation[], texts: readonly string[]): readonly KnownRow[] =>
  filling.flatMap((operation) => {
    if (operation.kind !== 'put') return [];
    const { table, row } = operation;
    return texts.some((text) => row.some((cell) => typeof cell === 'string' && cell.startsWith(text)))
      ? [{ table, cells: row }]
      : [];
  });
