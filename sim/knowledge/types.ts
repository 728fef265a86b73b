/** What the knowledge floor answers: cells of the who-can-read figure, proofs, and what is missing. Plain data. */
import type { Bytes } from '../crypto/bytes.ts';
import type { Operation } from '../crypto/recorder.ts';
import type { ActorId, Instant, MessageLabel, PartyId, Seq } from '../trace.ts';

/** By precedence. `remnant`: no longer listed, and recoverable, all of it or a part, from bytes of the party's own storage. */
export type CellState = 'readable' | 'remnant' | 'sealed' | 'erased' | 'metadata' | 'never';
export const CELL_STATES: readonly CellState[] = ['readable', 'remnant', 'sealed', 'erased', 'metadata', 'never'];

/**
 * What of a message stands on a device's screen. `as-sent`: once, as its sender wrote it; `altered`: something else under its
 * name; `repeated`: as written, and more than once; `not-shown`: the device could open it, and it does not stand there.
 */
export type ShownKind = 'as-sent' | 'altered' | 'repeated' | 'not-shown';
export interface Shown {
  readonly kind: ShownKind;
  readonly times: number;
  /** What stands there instead, as far as a text can be made of its bytes; where it is altered. */
  readonly text?: string;
}

/** What is to be seen of a cell when two are compared; `State` may have more than a cell has. */
export interface Look<State extends string = CellState> {
  readonly state: State;
  readonly remnant?: LeftOver | undefined;
  readonly shown?: Shown | undefined;
}

/** How much of a text can be recovered. */
export interface LeftOver {
  readonly characters: number;
  readonly of: number;
}

/** Whether two cells look the same: the same state, as much of the text left over, and the same on the screen. */
export const looksLike = (a: Look<string>, b: Look<string>): boolean =>
  a.state === b.state &&
  a.remnant?.characters === b.remnant?.characters &&
  a.shown?.kind === b.shown?.kind &&
  a.shown?.times === b.shown?.times &&
  a.shown?.text === b.shown?.text;

/** What one party can do with one message at one moment, and what it sees of it. */
export interface Cell {
  readonly party: PartyId;
  readonly message: MessageLabel;
  readonly state: CellState;
  /** The text itself, where readable (taken from the bytes that the party can derive) or erased; of a remnant, what can be recovered. */
  readonly text?: string;
  /** Where the state is `remnant`. */
  readonly remnant?: LeftOver;
  /** First bytes of the ciphertext body it has, where sealed. */
  readonly bytes?: Bytes;
  /** Devices only: what stands on the screen; absent where nothing does and nothing could. */
  readonly shown?: Shown;
  /** Who, to whom, when, how large: known wherever the packet or a note of it was seen. */
  readonly envelope?: EnvelopeFacts;
  /** The event since which the cell has been in this state. */
  readonly since: Seq;
}

export interface EnvelopeFacts {
  readonly from: ActorId;
  readonly to: string;
  readonly at: Instant;
  readonly sizeBytes: number;
}

/** A value that a proof names: its bytes, and the field's word for it (`rootKey`, `privateRatchetKey` ..). */
export interface NamedValue {
  readonly bytes: Bytes;
  readonly term: Term;
}
export type Term =
  | 'identityKey'
  | 'signedPrekey'
  | 'oneTimePrekey'
  | 'baseKey'
  | 'ratchetKey'
  | 'kemPrekey'
  | 'publicKey'
  | 'sharedSecret'
  | 'kemSecret'
  | 'quantumComputer'
  | 'rootKey'
  | 'chainKey'
  | 'messageKeySeed'
  | 'cipherKey'
  | 'macKey'
  | 'iv'
  | 'signature'
  | 'ciphertext'
  | 'packet'
  | 'container'
  | 'paddedText'
  | 'message'
  | 'value';

/** A word for a value that an actor keeps; keys of messages that were sealed or opened already have one of their own. */
export type KeyWord = Term | 'usedKey';

