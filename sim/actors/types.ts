/** What all actors have in common: what can happen to them, and what a step of theirs gives back. Data only. */
import type { Acts } from './acts.ts';
import type { Bytes } from '../crypto/bytes.ts';
import type { Tools } from '../protocol/tools.ts';
import type { StorageSettings } from '../storage/settings.ts';
import type { DiskFault, Housekeeping } from '../storage/types.ts';
import type { TamperTarget } from '../scenario/types.ts';
import type {
  ActorId,
  ActorState,
  Errand,
  FaultKind,
  InapplicableReason,
  Instant,
  LinkId,
  MessageLabel,
  Misdeed,
  Outcome,
  Packet,
  Place,
  Sign,
  TakeablePlace,
  Tick,
} from '../trace.ts';
import type { Chooser } from './habits.ts';

/** What happens to an actor. Commands come from the scenario, the rest from the engine. */
export type ActorEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'packet'; readonly packet: Packet }
  | {
      readonly kind: 'write';
      readonly label: MessageLabel;
      readonly to: string;
      readonly text: string;
      readonly quotes?: MessageLabel;
      readonly forwards?: MessageLabel;
      readonly picture?: boolean;
      readonly once?: boolean;
    }
  | DeletionEvent
  | StorageEvent
  /** An attacker's tap shows it a packet; `stopped`: the packet waits in the attacker's hands. */
  | { readonly kind: 'saw'; readonly packet: Packet; readonly stopped: boolean }
  | {
      readonly kind: 'copy';
      readonly device: ActorId;
      readonly places: Readonly<Partial<Record<Place, unknown>>>;
      readonly takes: readonly TakeablePlace[];
    }
  /** The device is switched on or off; off, it loses nothing but what was on the way to it. */
  | { readonly kind: 'power'; readonly on: boolean }
  /** The device's link carries again. */
  | { readonly kind: 'reconnected' }
  /** The person has another phone now, in the place of this one, with nothing of it on it. */
  | { readonly kind: 'replace' }
  /** A changed program on this device asks for the keys of an account, over and over. */
  | { readonly kind: 'drain'; readonly account: string; readonly times: number }
  /** The person opens the chat in which this message stands. */
  | { readonly kind: 'read'; readonly label: MessageLabel }
  /** The device shows the 60-digit code of its chat with this account, to a person who wants to compare. */
  | { readonly kind: 'show-code'; readonly contact: string; readonly reader: ActorId }
  /** The person agrees to a contact's new key (where a changed key blocks the chat). */
  | { readonly kind: 'approve'; readonly contact: string }
  /** There is an occasion to compare codes; these are the phones that would show theirs. */
  | {
      readonly kind: 'compare';
      readonly contact: string;
      readonly phones: readonly { readonly device: ActorId; readonly contact: string }[];
    }
  /** What she would have written, had she not seen a sign that she goes by. */
  | { readonly kind: 'refrain'; readonly label: MessageLabel; readonly contact: string }
  /** A person sees something on her device. */
  | { readonly kind: 'sign'; readonly sign: Sign; readonly about: string }
  /** A person is shown a code: by her own device, or by the other person's. */
  | { readonly kind: 'code'; readonly by: ActorId; readonly contact: string; readonly digits: string }
  | { readonly kind: 'timer'; readonly timer: string }
  /** Something is done to a link; `by` is undefined where it just happens. */
  | { readonly kind: 'fault'; readonly fault: Fault; readonly by: ActorId | undefined }
  | { readonly kind: 'service'; readonly up: boolean }
  | { readonly kind: 'misdeed'; readonly misdeed: MisdeedOrder }
  /** The server has to hand over what it has. */
  | { readonly kind: 'compel'; readonly to: ActorId }
  /** An attacker's program on a device begins or ends; while it runs, `copy` follows each change. */
  | {
      readonly kind: 'implant';
      readonly device: ActorId;
      readonly takes: readonly TakeablePlace[];
      readonly on: boolean;
    }
  /** The attacker has a quantum computer from now on. */
  | { readonly kind: 'quantum' }
  | { readonly kind: 'replay'; readonly label: MessageLabel }
  | { readonly kind: 'tamper'; readonly link: LinkId; readonly flip: TamperTarget }
  | { readonly kind: 'wait' };

/** A person deletes, keeps or copies. `act` names the step: requests to other devices travel under it. */
export type DeletionEvent =
  | { readonly kind: 'delete'; readonly label: MessageLabel; readonly forEveryone: boolean; readonly act: string }
  | { readonly kind: 'edit'; readonly label: MessageLabel; readonly as: MessageLabel; readonly text: string }
  /** Every message of a chat, or of all chats; `whole`: the chat itself too. */
  | { readonly kind: 'clear'; readonly contact: string | undefined; readonly whole: boolean; readonly act: string }
  | { readonly kind: 'disappear'; readonly contact: string; readonly seconds: number; readonly act: string }
  | { readonly kind: 'keep'; readonly label: MessageLabel; readonly on: boolean; readonly act: string }
  | { readonly kind: 'view'; readonly label: MessageLabel }
  | { readonly kind: 'screenshot'; readonly label: MessageLabel }
  /** Another device films the screen: its camera is told what stands there. */
  | { readonly kind: 'film'; readonly label: MessageLabel; readonly camera: ActorId }
  | { readonly kind: 'filmed'; readonly label: MessageLabel; readonly body: Bytes }
  | { readonly kind: 'export'; readonly contact: string }
  | { readonly kind: 'program'; readonly modified: boolean };

