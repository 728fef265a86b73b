/** Every cell of the heatmap against a real copy at that step, and what the picture shows of the shipped stories. */
import { describe, expect, it } from 'vitest';
import { clockOf } from '../scenario/clock.ts';
import type { Played } from '../scenario/play.ts';
import type { Action, CastMember } from '../scenario/types.ts';
import { known, optionsOf, randomStories, runsOf, shipped, SHIPPED, type KnownPlay } from '../testing/shipped.ts';
import { TAKEABLE_PLACES } from '../trace.ts';
import { closureOf } from './closure.ts';
import { heatmapOf, type Heatmap, type HeatRow } from './heatmap.ts';
import { lasts } from './holdings.ts';

const TAKES = { keys: ['keys'], everything: TAKEABLE_PLACES } as const;
type Take = keyof typeof TAKES;
const BOTH: readonly Take[] = ['keys', 'everything'];
const thiefOf = (device: string, take: Take): string => `thief-${take}-${device.replace('.', '-')}`;

const MINUTE_MS = 60_000;
const AFTERMATH_MINUTES = 60;

const options = optionsOf('model');
const devicesOf = ({ trace }: Played): readonly string[] =>
  trace.header.parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : []));
const mapsOf = (run: KnownPlay): readonly Heatmap[] =>
  devicesOf(run.played).map((device) => heatmapOf(run.knowledge, device));

/** The same story with thieves in it, who record the network and each copy one device before action `index` happens. */
function withCopies(played: Played, index: number): KnownPlay {
  const { scenario, actions, steps } = played;
  const before = steps[index - 1]?.at;
  const next = steps[index]?.at ?? (before ?? 0) + AFTERMATH_MINUTES * MINUTE_MS;
  // A first step that waits may end on another day, which no clock time names: the thieves come before it.
  const clock = before === undefined && actions[0]?.kind === 'wait' ? {} : { at: clockOf(next) };
  const pause: Action = { kind: 'wait', id: 'pause', wait: before === undefined ? 0 : (next - before) / MINUTE_MS };
  const thefts = devicesOf(played).flatMap((device) =>
    BOTH.map((take): Action => {
      const by = thiefOf(device, take);
      return { kind: 'compromise', id: by, compromise: device, by, takes: TAKES[take], ...clock };
    }),
  );
  const rest = actions.slice(index).map((action, i): Action => (i === 0 ? { ...action, ...clock } : action));
  const thieves = thefts.map(({ id }): [string, CastMember] => [
    id,
    { role: 'attacker', watches: ['network'], can: ['copy'] },
  ]);
  const story = [...actions.slice(0, index), ...(before === undefined ? [] : [pause]), ...thefts, ...rest];
  const cast = { ...scenario.cast, ...Object.fromEntries(thieves) };
  return known({ ...scenario, cast, steps: story, variants: [] }, options);
}

/** What the thief reads once everything of the story has happened. */
function really({ played, knowledge }: KnownPlay, thief: string, isLast: boolean): readonly boolean[] {
  const { events } = played.trace;
  const copied = events.findIndex(({ actor, input }) => actor === thief && input === 'copy');
  if (copied === -1) throw new Error('the thief copies');
  const at = isLast ? copied : events.length - 1;
  return knowledge.messages.map(({ label }) => knowledge.knowsMessage(thief, label, at));
}

function compare(run: KnownPlay): { readonly cells: number; readonly fallen: number } {
  const maps = mapsOf(run);
  const all: boolean[] = [];
  for (let index = 0; index <= run.played.steps.length; index++) {
    const copies = withCopies(run.played, index);
    for (const { device, rows } of maps) {
      for (const take of BOTH) {
        const cells = falls(rows[index], take);
        const wanted = really(copies, thiefOf(device, take), index === run.played.steps.length);
        expect(cells, `${run.name}: ${take} of ${device} after ${rows[index]?.step}`).toEqual(wanted);
        all.push(...cells);
      }
    }
  }
  return { cells: all.length, fallen: all.filter(Boolean).length };
}

const falls = (row: HeatRow | undefined, take: Take): readonly boolean[] => row?.cells.map((cell) => cell[take]) ?? [];

