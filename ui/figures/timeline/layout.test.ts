import { describe, expect, it } from 'vitest';
import { choiceFor, engine, runOf } from '../testing/runs.ts';
import { layout, layoutAt } from '../who-can-read/layout.ts';
import { layoutTimeline } from './layout.ts';

const view = runOf('keys-stolen-late');
const at = (index: number) => {
  const frame = view.frames[index];
  if (frame === undefined) throw new Error('the run has six pauses');
  const marks = layout(view, index, { language: 'en', size: 'lab' });
  return { marks, timeline: layoutTimeline(view, frame, marks, 'en') };
};

describe('the timeline', () => {
  it('puts every arrow and every theft on the line of its row', () => {
    const { marks, timeline } = at(5);
    for (const arrow of timeline.arrows) {
      const row = marks.rows.find((one) => one.kind === 'message' && one.label === arrow.message);
      expect(arrow.from.y).toBeGreaterThan(row?.y ?? Infinity);
      expect(arrow.to.y).toBeLessThan((row?.y ?? 0) + (row?.height ?? 0));
      expect(arrow.from.y).toBeLessThan(arrow.to.y);
    }
    const band = marks.rows.find((row) => row.kind === 'band');
    expect(timeline.thefts.map((theft) => theft.y)).toEqual([(band?.y ?? 0) + (band?.height ?? 0) / 2]);
    expect(timeline.height).toBe(marks.height);
  });

  it('draws no line for a message that has not left its phone', () => {
    const wrote = view.events.find((event) => event.outcomes.some(({ kind }) => kind === 'wrote'));
    const frame = engine.frameAt(choiceFor('keys-stolen-late'), wrote?.seq ?? 0);
    const marks = layoutAt(view, frame, { language: 'en', size: 'lab' });
    expect(layoutTimeline(view, frame, marks, 'en').arrows).toMatchObject([{ message: 'm1', left: false }]);
    expect(at(1).timeline.arrows).toMatchObject([{ message: 'm1', left: true, arrived: true }]);
  });

  it('keeps its lanes where they are in every step, the attacker’s last', () => {
    const lanes = at(0).timeline.lanes;
    expect(lanes.map((lane) => lane.party)).toEqual(['alice.phone', 'server', 'bob.phone', 'mallory']);
    view.frames.forEach((_, index) => expect(at(index).timeline.lanes).toEqual(lanes));
  });

  it('thickens the attacker’s lane exactly where what is sent is open to her at once', () => {
    expect(at(2).timeline.reading).toEqual([]);
    const { marks, timeline } = at(5);
    const m3 = marks.rows.find((row) => row.kind === 'message' && row.label === 'm3');
    expect(timeline.reading.map((stretch) => stretch.from)).toEqual([m3?.y]);
    const kept = runOf('keys-stolen-late', { off: 'eraseMessageKeys' });
    const frame = kept.frames[5];
    if (frame === undefined) throw new Error('the run has six pauses');
    const keptMarks = layout(kept, 5, { language: 'en', size: 'lab' });
    const later = layoutTimeline(kept, frame, keptMarks, 'en').reading.map((stretch) => stretch.from);
    expect(later).toEqual([m3?.y]);
  });
});
