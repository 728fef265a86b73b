/** The table twin of the copies map: every copy of the same marks, one row each, and the places without one. */
import type { ReactNode } from 'react';
import { COPIES_WORDS } from '../../i18n/copies.ts';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { CopiesMarks, CopyMark, RoomMark } from './layout.ts';
import styles from '../twin.module.css';

export function CopiesTable({ marks }: { marks: CopiesMarks }): ReactNode {
  const t = useText();
  const { place, shelf, kind, change, where, text } = COPIES_WORDS;
  const { was, now } = COPIES_WORDS.beside[marks.beside];
  const heads = marks.isCompared
    ? [place, shelf, kind, was, now, change, where, text]
    : [place, shelf, kind, now, where, text];
  return (
    <ScrollRegion label={t(COPIES_WORDS.map)}>
      <table className={styles['twin']}>
        <caption>{marks.headline}</caption>
        <thead>
          <tr>
            {heads.map((word) => (
              <th scope="col" key={word.en}>
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.rooms.map((room) => (
            <Rows key={room.id} room={room} isCompared={marks.isCompared} columns={heads.length} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface RowsProps {
  readonly room: RoomMark;
  readonly isCompared: boolean;
  readonly columns: number;
}

function Rows({ room, isCompared, columns }: RowsProps): ReactNode {
  const t = useText();
  const lines = room.shelves.flatMap(({ name, copies }) => copies.map((mark) => ({ shelf: name, mark })));
  return (
    <>
      {lines.length === 0 && (
        <tr>
          <th scope="row">{room.name}</th>
          <td colSpan={columns - 1}>{room.note}</td>
        </tr>
      )}
      {lines.map(({ shelf, mark }) => (
        <tr key={mark.key} data-copy>
          <th scope="row">{room.name}</th>
          <td>{shelf}</td>
          <td>{mark.name}</td>
          <Cells mark={mark} isCompared={isCompared} />
        </tr>
      ))}
      {room.isAsked && (
        <tr>
          <th scope="row">{room.name}</th>
          <td colSpan={columns - 1}>
            {t(COPIES_WORDS.afterwards)} {t(COPIES_WORDS.asked)}
          </td>
        </tr>
      )}
    </>
  );
}

function Cells({ mark, isCompared }: { mark: CopyMark; isCompared: boolean }): ReactNode {
  const t = useText();
  return (
    <>
      {isCompared && <td>{mark.wasWord ?? t(COPIES_WORDS.noCopy)}</td>}
      <td>{mark.form}</td>
      {isCompared && <td>{t(COPIES_WORDS.status[mark.status])}</td>}
      <td>{mark.where.join(t(COMMA))}</td>
      <td>{mark.text}</td>
    </>
  );
}

const COMMA = { en: ', ', zh: '，' } as const;
