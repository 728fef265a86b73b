/** Which screen the address asks for. Lesson and lab are loaded when they are opened. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { Language } from '../sim/text.ts';
import { Home } from './home/home.tsx';
import { Opened } from './open/opened.tsx';
import { isOpened, type UrlState } from './state/url.ts';
import type { Engine } from './worker/client.ts';

const LessonScreen = lazy(async () => ({ default: (await import('./lesson/screen.tsx')).LessonScreen }));
const LabScreen = lazy(async () => ({ default: (await import('./lab/screen.tsx')).LabScreen }));

interface ScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function Screen(props: ScreenProps): ReactNode {
  const { scenario } = props.state;
  const screen = <Suspense>{screenFor(props)}</Suspense>;
  if (scenario === undefined || !isOpened(scenario)) return screen;
  return (
    <Opened link={scenario} engine={props.engine}>
      {screen}
    </Opened>
  );
}

function screenFor(props: ScreenProps): ReactNode {
  switch (props.state.page) {
    case 'home':
      return <Home {...props} />;
    case 'lesson':
      return <LessonScreen {...props} />;
    case 'lab':
      return <LabScreen {...props} />;
  }
}
