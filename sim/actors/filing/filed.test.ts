/** Devices that keep files: what is on disk is what the device has, and a restart brings it back. */
import { expect, test } from 'vitest';
import { loadSqlite } from '../../../cli/sqlite.ts';
import { model } from '../../crypto/model.ts';
import { entriesOf } from '../../engine/log.ts';
import { newRun, order, settle, type Run } from '../../engine/run.ts';
import { ALL_ON } from '../../protections.ts';
import { USUAL_STORAGE } from '../../storage/settings.ts';
import { filesOn } from '../../storing.ts';
import type { DeviceState } from '../deviceState.ts';
import { restored } from './restore.ts';

const store = await loadSqlite();
const setup = {
  seed: 1,
  suite: model,
  limits: 'lesson',
  protections: ALL_ON,
  latencyMs: 40,
  onKeyChange: 'accept',
  handshake: 'x3dh',
  retryReceipts: true,
  storage: USUAL_STORAGE,
  filing: filesOn(store).filing,
  acts: filesOn(store).acts,
} as const;

const DEVICES = ['alice.phone', 'bob.phone', 'bob.laptop'];

function chat(messages: number): Run {
  let run = newRun(setup, { devices: DEVICES.map((id) => ({ id, oneTimePrekeys: 4 })), attackers: [] }, 0);
  for (const id of DEVICES) run = order(run, 0, id, { kind: 'start' }, `start:${id}`);
  run = settle(run, 'setup', 1_000);
  for (let i = 0; i < messages; i++) {
    const [from, to] = i % 3 === 2 ? ['bob.phone', 'alice'] : ['alice.phone', 'bob'];
    const write = { kind: 'write', label: `m${i}`, to, text: `message number ${i}, 第 ${i} 条` } as const;
    run = settle(order(run, (i + 1) * 10_000, from, write, `write:m${i}`), `s${i}`, (i + 2) * 10_000);
  }
  return run;
}

const stateOf = (run: Run, id: string): DeviceState => {
  const actor = run.world.actors[id];
  if (actor?.kind !== 'device') throw new Error('a device of this run');
  return actor.state;
};

test('after every step, what a restart reads from the files is what the device has', () => {
  const run = chat(9);
  let compared = 0;
  for (const { actor, after } of entriesOf(run.log)) {
    if (!DEVICES.includes(actor)) continue;
    const state = after as DeviceState;
    const files = state.places.files;
    if (!files) throw new Error('a device that keeps files has some after its first step');
    expect(restored(state, files.disk, store)?.places).toEqual(state.places);
    compared++;
  }
  expect(compared).toBeGreaterThan(60);
  expect(stateOf(run, 'bob.phone').places.chat.lines).toHaveLength(9);
});
