/**
 * A word with its explanation: on hover, on focus and on a tap, in the top layer so that no edge cuts it off.
 * The explanation stays while the pointer is on it and closes with Esc (WCAG 1.4.13).
 */
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { GLOSSARY, type TermId } from '../i18n/glossary.ts';
import { useText } from '../i18n/language.tsx';
import styles from './term.module.css';

/** Gap between the word and its explanation, and between the explanation and the window's edge. */
const GAP_PX = 8;

export function Term({ id, children }: { id: TermId; children?: ReactNode }): ReactNode {
  const t = useText();
  const popover = useRef<HTMLSpanElement>(null);
  const word = useRef<HTMLButtonElement>(null);
  const gloss = useId();
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const shown = popover.current;
    if (!open || shown === null || word.current === null) return undefined;
    shown.showPopover();
    place(shown, word.current.getBoundingClientRect());
    return () => shown.hidePopover();
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <span className={styles['term']} onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        ref={word}
        type="button"
        aria-describedby={open ? gloss : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      >
        {children ?? t(GLOSSARY[id].name)}
      </button>
      <span ref={popover} id={gloss} role="tooltip" popover="manual" className={styles['gloss']}>
        <b>{t(GLOSSARY[id].name)}</b> {t(GLOSSARY[id].gloss)}
      </span>
    </span>
  );
}

/** Under the word where there is room, else over it; never outside the window. */
function place(gloss: HTMLElement, word: DOMRect): void {
  const size = gloss.getBoundingClientRect();
  const left = Math.max(GAP_PX, Math.min(word.left, innerWidth - size.width - GAP_PX));
  const under = word.bottom + size.height + GAP_PX <= innerHeight;
  gloss.style.left = `${left}px`;
  gloss.style.top = `${under ? word.bottom : Math.max(GAP_PX, word.top - size.height)}px`;
}