describe('each cell', () => {
  it('says what a real copy of that device at that step opens, in random stories', () => {
    let cells = 0;
    let fallen = 0;
    for (const story of [...randomStories(12, 77), ...randomStories(4, 78, 'eraseMessageKeys')]) {
      const sum = compare(known(story, options));
      cells += sum.cells;
      fallen += sum.fallen;
    }
    expect(cells).toBeGreaterThan(1_000);
    expect(fallen).toBeGreaterThan(cells / 20);
    expect(fallen).toBeLessThan(cells);
  }, 120_000);

  it.each(['keys-stolen-late', 'key-swap', 'poor-network'])(
    'does so in every run of %s',
    (id) => {
      for (const run of runsOf(shipped(id), options)) compare(run);
    },
    120_000,
  );
});

describe('the picture', () => {
  const run = known(shipped('keys-stolen-late'), options);

  it('has a row before the first step and one after each, and a column for each message', () => {
    const [map] = mapsOf(run);
    expect(map?.rows.map(({ step }) => step)).toEqual(['start', ...run.played.steps.map(({ id }) => id)]);
    expect(map?.messages.map(({ label }) => label)).toEqual(run.knowledge.messages.map(({ label }) => label));
    for (const row of map?.rows ?? [])
      expect(row.cells.map(({ written }) => written)).toEqual(run.knowledge.messages.map(({ seq }) => seq <= row.seq));
  });

  it('shows forward secrecy: keys open nothing that arrived before they were copied', () => {
    for (const map of mapsOf(run))
      for (const { cells } of map.rows) expect(cells.filter(({ written, keys }) => written && keys)).toEqual([]);
  });

  it('shows the text in the chat as what falls all the same, to a copy of everything only', () => {
    const bob = heatmapOf(run.knowledge, 'bob.phone');
    const end = bob.rows.at(-1);
    expect([falls(end, 'keys'), falls(end, 'everything')]).toEqual([
      [false, false, false, false],
      [true, true, true, true],
    ]);
  });

  it('shows healing: after copied keys the next messages fall, and later ones do not', () => {
    const bob = heatmapOf(run.knowledge, 'bob.phone');
    const copied = bob.rows.find(({ step }) => step === 's3');
    const future = copied?.cells.flatMap(({ written, keys }) => (written ? [] : [keys]));
    expect(future).toEqual([true, false]);
  });

  it('loses both where keys are kept and replies use the same key', () => {
    const off = known(shipped('keys-stolen-late'), {
      ...options,
      switches: { eraseMessageKeys: false, freshRatchetKeys: false },
    });
    const bob = heatmapOf(off.knowledge, 'bob.phone');
    const copied = bob.rows.find(({ step }) => step === 's3');
    expect(falls(copied, 'keys')).toEqual([true, true, true, true]);
  });

  it('marks what the recording alone gives', () => {
    const open = SHIPPED.flatMap((scenario) => runsOf(scenario, options)).map((each) => {
      const at = each.played.trace.events.length - 1;
      const [map] = mapsOf(each);
      expect(map?.messages.map((message) => message.open)).toEqual(
        each.knowledge.messages.map(({ label }) => each.knowledge.knowsMessage('network', label, at)),
      );
      for (const row of map?.rows ?? [])
        row.cells.forEach((cell, i) => {
          if (map?.messages[i]?.open === true) expect([cell.keys, cell.everything]).toEqual([true, true]);
        });
      return map?.messages.length ?? 0;
    });
    expect(open.length).toBeGreaterThan(20);
  });

  it('is of devices only', () => {
    for (const party of ['server', 'network', 'mallory', 'nobody'])
      expect(() => heatmapOf(run.knowledge, party)).toThrow(/no device of this run/);
  });
});

describe('the work', () => {
  it('is one pass for all copies: a small part of what a closure for each would do', () => {
    for (const story of randomStories(6, 79, undefined, 40)) {
      const run = known(story, options);
      const evidence = run.knowledge.evidence;
      const rules = evidence.rules();
      for (const map of mapsOf(run)) {
        const held = evidence.holdings(map.device);
        const recorded = evidence.story().sightings.flatMap(({ kind, value }) => (kind === 'sent' ? [value] : []));
        let separate = 0;
        for (const { seq } of map.rows) {
          for (const takes of [['keys'], ['keys', 'chat']]) {
            const copied = held.values.filter((_, i) => takes.includes(held.places[i] ?? '') && lasts(held, i, seq));
            const values = [...copied, ...recorded].filter((value) => value >= 0);
            separate += closureOf(rules, { values, seqs: values.map(() => 0) }, evidence.values.count()).ticks;
          }
        }
        expect(map.applied * 10).toBeLessThan(separate);
        // Masks only grow, and values are taken in the order of the run: hardly any rule is applied once more.
        expect(map.applied).toBeLessThan(3 * rules.count);
      }
    }
  });
});
