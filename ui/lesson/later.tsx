/** Parts of a lesson that are loaded when the first screen stands: the stages after the run, and what is printed. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { LessonContext } from './screen.tsx';

const loadView = () => import('./break.tsx');
const loadPane = () => import('./break-pane.tsx');
const loadEvidence = () => import('./evidence.tsx');
const loadWhy = () => import('./why.tsx');
export const loadStages = (): Promise<unknown> => Promise.all([loadEvidence(), loadWhy(), loadView(), loadPane()]);

export const loadPrint = () => import('./print.tsx');

const View = lazy(async () => ({ default: (await loadView()).BreakView }));
const Pane = lazy(async () => ({ default: (await loadPane()).BreakPane }));

const Evidence = lazy(async () => ({ default: (await loadEvidence()).EvidencePane }));
const Why = lazy(async () => ({ default: (await loadWhy()).WhyPane }));
const Pages = lazy(async () => ({ default: (await loadPrint()).PrintPages }));

interface PartProps {
  readonly context: LessonContext;
}

export const EvidencePane = (props: PartProps): ReactNode => (
  <Suspense>
    <Evidence {...props} />
  </Suspense>
);

export const WhyPane = (props: PartProps): ReactNode => (
  <Suspense>
    <Why {...props} />
  </Suspense>
);

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

export const PrintPages = (props: PartProps): ReactNode => (
  <Suspense>
    <Pages {...props} />
  </Suspense>
);
