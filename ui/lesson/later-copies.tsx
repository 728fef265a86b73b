/** The copies map: only the lessons that choose it load it. */
import { later } from '../later.tsx';

const loadCopies = () => import('./copies.tsx');

export const CopiesView = later(async () => (await loadCopies()).CopiesView);
export const CopiesOfTwoRuns = later(async () => (await loadCopies()).CopiesOfTwoRuns);
