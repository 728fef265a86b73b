/** Why an event happened, as a list from what the story ordered to the event; and its packets that were sent more than once. */
import type { ReactNode } from 'react';
import type { Language } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import { useText } from '../../i18n/language.tsx';
import type { EventView } from '../../worker/api.ts';
import { causesOf } from './chain.ts';
import { attemptsAt } from './keys.ts';
import { packetName, timeOf, timesOf } from './say.ts';
import type { SpaceTime } from './use-space-time.ts';
import { SPACE_TIME_WORDS } from './words.ts';
import styles from './space-time.module.css';

/** A longer chain is told from its end. */
const MOST_CAUSES = 12;

interface CausesProps {
  readonly diagram: SpaceTime;
  readonly explained: Seq;
  readonly language: Language;
  readonly now: Seq;
  readonly tell: (event: EventView) => string;
  readonly onClose: () => void;
}

export function Causes({ diagram, explained, language, tell, now, onClose }: CausesProps): ReactNode {
  const t = useText();
  const { events } = diagram.index.view;
  const chain = causesOf(events, explained);
  const told = chain.slice(-MOST_CAUSES);
  const earlier = chain.length - told.length;
  return (
    <section className={styles['causes']} aria-label={t(SPACE_TIME_WORDS.why({ event: explained + 1 }))}>
      <h2>{t(SPACE_TIME_WORDS.why({ event: explained + 1 }))}</h2>
      <ol>
        {earlier > 0 && <li>{t(SPACE_TIME_WORDS.earlier({ count: earlier }))}</li>}
        {told
          .flatMap((seq) => events[seq] ?? [])
          .map((event) => (
            <li key={event.seq} data-last={event.seq === explained || undefined}>
              <b>{timeOf(event.at, language)}</b> {tell(event)}
            </li>
          ))}
      </ol>
      <p>
        <Repeated {...{ diagram, explained, language, now }} />
        <button type="button" onClick={onClose}>
          {t(SPACE_TIME_WORDS.close)}
        </button>
      </p>
    </section>
  );
}

function Repeated({ diagram, explained, language, now }: Omit<CausesProps, 'tell' | 'onClose'>): ReactNode {
  const t = useText();
  const { index, state } = diagram;
  return attemptsAt(index, explained).map((key) => {
    const [first] = index.attempts.get(key)?.journeys ?? [];
    if (first === undefined) return null;
    const what = packetName(first, language);
    const isOpen = state.opened.has(key);
    const words = isOpen
      ? SPACE_TIME_WORDS.fold({ what })
      : SPACE_TIME_WORDS.open({ what, times: timesOf(first, index, now) });
    return (
      <button key={key} type="button" aria-expanded={isOpen} onClick={() => diagram.fold([key], !isOpen)}>
        {t(words)}
      </button>
    );
  });
}
