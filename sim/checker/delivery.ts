/** Which messages ought to have arrived: sealed for a device, and taken by nobody and nothing that the story names. */
import { isClear } from '../actors/network.ts';
import { accountOf, linkOf, NETWORK, SERVER } from '../actors/types.ts';
import type { ActorId, MessageLabel, Seq } from '../trace.ts';
import { all, isBetween, oncePerView, swaps, type CheckView, type Swap } from './view.ts';

/** A message that a device sealed for another, and what became of it there. */
export interface Owed {
  readonly message: MessageLabel;
  readonly by: ActorId;
  readonly to: ActorId;
  readonly sealed: Seq;
  /** The first time that this device showed it. */
  readonly shown: Seq | undefined;
}

/** Messages that an honest server had or could get, for devices that can be reached when the story ends. */
export const owed = oncePerView((view): readonly Owed[] => {
  const shown = new Map<string, Seq>();
  for (const { event, outcome } of all(view, 'shown').toReversed())
    shown.set(`${outcome.message} ${event.actor}`, event.seq);
  const swapped = swaps(view);
  const isReached = reachable(view);
  return all(view, 'sealed').flatMap(({ event, outcome: { message, by, to } }) => {
    const isOwed =
      by !== SERVER && to !== SERVER && isReached(by) && isReached(to) && !isTaken(view, swapped, message, by, to);
    return isOwed ? [{ message, by, to, sealed: event.seq, shown: shown.get(`${message} ${to}`) }] : [];
  });
});

/** The device is on, its link carries as it should, and the server works: at the end of the story. */
function reachable(view: CheckView): (device: ActorId) => boolean {
  const actors = view.played.checkpoints.at(-1)?.world.actors ?? {};
  const network = actors[NETWORK];
  const isUp = actors[SERVER]?.phase.endsWith('.down') === false;
  return (device) => {
    const link = network?.kind === 'network' ? network.state.links[linkOf(device)] : undefined;
    const isMended =
      network?.kind === 'network' && (!link || isClear({ ...network.state, links: { [linkOf(device)]: link } }));
    return isUp && isMended && actors[device]?.phase.startsWith('off') === false;
  };
}

/** Altered on the way, kept back or exchanged by the server, too old, or sealed with keys that were swapped. */
function isTaken(view: CheckView, swapped: readonly Swap[], message: MessageLabel, by: ActorId, to: ActorId): boolean {
  // The name of a packet says which ciphertext it carries.
  const ciphertext = `:${message}:${to}@`;
  return (
    all(view, 'altered').some(({ outcome }) => outcome.packet.id.includes(ciphertext)) ||
    all(view, 'misdeed').some(({ outcome }) => outcome.message === message && outcome.against === to) ||
    all(view, 'expired').some(({ outcome }) => outcome.message === message && outcome.to === to) ||
    swapped.some((swap) => isBetween(swap, by, to))
  );
}

/** Messages that were written and never sealed for anybody, although nothing stood in the way any more. */
export function stuck(
  view: CheckView,
): readonly { readonly message: MessageLabel; readonly by: ActorId; readonly seq: Seq }[] {
  const sealed = new Set(all(view, 'sealed').map(({ outcome }) => outcome.message));
  const held = new Set(all(view, 'sign').flatMap(({ outcome }) => (outcome.sign === 'held' ? [outcome.message] : [])));
  const swapped = swaps(view);
  const isReached = reachable(view);
  return all(view, 'wrote').flatMap(({ event, outcome: { message, to } }) => {
    const by = event.actor;
    const isSwapped = swapped.some(({ pair }) => pair.includes(by) && pair.some((device) => accountOf(device) === to));
    const isFree = !sealed.has(message) && !held.has(message) && isReached(by) && !isSwapped;
    return isFree ? [{ message, by, seq: event.seq }] : [];
  });
}
