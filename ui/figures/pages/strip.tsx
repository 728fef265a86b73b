/** One file: the band of all its parts where there are many, and a strip of those in the window, each a button. */
import type { ReactNode } from 'react';
import { PAGES_WORDS } from '../../i18n/pages.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import type { Roving } from '../who-can-read/roving.ts';
import { WINDOW, type BinMark, type FileMark, type UnitMark, type UnitPlace } from './layout.ts';
import { PageFace } from './face.tsx';
import styles from './pages.module.css';

export interface StripProps {
  readonly file: FileMark;
  readonly roving: Roving;
  readonly onSelect: (place: UnitPlace) => void;
  /** Moves the window of this file. */
  readonly onFirst: (path: string, first: number) => void;
}

export const unitKey = (path: string, number: number): string => `${path} ${number}`;

export function Strip(props: StripProps): ReactNode {
  const { file } = props;
  const t = useText();
  return (
    <section className={styles['file']} aria-label={file.title}>
      <div className={styles['fileHead']}>
        <h3>{file.title}</h3>
        <p>{file.hits}</p>
      </div>
      {file.part !== undefined && <Window {...props} />}
      {file.count === 0 ? (
        <p className={styles['note']}>{t(PAGES_WORDS.empty)}</p>
      ) : (
        <ul className={styles['strip']}>
          {file.units.map((unit) => (
            <li key={unit.number}>
              <UnitButton {...props} unit={unit} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function UnitButton({ file, unit, roving, onSelect }: StripProps & { readonly unit: UnitMark }): ReactNode {
  const key = unitKey(file.path, unit.number);
  return (
    <button
      type="button"
      className={styles['unit']}
      aria-pressed={unit.selected}
      ref={roving.refOf(key)}
      tabIndex={roving.tabIndexOf(key)}
      onKeyDown={roving.onKeyDown(key)}
      onClick={() => {
        roving.enter(key);
        onSelect({ path: file.path, number: unit.number });
      }}
    >
      <PageFace unit={unit} />
      <b>{unit.label}</b> <span>{unit.word}</span> <span className={controls['hidden']}>{unit.name}</span>
    </button>
  );
}

/** The whole file as a band, and where the window is in it. */
function Window({ file, onSelect, onFirst }: StripProps): ReactNode {
  const t = useText();
  const chosen = file.units.find(({ selected }) => selected)?.number ?? file.first - 1;
  const next = file.holding.find((number) => number > chosen) ?? file.holding[0];
  return (
    <div className={styles['window']}>
      <Band file={file} />
      <input
        type="range"
        min={1}
        max={file.lastFirst}
        step={1}
        value={file.first}
        aria-label={t(PAGES_WORDS.from({ file: file.path }))}
        aria-valuetext={file.part}
        onChange={(event) => onFirst(file.path, Number(event.target.value))}
      />
      <p>
        <span>{file.part}</span>
        {next !== undefined && (
          <button
            type="button"
            className={controls['quiet']}
            onClick={() => onSelect({ path: file.path, number: next })}
          >
            {t(PAGES_WORDS.next)}
          </button>
        )}
      </p>
    </div>
  );
}

const Band = ({ file: { bins, first, count } }: { file: FileMark }): ReactNode => (
  <svg
    className={styles['band']}
    viewBox={`0 0 ${bins.length * BAR} 24`}
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    {bins.map((bin, i) => (
      <Bar key={i} bin={bin} x={i * BAR} />
    ))}
    <rect
      className={styles['here']}
      x={((first - 1) / count) * bins.length * BAR}
      width={(Math.min(WINDOW, count) / count) * bins.length * BAR}
      y="0"
      height="24"
    />
  </svg>
);

const BAR = 10;

const Bar = ({ bin, x }: { bin: BinMark; x: number }): ReactNode => (
  <>
    <rect data-look={bin.look} x={x} y="4" width={BAR - 1} height="16" />
    {bin.hit !== undefined && <rect data-hit={bin.hit} x={x} y="0" width={BAR - 1} height="24" />}
  </>
);
