/**
 * *Cannot*: what would have had to be obtained, with place and interval against the theft; the copies of the text; and the
 * decryption that was tried, with both check values. Values that were never stored are named in one line.
 */
import type { ReactNode } from 'react';
import {
  standingOf,
  type Attempt,
  type Candidate,
  type Missing,
  type MissingPairs,
} from '../../sim/knowledge/types.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { TERM_NAMES } from '../i18n/terms.ts';
import { Mark } from '../figures/marks.tsx';
import { actorInSentence, actorName, capital, contentOf, listOf, personName } from '../figures/names.ts';
import { Plate } from '../figures/plate.tsx';
import { clock, clockSeconds, firstBytes } from '../figures/say.ts';
import type { RunView } from '../worker/api.ts';
import { lifeLine, timeOf } from './life.ts';
import { placeName } from './links.ts';
import { Pairs } from './pairs.tsx';
import { staySentence } from './stays.ts';
import { PROOF_WORDS } from './words.ts';
import styles from './proof.module.css';

interface CannotProps {
  readonly view: RunView;
  readonly missing: Missing;
  /** Where no single thing would have sufficed. */
  readonly pairs?: MissingPairs | undefined;
}

/** As many as fit beside each other; the others are one line. */
const MOST_NEEDS = 2;

export function Cannot({ view, missing, pairs }: CannotProps): ReactNode {
  const stored = missing.singles.filter((single) => single.stays.length > 0);
  const unstored = missing.singles.filter((single) => single.stays.length === 0);
  const needs = stored.slice(0, MOST_NEEDS);
  return (
    <div className={styles['cannot']}>
      {needs.map((single, index) => (
        <Need key={index} number={index + 1} single={single} view={view} missing={missing} />
      ))}
      {pairs !== undefined && <Pairs view={view} pairs={pairs} />}
      <div className={styles['need']}>
        <Unstored singles={unstored} more={stored.length - needs.length} />
        <Copies view={view} missing={missing} />
      </div>
      <Tried missing={missing} />
    </div>
  );
}

interface NeedProps extends CannotProps {
  readonly single: Candidate;
  readonly number: number;
}

function Need({ single, number, view, missing }: NeedProps): ReactNode {
  const language = useLanguage();
  const t = useText();
  const stay = single.stays[0];
  if (stay === undefined) return null;
  const owner = personName(stay.actor, language);
  const term = TERM_NAMES[single.value.term][language];
  const standing = standingOf(single);
  const gone = standing.kind === 'erased';
  return (
    <div className={styles['need']}>
      <h3>
        <span>{number}</span> {language === 'en' ? `${owner}’s ${term}` : `${owner}的${term}`}
      </h3>
      {single.stays.map((one, index) => (
        <p key={index}>{staySentence(view, one, language)}</p>
      ))}
      <Plate
        mark={{
          state: gone ? 'erased' : 'never',
          content: gone ? { kind: 'struck', text: firstBytes(single.value.bytes) } : { kind: 'nothing' },
          word: t(
            gone
              ? PROOF_WORDS.erasedAt({ at: clockSeconds(timeOf(view, standing.at), language) })
              : PROOF_WORDS.neverHad({ name: actorName(missing.party, language) }),
          ),
        }}
      />
      <Life view={view} missing={missing} single={single} />
    </div>
  );
}

