/** The line at the top of every page: the word mark, where one is, language, theme, link, keys. */
import { useEffect, useState, type ReactNode } from 'react';
import { LANGUAGES, type Language, type ScenarioText } from '../../sim/text.ts';
import { languageTag, useLanguage, useText } from '../i18n/language.tsx';
import { shellWords } from '../i18n/messages.ts';
import { addressOf, goTo } from '../state/navigation.ts';
import { switchTheme } from '../state/preferences.ts';
import { HOME, type UrlState } from '../state/url.ts';
import controls from '../styles/controls.module.css';
import { PlaceLink } from './place-link.tsx';
import styles from './shell.module.css';

interface TopBarProps {
  readonly state: UrlState;
  /** Name of the lesson that is open. */
  readonly title: ScenarioText | undefined;
  readonly onKeys: () => void;
}

export function TopBar({ state, title, onKeys }: TopBarProps): ReactNode {
  const t = useText();
  return (
    <header className={styles['top']}>
      <PlaceLink className={styles['word']} to={{ ...HOME, language: state.language }} label={t(shellWords.home)}>
        <Logo />
        <span data-with-title={title !== undefined || undefined}>Unsealed</span>
      </PlaceLink>
      {title !== undefined && <span className={styles['where']}>{t(title)}</span>}
      <div className={styles['tools']}>
        <LanguageChoice state={state} />
        <button type="button" className={styles['tool']} onClick={switchTheme}>
          {t(shellWords.theme)}
        </button>
        <CopyLink state={state} />
        <button
          type="button"
          className={styles['tool']}
          onClick={onKeys}
          aria-label={t(shellWords.keys)}
          aria-keyshortcuts="?"
        >
          <span className={styles['wide']}>{t(shellWords.keys)}</span>
          <span className={styles['narrow']}>?</span>
        </button>
      </div>
    </header>
  );
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'EN', zh: '中文' };

function LanguageChoice({ state }: { state: UrlState }): ReactNode {
  const t = useText();
  const current = useLanguage();
  return (
    <div className={styles['languages']} role="group" aria-label={t(shellWords.language)}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          className={styles['tool']}
          lang={languageTag(language)}
          aria-pressed={language === current}
          onClick={() => goTo({ ...state, language }, 'replace')}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </div>
  );
}

const SAID_FOR_MS = 2_500;

function CopyLink({ state }: { state: UrlState }): ReactNode {
  const t = useText();
  const language = useLanguage();
  const [said, setSaid] = useState<'copied' | 'copyByHand' | undefined>(undefined);
  useEffect(() => {
    if (said === undefined) return undefined;
    const timer = setTimeout(() => setSaid(undefined), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(addressOf({ ...state, language }));
      setSaid('copied');
    } catch {
      // No permission, or a page opened as a file: the address bar has the same link.
      setSaid('copyByHand');
    }
  };
  return (
    <>
      <button type="button" className={styles['tool']} data-optional onClick={() => void copy()}>
        {t(shellWords[said ?? 'copyLink'])}
      </button>
      <span role="status" className={controls['hidden']}>
        {said !== undefined && t(shellWords[said])}
      </span>
    </>
  );
}

const Logo = (): ReactNode => (
  <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
    <path
      d="M0 4.5L4.5 0M0 9L9 0M0 13.5L9 4.5M0 18L9 9M4.5 18L9 13.5"
      stroke="var(--ink)"
      strokeWidth="1.3"
      fill="none"
    />
    <rect x=".75" y=".75" width="16.5" height="16.5" fill="none" stroke="var(--ink)" strokeWidth="1.5" />
    <rect x="9" y=".75" width="8.25" height="16.5" fill="var(--ink)" />
  </svg>
);
