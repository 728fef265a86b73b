/** Runs driven by hand: a small world, commands one after the other, and what came of them. */
import type { DeviceCopy } from '../actors/attacker.ts';
import type { DeviceState } from '../actors/deviceState.ts';
import { accountOf, linkOf, NETWORK, SERVER, type ActorEvent, type Fault, type MisdeedOrder } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import type { Suite } from '../crypto/suite.ts';
import { entriesOf } from '../engine/log.ts';
import { newRun, order, settle, type Run } from '../engine/run.ts';
import { knowledgeOf } from '../knowledge/knowledge.ts';
import { LIMITS } from '../limits.ts';
import { ALL_ON, type Protections } from '../protections.ts';
import type { TamperTarget } from '../scenario/types.ts';
import { ACTS } from '../actors/deviceActs.ts';
import type { StorageSettings } from '../storage/settings.ts';
import type { ActorId, Instant, LinkId, MessageLabel, Outcome, Party, PartyId, Trace } from '../trace.ts';

export interface WorldOptions {
  readonly suite?: Suite;
  readonly seed?: number;
  readonly protections?: Protections;
  readonly devices?: readonly ActorId[];
  readonly watches?: readonly LinkId[];
  /** The server keeps every packet that passes. */
  readonly serverKeeps?: boolean;
  readonly onKeyChange?: 'accept' | 'block';
  readonly retryReceipts?: boolean;
  readonly storage?: StorageSettings;
}

export type Command =
  | { readonly kind: 'write'; readonly from: ActorId; readonly to: string; readonly text: string }
  | { readonly kind: 'replay'; readonly label: string }
  | { readonly kind: 'tamper'; readonly link: LinkId; readonly flip: TamperTarget }
  | { readonly kind: 'copy'; readonly device: ActorId };

export const TWO_DEVICES = ['alice.phone', 'bob.phone'] as const;
export const FOUR_DEVICES = ['alice.phone', 'alice.tablet', 'bob.phone', 'bob.laptop'] as const;

/** A world whose devices have registered; Mallory watches the links named. */
export function startedRun(options: WorldOptions = {}): Run {
  const { suite = model, seed = 1, protections = ALL_ON, devices = TWO_DEVICES, watches = [] } = options;
  const { serverKeeps = false, onKeyChange = 'accept', retryReceipts = false, storage } = options;
  const population = {
    devices: devices.map((id) => ({ id, oneTimePrekeys: LIMITS.lesson.oneTimePrekeys })),
    attackers: [{ id: 'mallory', watches }],
    serverKeeps,
  };
  let run = newRun(
    {
      seed,
      suite,
      limits: 'lesson',
      protections,
      latencyMs: 40,
      onKeyChange,
      handshake: 'x3dh',
      retryReceipts,
      storage,
      acts: ACTS,
    },
    population,
    0,
  );
  for (const id of protections.endToEnd ? devices : [SERVER, ...devices]) {
    run = order(run, 0, id, { kind: 'start' }, `start:${id}`);
  }
  return settle(run, 'setup');
}

/** Does one command and all that follows; the n-th command is step `s<n>`, and writes message `m<n>`. */
export function does(run: Run, n: number, command: Command): Run {
  return settle(ordered(run, n, command), `s${n}`);
}

/** The same without letting it happen yet. */
export function ordered(run: Run, n: number, command: Command): Run {
  const at = run.world.now + 60_000;
  switch (command.kind) {
    case 'write': {
      const { from, to, text } = command;
      return order(run, at, from, { kind: 'write', label: `m${n}`, to, text }, `write:m${n}`);
    }
    case 'copy': {
      const { device } = command;
      const places = run.world.actors[device]?.state.places ?? {};
      return order(run, at, 'mallory', { kind: 'copy', device, places, takes: ['keys', 'chat'] }, `copy:s${n}`);
    }
    default:
      return order(run, at, 'mallory', command, `${command.kind}:s${n}`);
  }
}

/** All commands, one after the other, from number 1. */
export const doesAll = (run: Run, commands: readonly Command[]): Run =>
  commands.reduce((current, command, i) => does(current, i + 1, command), run);

export const write = (from: ActorId, to: string, text: string): Command => ({ kind: 'write', from, to, text });

/** What happens to an actor, with nothing else written down: a name that is unique in the run is made from the number. */
export function undergoes(run: Run, n: number, actor: ActorId, event: ActorEvent, withinMs = Infinity): Run {
  const at = run.world.now + 60_000;
  return passing(order(run, at, actor, event, `${event.kind}:${actor}:s${n}`), at + withinMs, `s${n}`);
}

