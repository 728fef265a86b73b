/** The space-time diagram of traces for its tests, and as text for its snapshots. */
import type { Trace } from '../../../sim/trace.ts';
import { narrateDeed } from '../../lab/narration.ts';
import type { TimelineView } from '../../worker/api.ts';
import { timelineView } from '../../worker/laboratory.ts';
import type { SpaceTimeMarks, SpaceTimeOptions } from '../space-time/layout.ts';
import { elementsOf } from '../space-time/elements.ts';

export const timelineOf = (trace: Trace): TimelineView => timelineView(trace, trace.events.length - 1);

export const optionsAt = (now: number, others: Partial<SpaceTimeOptions> = {}): SpaceTimeOptions => ({
  language: 'en',
  now,
  trueTime: false,
  explained: undefined,
  tell: (event) => narrateDeed(event, others.language ?? 'en'),
  ...others,
});

/** Everything that the picture shows, one mark a line. */
export const textOf = (marks: SpaceTimeMarks): string =>
  [
    `${marks.width} x ${marks.height}`,
    ...marks.lanes.map((lane) => `head ${lane.x} ${lane.name}`),
    ...marks.rows.map((row) => `row ${row.y} ${row.clock} ${row.text}${row.quiet ? ' (quiet)' : ''}`),
    ...elementsOf(marks).map(({ look, place, text }) => [look, place, text].filter(Boolean).join(' | ')),
    `legend ${marks.legend.join(' ')}`,
  ].join('\n');
