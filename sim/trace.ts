/**
 * The waist of the house: everything under this file makes a trace, everything above only reads one.
 *
 * A trace is plain readonly data: a header that says what would make the same run again, and one event for each step of
 * an actor, with what came in, what went out, what was computed (with bytes), and the actor's whole state afterwards.
 */
import type { Bytes } from './crypto/bytes.ts';
import type { Call } from './crypto/recorder.ts';
import type { SuiteName } from './crypto/suite.ts';
import type { LimitsProfile } from './limits.ts';
import type { Protections } from './protections.ts';
import type { SessionVersion } from './protocol/constants.ts';

/** `alice.phone`, `server`, `mallory`: whoever has a state and an inbox. */
export type ActorId = string;
/** `alice.phone-server`: both directions between a device and the server. */
export type LinkId = string;
/** Whoever or wherever can be asked what it can do with a message: an actor, one link, or `network` (all links). People are actors and no parties: what they read, they read on a device. */
export type PartyId = string;
/** The scenario's name for a message: `m1`. */
export type MessageLabel = string;
/** Virtual milliseconds since midnight of the story's day. */
export type Instant = number;
/** Position of an event in its trace, from 0. */
export type Seq = number;

export interface TraceHeader {
  readonly scenario: string;
  readonly variant?: string;
  readonly seed: number;
  readonly suite: SuiteName;
  readonly limits: LimitsProfile;
  readonly protections: Protections;
  readonly schema: number;
  /** Present where shares in people's habits were drawn; otherwise each share counted as its fixed reading. */
  readonly choices?: 'drawn';
  /** Hash of the sources under `sim/`, given by the host; `unknown` where the host has none. */
  readonly code: string;
  readonly parties: readonly Party[];
}

/** Devices, the network and each of its links, the server, attackers. */
export type Party =
  | { readonly kind: 'device'; readonly id: PartyId; readonly account: string; readonly device: string }
  | { readonly kind: 'network'; readonly id: 'network'; readonly links: readonly LinkId[] }
  | { readonly kind: 'link'; readonly id: LinkId }
  | { readonly kind: 'server'; readonly id: 'server' }
  | { readonly kind: 'attacker'; readonly id: PartyId; readonly watches: readonly LinkId[] };

export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  /** First event of each scenario step, in story order; a step that could not be done has its refusal there. */
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly id: string;
  readonly at: Instant;
  /** Events [first, end) happened from this step on until the next one: because of it, or because something was still under way. */
  readonly first: Seq;
  readonly end: Seq;
}

export interface TraceEvent {
  readonly seq: Seq;
  readonly at: Instant;
  /** Scenario step under which it happened; `setup` before the first. */
  readonly step: string;
  /** The event that led to this one; undefined for what the scenario ordered. */
  readonly cause: Seq | undefined;
  readonly actor: ActorId;
  readonly input: string;
  readonly outcomes: readonly Outcome[];
  readonly calls: readonly Call[];
  /** State of the actor's chart afterwards, as a dotted path. */
  readonly phase: string;
  /** The actor's whole state afterwards; unchanged parts are the same objects as before. */
  readonly after: ActorState;
}

/** An actor's state as the knowledge floor sees it: named places that hold values. */
export interface ActorState {
  readonly places: Readonly<Partial<Record<Place, unknown>>>;
}

/** What can be copied from a device: its keys (with sessions), and its chat (with drafts). `queue` is what waits to be
 * passed on (a device's own sealed messages, the server's for others), `log` and `masks` (the false keys that it hands out)
 * are the server's, `loot` is an attacker's, `public` is what is no secret. */
export type Place = 'keys' | 'chat' | 'queue' | 'log' | 'masks' | 'loot' | 'public' | DiskPlace;
/** Where devices keep files: `notices` (what the system's notification history shows), `saved` (pictures, screenshots and
 * exports outside the messenger), `files` (every byte of the storage; see `storage/`). */
export const DISK_PLACES = ['notices', 'saved', 'files'] as const;
type DiskPlace = (typeof DISK_PLACES)[number];
export const TAKEABLE_PLACES = ['keys', 'chat'] as const;
export type TakeablePlace = (typeof TAKEABLE_PLACES)[number] | DiskPlace;

