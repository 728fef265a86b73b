/** Draws two runs side by side, messages between them; on a narrow screen as pairs, before and after. */
import type { CSSProperties, ReactNode } from 'react';
import { useLanguage, useText } from '../../i18n/language.tsx';
import { Mark } from '../marks.tsx';
import { Plate } from '../plate.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { CellMark } from '../who-can-read/cell-mark.ts';
import type { ComparedCell, ComparedColumn, ComparedMarks, ComparedRow } from './layout.ts';
import styles from './compare.module.css';

export interface RunTitle {
  readonly title: string;
  readonly note: string;
  /** What the stolen copy holds, said in the attacker's column of a theft's band. */
  readonly loot: string;
}

export interface CompareProps {
  readonly marks: ComparedMarks;
  readonly base: RunTitle;
  readonly broken: RunTitle;
  /** How many cells come to differ with a step, by its id; a step that is not in it says nothing. */
  readonly flipsAt?: Readonly<Record<string, number>>;
}

export const Compare = ({ marks, base, broken, flipsAt }: CompareProps): ReactNode => (
  <div className={styles['frame']}>
    <table className={styles['compare']} style={shares(marks.columns)}>
      <colgroup>
        <Columns columns={marks.columns} />
        <col className={styles['middleColumn']} />
        <Columns columns={marks.columns} />
      </colgroup>
      <thead>
        <tr className={styles['titles']}>
          <RunHead columns={marks.columns} run={base} />
          <td className={styles['fork']} rowSpan={2}>
            <Fork />
          </td>
          <RunHead columns={marks.columns} run={broken} />
        </tr>
        <tr className={styles['parties']}>
          <Heads columns={marks.columns} />
          <Heads columns={marks.columns} />
        </tr>
      </thead>
      <tbody>
        {marks.rows.map((row) => (
          <Row
            key={row.kind === 'band' ? row.row.step : row.row.label}
            row={row}
            {...{ marks, base, broken }}
            flips={flipsAt?.[row.row.step]}
          />
        ))}
      </tbody>
    </table>
  </div>
);

/** Columns that differ share what the others leave (`compare.module.css`). */
const shares = (columns: readonly ComparedColumn[]): CSSProperties => {
  const wide = columns.filter((column) => column.wide).length;
  return { '--wide-columns': Math.max(1, wide), '--other-columns': columns.length - wide } as CSSProperties;
};

const Columns = ({ columns }: { columns: readonly ComparedColumn[] }): ReactNode =>
  columns.map((column) => <col key={column.party} className={column.wide ? styles['wideColumn'] : undefined} />);

const RunHead = ({ columns, run }: { columns: readonly ComparedColumn[]; run: RunTitle }): ReactNode => (
  <th colSpan={columns.length} scope="colgroup">
    <b>{run.title}</b>
    {run.note}
  </th>
);

const Heads = ({ columns }: { columns: readonly ComparedColumn[] }): ReactNode =>
  columns.map((column) => (
    <th key={column.party} scope="col" data-kind={column.kind} data-wide={column.wide || undefined}>
      {column.short}
    </th>
  ));

type RowProps = Omit<CompareProps, 'flipsAt'> & { readonly row: ComparedRow; readonly flips: number | undefined };

function Row({ row, marks, base, broken, flips }: RowProps): ReactNode {
  if (row.kind === 'band') {
    return (
      <tr className={styles['band']}>
        <BandCells columns={marks.columns} loot={row.row.theft ? base.loot : ''} />
        <td className={styles['middle']}>
          <b>{row.row.clock}</b> <span>{row.row.deed}</span>
          <StepFlips flips={flips} />
        </td>
        <BandCells columns={marks.columns} loot={row.row.theft ? broken.loot : ''} />
      </tr>
    );
  }
  const message = row.row;
  return (
    <tr className={styles['row']}>
      <Cells row={row} columns={marks.columns} side="before" />
      <th scope="row" className={styles['middle']}>
        <span>
          <b>{message.label}</b> {message.clock}
        </span>
        <span>
          {message.from} → {message.to}
        </span>
        <span className={styles['text']}>{message.text}</span>
        <StepFlips flips={flips} />
      </th>
      <Cells row={row} columns={marks.columns} side="after" />
    </tr>
  );
}

