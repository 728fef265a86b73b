/** Parts of a lesson that are loaded when the first screen stands: the last stage. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { LessonContext } from './screen.tsx';

const loadView = () => import('./break.tsx');
const loadPane = () => import('./break-pane.tsx');
export const loadBreak = (): Promise<unknown> => Promise.all([loadView(), loadPane()]);

const View = lazy(async () => ({ default: (await loadView()).BreakView }));
const Pane = lazy(async () => ({ default: (await loadPane()).BreakPane }));

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
