/**
 * Devices that break off while they write, at every change to their files that a story has: what is lost, what comes twice,
 * which keys seal twice. Counted for a test and for docs/deletion.md alike.
 */
import type { DeviceState } from '../actors/deviceState.ts';
import { restored } from '../actors/filing/restore.ts';
import type { ActorEvent } from '../actors/types.ts';
import { indexOfBytes, toHex } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { entriesOf } from '../engine/log.ts';
import { newRun, order, settle, type Run } from '../engine/run.ts';
import { ALL_ON } from '../protections.ts';
import type { FileKeeping } from '../scenario/play.ts';
import { USUAL_STORAGE, type StorageSettings } from '../storage/settings.ts';
import type { DiskFault } from '../storage/types.ts';
import type { ActorId, TraceEvent } from '../trace.ts';

export interface CrashReport {
  /** Faults that struck. */
  points: number;
  /** Messages that a device of a recipient or of the writer does not list in the end, although its writer does. */
  lost: number;
  /** Messages that a device lists more than once. */
  twice: number;
  /** Message keys under which two different ciphertexts left a device. */
  keysReused: number;
  /** Devices whose files do not hold, in the end, what they have. */
  differ: number;
  /** Messages that were never written, because the writer's own device broke off before it had them. */
  unwritten: number;
}

const DEVICES: readonly ActorId[] = ['alice.phone', 'bob.phone', 'bob.laptop'];
const MESSAGES = 5;
const GAP_MS = 60_000;
const DAY_MS = 86_400_000;
/** A story goes on until nothing more happens to it. */
const AFTERWARDS_MS = 3 * DAY_MS;

const KINDS = ['kill', 'keep', 'torn', 'sync', 'full'] as const;

/** What is struck: `messages` by number, of the five that the story has. */
export interface Struck {
  readonly journals: readonly StorageSettings['journal'][];
  readonly devices: readonly ActorId[];
  readonly messages: readonly number[];
}
export const EVERYTHING: Struck = {
  journals: ['wal', 'delete', 'persist'],
  devices: DEVICES,
  messages: [0, 1, 2, 3, 4],
};

/** Strikes every change of the first write of these devices during these messages, with every kind of fault. */
export function crashEverywhere(files: FileKeeping, { journals, devices, messages }: Struck): CrashReport {
  const report: CrashReport = { points: 0, lost: 0, twice: 0, keysReused: 0, differ: 0, unwritten: 0 };
  for (const journal of journals)
    for (const device of devices)
      for (const kind of KINDS)
        for (const message of messages) strikeAll(files, journal, device, message, kind, report);
  return report;
}

function strikeAll(
  files: FileKeeping,
  journal: StorageSettings['journal'],
  device: ActorId,
  message: number,
  kind: DiskFault['kind'],
  report: CrashReport,
): void {
  for (let at = 0; ; at++) {
    const run = played(files, journal, device, message, { kind, at });
    const struck = entriesOf(run.log).some(({ outcomes }) =>
      outcomes.some((one) => one.kind === 'crashed' || one.kind === 'not-stored'),
    );
    // Past its last change nothing of this write is left to strike.
    if (!struck) return;
    report.points++;
    count(run, files, report);
  }
}

/** Five messages in both directions; before one of them something goes wrong with the disk of one device, until an hour later. */
function played(
  { filing, acts }: FileKeeping,
  journal: StorageSettings['journal'],
  device: ActorId,
  struck: number,
  fault: DiskFault,
): Run {
  const setup = {
    seed: 7,
    suite: model,
    limits: 'lesson',
    protections: ALL_ON,
    latencyMs: 40,
    onKeyChange: 'accept',
    handshake: 'x3dh',
    retryReceipts: false,
    storage: { ...USUAL_STORAGE, journal },
    filing,
    acts,
  } as const;
  let run = newRun(setup, { devices: DEVICES.map((id) => ({ id, oneTimePrekeys: 4 })), attackers: [] }, 0);
  const put = (at: number, actor: ActorId, event: ActorEvent, name: string): void => {
    run = order(run, at, actor, event, name);
  };
  for (const id of DEVICES) put(0, id, { kind: 'start' }, `start:${id}`);
  for (let i = 0; i < MESSAGES; i++) {
    const at = (i + 1) * GAP_MS;
    const [from, to] = i % 2 === 0 ? ['alice.phone', 'bob'] : ['bob.phone', 'alice'];
    if (i === struck) put(at - 1, device, { kind: 'disk', fault }, 'fault');
    put(at, from, { kind: 'write', label: `m${i}`, to, text: `Text of message ${i}` }, `write:m${i}`);
  }
  put((MESSAGES + 60) * GAP_MS, device, { kind: 'disk', fault: undefined }, 'mended');
  return settle(run, 'story', AFTERWARDS_MS);
}

function count(run: Run, { store }: FileKeeping, report: CrashReport): void {
  const states = DEVICES.map((id) => stateOf(run, id));
  const listed = states.map(({ places }) => places.chat.lines.map(({ label }) => label));
  for (let i = 0; i < MESSAGES; i++) {
    const label = `m${i}`;
    const times = listed.map((labels) => labels.filter((one) => one === label).length);
    const writer = i % 2 === 0 ? 0 : 1;
    if (times[writer] === 0 && times.every((one) => one === 0)) report.unwritten++;
    else if (times.includes(0)) report.lost++;
    if (times.some((one) => one > 1)) report.twice++;
  }
  report.keysReused += reusedKeys(entriesOf(run.log));
  for (const state of states) {
    const disk = state.places.files?.disk;
    const again = disk && restored(state, disk, store);
    if (!again || JSON.stringify(plain(again.places)) !== JSON.stringify(plain(state.places))) report.differ++;
  }
}

/** Without the files themselves; records in the order of their names. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, inner]) => name !== 'files' && inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, plain(inner)]),
  );
};

function stateOf(run: Run, id: ActorId): DeviceState {
  const actor = run.world.actors[id];
  if (actor?.kind !== 'device') throw new Error('every device of the story is one');
  return actor.state;
}

/** What left a device, by the key under which it was made; what was made and never left is no use of a key. */
function reusedKeys(events: readonly TraceEvent[]): number {
  const keyOf = new Map<string, { readonly key: string; readonly bytes: Uint8Array }>();
  for (const { calls } of events) {
    for (const { op, inputs, outputs } of calls) {
      const [key] = inputs;
      const [ciphertext] = outputs;
      if (op === 'cbcEncrypt' && key && ciphertext)
        keyOf.set(toHex(ciphertext), { key: toHex(key), bytes: ciphertext });
    }
  }
  const sealed = new Map<string, Set<string>>();
  for (const { outcomes } of events) {
    for (const one of outcomes) {
      if (one.kind !== 'sent' || one.packet.errand !== 'message') continue;
      for (const [ciphertext, { key, bytes }] of keyOf)
        if (indexOfBytes(one.packet.bytes, bytes) !== -1)
          sealed.set(key, (sealed.get(key) ?? new Set()).add(ciphertext));
    }
  }
  return [...sealed.values()].filter((ciphertexts) => ciphertexts.size > 1).length;
}
