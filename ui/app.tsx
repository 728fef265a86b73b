/** The page as a whole: the shell around one screen, chosen by the address. */
import { useEffect, useState, type ReactNode } from 'react';
import { inLanguage, type Language, type ScenarioText } from '../sim/text.ts';
import { MarkSymbols } from './figures/marks.tsx';
import { LanguageProvider, languageTag } from './i18n/language.tsx';
import { shellWords } from './i18n/messages.ts';
import { Screen } from './screen.tsx';
import { BadLink, Boundary, Fault } from './shell/fault.tsx';
import { Foot } from './shell/foot.tsx';
import { KeysDialog, useHelpKey } from './shell/keys.tsx';
import { TopBar } from './shell/top-bar.tsx';
import styles from './shell/shell.module.css';
import { useLesson } from './state/lessons.ts';
import { usePlace } from './state/navigation.ts';
import { browserLanguage, themeStore } from './state/preferences.ts';
import { useStore } from './state/store.ts';
import { HOME } from './state/url.ts';
import type { EngineClient } from './worker/client.ts';

export function App({ client }: { client: EngineClient }): ReactNode {
  const place = usePlace();
  const state = place.ok ? place.state : { ...HOME, language: place.language };
  const language = state.language ?? browserLanguage();
  const title = useLesson(state.page === 'home' ? undefined : state.scenario)?.title;
  const status = useStore(client.status);
  const [keysOpen, setKeysOpen] = useState(false);
  const [showKeys] = useState(() => () => setKeysOpen(true));
  useHelpKey(showKeys);
  useDocument(language, title);
  const screen = place.ok ? (
    <Boundary onReload={client.restart}>
      {status.phase === 'failed' ? (
        <Fault onReload={client.restart} />
      ) : (
        <Screen key={status.lives} state={place.state} language={language} engine={client.engine} />
      )}
    </Boundary>
  ) : (
    <BadLink problem={place.problem} />
  );
  return (
    <LanguageProvider language={language}>
      <MarkSymbols />
      <a className={styles['skip']} href="#main" onClick={skipToMain}>
        {inLanguage(shellWords.skip, language)}
      </a>
      <TopBar state={state} title={title} onKeys={showKeys} />
      <p className={styles['progress']} role="status" hidden={status.phase !== 'working'}>
        {status.phase === 'working' && inLanguage(shellWords.working, language)}
      </p>
      <main id="main" className={styles['main']} tabIndex={-1}>
        {screen}
      </main>
      <Foot state={state} />
      <KeysDialog open={keysOpen} onClose={() => setKeysOpen(false)} />
    </LanguageProvider>
  );
}

/** A fragment would change the place, so the focus is moved by hand. */
function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Language, theme and title of the document itself. */
function useDocument(language: Language, title: ScenarioText | undefined): void {
  const theme = useStore(themeStore);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = languageTag(language);
    root.dataset['lang'] = language;
    root.dataset['theme'] = theme;
    document.title = title === undefined ? 'Unsealed' : `${inLanguage(title, language)} · Unsealed`;
  }, [language, theme, title]);
  // Paper is white whatever the screen is.
  useEffect(() => {
    const root = document.documentElement;
    const before = (): void => void (root.dataset['theme'] = 'light');
    const after = (): void => void (root.dataset['theme'] = themeStore.get());
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
}
