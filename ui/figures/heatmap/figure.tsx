/** Draws the marks of `layout.ts`: a grid of copies and messages with one tab stop, the picked cell as a sentence below. */
import { useState, type ReactNode } from 'react';
import type { Seq } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import { Legend, type FigureAs } from '../legend.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import { useRoving, type Roving } from '../who-can-read/roving.ts';
import type { Fall, HeatMark, HeatMarks, HeatRowMark } from './layout.ts';
import { HeatmapTable } from './table.tsx';
import { FALL_NAMES, HEATMAP_WORDS } from './words.ts';
import styles from './heatmap.module.css';

export interface HeatmapFigureProps {
  readonly marks: HeatMarks;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
  /** Shows the moment of copying elsewhere in the lab. */
  readonly onMoment: (seq: Seq) => void;
}

export function HeatmapFigure({ marks, as, onAs, onMoment }: HeatmapFigureProps): ReactNode {
  const t = useText();
  const [picked, setPicked] = useState<string>();
  const row = marks.rows.find(({ cells }) => cells.some(({ key }) => key === picked));
  const cell = row?.cells.find(({ key }) => key === picked);
  return (
    <div>
      {marks.columns.length === 0 ? (
        <p>{t(HEATMAP_WORDS.noMessage)}</p>
      ) : as === 'table' ? (
        <HeatmapTable marks={marks} />
      ) : (
        <Grid marks={marks} picked={picked} onPick={setPicked} />
      )}
      {marks.part !== undefined && <p className={styles['note']}>{marks.part}</p>}
      <Legend entries={[]} as={as} onAs={onAs}>
        {marks.legend.map((fall) => (
          <li key={fall}>
            <Face fall={fall} /> {t(FALL_NAMES[fall])}
          </li>
        ))}
        <li>
          <i className={styles['stair']} /> {t(HEATMAP_WORDS.line)}
        </li>
      </Legend>
      {as === 'picture' && (
        <div className={styles['told']}>
          <p role="status">{cell === undefined ? t(HEATMAP_WORDS.howToAsk) : cell.sentence}</p>
          {row !== undefined && row.seq >= 0 && (
            <button type="button" className={controls['quiet']} onClick={() => onMoment(row.seq)}>
              {t(HEATMAP_WORDS.toMoment)}
            </button>
          )}
        </div>
      )}
      <p className={styles['note']}>{t(HEATMAP_WORDS.assumed)}</p>
    </div>
  );
}

interface GridProps {
  readonly marks: HeatMarks;
  readonly picked: string | undefined;
  readonly onPick: (key: string) => void;
}

function Grid({ marks, picked, onPick }: GridProps): ReactNode {
  const t = useText();
  const roving = useRoving(
    marks.rows.map(({ cells }) => cells.map(({ key }) => key)),
    picked,
  );
  return (
    <div className={styles['sheet']}>
      <ScrollRegion label={marks.caption}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- one tab stop, arrows inside: an ARIA grid */}
        <table className={styles['grid']} role="grid" aria-label={marks.caption}>
          <thead>
            <tr>
              <th scope="col">{t(HEATMAP_WORDS.moment)}</th>
              {marks.columns.map(({ label, clock }) => (
                <th scope="col" key={label}>
                  <b>{label}</b>
                  <small>{clock}</small>
                </th>
              ))}
              <th scope="col" className={styles['sum']}>
                {t(HEATMAP_WORDS.opens)}
              </th>
            </tr>
          </thead>
          <tbody>
            {marks.rows.map((row) => (
              <Row key={row.step} row={row} roving={roving} picked={picked} onPick={onPick} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

interface RowProps extends Omit<GridProps, 'marks'> {
  readonly row: HeatRowMark;
  readonly roving: Roving;
}

const Row = ({ row, roving, picked, onPick }: RowProps): ReactNode => (
  <tr data-now={row.now || undefined}>
    <th scope="row">
      <span>{row.clock}</span> {row.deed}
    </th>
    {row.cells.map((cell) => (
      <td key={cell.key} data-next={cell.isNext || undefined} data-new={cell.isNew || undefined}>
        <Cell cell={cell} roving={roving} picked={picked === cell.key} onPick={onPick} />
      </td>
    ))}
    <td className={styles['sum']}>{row.sum}</td>
  </tr>
);

interface CellProps {
  readonly cell: HeatMark;
  readonly roving: Roving;
  readonly picked: boolean;
  readonly onPick: (key: string) => void;
}

const Cell = ({ cell, roving, picked, onPick }: CellProps): ReactNode => (
  <button
    type="button"
    className={styles['cell']}
    data-fall={cell.fall}
    aria-pressed={picked}
    aria-label={cell.meaning}
    tabIndex={roving.tabIndexOf(cell.key)}
    ref={roving.refOf(cell.key)}
    onKeyDown={roving.onKeyDown(cell.key)}
    onClick={() => {
      roving.enter(cell.key);
      onPick(cell.key);
    }}
  >
    <Fill fall={cell.fall} />
    <span>{cell.word}</span>
  </button>
);

/** A fill of its own for each: solid, lines of text on solid, an empty frame; hatch where nothing opens. */
const Fill = ({ fall }: { fall: Fall }): ReactNode =>
  fall === 'no' ? (
    <svg aria-hidden="true" focusable="false">
      <rect width="100%" height="100%" fill="url(#pattern-hatch)" />
    </svg>
  ) : null;

const Face = ({ fall }: { fall: Fall }): ReactNode => (
  <span className={styles['face']} data-fall={fall} aria-hidden="true">
    <Fill fall={fall} />
  </span>
);
