/** Where a message is that has not come to anybody yet: read off what everybody keeps, and what is on the links. */
import type { Actor, World } from '../engine/world.ts';
import type { MessageLabel } from '../trace.ts';

/** `sender`: the device that wrote it keeps it, to send it (again) later. `nowhere`: nobody will send it any more. */
export type Whereabouts = 'link' | 'server' | 'sender' | 'nowhere';

/** Nearest to its goal first: a copy on a link, then one that the server keeps, then one that its author still has to send. */
export function whereaboutsOf({ actors, agenda }: World, message: MessageLabel): Whereabouts {
  const isOnLink = agenda.some(({ event }) => event.kind === 'packet' && isCopy(event.packet, message));
  if (isOnLink) return 'link';
  const keepers = Object.values(actors).filter((actor) => keeps(actor, message));
  if (keepers.some(({ kind }) => kind === 'server')) return 'server';
  return keepers.length > 0 ? 'sender' : 'nowhere';
}

const isCopy = (one: { readonly errand: string; readonly label: MessageLabel | undefined }, message: MessageLabel) =>
  one.errand === 'message' && one.label === message;

/** To pass it on: a text in a chat, or a packet in a log, goes nowhere. */
function keeps(actor: Actor, message: MessageLabel): boolean {
  if (actor.kind !== 'device' && actor.kind !== 'server') return false;
  if (actor.state.places.queue.some((parcel) => isCopy(parcel, message))) return true;
  return actor.kind === 'device'
    ? actor.state.places.chat.drafts.some(({ label }) => label === message)
    : actor.state.held.some(({ stanza }) => stanza.label === message);
}
