/** Which rung of the size ladder fits: below 768 px one message at a time, from 1280 px everything side by side. */
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

const read = (): Width => (matchMedia(NARROW).matches ? 'narrow' : matchMedia(WIDE).matches ? 'wide' : 'middle');
