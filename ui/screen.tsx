/** Which screen the address asks for. Lesson and lab are loaded when they are opened. */
import type { ReactNode } from 'react';
import type { Language } from '../sim/text.ts';
import { Home } from './home/home.tsx';
import type { UrlState } from './state/url.ts';
import type { Engine } from './worker/client.ts';

interface ScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function Screen(props: ScreenProps): ReactNode {
  return <Home {...props} />;
}
