/** Which cells of the who-can-read figure a probe speaks of: the evidence for its answer, and what a reader is asked about. */
import type { MessageLabel, PartyId } from '../trace.ts';
import type { CellName, NumberValue, Probe, StateValue } from './probe.ts';

/** The device that writes a message, as far as the caller knows the story. */
export type SenderOf = (message: MessageLabel) => PartyId | undefined;

/**
 * The cells that a probe names, each once, in the order of the text. What is said of a device is that device's cell; a tick
 * is the sender's. `refused`, `expired`, `signals`, `heldBack`, `askedAgain`, `sealedAgain`, `canSendAs`, `carved` and the number of
 * readers or of all copies name none: they speak of no single cell.
 */
export function atoms(probe: Probe, senderOf: SenderOf = () => undefined): readonly CellName[] {
  const cells = new Map<string, CellName>();
  const add = (party: PartyId | undefined, message: MessageLabel): void => {
    const key = `${message}/${party}`;
    if (party !== undefined && !cells.has(key)) cells.set(key, { party, message });
  };
  visit(probe, senderOf, add);
  return [...cells.values()];
}

type Add = (party: PartyId | undefined, message: MessageLabel) => void;

function visit(node: Probe, senderOf: SenderOf, add: Add): void {
  switch (node.kind) {
    case 'canRead':
    case 'recoverable':
    case 'knows':
      return add(node.party, node.message);
    case 'delivered':
    case 'deleted':
      return add(node.device, node.message);
    case 'ticked':
      return add(senderOf(node.message), node.message);
    case 'shownBefore':
      add(node.device, node.first);
      return add(node.device, node.second);
    case 'sameState':
    case 'compare':
      visitValue(node.left, add);
      return visitValue(node.right, add);
    case 'at':
    case 'ever':
    case 'always':
    case 'not':
      return visit(node.probe, senderOf, add);
    case 'and':
    case 'or':
      visit(node.left, senderOf, add);
      return visit(node.right, senderOf, add);
    case 'refused':
    case 'expired':
    case 'signals':
    case 'heldBack':
    case 'askedAgain':
    case 'sealedAgain':
    case 'canSendAs':
      return undefined;
  }
}

function visitValue(value: StateValue | NumberValue, add: Add): void {
  if (value.kind === 'state') add(value.party, value.message);
  if (value.kind === 'times') add(value.device, value.message);
  if (value.kind === 'copies') add(value.party, value.message);
}
