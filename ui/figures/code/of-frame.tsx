/** The two codes of a pause at which people compare them; loaded when the first comparison is shown. */
import { later } from '../../later.tsx';
import type { FrameView } from '../../worker/api.ts';
import type { CodeComparison } from './layout.ts';

export const loadCodes = () => import('./figure.tsx');
export const Codes = later(async () => (await loadCodes()).CodeFigure);

/** What was compared at this pause; undefined at all others, and where one of the phones had no code to show. */
export function comparisonAt({ action }: FrameView): CodeComparison | undefined {
  if (action.kind !== 'deed' || action.deed.kind !== 'compare') return undefined;
  const { codes, match, scanned } = action.came;
  const [mine, theirs] = codes;
  if (mine === undefined || theirs === undefined || match === undefined || scanned === undefined) return undefined;
  return {
    contact: mine.contact,
    mine: { owner: mine.device, digits: mine.digits, scan: mine.scan },
    theirs: { owner: theirs.device, digits: theirs.digits, scan: theirs.scan },
    match,
    scanned,
  };
}
