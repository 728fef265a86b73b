/** The lab: everything at once. */
import type { ReactNode } from 'react';
import type { LessonScreenProps } from '../lesson/screen.tsx';

export const LabScreen = ({ state }: LessonScreenProps): ReactNode => <p>{state.scenario}</p>;
