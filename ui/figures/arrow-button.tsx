/** A button that steps through a list by an arrow drawn as one line. */
import type { ReactNode } from 'react';

interface ArrowButtonProps {
  readonly label: string;
  /** The arrow, in a box of 18 by 18. */
  readonly path: string;
  /** At the end of the list. */
  readonly off: boolean;
  readonly onPress: () => void;
}

/** Stays focusable at the end of the list: a button that vanished would throw the focus away. */
export const ArrowButton = ({ label, path, off, onPress }: ArrowButtonProps): ReactNode => (
  <button type="button" aria-disabled={off || undefined} aria-label={label} onClick={onPress}>
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  </button>
);
