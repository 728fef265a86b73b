/** Who, when, how much, from where: what an observer has of packets without opening a message. No bytes and no text here. */
import type { ActorId, Errand, Instant, LinkId, MessageLabel, PartyId, Seq, Tick } from '../trace.ts';

/**
 * How links are looked at. `open`: as the run computes them, stanzas in the open. `wrapped`: a projection, and no more: what a
 * listener would have of the same packets if devices and server wrapped their talk (Noise). The wrapping itself is not
 * computed; the fields that it would hide are dropped.
 */
export type TransportProjection = 'open' | 'wrapped';

/** Where a fact is from. `noted`: it stands in the server's own log, from which it can be handed over later. */
export type FactSource = 'envelope' | 'wire' | 'noted';

/** One packet, as far as the observer can tell. */
export interface MetadataFact {
  /** The event by which the observer has it. */
  readonly seq: Seq;
  /** When it passed: on its link, or at the server. */
  readonly at: Instant;
  readonly how: FactSource;
  /** The link that it came or went by, which stands for the place: no network addresses are modelled. */
  readonly via: LinkId;
  /** The device at the other end of the link from the server. */
  readonly device: ActorId;
  readonly toward: 'server' | 'device';
  /** Of the whole stanza as it stood on the link. */
  readonly sizeBytes: number;
  readonly errand: Errand | undefined;
  readonly says: Said;
}

/** What the packet says in its own fields; who wrote them may have lied. */
export type Said =
  /** A listener on a wrapped link, or bytes that are no stanza: that something passed, and no more. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'message';
      readonly message: MessageLabel;
      readonly from: ActorId;
      /** The account that it is for, and the device that this ciphertext is for. */
      readonly to: string;
      readonly forDevice: ActorId;
    }
  | {
      readonly kind: 'receipt';
      readonly message: MessageLabel;
      readonly by: ActorId;
      readonly to: ActorId;
      readonly tick: Tick;
    }
  | { readonly kind: 'asks-keys'; readonly by: ActorId; readonly accounts: readonly string[] }
  | { readonly kind: 'gives-keys'; readonly devices: readonly ActorId[] }
  | { readonly kind: 'registers'; readonly device: ActorId }
  /** Confirmations, greetings, announcements. */
  | { readonly kind: 'service'; readonly device: ActorId | undefined; readonly message: MessageLabel | undefined };

/** What one observer has at one moment. */
export interface Metadata {
  readonly party: PartyId;
  readonly transport: TransportProjection;
  readonly at: Seq;
  readonly facts: readonly MetadataFact[];
  readonly messages: readonly KnownMessage[];
  readonly pairs: readonly Pair[];
  readonly traffic: readonly Traffic[];
  readonly accounts: readonly Account[];
  readonly contacts: readonly FirstContact[];
  readonly ticks: readonly KnownTick[];
  readonly reach: readonly Reach[];
}

/** A message that the observer knows to exist; size of its first ciphertext with its envelope. */
export interface KnownMessage {
  readonly message: MessageLabel;
  readonly from: ActorId;
  readonly to: string;
  readonly at: Instant;
  readonly sizeBytes: number;
}

/** Two accounts that wrote to each other, in the order of the alphabet. */
export interface Pair {
  readonly between: readonly [string, string];
  readonly messages: number;
  /** From the first to the second, and back. */
  readonly forth: number;
  readonly back: number;
  readonly bytes: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** What passed between one device and the server, of whatever kind. */
export interface Traffic {
  readonly device: ActorId;
  readonly packets: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface Account {
  readonly account: string;
  readonly devices: readonly ActorId[];
}

/** Whose keys somebody asked for, for the first time: they are about to write. */
export interface FirstContact {
  readonly by: string;
  readonly account: string;
  readonly at: Instant;
}

/** When a device said that it has, or that its person opened, a message. */
export interface KnownTick {
  readonly message: MessageLabel;
  readonly by: ActorId;
  readonly tick: Tick;
  readonly at: Instant;
}

/** `there`: the device sent something. `silent`, inferred: packets to it were sent again for want of an answer. */
export interface Reach {
  readonly device: ActorId;
  readonly kind: 'there' | 'silent';
  readonly how: 'seen' | 'inferred';
  readonly from: Instant;
  readonly to: Instant;
}
