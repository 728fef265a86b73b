/** What all actors have in common: what can happen to them, and what a step of theirs gives back. Data only. */
import type { Bytes } from '../crypto/bytes.ts';
import type { Tools } from '../protocol/tools.ts';
import type { TamperTarget } from '../scenario/types.ts';
import type {
  ActorId,
  ActorState,
  Instant,
  LinkId,
  MessageLabel,
  Outcome,
  Packet,
  Place,
  TakeablePlace,
} from '../trace.ts';

/** What happens to an actor. Commands come from the scenario, the rest from the engine. */
export type ActorEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'packet'; readonly packet: Packet }
  | { readonly kind: 'write'; readonly label: MessageLabel; readonly to: string; readonly text: string }
  /** An attacker's tap shows it a packet; `stopped`: the packet waits in the attacker's hands. */
  | { readonly kind: 'saw'; readonly packet: Packet; readonly stopped: boolean }
  | {
      readonly kind: 'copy';
      readonly device: ActorId;
      readonly places: Readonly<Partial<Record<Place, unknown>>>;
      readonly takes: readonly TakeablePlace[];
    }
  | { readonly kind: 'replay'; readonly label: MessageLabel }
  | { readonly kind: 'tamper'; readonly link: LinkId; readonly flip: TamperTarget }
  | { readonly kind: 'wait' };

/** What an actor asks the engine to do. */
export type Effect =
  /** Put bytes on a link. `name` is the packet's id: by what it is, never by a counter. */
  | {
      readonly kind: 'send';
      readonly name: string;
      readonly link: LinkId;
      readonly from: ActorId;
      readonly to: ActorId;
      readonly bytes: Bytes;
    }
  /** Stop the next message on this link and show it to the asking attacker. */
  | { readonly kind: 'intercept'; readonly link: LinkId };

export interface Step<State extends ActorState> {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** For the actor's chart, in order. */
  readonly signals: readonly string[];
  readonly outcomes: readonly Outcome[];
}

export interface Context {
  readonly self: ActorId;
  /** The chart's state before this event, as a dotted path. */
  readonly phase: string;
  readonly now: Instant;
  readonly tools: Tools;
}

export const SERVER: ActorId = 'server';
/** The account of a device: `alice` of `alice.phone`. */
export function accountOf(device: ActorId): string {
  const dot = device.indexOf('.');
  return dot === -1 ? device : device.slice(0, dot);
}
export const linkOf = (device: ActorId): LinkId => `${device}-${SERVER}`;

/** A step in which nothing happened. */
export const unchanged = <State extends ActorState>(state: State): Step<State> => ({
  state,
  effects: [],
  signals: [],
  outcomes: [],
});
