/** The last stage of a lesson, loaded when the first screen stands: it is needed only after the question is answered. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { LessonContext } from './screen.tsx';

const loadView = () => import('./break.tsx');
const loadPane = () => import('./break-pane.tsx');
export const loadBreak = (): Promise<unknown> => Promise.all([loadView(), loadPane()]);

const View = lazy(async () => ({ default: (await loadView()).BreakView }));
const Pane = lazy(async () => ({ default: (await loadPane()).BreakPane }));

interface BreakProps {
  readonly context: LessonContext;
}

export const BreakView = (props: BreakProps): ReactNode => (
  <Suspense>
    <View {...props} />
  </Suspense>
);

export const BreakPane = (props: BreakProps): ReactNode => (
  <Suspense>
    <Pane {...props} />
  </Suspense>
);
