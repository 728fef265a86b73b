/** One place: its name, and every copy in it, each with what it was before where two moments are compared. */
import type { ReactNode } from 'react';
import type { PartyId } from '../../../sim/trace.ts';
import { COPIES_WORDS, HUNT_WORDS } from '../../i18n/copies.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import { Mark } from '../marks.tsx';
import { Plate } from '../plate.tsx';
import type { Roving } from '../who-can-read/roving.ts';
import type { Verdict } from './guess.ts';
import type { Beside, CopyMark, RoomMark, ShelfMark, SpotKey } from './layout.ts';
import styles from './copies.module.css';

export interface RoomProps {
  readonly room: RoomMark;
  readonly isCompared: boolean;
  readonly beside: Beside;
  readonly verdicts: ReadonlyMap<SpotKey, Verdict> | undefined;
  readonly roving: Roving;
  readonly picked: string | undefined;
  readonly onPick: (key: string) => void;
  /** With it a place can be pressed as a whole, whether or not it has a copy. */
  readonly onPlace?: ((party: PartyId) => void) | undefined;
}

export function Room(props: RoomProps): ReactNode {
  const { room, verdicts, onPlace } = props;
  return (
    <>
      <h3>
        {onPlace === undefined ? (
          room.name
        ) : (
          <button type="button" onClick={() => onPlace(room.id)}>
            {room.name}
          </button>
        )}
      </h3>
      <p className={styles['note']}>{room.note}</p>
      {room.shelves
        .filter(({ key, copies }) => copies.length > 0 || verdicts?.has(key) === true)
        .map((shelf) => (
          <Shelf key={shelf.key} {...props} shelf={shelf} />
        ))}
      {room.isAsked && <Asked room={room} />}
    </>
  );
}

/** A hole: what will be here is the question. */
function Asked({ room }: Pick<RoomProps, 'room'>): ReactNode {
  const t = useText();
  return (
    <p className={styles['copy']} data-asked>
      <span className={styles['what']}>{t(COPIES_WORDS.afterwards)}</span>
      <Plate
        compact
        who={`${room.name}, ${t(COPIES_WORDS.afterwards)}:`}
        mark={{ state: 'hole', word: t(COPIES_WORDS.asked), content: { kind: 'nothing' } }}
      />
    </p>
  );
}

function Shelf({ shelf, verdicts, ...rest }: RoomProps & { readonly shelf: ShelfMark }): ReactNode {
  const t = useText();
  const verdict = verdicts?.get(shelf.key);
  return (
    <>
      <p className={styles['shelf']}>
        {shelf.name}
        {verdict !== undefined && <b data-verdict={verdict}>{t(HUNT_WORDS.verdict[verdict])}</b>}
      </p>
      <ul>
        {shelf.copies.map((mark) => (
          <Line key={mark.key} {...rest} mark={mark} />
        ))}
      </ul>
    </>
  );
}

type LineProps = Omit<RoomProps, 'verdicts'> & { readonly mark: CopyMark };

function Line({ mark, room, isCompared, beside, roving, picked, onPick }: LineProps): ReactNode {
  const t = useText();
  const { key, name, where, part, was, wasWord, state, word, status } = mark;
  return (
    <li className={styles['copy']} data-compared={isCompared || undefined}>
      <span className={styles['what']}>
        {name}
        {where.map((one) => (
          <small key={one}>{one}</small>
        ))}
        {part !== undefined && <q>{part}</q>}
      </span>
      {was !== undefined && (
        <span className={styles['was']}>
          <Mark name={was} />
          <span className={controls['hidden']}>
            {t(beside === 'run' ? COPIES_WORDS.beside.run.was : COPIES_WORDS.before)}{' '}
            {wasWord ?? t(COPIES_WORDS.noCopy)},
          </span>
          <svg viewBox="0 0 14 8" aria-hidden="true" focusable="false">
            <path d="M0 4H12M9 1L12.5 4L9 7" />
          </svg>
        </span>
      )}
      <Plate
        compact
        who={`${room.name}, ${name}:`}
        mark={{
          state,
          word,
          content: { kind: 'nothing' },
          changed: isCompared && status !== 'stays',
          selected: key === picked,
        }}
        onPress={() => {
          roving.enter(key);
          onPick(key);
        }}
        onKeyDown={roving.onKeyDown(key)}
        onButton={roving.refOf(key)}
        tabIndex={roving.tabIndexOf(key)}
      />
    </li>
  );
}
