/**
 * The picture: a tall scrolled region in which only the rows in view exist. Rows and elements live in numbered slots that
 * change what they show, so that a frame writes little however long the run is.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useText } from '../../i18n/language.tsx';
import { elementsOf } from './elements.ts';
import { ROW, type SpaceTimeMarks } from './layout.ts';
import type { SpaceTime } from './use-space-time.ts';
import { SPACE_TIME_WORDS } from './words.ts';
import styles from './space-time.module.css';

/** Times left of the lifelines, and the least room for words right of them. */
const BESIDE = 8 + 14;

interface PictureProps {
  readonly marks: SpaceTimeMarks;
  readonly diagram: SpaceTime;
}

export function Picture({ marks, diagram }: PictureProps): ReactNode {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { window, rows, state } = diagram;
  useScrolledTo(scroller, window.first, rows);
  const onKeyDown = useRovingRows(scroller, diagram);
  return (
    <div className={styles['sideways']}>
      <div className={styles['heads']} style={{ width: `${marks.width}rem` }} aria-hidden="true">
        {marks.lanes.map((lane) => (
          <b key={lane.party} style={{ left: `${lane.x}rem` }} data-kind={lane.kind}>
            {lane.name}
          </b>
        ))}
      </div>
      <div
        ref={scroller}
        className={styles['scroller']}
        style={{ height: `${marks.height}rem`, minWidth: `${marks.width + BESIDE}rem` }}
        onScroll={({ currentTarget }) => {
          const row = rowOfScroll(currentTarget, rows);
          if (row !== window.first) diagram.scrollTo(row);
        }}
      >
        <div style={{ height: `${rows * ROW}rem` }}>
          <div className={styles['view']} style={{ height: `${marks.height}rem` }}>
            <svg
              className={styles['picture']}
              viewBox={`0 0 ${marks.width * 16} ${marks.height * 16}`}
              style={{ width: `${marks.width}rem`, height: `${marks.height}rem` }}
              aria-hidden="true"
            >
              {elementsOf(marks).map(({ key, tag, look, place, text }) =>
                tag === 'path' ? (
                  <path key={key} data-look={look} d={place} />
                ) : (
                  <text key={key} data-look={look} transform={place} textAnchor="middle">
                    {text}
                  </text>
                ),
              )}
            </svg>
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the rows, which are buttons */}
            <ul className={styles['rows']} aria-label={t(SPACE_TIME_WORDS.title)} onKeyDown={onKeyDown}>
              {marks.rows.map((row, slot) => (
                // eslint-disable-next-line react/no-array-index-key -- slots: they change what they show
                <li key={slot} style={{ top: `${row.y - ROW / 2}rem` }}>
                  <button
                    type="button"
                    data-explains=""
                    data-seq={row.seq}
                    data-quiet={row.quiet || undefined}
                    tabIndex={isStop(row.seq, marks, state.active) ? 0 : -1}
                    aria-current={row.seq === state.active || undefined}
                    aria-expanded={row.seq === state.explained}
                    onClick={() => diagram.explain(row.seq)}
                  >
                    <span>{row.clock}</span>
                    <i style={{ width: `${marks.width}rem` }} />
                    <span>{row.text}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </div>
  );
}

/** The one row that Tab leads to: the active one, or the first in view where that one is scrolled away. */
const isStop = (seq: number, { rows }: SpaceTimeMarks, active: number): boolean =>
  rows.some((row) => row.seq === active) ? seq === active : seq === rows[0]?.seq;

const rowOfScroll = ({ scrollTop, scrollHeight }: HTMLElement, rows: number): number =>
  Math.round((scrollTop / scrollHeight) * rows);

/** The bar follows the rows where keys or the scrubber moved them. */
function useScrolledTo(scroller: RefObject<HTMLDivElement | null>, first: number, rows: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || rowOfScroll(element, rows) === first) return;
    element.scrollTo({ top: (first / rows) * element.scrollHeight, behavior: 'instant' });
  }, [scroller, first, rows]);
}

/** Keys move the active row, and the focus goes with it: rows are slots, so that it is looked for after each step. */
function useRovingRows(
  scroller: RefObject<HTMLDivElement | null>,
  { state, onKey }: SpaceTime,
): (event: KeyboardEvent<HTMLElement>) => void {
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroller.current?.querySelector<HTMLButtonElement>(`[data-seq="${state.active}"]`)?.focus();
  });
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!onKey(event.key)) return;
    // Neither the page's own keys nor the button's click, which would take the causes away again.
    event.preventDefault();
    event.stopPropagation();
    moved.current = true;
  };
}