/** What a packet is for. Faults are addressed by it, and the views tell it. */
export type Errand =
  'registration' | 'keys' | 'message' | 'receipt' | 'retry' | 'confirmation' | 'connection' | 'announcement';

/** What a link carried: bytes as they were, after any alteration on the way. */
export interface Packet {
  /** Named by what it is, never by a counter: `message:m1:bob.phone@alice.phone`, `.. try 2` where it is sent again. */
  readonly id: string;
  readonly errand: Errand;
  /** The message that it carries or speaks of. */
  readonly label: MessageLabel | undefined;
  /** 1 at first; each sending again counts one more. */
  readonly attempt: number;
  readonly link: LinkId;
  readonly from: ActorId;
  readonly to: ActorId;
  readonly bytes: Bytes;
  readonly sentAt: Instant;
  readonly arrivesAt: Instant;
}

export type RefusalReason =
  | 'duplicate'
  | 'too-far'
  | 'bad-mac'
  | 'bad-signature'
  | 'untrusted-identity'
  | 'missing-prekey'
  | 'no-session'
  | 'version'
  | 'low-order-point'
  /** No post-quantum key where one is asked for. */
  | 'not-post-quantum'
  /** It could be opened, but is a message that is shown already: sealed again for nothing. */
  | 'shown-before'
  | 'malformed';

