/** Draws the keys figure: a staircase for each session, the prekeys, and everything about the chosen key. */
import type { ReactNode } from 'react';
import type { KeyPairing } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Instant, Seq } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import type { KeysView } from '../../worker/api.ts';
import { Legend, type FigureAs } from '../legend.tsx';
import { actorInSentence, actorName } from '../names.ts';
import { useWidth, type Width } from '../use-width.ts';
import { useRoving, type Roving } from '../who-can-read/roving.ts';
import { KeyCard } from './card.tsx';
import { BOX, boxesOf, layoutKeys, type KeyBox, type SessionMarks } from './layout.ts';
import { KeysTable } from './table.tsx';
import { KEYS_WORDS } from './words.ts';
import styles from './keys.module.css';

export interface KeysProps {
  readonly view: KeysView;
  readonly language: Language;
  /** The id of the chosen key. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
  readonly onPairing: (pairing: KeyPairing) => void;
  readonly onEvent: (seq: Seq) => void;
  readonly onPacket: (packet: string) => void;
  readonly timeOf: (seq: Seq) => Instant;
  readonly tell: (seq: Seq) => string;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
}

/** Width in rem that the lab leaves for a figure. */
const ROOM: Readonly<Record<Width, number>> = { narrow: 21.5, middle: 44, wide: 55 };

export function KeysFigure(props: KeysProps): ReactNode {
  const { view, language, selected, onSelect, timeOf, as, onAs } = props;
  const t = useText();
  const width = useWidth();
  const marks = layoutKeys(view, { language, room: ROOM[width], isNarrow: width === 'narrow', timeOf });
  const boxes = boxesOf(marks);
  const grid = [...marks.sessions, marks.prekeys].flatMap((one) => one.grid);
  const chosen = boxes.find(({ id, state }) => id === selected && state !== 'public');
  const roving = useRoving(grid, chosen?.place);
  const picture = { roving, selected: chosen?.id, onSelect };
  return (
    <section className={styles['keys']} aria-label={t(KEYS_WORDS.whose)}>
      <Pairings {...props} />
      <p className={styles['intro']}>{t(KEYS_WORDS.intro)}</p>
      {as === 'table' ? (
        <KeysTable marks={marks} onSelect={onSelect} selected={chosen?.id} />
      ) : (
        <>
          {marks.sessions.map((session) => (
            <Session key={session.id} marks={session} {...picture} />
          ))}
          <Session marks={marks.prekeys} {...picture} />
        </>
      )}
      <Legend entries={as === 'picture' && boxes.some(({ changed }) => changed) ? ['changed'] : []} as={as} onAs={onAs}>
        {as === 'picture' &&
          marks.legend.map((state) => (
            <li key={state}>
              <span className={styles['sample']} data-state={state} />
              {t(KEYS_WORDS.state[state])}
            </li>
          ))}
      </Legend>
      {chosen === undefined ? (
        <p className={styles['hint']}>{t(KEYS_WORDS.choose)}</p>
      ) : (
        <KeyCard {...props} box={chosen} />
      )}
    </section>
  );
}

function Pairings({ view, language, onPairing }: KeysProps): ReactNode {
  const t = useText();
  const nameOf = ({ device, peer }: KeyPairing): string => `${device},${peer}`;
  return (
    <label className={styles['pairings']}>
      <span>{t(KEYS_WORDS.whose)}</span>
      <select
        value={nameOf(view)}
        onChange={(event) => {
          const pairing = view.pairings.find((one) => nameOf(one) === event.target.value);
          if (pairing !== undefined) onPairing(pairing);
        }}
      >
        {view.pairings.map((pairing) => (
          <option key={nameOf(pairing)} value={nameOf(pairing)}>
            {t(
              KEYS_WORDS.pairing({
                device: actorName(pairing.device, language),
                peer: actorInSentence(pairing.peer, language),
              }),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PictureProps {
  readonly marks: SessionMarks;
  readonly roving: Roving;
  readonly selected: string | undefined;
  readonly onSelect: KeysProps['onSelect'];
}

const REM = 16;
const path = (corners: SessionMarks['lines'][number]): string =>
  corners.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x * REM} ${y * REM}`).join('');

function Session({ marks, roving, selected, onSelect }: PictureProps): ReactNode {
  const { id, title, notes, width, height, boxes, lines, times } = marks;
  return (
    <section className={styles['session']} aria-labelledby={`keys-${id}`}>
      <h2 id={`keys-${id}`}>{title}</h2>
      {notes.length > 0 && <p>{notes.join(' · ')}</p>}
      <div className={styles['canvas']} style={{ width: `${width}rem`, height: `${height}rem` }}>
        <svg viewBox={`0 0 ${width * REM} ${height * REM}`} aria-hidden="true">
          {lines.map((corners) => (
            <path key={path(corners)} d={path(corners)} />
          ))}
        </svg>
        {times.map(({ x, y, clock, event, part }) => (
          <p key={y} className={styles['time']} style={{ left: `${x}rem`, top: `${y}rem` }}>
            <b>{clock}</b> <span>{event}</span> <span>{part}</span>
          </p>
        ))}
        {boxes.map((box) => (
          <Box key={box.place} {...{ box, roving, selected, onSelect }} />
        ))}
      </div>
    </section>
  );
}

function Box({ box, roving, selected, onSelect }: Omit<PictureProps, 'marks'> & { readonly box: KeyBox }): ReactNode {
  const t = useText();
  const { place, id, word, bytes, state, changed, x, y } = box;
  const style = { left: `${x}rem`, top: `${y}rem`, width: `${BOX.width}rem`, height: `${BOX.height}rem` };
  const inside = (
    <>
      <span>{word}</span>
      <code>{bytes}</code>
    </>
  );
  const looks = { className: styles['box'], style, 'data-state': state, 'data-changed': changed || undefined };
  if (state === 'public') return <div {...looks}>{inside}</div>;
  return (
    <button
      type="button"
      {...looks}
      ref={roving.refOf(place)}
      tabIndex={roving.tabIndexOf(place)}
      aria-pressed={id === selected}
      onKeyDown={roving.onKeyDown(place)}
      onClick={() => {
        roving.enter(place);
        onSelect(id === selected ? undefined : id);
      }}
    >
      {inside}
      <small className={styles['hidden']}>{t(KEYS_WORDS.state[state])}</small>
    </button>
  );
}