export type StorageEvent =
  | { readonly kind: 'uninstall' | 'reset' }
  | { readonly kind: 'tidy'; readonly what: Housekeeping }
  | { readonly kind: 'chatter'; readonly contact: string; readonly count: number; readonly name: string }
  /** Somebody copies every byte of the storage. */
  | { readonly kind: 'image'; readonly by: ActorId; readonly unlocked: boolean }
  /** What goes wrong with the next write, or with every write from now on; undefined: nothing. */
  | { readonly kind: 'disk'; readonly fault: DiskFault | undefined };

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
      readonly errand: Errand;
      readonly label?: MessageLabel | undefined;
      /** Default 1. */
      readonly attempt?: number;
    }
  /** Lets another actor know, without a link: a device its person, the network a device. */
  | { readonly kind: 'tell'; readonly to: ActorId; readonly event: ActorEvent; readonly name: string }
  /** Wake this actor by a `timer` event after so many milliseconds; arming again moves it. */
  | { readonly kind: 'arm'; readonly timer: string; readonly afterMs: number }
  | { readonly kind: 'disarm'; readonly timer: string }
  /** Begin or end to hand this attacker, at each change, what is in these places of a device. */
  | {
      readonly kind: 'implant';
      readonly device: ActorId;
      readonly takes: readonly TakeablePlace[];
      readonly on: boolean;
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
  /** What a device does when a contact has a new key. */
  readonly onKeyChange: 'accept' | 'block';
  /** Whether a device that cannot open a message asks for it again. */
  readonly retryReceipts: boolean;
  /** How devices keep their files; undefined: the story is not about files, and they keep none. */
  readonly storage: StorageSettings | undefined;
  /** Absent where nobody deletes, edits, copies ..: what comes as a request to do so is none. */
  readonly acts?: Acts | undefined;
  /** Until when a message can be deleted for everyone. */
  readonly deleteWindowMs: number;
  /** Whether a person does what she does in this share of cases (0 to 1); `what` names the choice within the step. */
  readonly choose: Chooser;
}

/** Done to a link: to the next so many packets of an errand in a direction, or until it is mended. */
export interface Fault {
  readonly kind: FaultKind;
  readonly link: LinkId;
  /** How many packets; for faults that hit packets. */
  readonly next: number;
  /** Which packets count; undefined: all. */
  readonly errand: Errand | undefined;
  /** Only packets on their way to this end; undefined: both ways. */
  readonly toward: ActorId | undefined;
  /** For `delay`. */
  readonly byMs: number;
  /** For `throttle`. */
  readonly bytesPerSecond: number;
}

/** What the server is to do. `message`: for `replay` and `forge-ticks`; `against`: the device whose messages it hits. */
export interface MisdeedOrder {
  readonly deed: Misdeed;
  readonly against: ActorId;
  readonly message: MessageLabel | undefined;
  readonly tick: Tick | undefined;
  /** For `delay`. */
  readonly byMs: number;
  /** For `swap-keys`: the other device. */
  readonly other: ActorId | undefined;
}

export const SERVER: ActorId = 'server';
/** The actor that owns the links and what is wrong with them. */
export const NETWORK: ActorId = 'network';
/** The account of a device: `alice` of `alice.phone`. */
export function accountOf(device: ActorId): string {
  const dot = device.indexOf('.');
  return dot === -1 ? device : device.slice(0, dot);
}
export const linkOf = (device: ActorId): LinkId => `${device}-${SERVER}`;
export const deviceOfLink = (link: LinkId): ActorId => link.slice(0, -`-${SERVER}`.length);

/** A step in which nothing happened. */
export const unchanged = <State extends ActorState>(state: State): Step<State> => ({
  state,
  effects: NONE,
  signals: NONE,
  outcomes: NONE,
});

/** What was asked for cannot be done in this run. */
export const inapplicable = <State extends ActorState>(state: State, why: InapplicableReason): Step<State> => ({
  ...unchanged(state),
  outcomes: [{ kind: 'inapplicable', why }],
});

/** Bytes from somebody that say nothing. */
export const malformedFrom = <State extends ActorState>(state: State, from: ActorId): Step<State> => ({
  ...unchanged(state),
  outcomes: [{ kind: 'refused', message: undefined, from, reason: 'malformed' }],
});

/** One empty list for all that did not happen: lists are never written to. */
const NONE: readonly never[] = [];

/** One step after another, as one. */
export const andThen = <State extends ActorState>(first: Step<State>, second: Step<State>): Step<State> => ({
  state: second.state,
  effects: first.effects.concat(second.effects),
  signals: first.signals.concat(second.signals),
  outcomes: first.outcomes.concat(second.outcomes),
});
