/**
 * The probe language as data: a question about a run whose answer is yes or no. Small and total on purpose: no variables,
 * no recursion, no arithmetic, so that every probe ends. Grammar and meaning: docs/probes.md.
 */
import type { CellState } from '../knowledge/types.ts';
import type { MessageLabel, PartyId, Sign, Tick } from '../trace.ts';

export type Probe =
  | { readonly kind: 'canRead'; readonly party: PartyId; readonly message: MessageLabel }
  /** Knows at least that there is such a message: its cell is in any state but `never`. */
  | { readonly kind: 'knows'; readonly party: PartyId; readonly message: MessageLabel }
  /** Can read it, or can get all or a part of it back from bytes of its storage. */
  | { readonly kind: 'recoverable'; readonly party: PartyId; readonly message: MessageLabel }
  /** It stood on this device, and the device does not list it any more. */
  | { readonly kind: 'deleted'; readonly message: MessageLabel; readonly device: PartyId }
  /** With what this attacker or the server has, it can make a packet that the device takes for one of this person or device. */
  | { readonly kind: 'canSendAs'; readonly party: PartyId; readonly as: string; readonly device: PartyId }
  /** Shown on this device; without one, on every device of the recipient. */
  | { readonly kind: 'delivered'; readonly message: MessageLabel; readonly device?: PartyId }
  /** Some device refused a packet of this message. */
  | { readonly kind: 'refused'; readonly message: MessageLabel }
  /** The server gave it up, because nobody fetched it in time. */
  | { readonly kind: 'expired'; readonly message: MessageLabel }
  /** A device of the sender shows this tick or a later one beside it. */
  | { readonly kind: 'ticked'; readonly message: MessageLabel; readonly tick: Tick }
  /** This person has seen this sign; without one, any sign that something is not as before. */
  | { readonly kind: 'signals'; readonly person: string; readonly sign?: Sign }
  /** Its writer went by a sign that she had seen, and did not write it. */
  | { readonly kind: 'heldBack'; readonly message: MessageLabel }
  /** Some device could not open it and asked its sender's device to seal it again; or the sender's device did so. */
  | { readonly kind: 'askedAgain' | 'sealedAgain'; readonly message: MessageLabel }
  /** Both stand in the chat on this device, the first above the second. */
  | {
      readonly kind: 'shownBefore';
      readonly first: MessageLabel;
      readonly second: MessageLabel;
      readonly device: PartyId;
    }
  | { readonly kind: 'sameState'; readonly equal: boolean; readonly left: StateValue; readonly right: StateValue }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: NumberValue;
      readonly right: NumberValue;
    }
  /** At the end of this step. */
  | { readonly kind: 'at'; readonly step: string; readonly probe: Probe }
  /** At some moment, or at every moment, up to the one that is asked about. */
  | { readonly kind: 'ever' | 'always'; readonly probe: Probe }
  | { readonly kind: 'not'; readonly probe: Probe }
  | { readonly kind: 'and' | 'or'; readonly left: Probe; readonly right: Probe };

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type StateValue =
  | { readonly kind: 'state'; readonly party: PartyId; readonly message: MessageLabel }
  | { readonly kind: 'word'; readonly word: CellState };

export type NumberValue = Amount | { readonly kind: 'number'; readonly value: number };

/** What is counted in a run. */
export type Amount =
  | { readonly kind: 'count'; readonly message: MessageLabel }
  /** How often the device showed it. */
  | { readonly kind: 'times'; readonly message: MessageLabel; readonly device: PartyId }
  /** All readable copies of it; with a party, the copies that this one has, in any form. */
  | { readonly kind: 'copies'; readonly message: MessageLabel; readonly party?: PartyId }
  /** Everyday messages whose whole text can still be found in the files of the device. */
  | { readonly kind: 'carved'; readonly device: PartyId };

/** What a text may fill in between braces. */
export type Query = (Amount | { readonly kind: 'readers'; readonly message: MessageLabel }) & {
  readonly step?: string;
};

/** A cell of the who-can-read figure. */
export interface CellName {
  readonly party: PartyId;
  readonly message: MessageLabel;
}