/** The life of the value beside the theft. The words around it say the same. */
function Life({ view, missing, single }: CannotProps & { single: Candidate }): ReactNode {
  const language = useLanguage();
  const t = useText();
  const life = lifeLine(view, missing.party, single.stays);
  const theft = life?.thefts[0];
  if (life === undefined || theft === undefined) return null;
  // The theft's words stand at the end of the line that is nearer to it.
  const early = theft.at < 0.5;
  const theftLabel = `${clock(theft.clockAt, language)} ${t(PROOF_WORDS.theft({ name: actorName(missing.party, language) }))}`;
  const percent = (at: number): string => `${Math.round(at * 1000) / 10}%`;
  const label = t(PROOF_WORDS.lifeOf({ term: TERM_NAMES[single.value.term][language] }));
  return (
    <figure className={styles['life']} aria-label={label}>
      <svg width="100%" height="22" aria-hidden="true" overflow="visible">
        <line x1="0" x2="100%" y1="11" y2="11" stroke="var(--erased)" strokeWidth="1.5" strokeDasharray="4 3" />
        {life.stays.map((stay, index) => (
          <rect
            key={index}
            x={percent(stay.from)}
            width={percent(stay.to - stay.from)}
            y="3"
            height="16"
            fill="var(--readable)"
          />
        ))}
        {life.thefts.map((theft) => (
          <svg key={theft.clockAt} x={percent(theft.at)} overflow="visible">
            <path d="M-2 0V22" stroke="var(--ink)" strokeWidth="5" />
          </svg>
        ))}
      </svg>
      <figcaption>
        <span>{early ? theftLabel : clock(life.start, language)}</span>
        <span>{early ? clock(life.end, language) : theftLabel}</span>
      </figcaption>
    </figure>
  );
}

function Unstored({ singles, more }: { singles: readonly Candidate[]; more: number }): ReactNode {
  const language = useLanguage();
  const t = useText();
  if (singles.length === 0 && more === 0) return null;
  // A record that holds a key is no second thing to name beside the key.
  const keys = singles.filter((single) => single.value.term !== 'container' && single.value.term !== 'packet');
  const names = [...new Set(keys.map((single) => TERM_NAMES[single.value.term][language]))];
  return (
    <>
      {names.length > 0 && (
        <>
          <h3>{t(PROOF_WORDS.neverStored)}</h3>
          <p>
            {listOf(names, language)}
            {language === 'en' ? ': ' : '：'}
            {t(PROOF_WORDS.neverStoredNote)}
          </p>
        </>
      )}
      {more > 0 && <p>{t(PROOF_WORDS.more({ count: more }))}</p>}
    </>
  );
}

function Copies({ view, missing }: CannotProps): ReactNode {
  const language = useLanguage();
  const t = useText();
  if (missing.copies.length === 0) return null;
  return (
    <>
      <h3>{t(PROOF_WORDS.copies)}</h3>
      <ul>
        {missing.copies.map((copy, index) => {
          const place = contentOf(copy.actor, placeName(copy.place, language), language);
          const from = clock(timeOf(view, copy.from), language);
          return (
            <li key={index}>
              {t(
                copy.to === undefined
                  ? PROOF_WORDS.copyStill({ place, from })
                  : PROOF_WORDS.copyGone({ place, from, to: clock(timeOf(view, copy.to), language) }),
              )}
            </li>
          );
        })}
      </ul>
      <p>{t(PROOF_WORDS.neverHad({ name: actorName(missing.party, language) }))}</p>
    </>
  );
}

function Tried({ missing }: { missing: Missing }): ReactNode {
  const language = useLanguage();
  const t = useText();
  const { message, attempt } = missing;
  return (
    <div className={styles['tried']}>
      <h3>{t(PROOF_WORDS.tried)}</h3>
      {attempt === undefined ? (
        <p>{t(PROOF_WORDS.noKey({ name: capital(actorInSentence(missing.party, language)) }))}</p>
      ) : (
        <AttemptTable attempt={attempt} message={message} />
      )}
    </div>
  );
}

function AttemptTable({ attempt, message }: { attempt: Attempt; message: string }): ReactNode {
  const language = useLanguage();
  const t = useText();
  const rows: readonly (readonly [string, string])[] = [
    [t(PROOF_WORDS.recorded({ message })), firstBytes(attempt.ciphertext)],
    [TERM_NAMES[attempt.key.term][language], firstBytes(attempt.key.bytes)],
    [t(PROOF_WORDS.checkIn({ message, bytes: attempt.expectedMac.length })), firstBytes(attempt.expectedMac)],
    [t(PROOF_WORDS.checkComputed), firstBytes(attempt.computedMac)],
  ];
  return (
    <>
      <dl>
        {rows.map(([name, bytes]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{bytes}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['result']}>
        <Mark name="sealed" />
        <b>{t(PROOF_WORDS.differ({ message }))}</b>
      </p>
    </>
  );
}
