/**
 * *Find them all*: the same places as holes to be marked, by key or touch. It is given no copies, so nothing of the answer can
 * be in the page before she has answered.
 */
import type { ReactNode } from 'react';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel, Party } from '../../../sim/trace.ts';
import { HUNT_WORDS } from '../../i18n/copies.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import { Mark } from '../marks.tsx';
import { useWidth } from '../use-width.ts';
import { useRoving, type Roving } from '../who-can-read/roving.ts';
import type { Guess, GuessEvent } from './guess.ts';
import { huntRooms, type HuntRoom } from './hunt-layout.ts';
import { columnsFor, Plan } from './plan.tsx';
import styles from './copies.module.css';

export interface HuntProps {
  readonly message: MessageLabel;
  readonly parties: readonly Party[];
  readonly language: Language;
  readonly guess: Guess;
  readonly onGuess: (event: GuessEvent) => void;
}

export function Hunt({ message, parties, language, guess, onGuess }: HuntProps): ReactNode {
  const t = useText();
  const { rooms, columns } = huntRooms(parties, columnsFor(useWidth()), language);
  const roving = useRoving(
    rooms.flatMap(({ spots }) => spots.map(({ key }) => [key])),
    undefined,
  );
  return (
    <section className={styles['copies']} aria-labelledby="hunt-title">
      <h2 id="hunt-title">{t(HUNT_WORDS.start)}</h2>
      <p className={styles['ask']}>{t(HUNT_WORDS.ask({ message }))}</p>
      <Plan rooms={rooms} columns={columns} line="">
        {(room) => (
          <>
            <h3>{room.name}</h3>
            <Spots room={room} {...{ roving, guess, onGuess }} />
          </>
        )}
      </Plan>
      <div className={styles['answer']}>
        <button type="button" className={controls['main']} onClick={() => onGuess({ kind: 'commit' })}>
          {t(HUNT_WORDS.commit)}
        </button>
        <p role="status">{t(HUNT_WORDS.marked({ count: guess.marked.size }))}</p>
      </div>
    </section>
  );
}

interface SpotsProps extends Pick<HuntProps, 'guess' | 'onGuess'> {
  readonly room: HuntRoom;
  readonly roving: Roving;
}

const Spots = ({ room, roving, guess, onGuess }: SpotsProps): ReactNode => (
  <ul className={styles['spots']}>
    {room.spots.map(({ key, name }) => (
      <li key={key}>
        <button
          type="button"
          aria-pressed={guess.marked.has(key)}
          aria-label={`${room.name}, ${name}`}
          ref={roving.refOf(key)}
          tabIndex={roving.tabIndexOf(key)}
          onKeyDown={roving.onKeyDown(key)}
          onClick={() => {
            roving.enter(key);
            onGuess({ kind: 'toggle', spot: key });
          }}
        >
          <span>{name}</span>
          <Mark name="hole" />
        </button>
      </li>
    ))}
  </ul>
);
