/** An invariant: something that must hold in every run, with a count of how often there was anything to check. */
import type { InvariantId } from '../../protections.ts';
import type { Localized } from '../../text.ts';
import type { MessageLabel, PartyId, Seq } from '../../trace.ts';
import type { CheckView } from '../view.ts';

export interface Invariant {
  readonly id: InvariantId;
  readonly states: Localized;
  readonly check: (view: CheckView) => Finding;
}

export interface Finding {
  /** How often the invariant's premise was met: a campaign in which it stays 0 has proven nothing. */
  readonly witnessed: number;
  readonly violation: Violation | undefined;
}

export interface Violation {
  readonly invariant: InvariantId;
  readonly party: PartyId;
  readonly message: MessageLabel | undefined;
  readonly seq: Seq;
}
