/** Which rung of the size ladder fits: below 768 px one message at a time, from 1280 px the lesson's columns in full. */
import { useSyncExternalStore } from 'react';

export type Width = 'narrow' | 'middle' | 'wide';

const NARROW = '(max-width: 767.98px)';
const WIDE = '(min-width: 1280px)';

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, read, () => 'wide');
}

function subscribe(listener: () => void): () => void {
  const queries = [matchMedia(NARROW), matchMedia(WIDE)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

/** Whether the window is at least this wide. */
export const useAtLeast = (widthRem: number): boolean =>
  useSyncExternalStore(
    subscribeToResize,
    () => matchMedia(`(min-width: ${widthRem}rem)`).matches,
    () => true,
  );

function subscribeToResize(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

const read = (): Width => (matchMedia(NARROW).matches ? 'narrow' : matchMedia(WIDE).matches ? 'wide' : 'middle');
