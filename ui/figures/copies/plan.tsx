/** Places around the network line: those with walls hang from it, whoever only listens has none. */
import type { CSSProperties, ReactNode } from 'react';
import type { PartyId } from '../../../sim/trace.ts';
import type { Width } from '../use-width.ts';
import type { RoomMark } from './layout.ts';
import styles from './copies.module.css';

/** Places side by side that the lab leaves room for. */
export const columnsFor = (width: Width): number => COLUMNS[width];
const COLUMNS: Readonly<Record<Width, number>> = { narrow: 1, middle: 2, wide: 3 };

type PlanRoom = Omit<RoomMark, 'note' | 'shelves' | 'isAsked'>;

interface PlanProps<Room extends PlanRoom> {
  readonly rooms: readonly Room[];
  readonly columns: number;
  readonly line: string;
  /** Places that are framed: found, or spoken of. */
  readonly picked?: readonly PartyId[] | undefined;
  /** What stands in a place, with its name as a heading. */
  readonly children: (room: Room) => ReactNode;
}

export function Plan<Room extends PlanRoom>({ rooms, columns, line, picked, children }: PlanProps<Room>): ReactNode {
  const draw = (room: Room): ReactNode => (
    <div
      key={room.id}
      className={styles['room']}
      data-walls={room.hasWalls || undefined}
      data-picked={picked?.includes(room.id) || undefined}
      data-hangs={room.row === 0 ? 'above' : room.row === 1 ? 'below' : undefined}
      style={{ gridColumn: room.column + 1, gridRow: room.row === 0 ? 1 : room.row + 2 }}
    >
      {children(room)}
    </div>
  );
  return (
    <div className={styles['plan']} style={{ '--columns': columns } as CSSProperties}>
      {rooms.filter(({ row }) => row === 0).map(draw)}
      <p className={styles['line']}>
        <span>{line}</span>
      </p>
      {rooms.filter(({ row }) => row > 0).map(draw)}
    </div>
  );
}
