/** Where no single thing would have opened a message: which two together, and what became of each. */
import { Fragment, type ReactNode } from 'react';
import type { Candidate, MissingPairs } from '../../sim/knowledge/types.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { TERM_NAMES } from '../i18n/terms.ts';
import { capital } from '../figures/names.ts';
import { firstBytes } from '../figures/say.ts';
import type { RunView } from '../worker/api.ts';
import { nearestFirst, standingSentence } from './stays.ts';
import { PROOF_WORDS } from './words.ts';
import styles from './proof.module.css';

interface PairsProps {
  readonly view: RunView;
  readonly pairs: MissingPairs;
}

/** As many as fit beside each other; the others are counted. */
const MOST_GROUPS = 2;

export function Pairs({ view, pairs: { groups, cutShort } }: PairsProps): ReactNode {
  const t = useText();
  const shown = groups.slice(0, MOST_GROUPS);
  const more = groups.slice(MOST_GROUPS).reduce((sum, { one, other }) => sum + one.length * other.length, 0);
  return (
    <>
      {shown.map(({ one, other }, index) => (
        <Fragment key={index}>
          <Side view={view} number={`${index + 1}a`} side={one} />
          <Side view={view} number={`${index + 1}b`} side={other} />
        </Fragment>
      ))}
      {(more > 0 || cutShort) && (
        <div className={styles['need']}>
          {more > 0 && <p>{t(PROOF_WORDS.morePairs({ count: more }))}</p>}
          {cutShort && <p>{t(PROOF_WORDS.cutShort)}</p>}
        </div>
      )}
    </>
  );
}

const MOST_OF_A_SIDE = 3;

/** Any one of these is one half. */
function Side({ view, side, number }: { view: RunView; side: readonly Candidate[]; number: string }): ReactNode {
  const language = useLanguage();
  const t = useText();
  const things = nearestFirst(side);
  const more = things.length - MOST_OF_A_SIDE;
  return (
    <div className={styles['need']}>
      <h3>
        <span>{number}</span> {t(things.length === 1 ? PROOF_WORDS.thisThing : PROOF_WORDS.oneOfThese)}
      </h3>
      <ul>
        {things.slice(0, MOST_OF_A_SIDE).map((candidate, index) => (
          <li key={index} className={styles['thing']}>
            <span>
              <b>{capital(TERM_NAMES[candidate.value.term][language])}</b>{' '}
              <code>{firstBytes(candidate.value.bytes)}</code>
            </span>
            <span>{standingSentence(view, candidate, language)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t(PROOF_WORDS.more({ count: more }))}</p>}
    </div>
  );
}
