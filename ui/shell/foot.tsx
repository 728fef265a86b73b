/** The foot of every page: what this is and is not, the way to the lab, and the way in for a scenario of one's own. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { shellWords } from '../i18n/messages.ts';
import { OpenFile } from '../open/open-file.tsx';
import { HOME, type UrlState } from '../state/url.ts';
import type { Engine } from '../worker/client.ts';
import { PlaceLink } from './place-link.tsx';
import styles from './shell.module.css';

export function Foot({ state, engine }: { state: UrlState; engine: Engine }): ReactNode {
  const t = useText();
  return (
    <footer className={styles['foot']}>
      <p>{t(shellWords.modelNotApp)}</p>
      {state.page === 'home' && (
        <PlaceLink to={{ ...HOME, page: 'lab', scenario: 'one-message', language: state.language }}>
          {t(shellWords.openLab)}
        </PlaceLink>
      )}
      {state.page !== 'lesson' && <OpenFile state={state} engine={engine} />}
    </footer>
  );
}
