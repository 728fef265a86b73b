/**
 * What a server can do against its users: drop, delay, replay, reorder, swap keys, forge ticks. PROTOCOL.md section 16
 * (`Srv`). It uses the same protocol code as everybody: whether a deed works, and who notices, comes out of the run.
 */
import type { Address } from '../protocol/endpoint.ts';
import { decodeStanza, type MessageStanza, type Stanza } from '../protocol/stanza.ts';
import type { Misdeed, Outcome } from '../trace.ts';
import { passOn } from './delivery.ts';
import { forgeRetry, swapKeys, swapPrekey } from './masks.ts';
import { answer, type ServerState } from './serverState.ts';
import {
  linkOf,
  SERVER,
  unchanged,
  type Context,
  type Effect,
  type MisdeedOrder,
  type Step,
  inapplicable,
} from './types.ts';

/** A message that is to be delayed and finds nobody to be exchanged with waits so long. */
const HOLD = 'hold:';
const REORDER_HOLD_MS = 3_600_000;

/** Does a misdeed at once, or plans it for the next message. */
export function commit(state: ServerState, order: MisdeedOrder, context: Context): Step<ServerState> {
  switch (order.deed) {
    case 'drop':
    case 'delay':
    case 'reorder':
      return { ...unchanged(state), state: { ...state, plans: [...state.plans, order] }, signals: ['meddle'] };
    case 'replay':
      return replay(state, order, context);
    case 'forge-ticks':
      return forgeTick(state, order, context);
    case 'swap-keys':
      return swapKeys(state, order, context);
    case 'swap-prekey':
      return swapPrekey(state, order, context);
    case 'withhold-kem':
      return withholdKem(state, order);
    case 'forge-retry':
      return forgeRetry(state, order, context);
  }
}

// --- the next message for somebody

export interface Meddled {
  readonly state: ServerState;
  readonly pass: readonly MessageStanza[];
  readonly effects: readonly Effect[];
  readonly outcomes: readonly Outcome[];
}

/** What becomes of a message on the server: passed on, dropped, held, or exchanged with one that was held. */
export function meddle(state: ServerState, stanza: MessageStanza): Meddled {
  const plan = state.plans.find(({ against }) => against === stanza.sealedFor);
  const held = state.held.find((one) => one.deed === 'reorder' && one.stanza.sealedFor === stanza.sealedFor);
  if (held) return exchange(state, held.stanza, stanza);
  if (!plan) return { state, pass: [stanza], effects: [], outcomes: [] };
  const plans = state.plans.filter((one) => one !== plan);
  const outcomes = [done(plan.deed, stanza, plan.against)];
  if (plan.deed === 'drop') return { state: { ...state, plans }, pass: [], effects: [], outcomes };
  const deed = plan.deed === 'reorder' ? 'reorder' : 'delay';
  const timer = `${HOLD}${stanza.label}:${stanza.sealedFor}`;
  const afterMs = deed === 'delay' ? plan.byMs : REORDER_HOLD_MS;
  return {
    state: { ...state, plans, held: [...state.held, { stanza, deed }] },
    pass: [],
    effects: [{ kind: 'arm', timer, afterMs }],
    outcomes,
  };
}

/** The later one goes first, and each gets the other's time of writing, which is not sealed. */
function exchange(state: ServerState, earlier: MessageStanza, later: MessageStanza): Meddled {
  const held = state.held.filter(({ stanza }) => stanza !== earlier);
  const timer = `${HOLD}${earlier.label}:${earlier.sealedFor}`;
  return {
    state: { ...state, held },
    pass: [
      { ...later, writtenAt: earlier.writtenAt },
      { ...earlier, writtenAt: later.writtenAt },
    ],
    effects: [{ kind: 'disarm', timer }],
    outcomes: [done('reorder', later, later.sealedFor)],
  };
}

/** The time of a held message has come. */
export function deliverHeld(state: ServerState, timer: string, context: Context): Step<ServerState> {
  const due = state.held.find(({ stanza }) => timer === `${HOLD}${stanza.label}:${stanza.sealedFor}`);
  if (!due) return unchanged(state);
  return passOn({ ...state, held: state.held.filter((one) => one !== due) }, [due.stanza], context);
}

// --- repeats and lies

/** Sends what it kept of a message to the device once more. */
function replay(state: ServerState, { against, message }: MisdeedOrder, context: Context): Step<ServerState> {
  const packet = state.places.log.kept.find((one) => {
    const stanza = one.label === message ? decodeStanza(one.bytes, context.tools.containers) : undefined;
    return stanza?.kind === 'message' && stanza.sealedFor === against;
  });
  if (!packet || message === undefined) return inapplicable(state, 'not-recorded');
  return {
    ...unchanged(state),
    effects: [
      {
        kind: 'send',
        name: `replay:${packet.id}@${context.now}`,
        errand: 'message',
        label: message,
        link: linkOf(against),
        from: SERVER,
        to: against,
        bytes: packet.bytes,
      },
    ],
    signals: ['meddle'],
    outcomes: [{ kind: 'misdeed', deed: 'replay', message, against }],
  };
}

/** Tells the sender's device what never happened. */
function forgeTick(
  state: ServerState,
  { against, message, tick, other }: MisdeedOrder,
  context: Context,
): Step<ServerState> {
  if (message === undefined || tick === undefined || other === undefined) return inapplicable(state, 'not-sent');
  const receipt: Stanza = { kind: 'receipt', label: message, from: against, device: other, tick };
  return {
    ...unchanged(state),
    effects: [answer(`forged:${message}:${tick}@${context.now}`, 'receipt', against, receipt, context, message)],
    signals: ['meddle'],
    outcomes: [{ kind: 'misdeed', deed: 'forge-ticks', message, against }],
  };
}

/** From now on this device is handed bundles as of devices that know no post-quantum key. PROTOCOL 2.3. */
const withholdKem = (state: ServerState, { against }: MisdeedOrder): Step<ServerState> => ({
  ...unchanged({ ...state, withholds: [...state.withholds, against] }),
  signals: ['meddle'],
  outcomes: [{ kind: 'misdeed', deed: 'withhold-kem', message: undefined, against }],
});

const done = (deed: Misdeed, { label }: MessageStanza, against: Address): Outcome => ({
  kind: 'misdeed',
  deed,
  message: label,
  against,
});