/** A step with which nothing comes to differ is left without a word. */
function StepFlips({ flips }: { flips: number | undefined }): ReactNode {
  const t = useText();
  return flips === undefined || flips === 0 ? null : (
    <small className={styles['flips']}>{t(FIGURE_WORDS.flipsHere({ flips }))}</small>
  );
}

/** The copy's keys are written under the attacker; without an attacker's column, across the whole run. */
function BandCells({ columns, loot }: { columns: readonly ComparedColumn[]; loot: string }): ReactNode {
  const attacker = columns.findIndex((column) => column.kind === 'attacker');
  if (attacker === -1) return <td colSpan={columns.length}>{loot}</td>;
  return (
    <>
      {attacker > 0 && <td colSpan={attacker} aria-hidden="true" />}
      <td data-kind="attacker">{loot}</td>
      {attacker < columns.length - 1 && <td colSpan={columns.length - 1 - attacker} aria-hidden="true" />}
    </>
  );
}

interface CellsProps {
  readonly row: Extract<ComparedRow, { kind: 'message' }>;
  readonly columns: readonly ComparedColumn[];
  readonly side: 'before' | 'after';
}

const Cells = ({ row, columns, side }: CellsProps): ReactNode =>
  columns.map((column) => {
    const cell = row.cells.find((one) => one.before.party === column.party);
    return (
      <td key={column.party} data-kind={column.kind}>
        {cell !== undefined && <ComparedPlate cell={cell} side={side} name={column.name} />}
      </td>
    );
  });

function ComparedPlate({
  cell,
  side,
  name,
}: {
  cell: ComparedCell;
  side: 'before' | 'after';
  name: string;
}): ReactNode {
  const language = useLanguage();
  const own = cell[side];
  const other = cell[side === 'before' ? 'after' : 'before'];
  if (!cell.flips) {
    return (
      <span className={styles['same']}>
        <Mark name={own.shown?.kind ?? own.state} />
        <span className={styles['hidden']}>
          {language === 'en' ? `${name}: ` : `${name}：`}
          {own.word}
        </span>
      </span>
    );
  }
  return <Plate mark={{ ...own, selected: true }} who={name} ghost={other.shown?.kind ?? other.state} />;
}

/** The trunk that both runs share, and where they part. */
const Fork = (): ReactNode => (
  <svg viewBox="0 0 208 72" preserveAspectRatio="none" aria-hidden="true">
    <path
      d="M104 2V30L14 62H0M104 30L194 62H208"
      fill="none"
      stroke="var(--ink)"
      strokeWidth="3"
      vectorEffect="non-scaling-stroke"
    />
  </svg>
);

/** Narrow screens: each flipped cell before and after, one under the other. */
export function ComparePairs({ marks, base, broken }: CompareProps): ReactNode {
  const t = useText();
  const flips = marks.rows.flatMap((row) =>
    row.kind === 'message' ? row.cells.filter((cell) => cell.flips).map((cell) => ({ row: row.row, cell })) : [],
  );
  if (flips.length === 0) return null;
  const nameOf = (mark: CellMark): string => marks.columns.find((column) => column.party === mark.party)?.name ?? '';
  return (
    <ul className={styles['pairs']} aria-label={t(FIGURE_WORDS.differs)}>
      {flips.map(({ row, cell }) => (
        <li key={cell.key}>
          <p>
            <b>{row.label}</b> {row.text}
            <span>{nameOf(cell.before)}</span>
          </p>
          <small>{base.title}</small>
          <Plate mark={cell.before} />
          <span className={styles['down']} aria-hidden="true">
            ↓
          </span>
          <small>{broken.title}</small>
          <Plate mark={{ ...cell.after, selected: true }} />
        </li>
      ))}
    </ul>
  );
}
