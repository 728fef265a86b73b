/**
 * The six state marks, each with its own shape and pattern, so that they work without colour and in print; and three small
 * ones for what a screen shows.
 * `MarkSymbols` is mounted once a page; every mark refers to it. Colours are the state tokens of tokens.css.
 */
import type { ReactNode } from 'react';
import type { CellState } from '../../sim/knowledge/types.ts';
import { SHOWN_MARKS, type ShownMark } from '../i18n/shown.ts';
import styles from './marks.module.css';

type StateMark = CellState | 'hole';
export type MarkName = StateMark | ShownMark;

/** A small mark, 16 x 16, for legends, forecasts and dimmed cells. Decoration: the word stands beside it. */
export const Mark = ({ name, className }: { name: MarkName; className?: string | undefined }): ReactNode => (
  <svg className={[styles['mark'], className].filter(Boolean).join(' ')} aria-hidden="true" focusable="false">
    <use href={`#mark-${name}`} />
  </svg>
);

/** The fill of a plate: solid, hatch or dots over its whole face; nothing for the other states. */
export function PlateFill({ name }: { name: StateMark }): ReactNode {
  const fill = FILLS[name];
  if (fill === undefined) return null;
  return (
    <svg className={styles['fill']} data-solid={name === 'readable' || undefined} aria-hidden="true" focusable="false">
      <rect width="100%" height="100%" fill={fill} />
    </svg>
  );
}

const FILLS: Partial<Record<StateMark, string>> = {
  readable: 'var(--readable)',
  sealed: 'url(#pattern-hatch)',
  remnant: 'url(#pattern-dots)',
};

/** The drawing in a plate's mark zone, without its frame (the plate itself is the frame). */
export function PlateIcon({ name }: { name: StateMark }): ReactNode {
  switch (name) {
    case 'readable':
      return (
        <svg className={styles['icon']} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1 8Q8 .8 15 8Q8 15.2 1 8Z" fill="var(--on-readable)" />
          <circle cx="8" cy="8" r="2.3" fill="var(--readable)" />
        </svg>
      );
    case 'metadata':
      return (
        <svg className={styles['envelope']} viewBox="0 0 18 13" aria-hidden="true">
          <path d="M1 1.5L9 7.5L17 1.5" fill="none" stroke="var(--metadata)" strokeWidth="1.2" />
          <rect x=".75" y=".75" width="16.5" height="11.5" fill="none" stroke="var(--metadata)" strokeWidth="1.5" />
          <rect x="12" y="3" width="3" height="3" fill="var(--metadata)" />
        </svg>
      );
    case 'erased':
      return (
        <svg className={styles['slash']} viewBox="0 0 28 28" aria-hidden="true">
          <path d="M2 26L26 2" stroke="var(--erased)" strokeWidth="1.5" />
        </svg>
      );
    case 'never':
      return (
        <svg className={styles['icon']} viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="2.2" fill="var(--never)" />
        </svg>
      );
    case 'hole':
      return (
        <span className={styles['question']} aria-hidden="true">
          ?
        </span>
      );
    case 'sealed':
    case 'remnant':
      return null;
  }
}

/** All marks and patterns as symbols. Mount exactly once, near the top of the page. */
export const MarkSymbols = (): ReactNode => (
  <svg width="0" height="0" className={styles['symbols']} aria-hidden="true" focusable="false">
    <defs>
      <pattern id="pattern-hatch" width="7" height="7" patternUnits="userSpaceOnUse">
        <path d="M-1 1L1 -1M0 7L7 0M6 8L8 6" stroke="var(--sealed)" strokeWidth="1.1" fill="none" />
      </pattern>
      <pattern id="pattern-dots" width="6" height="8" patternUnits="userSpaceOnUse">
        <g fill="var(--remnant)">
          <circle cx="1.5" cy="2" r="1.15" />
          <circle cx="4.5" cy="6" r="1.15" />
        </g>
      </pattern>
      <symbol id="mark-readable" viewBox="0 0 16 16">
        <rect width="16" height="16" fill="var(--readable)" />
        <path d="M2 8Q8 1.4 14 8Q8 14.6 2 8Z" fill="var(--on-readable)" />
        <circle cx="8" cy="8" r="2.1" fill="var(--readable)" />
      </symbol>
      <symbol id="mark-sealed" viewBox="0 0 16 16">
        <path
          d="M0 4L4 0M0 8L8 0M0 12L12 0M0 16L16 0M4 16L16 4M8 16L16 8M12 16L16 12"
          stroke="var(--sealed)"
          strokeWidth="1.1"
          fill="none"
        />
        <rect x=".75" y=".75" width="14.5" height="14.5" fill="none" stroke="var(--sealed)" strokeWidth="1.5" />
      </symbol>
      <symbol id="mark-remnant" viewBox="0 0 16 16">
        <rect x=".75" y=".75" width="14.5" height="14.5" fill="url(#pattern-dots)" />
        <rect
          x=".75"
          y=".75"
          width="14.5"
          height="14.5"
          fill="none"
          stroke="var(--remnant)"
          strokeWidth="1.5"
          strokeDasharray="3 2"
        />
      </symbol>
      <symbol id="mark-erased" viewBox="0 0 16 16">
        <path d="M1 15L15 1" stroke="var(--erased)" strokeWidth="1.5" />
        <rect x=".75" y=".75" width="14.5" height="14.5" fill="none" stroke="var(--erased)" strokeWidth="1.5" />
      </symbol>
      <symbol id="mark-metadata" viewBox="0 0 16 16">
        <path d="M1 3L8 9L15 3" fill="none" stroke="var(--metadata)" strokeWidth="1.2" />
        <rect x=".75" y="2.25" width="14.5" height="11.5" fill="none" stroke="var(--metadata)" strokeWidth="1.5" />
        <rect x="10.5" y="4.2" width="3" height="3" fill="var(--metadata)" />
      </symbol>
      <symbol id="mark-never" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="2.2" fill="var(--never)" />
      </symbol>
      <symbol id="mark-hole" viewBox="0 0 16 16">
        <rect
          x=".75"
          y=".75"
          width="14.5"
          height="14.5"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.5"
          strokeDasharray="2 2"
        />
        <path
          d="M5.9 6.2Q5.9 4 8 4Q10.1 4 10.1 6Q10.1 7.2 8 8.2V9.4"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.4"
        />
        <circle cx="8" cy="11.8" r="1" fill="var(--ink)" />
      </symbol>
      <ScreenSymbols />
    </defs>
  </svg>
);

const SCREEN_PATHS: Readonly<Record<ShownMark, string>> = {
  altered: 'M1 4H15M1 12L4.5 8.5L8 12L11.5 8.5L15 12',
  repeated: 'M1 1H10.5V10.5H1ZM5.5 13V15H15V5.5H13',
  'not-shown': 'M3 1H13V15H3ZM6.5 12.5H9.5',
};

/** In the colour of the text beside them: a line beside a bent one, one sheet over another, an empty screen. */
const ScreenSymbols = (): ReactNode => (
  <>
    {SHOWN_MARKS.map((name) => (
      <symbol key={name} id={`mark-${name}`} viewBox="0 0 16 16">
        <path d={SCREEN_PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
    ))}
  </>
);