/** What an actor's step did, in the past tense. Codes and data only: sentences are made by the views. */
export type Outcome =
  /** A device composed a message; `body` is its identity: equal texts are different values. */
  | {
      readonly kind: 'wrote';
      readonly message: MessageLabel;
      readonly to: string;
      readonly text: string;
      readonly body: Bytes;
    }
  /** A ciphertext of the message was made for one device. */
  | {
      readonly kind: 'sealed';
      readonly message: MessageLabel;
      readonly by: ActorId;
      readonly to: ActorId;
      readonly ciphertext: Bytes;
      /** 4: the session began with a post-quantum key, 3: without; told where devices can have one. PROTOCOL 3.2. */
      readonly version?: SessionVersion;
    }
  | { readonly kind: 'sent'; readonly packet: Packet }
  /** An attacker stopped this packet on the way (it goes no further) and put an altered one in its place (a `sent`). */
  | { readonly kind: 'altered'; readonly packet: Packet; readonly message: MessageLabel | undefined }
  | { readonly kind: 'queued' | 'forwarded' | 'cleared'; readonly message: MessageLabel; readonly to: ActorId }
  /** The server noted who, to whom, when and how large. */
  | {
      readonly kind: 'noted';
      readonly message: MessageLabel;
      readonly from: ActorId;
      readonly to: string;
      readonly sizeBytes: number;
    }
  /** A device accepted a message and shows it; `claimed` is whom it believes to be the sender. */
  | {
      readonly kind: 'shown';
      readonly message: MessageLabel;
      readonly claimed: ActorId;
      readonly body: Bytes;
      readonly text: string;
    }
  | {
      readonly kind: 'refused';
      readonly message: MessageLabel | undefined;
      readonly from: ActorId;
      readonly reason: RefusalReason;
    }
  /** The network did something to a packet; `lost` goes no further. */
  | { readonly kind: 'fault'; readonly fault: FaultEffect; readonly packet: Packet }
  /** Somebody who may (scenario: `can`) disturbed a link, or mended it. */
  | { readonly kind: 'disturbed'; readonly fault: FaultKind; readonly link: LinkId; readonly by: ActorId | undefined }
  /** A device could not open the message and asks its sender to seal it again; `count` times now. */
  | { readonly kind: 'asked-again'; readonly message: MessageLabel; readonly from: ActorId; readonly count: number }
  /** What the sender's device made of being asked: sealed it again for that device, or why not. */
  | { readonly kind: 'retry'; readonly message: MessageLabel; readonly to: ActorId; readonly verdict: RetryVerdict }
  /** This device is another one now: a new phone in the place of the old, without its keys and its chat. */
  | { readonly kind: 'replaced' }
  /** A device made new prekeys and hands them in: so many one-time ones, or a signed one. */
  | { readonly kind: 'prekeys'; readonly oneTime: number; readonly signed: boolean }
  /** The server handed out the last one-time prekey of this device. */
  | { readonly kind: 'drained'; readonly device: ActorId }
  /** The sender's own device shows this much of what became of the message: what receipts say, true or not. */
  | { readonly kind: 'ticked'; readonly message: MessageLabel; readonly tick: Tick; readonly claimed: ActorId }
  /** The server gave up a message that nobody fetched in time. */
  | { readonly kind: 'expired'; readonly message: MessageLabel; readonly to: ActorId }
  /** A device or the server has tried for as long as anything is kept, and waits until the link is known to carry again. */
  | { readonly kind: 'gave-up'; readonly message: MessageLabel | undefined; readonly packet: string }
  /** The server did what it ought not to. */
  | {
      readonly kind: 'misdeed';
      readonly deed: Misdeed;
      readonly message: MessageLabel | undefined;
      readonly against: ActorId;
    }
  /** Somebody with an order, or a thief, got what the server has. */
  | { readonly kind: 'disclosed'; readonly to: ActorId }
  /** A device shows its person a sign that something is not as before. */
  | { readonly kind: 'sign'; readonly sign: Sign; readonly about: string; readonly message: MessageLabel | undefined }
  /** A device now has another identity key for a contact. */
  | { readonly kind: 'identity-changed'; readonly contact: ActorId; readonly told: boolean }
  /** A device computed the code of a chat: 60 digits for people, and what its QR code carries for the other phone. */
  | { readonly kind: 'code'; readonly contact: string; readonly digits: string; readonly scan: Bytes }
  /** Two people held their codes side by side. */
  | { readonly kind: 'compared'; readonly contact: string; readonly match: boolean }
  /** A person does not write this message: she goes by a sign that she has seen. */
  | {
      readonly kind: 'held-back';
      readonly message: MessageLabel;
      readonly contact: string;
      readonly sign: Sign;
    }
  /** A person does not compare, although there was the occasion. */
  | { readonly kind: 'not-compared'; readonly contact: string }
  | { readonly kind: 'implanted' | 'removed'; readonly device: ActorId; readonly takes: readonly TakeablePlace[] }
  | { readonly kind: 'phase'; readonly from: string; readonly to: string; readonly signal: string }
  | { readonly kind: 'saw'; readonly packet: Packet }
  /** From now on this attacker has a quantum computer: it computes private X25519 keys from public ones. */
  | { readonly kind: 'quantum' }
  | { readonly kind: 'copied'; readonly device: ActorId; readonly takes: readonly TakeablePlace[] }
  | DeletionOutcome
  | StorageOutcome
  /** A scenario step that does not apply in this run (for example: replaying what was never sent). */
  | { readonly kind: 'inapplicable'; readonly why: InapplicableReason };

/** What becomes of messages that are there already. */
export type DeletionOutcome =
  /** This device does not list the message any more, and why. */
  | { readonly kind: 'deleted'; readonly message: MessageLabel; readonly why: DeletionReason; readonly by: ActorId }
  /** This device asks the others to delete it, for everyone or (its person's own devices) for her. */
  | {
      readonly kind: 'asked-to-delete';
      readonly message: MessageLabel;
      readonly forEveryone: boolean;
      readonly to: string;
    }
  /** This device was asked, or its time was up, and it does not do it. */
  | {
      readonly kind: 'disobeyed';
      readonly message: MessageLabel;
      readonly what: 'delete' | 'edit' | 'expire' | 'once' | 'keep';
      readonly why: DisobeyReason;
    }
  | { readonly kind: 'edited'; readonly message: MessageLabel; readonly as: MessageLabel }
  | { readonly kind: 'kept' | 'unkept'; readonly message: MessageLabel; readonly by: ActorId }
  /** From now on messages of this chat disappear after so many seconds; 0: no more. */
  | { readonly kind: 'disappearing'; readonly contact: string; readonly seconds: number; readonly by: ActorId }
  | { readonly kind: 'viewed'; readonly message: MessageLabel }
  /** The system shows a notification and notes it in its history; with the text or without. */
  | { readonly kind: 'notified'; readonly message: MessageLabel; readonly preview: boolean }
  /** A copy outside the messenger was made on this device. */
  | { readonly kind: 'saved'; readonly message: MessageLabel; readonly how: SavedAs };
