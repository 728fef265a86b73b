/** Where one is in the game: rounds with an answer lead back, the next ones are only numbers. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import lesson from '../lesson/lesson.module.css';
import { nextPlace, type Place } from './game.ts';
import type { GameContext } from './screen.tsx';
import { SPOT_WORDS } from './words.ts';
import styles from './spot.module.css';

export function RoundsNav({ context: { view, answers, place, onGo } }: { context: GameContext }): ReactNode {
  const t = useText();
  const rounds = view.rounds.length;
  const next = nextPlace(answers, rounds);
  const isOpen = (stop: Place): boolean =>
    next === 'result' ? stop !== place : stop !== 'result' && stop !== place && stop <= next;
  return (
    <nav aria-label={t(SPOT_WORDS.rounds)}>
      <ol className={`${lesson['beats']} ${styles['beats']}`}>
        {[...view.rounds.keys(), 'result' as const].map((stop) => {
          const name = stop === 'result' ? t(SPOT_WORDS.result) : t(SPOT_WORDS.run({ run: stop + 1 }));
          const shown = stop === 'result' ? name : stop + 1;
          const done = stop !== 'result' && (next === 'result' || stop < next);
          const where = stop === place ? 'here' : done ? 'done' : 'ahead';
          return (
            <li key={stop} data-place={where} aria-current={stop === place ? 'step' : undefined}>
              {isOpen(stop) ? (
                <button type="button" aria-label={name} onClick={() => onGo(stop)}>
                  {shown}
                </button>
              ) : (
                <span>{shown}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
