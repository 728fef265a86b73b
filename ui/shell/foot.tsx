/** The foot of every page: what this is and is not, and the way to the lab. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { shellWords } from '../i18n/messages.ts';
import { HOME, type UrlState } from '../state/url.ts';
import { PlaceLink } from './place-link.tsx';
import styles from './shell.module.css';

export function Foot({ state }: { state: UrlState }): ReactNode {
  const t = useText();
  return (
    <footer className={styles['foot']}>
      <p>{t(shellWords.modelNotApp)}</p>
      {state.page === 'home' && (
        <PlaceLink to={{ ...HOME, page: 'lab', scenario: 'one-message', language: state.language }}>
          {t(shellWords.openLab)}
        </PlaceLink>
      )}
    </footer>
  );
}
