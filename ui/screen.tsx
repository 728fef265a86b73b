/** Which screen the address asks for. Lesson and lab are loaded when they are opened. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { Language } from '../sim/text.ts';
import { lessonFigures } from 'virtual:scenarios';
import { Home } from './home/home.tsx';
import { loadCodes } from './figures/code/of-frame.tsx';
import type { Figure } from '../sim/scenario/types.ts';
import { loadStages, loadPrint } from './lesson/later.tsx';
import { loadProof } from './proof/later.tsx';
import { isOpened, type UrlState } from './state/url.ts';
import type { Engine } from './worker/client.ts';

const loadLesson = () => import('./lesson/screen.tsx');
const loadLab = () => import('./lab/screen.tsx');
const loadSpot = () => import('./spot/screen.tsx');
const LessonScreen = lazy(async () => ({ default: (await loadLesson()).LessonScreen }));
const SpotScreen = lazy(async () => ({ default: (await loadSpot()).SpotScreen }));
const loadOpened = () => import('./open/opened.tsx');
const Opened = lazy(async () => ({ default: (await loadOpened()).Opened }));
const LabScreen = lazy(async () => ({ default: (await loadLab()).LabScreen }));

/** Fetches the other screens once the first one stands, so that nothing is asked of the network later. */
export const fetchOtherScreens = (): Promise<unknown> =>
  Promise.all([loadLesson(), loadSpot(), loadLab(), loadProof(), loadCodes(), loadStages(), loadPrint(), loadOpened()]);

interface ScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function Screen(props: ScreenProps): ReactNode {
  const { page, scenario } = props.state;
  if (page === 'home') return <Home {...props} />;
  // A link without a scenario opens the first one that ships.
  const state = { ...props.state, scenario: scenario ?? Object.keys(lessonFigures)[0] };
  const screenFor = (figure: Figure | undefined): ReactNode => {
    const Wanted = page === 'lab' ? LabScreen : figure === 'phones' ? SpotScreen : LessonScreen;
    return (
      <Suspense>
        <Wanted {...props} state={state} />
      </Suspense>
    );
  };
  if (scenario === undefined || !isOpened(scenario)) return screenFor(lessonFigures[state.scenario ?? '']);
  return (
    <Suspense>
      <Opened link={scenario} variant={props.state.variant} engine={props.engine}>
        {({ shows }) => screenFor(shows.figure)}
      </Opened>
    </Suspense>
  );
}
