/** The figure on a narrow screen: for this message, who sees what. One plate a party, buttons for the other messages. */
import type { ReactNode } from 'react';
import type { MessageLabel } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import type { CellKey } from '../cells.ts';
import { Plate } from '../plate.tsx';
import { cellOwner } from '../say.ts';
import { FIGURE_WORDS } from '../words.ts';
import type { FigureMarks, RowMark } from './layout.ts';
import styles from './one.module.css';
import { ArrowButton } from '../arrow-button.tsx';

export interface OneMessageProps {
  readonly marks: FigureMarks;
  readonly message: MessageLabel | undefined;
  readonly onMessage: (message: MessageLabel) => void;
  readonly onCell?: ((key: CellKey) => void) | undefined;
  readonly open?: CellKey | undefined;
}

export function OneMessage({ marks, message, onMessage, onCell, open }: OneMessageProps): ReactNode {
  const t = useText();
  const rows = marks.rows.filter((row) => row.kind === 'message');
  const chosen = rows.findIndex((row) => row.label === message);
  const index = chosen === -1 ? rows.length - 1 : chosen;
  const row = rows[index];
  if (row === undefined) return <p className={styles['empty']}>{t(FIGURE_WORDS.nothingYetLong)}</p>;
  const step = (by: number): void => {
    const target = rows[index + by];
    if (target !== undefined) onMessage(target.label);
  };
  return (
    <section className={styles['one']}>
      <div className={styles['pick']}>
        <ArrowButton
          label={t(FIGURE_WORDS.previousMessage)}
          path="M12 3L5 9L12 15"
          off={index === 0}
          onPress={() => step(-1)}
        />
        <h2>
          <span>{t(FIGURE_WORDS.thisMessage)}</span>
          <span>
            <b>{row.label}</b> {row.clock} {row.from} → {row.to}
          </span>
        </h2>
        <ArrowButton
          label={t(FIGURE_WORDS.nextMessage)}
          path="M6 3L13 9L6 15"
          off={index === rows.length - 1}
          onPress={() => step(1)}
        />
      </div>
      <ul className={styles['list']}>
        <Parties row={row} marks={marks} onCell={onCell} open={open} />
      </ul>
      {marks.announced !== undefined && (
        <p className={styles['announced']}>
          <b>{marks.announced.clock}</b> {t(FIGURE_WORDS.next)} <b>{marks.announced.deed}</b>
        </p>
      )}
    </section>
  );
}

interface PartiesProps {
  readonly row: Extract<RowMark, { kind: 'message' }>;
  readonly marks: FigureMarks;
  readonly onCell: ((key: CellKey) => void) | undefined;
  readonly open: CellKey | undefined;
}

const Parties = ({ row, marks, onCell, open }: PartiesProps): ReactNode =>
  row.cells.map((cell, index) => {
    const column = marks.columns[index];
    if (column === undefined) return null;
    return (
      <li key={cell.key} data-kind={column.kind}>
        <b>{column.name}</b>
        <Plate
          mark={cell}
          who={onCell === undefined ? undefined : cellOwner(column.name, cell.message, marks.language)}
          expanded={onCell === undefined ? undefined : open === cell.key}
          onPress={onCell === undefined ? undefined : () => onCell(cell.key)}
        />
      </li>
    );
  });
