/** Which screen the address asks for. Lesson and lab are loaded when they are opened. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { Language } from '../sim/text.ts';
import { Home } from './home/home.tsx';
import type { UrlState } from './state/url.ts';
import type { Engine } from './worker/client.ts';

const LessonScreen = lazy(async () => ({ default: (await import('./lesson/screen.tsx')).LessonScreen }));

interface ScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function Screen(props: ScreenProps): ReactNode {
  return <Suspense>{screenFor(props)}</Suspense>;
}

function screenFor(props: ScreenProps): ReactNode {
  switch (props.state.page) {
    case 'home':
      return <Home {...props} />;
    case 'lesson':
      return <LessonScreen {...props} />;
    case 'lab':
      return <LessonScreen {...props} />;
  }
}
