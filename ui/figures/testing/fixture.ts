/**
 * Small runs for tests of figures, made from a table: one word a message and its cells over time. Layout and reducers are
 * tested on shapes here (holes, bands, ties); what really opens is tested on played runs.
 */
import type { Cell, CellState } from '../../../sim/knowledge/types.ts';
import { ALL_ON } from '../../../sim/protections.ts';
import type { Action, Scenario } from '../../../sim/scenario/types.ts';
import type { Instant, Party } from '../../../sim/trace.ts';
import type { ActionView, ChatLine, EventView, FrameView, MessageView, RunView } from '../../worker/api.ts';
import { cellKey } from '../cells.ts';

const PARTIES: readonly Party[] = [
  { kind: 'device', id: 'alice.phone', account: 'alice', device: 'phone' },
  { kind: 'network', id: 'network', links: ['alice.phone-server', 'bob.phone-server'] },
  { kind: 'server', id: 'server' },
  { kind: 'device', id: 'bob.phone', account: 'bob', device: 'phone' },
  { kind: 'attacker', id: 'mallory', watches: ['alice.phone-server', 'bob.phone-server'] },
];

/** r s e m n: one letter a cell, in the order of the parties. */
const STATES: Readonly<Record<string, CellState>> = {
  r: 'readable',
  s: 'sealed',
  e: 'erased',
  m: 'metadata',
  n: 'never',
};

export type Row =
  | { readonly send: string; readonly from: 'alice' | 'bob'; readonly text: string; readonly cells: string }
  /** A theft of Bob's phone; `then` gives new cells of earlier messages. */
  | {
      readonly theft: readonly ('keys' | 'chat')[];
      readonly usedKeys: number;
      readonly then?: Readonly<Record<string, string>>;
    };

/** A run of these rows, a minute apart from 10:00, with one pause after each. */
export function runOf(rows: readonly Row[]): RunView {
  const frames: FrameView[] = [pause('start', -1, minute(0), { kind: 'start' }, [], [], [])];
  const messages: MessageView[] = [];
  const events: EventView[] = [];
  let letters: string[] = [];
  rows.forEach((row, index) => {
    const at = minute(index + 1);
    const step = `s${index + 1}`;
    const before = letters;
    if ('send' in row) {
      const from = `${row.from}.phone`;
      messages.push({ label: row.send, step, from, to: row.from === 'alice' ? 'bob' : 'alice', at, text: row.text });
      letters = [...letters, row.cells];
    } else {
      letters = letters.map((cells, m) => row.then?.[messages[m]?.label ?? ''] ?? cells);
    }
    events.push({ seq: index, at, step, cause: undefined, actor: 'alice.phone', phase: 'online', outcomes: [] });
    const changed = letters.flatMap((cells, m) =>
      PARTIES.flatMap((party, p) => (before[m]?.[p] === cells[p] ? [] : [cellKey(messages[m]?.label ?? '', party.id)])),
    );
    frames.push(pause(step, index, at, actionOf(row), cellsOf(letters, messages, index), changed, messages));
  });
  return { ...FRAME_OF_RUN, scenario: scenarioOf(rows), messages, frames, events };
}

const FRAME_OF_RUN: Omit<RunView, 'scenario' | 'messages' | 'frames' | 'events'> = {
  choice: { scenario: 'fixture', seed: 1, suite: 'noble', switches: {}, language: 'en' },
  protections: ALL_ON,
  traceHash: 'fixture',
  parties: PARTIES,
  question: undefined,
  ask: undefined,
  expectations: [],
};

const minute = (count: number): Instant => 36_000_000 + count * 60_000;

function actionOf(row: Row): ActionView {
  if ('theft' in row) {
    return { kind: 'compromise', device: 'bob.phone', by: 'mallory', takes: row.theft, usedKeys: row.usedKeys };
  }
  const to = row.from === 'alice' ? 'bob' : 'alice';
  return { kind: 'send', message: row.send, from: `${row.from}.phone`, to, shownOn: [`${to}.phone`] };
}

function cellsOf(
  letters: readonly string[],
  messages: readonly MessageView[],
  since: number,
): readonly (readonly Cell[])[] {
  return letters.map((cells, m) => {
    const message = messages[m];
    if (message === undefined) throw new Error('every row of cells belongs to a message');
    return PARTIES.map((party, p): Cell => {
      const state = STATES[cells[p] ?? 'n'] ?? 'never';
      const seen = state === 'readable' || state === 'erased' ? { text: message.text } : {};
      const bytes = state === 'sealed' ? { bytes: Uint8Array.of(0xa0 + m, 0xbd, 0xa0, 0x04, 0x11) } : {};
      const envelope =
        state === 'metadata' ? { envelope: { from: message.from, to: message.to, at: message.at, sizeBytes: 96 } } : {};
      return { party: party.id, message: message.label, state, ...seen, ...bytes, ...envelope, since };
    });
  });
}

function pause(
  step: string,
  seq: number,
  at: Instant,
  action: ActionView,
  cells: FrameView['cells'],
  changed: readonly string[],
  messages: readonly MessageView[],
): FrameView {
  const chat = (owner: string): readonly ChatLine[] =>
    messages.map((message) => ({
      message: message.label,
      text: message.text,
      mine: message.from === owner,
      at: message.at,
      forged: false,
    }));
  const phones = { 'alice.phone': chat('alice.phone'), 'bob.phone': chat('bob.phone') };
  return { step, seq, at, action, cells, changed, phones, phases: {} };
}

function scenarioOf(rows: readonly Row[]): Scenario {
  return {
    id: 'fixture',
    title: 'Fixture',
    question: 'What opens?',
    serves: [],
    level: 'lesson',
    cast: {
      alice: { role: 'person', devices: ['phone'] },
      bob: { role: 'person', devices: ['phone'] },
      mallory: { role: 'attacker', watches: ['network'] },
    },
    shows: {
      figure: 'who-can-read',
      parties: ['alice.phone', 'network', 'server', 'bob.phone', 'mallory'],
      protection: 'eraseMessageKeys',
    },
    starts: '10:01',
    steps: rows.map((row, index): Action => {
      const id = `s${index + 1}`;
      return 'send' in row
        ? {
            kind: 'send',
            id,
            send: row.send,
            from: row.from,
            to: row.from === 'alice' ? 'bob' : 'alice',
            text: row.text,
          }
        : { kind: 'compromise', id, compromise: 'bob.phone', by: 'mallory', takes: row.theft };
    }),
    expect: [],
    variants: [],
    protections: {},
    limits: 'lesson',
    latencyMs: 40,
  };
}

/** The story of the first lesson: two messages, a theft of keys, two more. */
export const STOLEN_LATE: readonly Row[] = [
  { send: 'm1', from: 'alice', text: 'Meet at nine, platform 4', cells: 'rsmrs' },
  { send: 'm2', from: 'bob', text: 'Fine. I bring the papers', cells: 'rsmrs' },
  { theft: ['keys'], usedKeys: 0 },
  { send: 'm3', from: 'alice', text: 'Change of plan: ten', cells: 'rsmrr' },
  { send: 'm4', from: 'bob', text: 'Ten it is', cells: 'rsmrs' },
];

/** The same with the used keys kept: the theft opens what was recorded before. */
export const KEYS_KEPT: readonly Row[] = STOLEN_LATE.map((row) =>
  'theft' in row ? { ...row, usedKeys: 2, then: { m1: 'rsmrr', m2: 'rsmrr' } } : row,
);
