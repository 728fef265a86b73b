import { describe, expect, it } from 'vitest';
import { ALICE, BOB, fault, packetOf, sent, stormyTrace, traceOf } from '../../../sim/testing/syntheticTrace.ts';
import { linkOf, NETWORK, SERVER } from '../../../sim/actors/types.ts';
import { choiceFor, engine } from '../testing/runs.ts';
import { optionsAt, textOf, timelineOf } from '../testing/space-time.ts';
import { elementsOf, writesBetween } from './elements.ts';
import { layout, MOST_ARROWS, MOST_BARS } from './layout.ts';
import { rowAt, rowIndex } from './rows.ts';
import { twinOf } from './twin.ts';
import { VIEW_ROWS, windowFrom } from './window.ts';

const NOTHING_OPEN: ReadonlySet<string> = new Set();
const stormy = rowIndex(timelineOf(stormyTrace(20)), NOTHING_OPEN);
const marksAt = (now: number, others = {}) => {
  const lastRow = rowAt(stormy, now);
  return layout(stormy, windowFrom(0, lastRow), optionsAt(now, others));
};

describe('the space-time diagram', () => {
  it('draws losses, refusals, copies, delays and repeated sending as they happened', () => {
    expect(textOf(marksAt(19, { explained: 9 }))).toMatchSnapshot();
  });

  it('says the same in Chinese', () => {
    const { rows } = marksAt(9, { language: 'zh' });
    expect(rows.map((row) => `${row.clock} ${row.text}`).join('\n')).toMatchSnapshot();
  });

  it('tells of a shipped run no more than may be known before its question is answered', () => {
    const choice = choiceFor('keys-stolen-late');
    const { question, frames } = engine.play(choice);
    const gated = engine.timeline(choice, question?.step);
    const last = frames[question?.askFrame ?? -1]?.seq ?? -1;
    expect(gated.events.at(-1)?.seq).toBe(last);
    expect(gated.journeys.length).toBeGreaterThan(0);
    const seqs = gated.journeys.flatMap(({ sent, fate }) => [sent.seq, fate.kind === 'under-way' ? 0 : fate.seq]);
    expect(Math.max(...seqs)).toBeLessThanOrEqual(last);
    const whole = engine.timeline(choice);
    expect(whole.journeys.length).toBeGreaterThan(gated.journeys.length);
    expect(whole.journeys.every(({ fate }) => fate.kind !== 'under-way')).toBe(true);
  });

  it('lets every arrow of a packet that arrived go down from its sender to its recipient', () => {
    const arrived = marksAt(19).arrows.filter(({ kind }) => kind === 'arrived');
    const { lanes } = marksAt(19);
    const laneOf = (party: string) => lanes.find((lane) => lane.party === party)?.x;
    expect(arrived).toHaveLength(10);
    for (const { from, to, journey } of arrived) {
      expect(to.y).toBeGreaterThan(from.y);
      expect([from.x, to.x]).toEqual([laneOf(journey.by), laneOf(journey.to)]);
    }
  });

  it('draws nothing of what has not happened yet: a packet is on its way, and no later row is there', () => {
    const { rows, arrows } = marksAt(2);
    expect(rows.map(({ seq }) => seq)).toEqual([0, 2]);
    expect(arrows.map(({ kind }) => kind)).toEqual(['lost', 'under-way']);
    expect(arrows[0]?.text).toContain('×3');
  });

  it('does not count what an attacker put in the place of a packet as sending it again', () => {
    const packet = packetOf('message:m1', ALICE, SERVER, { label: 'm1' });
    const altered = traceOf([
      { at: 0, actor: ALICE, outcomes: [sent(packet)] },
      {
        at: 0,
        actor: 'mallory',
        input: `saw ${packet.id}`,
        cause: 0,
        outcomes: [{ kind: 'altered', packet, message: 'm1' }, sent(packet)],
      },
      { at: 40, actor: SERVER, input: `packet ${packet.id}`, cause: 1 },
    ]);
    const marks = layout(rowIndex(timelineOf(altered), NOTHING_OPEN), windowFrom(0, 2), optionsAt(2));
    expect(marks.arrows.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['stopped m1, stopped', 'arrived m1']);
    expect(marks.arrows[1]?.from.x).toBe(marks.lanes.find(({ party }) => party === 'mallory')?.x);
  });

  it('folds the attempts between the first and the one that decides, until they are opened', () => {
    expect(stormy.seqs).not.toContain(1);
    const opened = rowIndex(stormy.view, new Set(stormy.attempts.keys()));
    expect(opened.seqs).toHaveLength(20);
    expect(layout(opened, windowFrom(0, 19), optionsAt(19)).arrows).toHaveLength(16);
    expect(marksAt(19).arrows).toHaveLength(14);
  });

  it('keeps the order of rows in true time and shows the gaps', () => {
    const { rows, arrows } = marksAt(19, { trueTime: true });
    const gaps = rows.slice(1).map((row, at) => row.y - (rows[at]?.y ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gaps)).toBeGreaterThan(10 * (gaps[2] ?? Infinity));
    expect(arrows.every(({ from, to }) => to.y >= from.y)).toBe(true);
    expect(rows.some(({ quiet }) => quiet)).toBe(true);
  });

  it('tells the day from the second one on', () => {
    const late = rowIndex(
      timelineOf(traceOf([{ at: (2 * 24 + 10) * 3_600_000 + 120_000, actor: ALICE }])),
      NOTHING_OPEN,
    );
    const clockIn = (language: 'en' | 'zh') =>
      layout(late, windowFrom(0, 0), optionsAt(0, { language })).rows[0]?.clock;
    expect(clockIn('en')).toBe('day 3, 10:02:00');
    expect(clockIn('zh')).toBe('第 3 天 10:02:00');
  });

  it('draws what lasts as bars, thefts from device to attacker, and names only marks that occur', () => {
    const away = packetOf('hello', SERVER, BOB);
    const index = rowIndex(
      timelineOf(
        traceOf([
          { at: 0, actor: BOB, input: 'power', phase: 'off' },
          { at: 10, actor: SERVER, outcomes: [sent(away)] },
          { at: 50, actor: BOB, input: 'packet hello', cause: 1, phase: 'off', outcomes: [fault('away', away)] },
          { at: 60, actor: NETWORK, outcomes: [{ kind: 'disturbed', fault: 'cut', link: linkOf(BOB), by: undefined }] },
          { at: 70, actor: 'mallory', outcomes: [{ kind: 'copied', device: ALICE, takes: ['keys'] }] },
          { at: 80, actor: BOB, input: 'power' },
        ]),
      ),
      NOTHING_OPEN,
    );
    const marks = layout(index, windowFrom(0, 5), optionsAt(5));
    const x = (party: string) => marks.lanes.find((lane) => lane.party === party)?.x ?? Number.NaN;
    expect(marks.bars).toMatchObject([
      { stretch: { kind: 'off' }, x: x(BOB), from: 1, to: 11 },
      { stretch: { kind: 'cut' }, x: (x(BOB) + x(SERVER)) / 2, from: 7, to: 12 },
    ]);
    expect(marks.arrows).toMatchObject([{ kind: 'lost', to: { x: x(BOB), y: 5 } }]);
    expect(marks.points.find(({ kind }) => kind === 'theft')).toMatchObject({ x: x('mallory'), out: x(ALICE) });
    expect(marks.legend.toSorted()).toEqual(['cut', 'disturbed', 'lost', 'off', 'theft']);
  });
});

