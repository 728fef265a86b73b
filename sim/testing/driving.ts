/** Runs driven by hand: a small world, commands one after the other, and what came of them. */
import { SERVER } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import type { Suite } from '../crypto/suite.ts';
import { entriesOf } from '../engine/log.ts';
import { newRun, order, settle, type Run } from '../engine/run.ts';
import { LIMITS } from '../limits.ts';
import { ALL_ON, type Protections } from '../protections.ts';
import type { TamperTarget } from '../scenario/types.ts';
import type { ActorId, LinkId, Outcome, Trace } from '../trace.ts';

export interface WorldOptions {
  readonly suite?: Suite;
  readonly seed?: number;
  readonly protections?: Protections;
  readonly devices?: readonly ActorId[];
  readonly watches?: readonly LinkId[];
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
  const population = {
    devices: devices.map((id) => ({ id, oneTimePrekeys: LIMITS.lesson.oneTimePrekeys })),
    attackers: [{ id: 'mallory', watches }],
  };
  let run = newRun(
    {
      seed,
      suite,
      limits: 'lesson',
      protections,
      latencyMs: 40,
      onKeyChange: 'accept',
      handshake: 'x3dh',
      retryReceipts: false,
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
    parties: [],
  },
  events: entriesOf(run.log),
  steps: [],
});

export interface Happened<Kind extends Outcome['kind']> {
  readonly actor: ActorId;
  readonly outcome: Extract<Outcome, { kind: Kind }>;
}

/** The outcomes of a kind in the order in which they came, each with its actor. */
export function happened<Kind extends Outcome['kind']>(run: Run, kind: Kind): readonly Happened<Kind>[] {
  const isKind = (outcome: Outcome): outcome is Extract<Outcome, { kind: Kind }> => outcome.kind === kind;
  return entriesOf(run.log).flatMap(({ actor, outcomes }) =>
    outcomes.filter(isKind).map((outcome) => ({ actor, outcome })),
  );
}
