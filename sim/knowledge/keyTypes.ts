/** What the keys figure answers: the keys of one device towards another, made, kept and erased. Plain data. */
import type { Bytes } from '../crypto/bytes.ts';
import type { ActorId, MessageLabel, Seq } from '../trace.ts';

/** `here`: it stands in the device's keys. `erased`: it stood there. `passed`: it was computed and used, and never stored. */
export type KeyState = 'here' | 'erased' | 'passed';

export interface KeyLife {
  /** The first bytes in hex: of the public key where it is a pair. */
  readonly id: string;
  /** The secret itself; of a pair the private key. */
  readonly bytes: Bytes;
  readonly publicKey?: Bytes;
  /** The event that made it. */
  readonly made: Seq;
  readonly state: KeyState;
  /** The event that erased it, or after which it was gone without being stored. */
  readonly gone?: Seq;
}

export interface MessageKey {
  readonly counter: number;
  readonly key: KeyLife;
  /** The message that was sealed with it, whether or not this device has it yet. */
  readonly message: MessageLabel | undefined;
  /** `waiting`: a message was jumped over, and its key is kept for it. `kept`: used, and not erased. */
  readonly use: 'used' | 'waiting' | 'kept';
}

/** A chain: its keys in order (each replaces the one before), and the message keys that they gave. */
export interface ChainKeys {
  readonly side: 'sending' | 'receiving';
  readonly keys: readonly KeyLife[];
  readonly messages: readonly MessageKey[];
}

/** One step of the root chain: the start (X3DH or PQXDH), or an agreement of two ratchet keys. */
export interface RatchetStep {
  readonly kind: 'start' | 'sending' | 'receiving';
  readonly seq: Seq;
  readonly root: KeyLife;
  /** Absent at the start. */
  readonly agreement?: {
    readonly shared: KeyLife;
    readonly ours: KeyLife;
    /** Their public key, in its wire form. */
    readonly theirs: Bytes;
  };
  readonly chain: ChainKeys | undefined;
}

export interface SessionKeys {
  readonly id: string;
  readonly version: 3 | 4;
  /** Who opened it. */
  readonly openedBy: 'us' | 'them';
  readonly opened: Seq;
  /** At the cursor. */
  readonly place: 'current' | 'archived' | 'gone';
  /** Since when it is in that place. */
  readonly since: Seq;
  readonly steps: readonly RatchetStep[];
}

export interface PrekeyLife {
  readonly kind: 'identity' | 'signed' | 'oneTime' | 'kemLastResort' | 'kemOneTime';
  readonly number: number;
  readonly key: KeyLife;
}

export interface KeysOfPair {
  readonly device: ActorId;
  readonly peer: ActorId;
  readonly at: Seq;
  /** In the order in which they were opened. */
  readonly sessions: readonly SessionKeys[];
  /** The device's own prekeys, for everybody. */
  readonly prekeys: readonly PrekeyLife[];
}

/** Two ends of sessions, seen from the first. */
export interface KeyPairing {
  readonly device: ActorId;
  readonly peer: ActorId;
}