describe('the table', () => {
  it('has a row for every event of the picture, and tells every packet, every loss and every bar', () => {
    const marks = marksAt(19);
    const twin = twinOf(stormy, windowFrom(0, rowAt(stormy, 19)), optionsAt(19));
    expect(twin.map(({ seq }) => seq)).toEqual(marks.rows.map(({ seq }) => seq));
    for (const { journey, kind } of marks.arrows) {
      const row = twin.find(({ seq }) => seq === journey.sent.seq);
      const word = { lost: 'lost on the way', arrived: 'arrived', again: 'comes twice' }[kind as string] ?? kind;
      expect(
        row?.packets.some(({ text }) => text.includes(word)),
        `${journey.id} ${kind}`,
      ).toBe(true);
    }
  });
});

/** Each row writes its time, its text and its event; two of them whether they are the active one and the tab stop. */
const ROW_WRITES = 3 * VIEW_ROWS + 4;

describe('a long run', () => {
  const indexOf = (events: number) => rowIndex(timelineOf(stormyTrace(events)), NOTHING_OPEN);
  /** The scrubber jumps through a run: what each of these frames writes. */
  const scrub = (events: number) => {
    const index = indexOf(events);
    const frames = Array.from({ length: 40 }, (_, at) => {
      const now = Math.floor((events - 1) * (0.3 + at / 60));
      const lastRow = rowAt(index, now);
      return layout(index, windowFrom(lastRow, lastRow), optionsAt(now));
    });
    const elements = frames.map(elementsOf);
    return {
      rows: Math.max(...frames.map(({ rows }) => rows.length)),
      elements: Math.max(...elements.map(({ length }) => length)),
      writes: Math.max(...elements.slice(1).map((after, at) => writesBetween(elements[at] ?? [], after))),
    };
  };

  it('has only the rows in view, and writes as much a frame with 10,000 events as with 1,000: at most 300', () => {
    const short = scrub(1_000);
    const long = scrub(10_000);
    expect(long.rows).toBe(VIEW_ROWS);
    expect(long.elements).toBeLessThanOrEqual(short.elements + 2);
    expect(long.writes + ROW_WRITES).toBeLessThanOrEqual(300);
    expect(long.writes).toBeLessThanOrEqual(short.writes + 4);
  });

  it('shows no more arrows and bars than its budget allows where thousands pass, and says how many there are', () => {
    const packets = Array.from({ length: 500 }, (_, at) =>
      packetOf(`message:m${at}`, SERVER, BOB, { label: `m${at}` }),
    );
    const flood = traceOf([
      { at: 0, actor: SERVER, outcomes: packets.map(sent) },
      ...packets.map((packet, at) => ({ at: at + 40, actor: BOB, input: `packet ${packet.id}`, cause: 0 })),
    ]);
    const index = rowIndex(timelineOf(flood), NOTHING_OPEN);
    const marks = layout(index, windowFrom(100, 500), optionsAt(500));
    expect(marks.arrows).toHaveLength(MOST_ARROWS);
    expect(marks.more).toBe(400 - MOST_ARROWS + 1);
    expect(marks.bars.length).toBeLessThanOrEqual(MOST_BARS);
    const other = layout(index, windowFrom(300, 500), optionsAt(500));
    const writes = writesBetween(elementsOf(marks), elementsOf(other));
    expect(writes).toBeGreaterThan(100);
    expect(writes + ROW_WRITES).toBeLessThanOrEqual(300);
    // What ends in view is drawn before what only passes.
    expect(marks.arrows.filter(({ to }) => to.y <= marks.height)).toHaveLength(VIEW_ROWS);
  });
});
