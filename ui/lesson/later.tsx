/** Parts of a lesson that are loaded when the first screen stands: the last stage, and the figure that few lessons have. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { RunView } from '../worker/api.ts';
import type { LessonContext } from './screen.tsx';

const loadView = () => import('./break.tsx');
const loadPane = () => import('./break-pane.tsx');
export const loadBreak = (): Promise<unknown> => Promise.all([loadView(), loadPane()]);

const View = lazy(async () => ({ default: (await loadView()).BreakView }));
const Pane = lazy(async () => ({ default: (await loadPane()).BreakPane }));

const loadCopies = () => import('./copies.tsx');
const Copies = lazy(async () => ({ default: (await loadCopies()).CopiesView }));
const CopiesTwice = lazy(async () => ({ default: (await loadCopies()).CopiesOfTwoRuns }));

interface PartProps {
  readonly context: LessonContext;
}

export const BreakView = (props: PartProps): ReactNode => (
  <Suspense>
    <View {...props} />
  </Suspense>
);

export const BreakPane = (props: PartProps): ReactNode => (
  <Suspense>
    <Pane {...props} />
  </Suspense>
);

/** The copies map: only the lessons that choose it load it. */
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
