/** Habits in one line, as somebody types them: `alice.heeds=0.3,bob.compares=never`. */
import { HABITS, type Habits } from '../actors/habits.ts';
import type { Note } from './findings.ts';
import { habitForm, shareForm } from './notes-deeds.ts';
import { unknownName } from './notes-story.ts';
import { notOneOf } from './notes-words.ts';
import { share } from './schema-values.ts';
import type { Scenario } from './types.ts';

type ReadHabits =
  | { readonly ok: true; readonly habits: Readonly<Record<string, Habits>> }
  | { readonly ok: false; readonly problem: Note };

/** The habits that a line sets, by person of this cast; or the first thing that is wrong with it. */
export function readHabits(line: string, cast: Scenario['cast']): ReadHabits {
  const people = Object.entries(cast).flatMap(([id, { role }]) => (role === 'person' ? [id] : []));
  const habits: Record<string, Habits> = {};
  for (const written of line.split(',')) {
    const [, person, name = '', value = ''] = /^\s*([^.=\s]+)\.([^.=\s]+)=(\S+)\s*$/.exec(written) ?? [];
    if (person === undefined) return { ok: false, problem: habitForm(written) };
    if (!people.includes(person)) return { ok: false, problem: unknownName('person', person, people) };
    const habit = HABITS.find((known) => known === name);
    if (habit === undefined) return { ok: false, problem: notOneOf(name, HABITS) };
    const found = share.safeParse(/^\d*\.?\d+$/.test(value) ? Number(value) : value);
    if (!found.success) return { ok: false, problem: shareForm(value) };
    habits[person] = { ...habits[person], [habit]: found.data };
  }
  return { ok: true, habits };
}
