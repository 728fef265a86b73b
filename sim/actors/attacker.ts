/**
 * An attacker: records what the links she watches carry, copies a device's state once, sends recorded packets again, and
 * alters a message on the way. What she can read is not decided here: the knowledge floor computes it from what she has.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { decodeStanza, encodeStanza } from '../protocol/stanza.ts';
import type { TamperTarget } from '../scenario/types.ts';
import type { ActorId, ActorState, LinkId, MessageLabel, Packet, Place } from '../trace.ts';
import { alterMessage } from './alter.ts';
import {
  linkOf,
  SERVER,
  unchanged,
  type ActorEvent,
  type Context,
  type Effect,
  type Step,
  inapplicable,
} from './types.ts';

export interface AttackerState extends ActorState {
  readonly places: {
    readonly loot: { readonly packets: readonly Packet[]; readonly copies: readonly DeviceCopy[] };
  };
  /** It has a quantum computer: what it can do with it is computed by the knowledge floor, and when forging. */
  readonly quantum: boolean;
  /** How to alter the next message stopped on a link. */
  readonly plans: Readonly<Record<LinkId, TamperTarget>>;
}

export interface DeviceCopy {
  readonly device: ActorId;
  readonly places: Readonly<Partial<Record<Place, unknown>>>;
}

export const newAttacker = (): AttackerState => ({
  places: { loot: { packets: [], copies: [] } },
  quantum: false,
  plans: {},
});

/** What an attacker does with one event. */
export function handleAttacker(state: AttackerState, event: ActorEvent, context: Context): Step<AttackerState> {
  switch (event.kind) {
    case 'saw':
      return event.stopped ? alterStopped(state, event.packet, context) : see(state, event.packet);
    case 'copy': {
      const copies = [...state.places.loot.copies, { device: event.device, places: event.places }];
      return {
        ...unchanged(state),
        state: withLoot(state, { ...state.places.loot, copies }),
        signals: ['copied'],
        outcomes: [{ kind: 'copied', device: event.device, takes: event.takes }],
      };
    }
    case 'implant':
      return {
        ...unchanged(state),
        effects: [{ kind: 'implant', device: event.device, takes: event.takes, on: event.on }],
        signals: [event.on ? 'implanted' : 'removed'],
        outcomes: [{ kind: event.on ? 'implanted' : 'removed', device: event.device, takes: event.takes }],
      };
    case 'quantum':
      return { ...unchanged(state), state: { ...state, quantum: true }, outcomes: [{ kind: 'quantum' }] };
    case 'replay':
      return replay(state, event.label, context);
    case 'tamper':
      return {
        ...unchanged(state),
        state: { ...state, plans: { ...state.plans, [event.link]: event.flip } },
        effects: [{ kind: 'intercept', link: event.link }],
      };
    default:
      return unchanged(state);
  }
}

function see(state: AttackerState, packet: Packet): Step<AttackerState> {
  const packets = [...state.places.loot.packets, packet];
  return {
    ...unchanged(state),
    state: withLoot(state, { ...state.places.loot, packets }),
    signals: ['saw'],
    outcomes: [{ kind: 'saw', packet }],
  };
}

/** Puts an altered message in the place of the one that was stopped; lets anything else pass and waits for the next. */
function alterStopped(state: AttackerState, packet: Packet, context: Context): Step<AttackerState> {
  const seen = see(state, packet);
  const stanza = decodeStanza(packet.bytes, context.tools.containers);
  const flip = state.plans[packet.link];
  if (stanza?.kind !== 'message' || !flip) {
    return { ...seen, effects: [onward(packet, packet.bytes, packet.id), { kind: 'intercept', link: packet.link }] };
  }
  const body = alterMessage(stanza.type, stanza.body, flip, context.tools.containers);
  const bytes = encodeStanza({ ...stanza, body }, context.tools.containers);
  return {
    ...seen,
    effects: [onward(packet, bytes, `altered:${packet.id}`)],
    outcomes: [...seen.outcomes, { kind: 'altered', packet, message: stanza.label }],
  };
}

const onward = (packet: Packet, bytes: Bytes, name: string): Effect => ({
  kind: 'send',
  name,
  link: packet.link,
  from: packet.from,
  to: packet.to,
  bytes,
  errand: packet.errand,
  attempt: packet.attempt,
  ...(packet.label === undefined ? {} : { label: packet.label }),
});

/** Sends every recorded ciphertext of a message to its device once more, as if the server delivered it. */
function replay(state: AttackerState, label: MessageLabel, context: Context): Step<AttackerState> {
  const effects: Effect[] = [];
  const done = new Set<ActorId>();
  for (const packet of state.places.loot.packets) {
    const stanza = decodeStanza(packet.bytes, context.tools.containers);
    if (stanza?.kind !== 'message' || stanza.label !== label) continue;
    const device = stanza.sealedFor;
    if (device === SERVER || done.has(device)) continue;
    done.add(device);
    effects.push({
      kind: 'send',
      name: `replay:${packet.id}@${context.now}`,
      link: linkOf(device),
      from: SERVER,
      to: device,
      bytes: packet.bytes,
      errand: 'message',
      label,
    });
  }
  if (effects.length === 0) return inapplicable(state, 'not-recorded');
  return { ...unchanged(state), effects };
}

const withLoot = (state: AttackerState, loot: AttackerState['places']['loot']): AttackerState => ({
  ...state,
  places: { loot },
});
