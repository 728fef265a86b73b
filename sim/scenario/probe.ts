/**
 * The probe language as data: a question about a run whose answer is yes or no. Small and total on purpose: no variables,
 * no recursion, no arithmetic, so that every probe ends. Grammar and meaning: docs/probes.md.
 */
import type { CellState } from '../knowledge/types.ts';
import type { MessageLabel, PartyId } from '../trace.ts';

export type Probe =
  | { readonly kind: 'canRead'; readonly party: PartyId; readonly message: MessageLabel }
  /** Shown on this device; without one, on every device of the recipient. */
  | { readonly kind: 'delivered'; readonly message: MessageLabel; readonly device?: PartyId }
  /** Some device refused a packet of this message. */
  | { readonly kind: 'refused'; readonly message: MessageLabel }
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

export type NumberValue =
  { readonly kind: 'count'; readonly message: MessageLabel } | { readonly kind: 'number'; readonly value: number };

/** What a text may fill in between braces. */
export type Query =
  | { readonly kind: 'count'; readonly message: MessageLabel; readonly step?: string }
  | { readonly kind: 'readers'; readonly message: MessageLabel; readonly step?: string };

/** A cell of the who-can-read figure. */
export interface CellName {
  readonly party: PartyId;
  readonly message: MessageLabel;
}

/**
 * The cells that a probe names, each once, in the order of the text: the evidence for its answer. `delivered` names the
 * recipient device's cell; `refused` and `count` name none, because they speak of no single cell.
 */
export function atoms(probe: Probe): readonly CellName[] {
  const cells = new Map<string, CellName>();
  const add = (party: PartyId, message: MessageLabel): void => {
    const key = `${message}/${party}`;
    if (!cells.has(key)) cells.set(key, { party, message });
  };
  const addState = (value: StateValue): void => {
    if (value.kind === 'state') add(value.party, value.message);
  };
  const visit = (node: Probe): void => {
    switch (node.kind) {
      case 'canRead':
        return add(node.party, node.message);
      case 'delivered':
        return node.device === undefined ? undefined : add(node.device, node.message);
      case 'sameState':
        addState(node.left);
        return addState(node.right);
      case 'at':
      case 'ever':
      case 'always':
      case 'not':
        return visit(node.probe);
      case 'and':
      case 'or':
        visit(node.left);
        return visit(node.right);
      case 'refused':
      case 'compare':
        return undefined;
    }
  };
  visit(probe);
  return [...cells.values()];
}