export type DeletionReason = 'for-me' | 'for-everyone' | 'synced' | 'expired' | 'cleared' | 'seen-once' | 'edited';
export type DisobeyReason = 'modified' | 'not-author' | 'too-late' | 'vetoed';
export const SAVED_AS = ['gallery', 'screenshot', 'film', 'export'] as const;
export type SavedAs = (typeof SAVED_AS)[number];

/** What becomes of a device's files. */
export type StorageOutcome =
  | { readonly kind: 'tidied'; readonly what: 'vacuum' | 'checkpoint' | 'merge' }
  /** So many everyday messages came into the chat on this device. */
  | { readonly kind: 'chattered'; readonly contact: string; readonly count: number }
  | { readonly kind: 'uninstalled' | 'reset' }
  | { readonly kind: 'program'; readonly modified: boolean }
  /** Somebody has every byte of its storage; `sealed`: encrypted, without the key. */
  | { readonly kind: 'imaged'; readonly by: ActorId; readonly sealed: boolean }
  /** The device broke off while it wrote, and started again with what its files hold. */
  | { readonly kind: 'crashed'; readonly change: number }
  /** It could not write: what it was about to do has not happened. */
  | { readonly kind: 'not-stored'; readonly why: 'full' | 'failed' | 'corrupt' };

export type InapplicableReason =
  | 'not-recorded'
  | 'not-sent'
  | 'no-code'
  /** A device does not know all devices of both accounts yet, so that its code could differ without an attack. */
  | 'devices-unknown'
  | 'already-so'
  | 'switched-off'
  /** Too much time has gone by to delete it for everyone, or to edit it. */
  | 'too-late'
  /** Only who wrote a message may do that. */
  | 'not-yours'
  /** It does not stand in the chat (any more). */
  | 'gone'
  /** The program on the device keeps the system from taking what can be seen once. */
  | 'seen-once'
  /** The scenario has no `storage`. */
  | 'no-files';

/** What a sender's device makes of being asked for a message again. PROTOCOL 11.4. */
export const RETRY_VERDICTS = [
  'sealed-again',
  'not-addressed',
  'already-delivered',
  'identity-changed',
  'asked-too-often',
  'held',
] as const;
export type RetryVerdict = (typeof RETRY_VERDICTS)[number];

/** What can be done to a link. `drop`, `duplicate`, `delay` and `reorder` hit the next packets, the rest lasts until `heal`. */
export const FAULT_KINDS = ['drop', 'duplicate', 'delay', 'reorder', 'cut', 'throttle', 'heal'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export type FaultEffect =
  /** Why a packet went no further: taken off the link, the link is cut, or whom it was for is off or down. */
  'dropped' | 'cut' | 'away' | 'duplicated' | 'delayed' | 'reordered' | 'queued-behind';

/** What the sender's device shows beside a message. Receipts are plain stanzas: whoever passes them on can make them up. */
export const TICKS = ['sent', 'delivered', 'read'] as const;
export type Tick = (typeof TICKS)[number];

/** What a server may do against its users; what a scenario allows it is its `can`. */
export const MISDEEDS = [
  'drop',
  'delay',
  'replay',
  'reorder',
  'swap-keys',
  'swap-prekey',
  'withhold-kem',
  'forge-ticks',
  'forge-retry',
] as const;
export type Misdeed = (typeof MISDEEDS)[number];

/** What a person can see on a phone without anybody's help. */
export const SIGNS = ['code-changed', 'unreadable', 'held', 'codes-match', 'codes-differ', 'not-stored'] as const;
export type Sign = (typeof SIGNS)[number];
