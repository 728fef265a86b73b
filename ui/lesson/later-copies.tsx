/** The copies map: only the lessons that choose it load it. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { RunView } from '../worker/api.ts';
import type { LessonContext } from './screen.tsx';

const loadCopies = () => import('./copies.tsx');
const Copies = lazy(async () => ({ default: (await loadCopies()).CopiesView }));
const CopiesTwice = lazy(async () => ({ default: (await loadCopies()).CopiesOfTwoRuns }));

interface PartProps {
  readonly context: LessonContext;
}

export const CopiesView = (props: PartProps): ReactNode => (
  <Suspense>
    <Copies {...props} />
  </Suspense>
);

export const CopiesOfTwoRuns = (props: PartProps & { readonly broken: RunView }): ReactNode => (
  <Suspense>
    <CopiesTwice {...props} />
  </Suspense>
);