/** The run after so much more time, with what was due in it. */
export const later = (run: Run, ms: number, step = 'later'): Run => passing(run, run.world.now + ms, step);

/** Virtual time goes on even where nothing is due. */
function passing(run: Run, until: Instant, step: string): Run {
  const settled = settle(run, step, until);
  return until === Infinity ? settled : { ...settled, world: { ...settled.world, now: until } };
}

/** What somebody writes, and all that follows for so long. */
export const writes = (run: Run, n: number, from: ActorId, to: string, withinMs = 60_000): Run =>
  undergoes(run, n, from, { kind: 'write', label: `m${n}`, to, text: `text of m${n}` }, withinMs);

/** What the server does against its users: only what the deed needs has to be named. */
export function commits(run: Run, n: number, misdeed: Pick<MisdeedOrder, 'deed' | 'against'> & Partial<MisdeedOrder>) {
  const wanted = { message: undefined, tick: undefined, byMs: 0, other: undefined, ...misdeed };
  return undergoes(run, n, SERVER, { kind: 'misdeed', misdeed: wanted }, 60_000);
}

export const turns = (run: Run, n: number, device: ActorId, on: boolean, withinMs = 60_000): Run =>
  undergoes(run, n, device, { kind: 'power', on }, withinMs);

/** Something is done to the link of a device: to one packet of any errand and direction, where nothing else is said. */
export function disturbs(run: Run, n: number, device: ActorId, fault: Pick<Fault, 'kind'> & Partial<Fault>): Run {
  const nothing = { next: 1, errand: undefined, toward: undefined, byMs: 0, bytesPerSecond: 0 };
  const done = { link: linkOf(device), ...nothing, ...fault };
  return undergoes(run, n, NETWORK, { kind: 'fault', fault: done, by: undefined }, 0);
}

/** The messages that a device has shown, each time it did, in the order in which they came. */
export const shownOn = (run: Run, device: ActorId): readonly string[] =>
  happened(run, 'shown').flatMap(({ actor, outcome }) => (actor === device ? [outcome.message] : []));

/** The lines of a device's chat, from top to bottom. */
export function chatOf(run: Run, device: ActorId): readonly string[] {
  return deviceIn(run, device).places.chat.lines.map(({ label }) => label);
}

/** A device as it is now. */
export function deviceIn(run: Run, device: ActorId): DeviceState {
  const actor = run.world.actors[device];
  if (actor?.kind !== 'device') throw new Error(`${device} is a device of this world`);
  return actor.state;
}

/** What Mallory has taken from devices, oldest first. */
export function copies(run: Run): readonly DeviceCopy[] {
  const mallory = run.world.actors['mallory'];
  if (mallory?.kind !== 'attacker') throw new Error('Mallory is in every world that is driven by hand');
  return mallory.state.places.loot.copies;
}

/** What the server or an attacker can read in the end, of these messages: as the knowledge floor computes it from the record. */
export function readBy(run: Run, party: PartyId, labels: readonly MessageLabel[]): readonly MessageLabel[] {
  const trace = traceOf(run);
  const knowledge = knowledgeOf(trace);
  return labels.filter((label) => knowledge.knowsMessage(party, label, trace.events.length - 1));
}

/** The run as a trace, with a header that says no more than it must. */
export const traceOf = (run: Run): Trace => ({
  header: {
    scenario: 'driven by hand',
    seed: run.setup.seed,
    suite: run.setup.suite.name,
    limits: run.setup.limits,
    protections: run.setup.protections,
    schema: 0,
    code: 'unknown',
    parties: Object.entries(run.world.actors).flatMap(([id, actor]): Party[] => {
      if (actor.kind === 'attacker') return [{ kind: 'attacker', id, watches: actor.watches }];
      if (actor.kind === 'device') return [{ kind: 'device', id, account: accountOf(id), device: id }];
      return actor.kind === 'server' ? [{ kind: 'server', id: 'server' }] : [];
    }),
  },
  events: entriesOf(run.log),
  steps: [],
});

export interface Happened<Kind extends Outcome['kind']> {
  readonly actor: ActorId;
  readonly outcome: Outcome & { readonly kind: Kind };
}

/** The outcomes of a kind in the order in which they came, each with its actor. */
export function happened<Kind extends Outcome['kind']>(run: Run, kind: Kind): readonly Happened<Kind>[] {
  const isKind = (outcome: Outcome): outcome is Outcome & { readonly kind: Kind } => outcome.kind === kind;
  return entriesOf(run.log).flatMap(({ actor, outcomes }) =>
    outcomes.filter(isKind).map((outcome) => ({ actor, outcome })),
  );
}
