/** Draws small multiples: a matrix of small marks for each run, flipped cells framed; a press opens the pair. */
import type { ReactNode } from 'react';
import type { Look } from '../../../sim/knowledge/types.ts';
import { useText } from '../../i18n/language.tsx';
import { marked } from '../../i18n/shown.ts';
import { Mark } from '../marks.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { Multiple, MultipleCell, MultiplesMarks } from './layout.ts';
import { useLookWord } from './use-look-word.ts';
import { MULTIPLES_WORDS } from './words.ts';
import styles from './multiples.module.css';

export interface MultiplesProps {
  readonly marks: MultiplesMarks;
  /** Opens the comparison of the base run with this variant. */
  readonly onOpen: (variant: string) => void;
}

export function Multiples({ marks, onOpen }: MultiplesProps): ReactNode {
  const t = useText();
  return (
    <ul className={styles['multiples']} aria-label={t(MULTIPLES_WORDS.title)}>
      {marks.runs.map((run) => (
        <li key={run.id ?? ''}>
          <h3>{run.id === undefined ? run.title : <Opener run={run} id={run.id} onOpen={onOpen} />}</h3>
          <Matrix marks={marks} run={run} />
          {run.id !== undefined && (
            <p>
              <b>{t(MULTIPLES_WORDS.flips({ flips: run.flips }))}</b> {run.divergence}
            </p>
          )}
          <Flipped run={run} />
        </li>
      ))}
    </ul>
  );
}

/** Narrow screens show this instead of the matrix. */
function Flipped({ run }: { run: Multiple }): ReactNode {
  if (run.flipped.length === 0) return null;
  return (
    <dl>
      {run.flipped.map(({ key, message, name, before, after }) => (
        <div key={key}>
          <dt>
            <b>{message}</b> {name}
          </dt>
          <dd>
            <Seen look={before} /> → <Seen look={after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const Opener = ({
  run,
  id,
  onOpen,
}: {
  readonly run: Multiple;
  readonly id: string;
  readonly onOpen: MultiplesProps['onOpen'];
}): ReactNode => (
  <button type="button" onClick={() => onOpen(id)}>
    {run.title}
  </button>
);

function Matrix({ marks, run }: { marks: MultiplesMarks; run: Multiple }): ReactNode {
  const t = useText();
  return (
    <table aria-label={run.title}>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles['hidden']}>{t(FIGURE_WORDS.message)}</span>
          </th>
          {marks.columns.map((column) => (
            <th key={column.party} scope="col">
              <span>{column.short}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {run.cells.map((cells, row) => (
          <tr key={marks.rows[row]}>
            <th scope="row">{marks.rows[row]}</th>
            {cells.map((cell) => (
              <td key={cell.key} data-flips={cell.flips || undefined}>
                <Small cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Small({ cell }: { cell: MultipleCell }): ReactNode {
  const word = useLookWord(cell.look);
  return (
    <>
      <LookMark look={cell.look} />
      <span className={styles['hidden']}>{word}</span>
    </>
  );
}

const Seen = ({ look }: { look: Look | undefined }): ReactNode => {
  const word = useLookWord(look);
  return (
    <>
      <LookMark look={look} /> {word}
    </>
  );
};

/** There is room for one mark: what the screen shows, where that is not what one expects, else the state. */
const LookMark = ({ look }: { look: Look | undefined }): ReactNode =>
  look === undefined ? null : <Mark name={marked(look.shown)?.kind ?? look.state} />;
