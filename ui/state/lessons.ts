/** Titles and questions of all lessons, loaded beside the first screen: nothing that can be done first waits for them. */
import type { LessonEntry } from '../worker/api.ts';
import { useAnswer } from './use-answer.ts';

let loading: Promise<readonly LessonEntry[]> | undefined;

/** The list; once there it is kept. Rejects where it cannot be loaded; the next call tries again. */
export function loadLessons(): Promise<readonly LessonEntry[]> {
  loading ??= import('virtual:lessons').then(
    ({ lessons }) => lessons,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The lesson of this id; undefined while the list is not there, and where it is none that ships. */
export function useLesson(id: string | undefined): LessonEntry | undefined {
  // Where the list does not come, whoever shows it says so; a title alone is missed by nobody.
  const lessons = useAnswer('lessons', () => loadLessons().catch(() => []));
  return lessons?.find((lesson) => lesson.id === id);
}
