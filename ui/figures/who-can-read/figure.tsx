/**
 * Draws the marks of `layout.ts` as a sheet: phones as heads of their columns, rows in the order of time, bands for what
 * happened between, the *now* line at the end. A grid with one tab stop where cells can be pressed.
 */
import { Fragment, useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { FrameView } from '../../worker/api.ts';
import { useLanguage, useText } from '../../i18n/language.tsx';
import type { CellKey } from '../cells.ts';
import { PhoneHead } from '../phones.tsx';
import { Plate } from '../plate.tsx';
import { cellOwner } from '../say.ts';
import { FIGURE_WORDS } from '../words.ts';
import type { Band } from './bands.ts';
import { ColumnGlyph } from './glyphs.tsx';
import type { CellMark } from './cell-mark.ts';
import type { ColumnMark, FigureMarks, RowMark } from './layout.ts';
import { useRoving, type Roving } from './roving.ts';
import styles from './who-can-read.module.css';

export interface WhoCanReadProps {
  readonly marks: FigureMarks;
  readonly phones: FrameView['phones'];
  /** With it every cell is a button. */
  readonly onCell?: ((key: CellKey) => void) | undefined;
  /** The cell that the proof drawer speaks of. */
  readonly open?: CellKey | undefined;
  /** Draw the *now* line under the last row. */
  readonly now?: boolean;
}

export function WhoCanRead({ marks, phones, onCell, open, now = true }: WhoCanReadProps): ReactNode {
  const t = useText();
  const grid = marks.rows.flatMap((row) => (row.kind === 'message' ? [row.cells.map((cell) => cell.key)] : []));
  const roving = useRoving(grid, open);
  const pressed = onCell !== undefined;
  const line = useInSight(marks.rows.length);
  return (
    <div className={styles['figure']} data-size={marks.size}>
      <table className={styles['sheet']} role={pressed ? 'grid' : undefined}>
        <colgroup>
          <col className={styles['namesColumn']} />
          {marks.columns.map((column) => (
            <col key={column.party} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={styles['caption']}>
              <b>{t(FIGURE_WORDS.whoCanRead)}</b>
              <span>{captionTime(marks)}</span>
            </th>
            {marks.columns.map((column) => (
              <ColumnHead key={column.party} column={column} size={marks.size} phones={phones} />
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.rows.length === 0 && (
            <tr className={styles['empty']}>
              <td colSpan={marks.columns.length + 1}>{t(FIGURE_WORDS.nothingYetLong)}</td>
            </tr>
          )}
          {marks.rows.map((row) => (
            <Row
              key={rowKey(row)}
              row={row}
              size={marks.size}
              columns={marks.columns}
              roving={roving}
              onCell={onCell}
              open={open}
            />
          ))}
        </tbody>
      </table>
      {now && (
        <div className={styles['now']} ref={line}>
          <span>{t(FIGURE_WORDS.now)}</span>
        </div>
      )}
      {marks.announced !== undefined && <Announced band={marks.announced} />}
    </div>
  );
}

/** In a long story the line of *now* stays in sight while one steps. Where the page opens, nothing moves. */
function useInSight(rows: number): RefObject<HTMLDivElement | null> {
  const line = useRef<HTMLDivElement>(null);
  const before = useRef(rows);
  useEffect(() => {
    if (before.current === rows) return;
    before.current = rows;
    line.current?.scrollIntoView({ block: 'nearest' });
  }, [rows]);
  return line;
}

const rowKey = (row: RowMark): string => (row.kind === 'message' ? row.label : row.step);

const captionTime = (marks: FigureMarks): string =>
  marks.language === 'en' ? `at ${marks.clock}` : `${marks.clock} 的状态`;

interface ColumnHeadProps {
  readonly column: ColumnMark;
  readonly size: FigureMarks['size'];
  readonly phones: FrameView['phones'];
}

/** In the lab the phones stand on their lifelines, and the columns are narrow. */
function ColumnHead({ column, size, phones }: ColumnHeadProps): ReactNode {
  const head =
    column.kind === 'device' ? <PhoneHead lines={phones[column.party] ?? []} /> : <ColumnGlyph kind={column.kind} />;
  return (
    <th scope="col" className={styles['head']} data-kind={column.kind}>
      {size === 'lesson' && head}
      <b>{column.name}</b>
      <span className={styles['note']}>{column.note}</span>
    </th>
  );
}

interface RowProps {
  readonly row: RowMark;
  readonly size: FigureMarks['size'];
  readonly columns: readonly ColumnMark[];
  readonly roving: Roving;
  readonly onCell: ((key: CellKey) => void) | undefined;
  readonly open: CellKey | undefined;
}

function Row({ row, size, columns, roving, onCell, open }: RowProps): ReactNode {
  if (row.kind === 'band') {
    return (
      <tr className={styles['band']} style={size === 'lab' ? { height: `${row.height}rem` } : undefined}>
        <th scope="row">{row.clock}</th>
        <td colSpan={columns.length}>
          <b>{row.deed}</b> {row.rest}
        </td>
      </tr>
    );
  }
  return (
    <tr className={styles['row']} style={size === 'lab' ? { height: `${row.height}rem` } : undefined}>
      <th scope="row">
        <span className={styles['label']}>
          <b>{row.label}</b> {row.clock}
        </span>
        <span className={styles['direction']}>
          {row.from} → {row.to}
        </span>
        {size === 'lab' && <span className={styles['text']}>{row.text}</span>}
      </th>
      {row.cells.map((cell, index) => (
        <td key={cell.key} data-kind={columns[index]?.kind} role={onCell === undefined ? undefined : 'gridcell'}>
          <CellPlate
            cell={cell}
            who={columns[index]?.name ?? ''}
            compact={size === 'lab'}
            roving={roving}
            onCell={onCell}
            open={open === cell.key}
          />
        </td>
      ))}
    </tr>
  );
}

interface CellPlateProps {
  readonly cell: CellMark;
  readonly who: string;
  readonly roving: Roving;
  readonly onCell: ((key: CellKey) => void) | undefined;
  readonly open: boolean;
  /** A tile: mark and word only; the bytes and the text are one press away. */
  readonly compact: boolean;
}

function CellPlate({ cell, who, roving, onCell, open, compact }: CellPlateProps): ReactNode {
  const language = useLanguage();
  if (onCell === undefined) return <Plate mark={cell} compact={compact} />;
  return (
    <Plate
      mark={cell}
      compact={compact}
      who={cellOwner(who, cell.message, language)}
      tabIndex={roving.tabIndexOf(cell.key)}
      onButton={roving.refOf(cell.key)}
      onKeyDown={roving.onKeyDown(cell.key)}
      expanded={open}
      onPress={() => {
        roving.enter(cell.key);
        onCell(cell.key);
      }}
    />
  );
}

/** What comes next, as far as the question tells it. */
function Announced({ band }: { band: Band }): ReactNode {
  const t = useText();
  return (
    <p className={styles['announced']}>
      <b className={styles['announcedTime']}>{band.clock}</b>
      <span>
        <Fragment>{t(FIGURE_WORDS.next)} </Fragment>
        <b>{band.deed}</b>
      </span>
    </p>
  );
}