/** Where a leaf of a proof comes from. */
export type Source =
  | { readonly kind: 'saw'; readonly packet: string; readonly link: string; readonly seq: Seq; readonly at: Instant }
  | { readonly kind: 'holds'; readonly place: string; readonly seq: Seq; readonly at: Instant }
  /** It is assumed of this party, not seen anywhere. */
  | { readonly kind: 'assumed'; readonly seq: Seq; readonly at: Instant }
  | {
      readonly kind: 'copied';
      readonly device: ActorId;
      readonly place: string;
      readonly seq: Seq;
      readonly at: Instant;
    };

/** A least-cost derivation, premises before conclusions; each step's inputs are leaves or outputs of earlier steps, or public. */
export interface Proof {
  readonly party: PartyId;
  readonly message: MessageLabel;
  readonly at: Seq;
  readonly cost: number;
  readonly leaves: readonly { readonly value: NamedValue; readonly source: Source }[];
  readonly steps: readonly ProofStep[];
}

export interface ProofStep {
  /** The operation to execute: `cbcDecrypt` even where the run only encrypted; `slice` takes a part out of a container.
   * `discreteLog` is assumed of a quantum computer: executing it again only checks that private and public key belong together.
   */
  readonly op: Operation | 'slice' | 'discreteLog';
  readonly inputs: readonly ProofInput[];
  readonly output: NamedValue;
  /** Which of the operation's outputs (`hkdf`, `kemKeyPair`, `encapsulate`), or the offset (`slice`). */
  readonly index: number;
  /** Output widths of an `hkdf`. */
  readonly widths?: readonly number[];
}
export type ProofInput =
  | { readonly from: 'leaf'; readonly index: number }
  | { readonly from: 'step'; readonly index: number }
  | { readonly from: 'public'; readonly bytes: Bytes };

/** The result of executing every step of a proof again with real bytes. */
export type Replay =
  | { readonly ok: true; readonly text: string; readonly executed: number }
  | { readonly ok: false; readonly failedStep: number };

/** What would have had to be obtained. */
export interface Missing {
  readonly party: PartyId;
  readonly message: MessageLabel;
  readonly at: Seq;
  /** Single values each of which would have sufficed. */
  readonly singles: readonly Candidate[];
  /** Where the text itself stands or stood: other people's copies. */
  readonly copies: readonly {
    readonly place: string;
    readonly actor: ActorId;
    readonly from: Seq;
    readonly to: Seq | undefined;
  }[];
  /** A decryption that was tried with the nearest key the party has, and how it failed; absent where it has none. */
  readonly attempt?: Attempt;
}

/** Which two things would have sufficed together, where no single one would. */
export interface MissingPairs {
  /** Any of the one with any of the other; no pair stands twice. Empty: no two of all that were tried. */
  readonly groups: readonly CandidatePairs[];
  /** There were more candidates than are tried in pairs (`limits.ts`): those nearest to the message were. */
  readonly cutShort: boolean;
}
export interface CandidatePairs {
  readonly one: readonly Candidate[];
  readonly other: readonly Candidate[];
}

export interface Candidate {
  readonly value: NamedValue;
  /** Every stay of the value in a stored place, copies of attackers included; `to` undefined: it is still there. Empty: never stored anywhere. */
  readonly stays: readonly Stay[];
}
export interface Stay {
  readonly actor: ActorId;
  readonly place: string;
  readonly from: Seq;
  readonly to: Seq | undefined;
}
/** What became of a candidate: it still stands somewhere, it stood and the last place erased it, or nobody ever stored it. */
export type Standing =
  | { readonly kind: 'still'; readonly stays: readonly Stay[] }
  | { readonly kind: 'erased'; readonly at: Seq }
  | { readonly kind: 'never-stored' };

/** The state of a candidate at the moment at which it was asked about. */
export function standingOf({ stays }: Candidate): Standing {
  const still = stays.filter(({ to }) => to === undefined);
  if (still.length > 0) return { kind: 'still', stays: still };
  if (stays.length === 0) return { kind: 'never-stored' };
  return { kind: 'erased', at: Math.max(...stays.map(({ to }) => to ?? 0)) };
}
export interface Attempt {
  readonly key: NamedValue;
  readonly ciphertext: Bytes;
  readonly expectedMac: Bytes;
  readonly computedMac: Bytes;
}
