/** The list of keys, opened with `?`: a native dialog, so that focus, Esc and the screen behind are the browser's work. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { Localized } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { keyWords } from '../i18n/messages.ts';
import { singleKeysStore } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';
import controls from '../styles/controls.module.css';
import styles from './keys.module.css';

const GROUPS: readonly { readonly title: Localized; readonly rows: readonly (readonly [string, Localized])[] }[] = [
  {
    title: keyWords.anywhere,
    rows: [
      ['Tab', keyWords.tab],
      ['Enter', keyWords.enter],
      ['Esc', keyWords.escape],
      ['Alt ← →', keyWords.browser],
      ['?', keyWords.help],
    ],
  },
  {
    title: keyWords.inLesson,
    rows: [
      ['← →', keyWords.step],
      ['Home End', keyWords.ends],
    ],
  },
  { title: keyWords.inFigure, rows: [['← → ↑ ↓', keyWords.cells]] },
];

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const singleKeys = useStore(singleKeysStore);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className={styles['dialog']} aria-labelledby="keys-title" onClose={onClose}>
      <div className={styles['head']}>
        <h2 id="keys-title">{t(keyWords.title)}</h2>
        <button type="button" className={controls['button']} onClick={onClose}>
          {t(keyWords.close)}
        </button>
      </div>
      {GROUPS.map((group) => (
        <section key={group.title.en}>
          <h3>{t(group.title)}</h3>
          <dl>
            {group.rows.map(([keys, does]) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className={styles['choice']}>
        <input type="checkbox" checked={singleKeys} onChange={(event) => singleKeysStore.set(event.target.checked)} />
        {t(keyWords.singleKeys)}
      </label>
    </dialog>
  );
}

/** Calls back on `?`, unless single keys are off or the person is typing. */
export function useHelpKey(show: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!singleKeysStore.get() || isTyping(event.target)) return;
      event.preventDefault();
      show();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [show]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])'));
