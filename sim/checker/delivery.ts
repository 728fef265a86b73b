/**
 * Which messages ought to have arrived: sealed for a device, and kept from it by nothing that the story names. Each excuse is
 * as narrow as what can really cause a loss: a misdeed that was planned, or keys that were swapped, excuse nothing by themselves.
 */
import type { DeviceState } from '../actors/deviceState.ts';
import { isClear } from '../actors/network.ts';
import type { ServerState } from '../actors/serverState.ts';
import { accountOf, linkOf, NETWORK, SERVER } from '../actors/types.ts';
import { QUEUE_KEEPS_MS } from '../limits.ts';
import type { ActorId, MessageLabel, Seq, TraceEvent } from '../trace.ts';
import { all, isBetween, oncePerView, swaps, type CheckView, type HappenedOf } from './view.ts';

/** A message that a device sealed for another, and what became of it there. */
export interface Owed {
  readonly message: MessageLabel;
  readonly by: ActorId;
  readonly to: ActorId;
  readonly sealed: Seq;
  /** The first time that this device showed it. */
  readonly shown: Seq | undefined;
}

/** Messages that have arrived, or should have when the story ends. */
export const owed = oncePerView((view): readonly Owed[] => {
  const shown = new Map<string, Seq>();
  for (const { event, outcome } of all(view, 'shown').toReversed())
    shown.set(`${outcome.message} ${event.actor}`, event.seq);
  const isReached = reachable(view);
  const isTaken = excuses(view);
  return all(view, 'sealed').flatMap(({ event, outcome: { message, by, to } }) => {
    const isOwed =
      by !== SERVER && to !== SERVER && isReached(by) && isReached(to) && !isTaken.some((is) => is(message, by, to));
    return isOwed ? [{ message, by, to, sealed: event.seq, shown: shown.get(`${message} ${to}`) }] : [];
  });
});

const finally_ = (view: CheckView) => view.played.checkpoints.at(-1)?.world.actors ?? {};

/** The device is on, its link carries as it should, and the server works: at the end of the story. */
function reachable(view: CheckView): (device: ActorId) => boolean {
  const actors = finally_(view);
  const network = actors[NETWORK];
  const isUp = actors[SERVER]?.phase.endsWith('.down') === false;
  return (device) => {
    const link = network?.kind === 'network' ? network.state.links[linkOf(device)] : undefined;
    const isMended =
      network?.kind === 'network' && (!link || isClear({ ...network.state, links: { [linkOf(device)]: link } }));
    const actor = actors[device];
    // Without keys it is a device on which nobody has the messenger any more.
    const isSetUp = actor?.kind === 'device' && actor.state.places.keys !== undefined;
    return isUp && isMended && isSetUp && !actor.phase.startsWith('off');
  };
}

type Excuse = (message: MessageLabel, by: ActorId, to: ActorId) => boolean;

const excuses = (view: CheckView): readonly Excuse[] => [
  kept(view),
  dropped(view),
  held(view),
  expired(view),
  refusedAltered(view),
  refusedAfterSwap(view),
  lostWithPhone(view),
  asksOnly(view),
  takenBackBefore(view),
];

/** The server threw this ciphertext away. */
function dropped(view: CheckView): Excuse {
  const deeds = all(view, 'misdeed').filter(({ outcome }) => outcome.deed === 'drop');
  return (message, _by, to) => deeds.some(({ outcome }) => outcome.message === message && outcome.against === to);
}

/** The device keeps it unopened, until its person agrees to the sender's new key. */
function kept(view: CheckView): Excuse {
  const actors = finally_(view);
  return (message, by, to) => {
    const device = actors[to];
    const unopened = device?.kind === 'device' ? (device.state.places.chat.unopened ?? []) : [];
    return unopened.some(({ stanza }) => stanza.label === message && stanza.from === by);
  };
}

/** The server keeps it back still. */
function held(view: CheckView): Excuse {
  const server = finally_(view)[SERVER];
  const kept: ServerState['held'] = server?.kind === 'server' ? server.state.held : [];
  return (message, _by, to) => kept.some(({ stanza }) => stanza.label === message && stanza.sealedFor === to);
}

/** Nobody fetched it for as long as the server keeps anything. */
function expired(view: CheckView): Excuse {
  return (message, _by, to) => {
    const isIt = ({ outcome }: HappenedOf<'expired' | 'queued'>): boolean =>
      outcome.message === message && outcome.to === to;
    const since = all(view, 'queued').find(isIt)?.event.at;
    return all(view, 'expired').some(
      (one) => isIt(one) && since !== undefined && one.event.at - since >= QUEUE_KEEPS_MS,
    );
  };
}

/** An attacker altered this ciphertext, and the device refused what came of it (with another counter even as a duplicate). */
function refusedAltered(view: CheckView): Excuse {
  return (message, _by, to) => {
    // The name of a packet says which ciphertext it carries.
    const altered = all(view, 'altered').filter(({ outcome }) => outcome.packet.id.includes(`:${message}:${to}@`));
    return refusals(view, message, to).some((refusal) => altered.some(({ event }) => event.seq < refusal));
  };
}

/** It was sealed with keys from before or after a swap between the two, and met a device that held the others. */
function refusedAfterSwap(view: CheckView): Excuse {
  const swapped = swaps(view).filter(({ deed }) => deed === 'swap-keys');
  return (message, by, to) =>
    refusals(view, message, to).some((refusal) =>
      swapped.some((swap) => isBetween(swap, by, to) && swap.seq < refusal),
    );
}

/** One of the two has another phone since it was sealed: what was for the old one, or still on it, is gone with it. */
function lostWithPhone(view: CheckView): Excuse {
  const replaced = emptied(view);
  return (message, by, to) =>
    replaced.some(({ actor, seq }) => {
      const sealedAt = all(view, 'sealed').find(({ outcome }) => outcome.message === message && outcome.to === to);
      return (actor === by || actor === to) && sealedAt !== undefined && sealedAt.event.seq < seq;
    });
}

/** Devices that were replaced, reset or lost their messenger, and when. */
const emptied = (view: CheckView): readonly TraceEvent[] =>
  [...all(view, 'replaced'), ...all(view, 'reset'), ...all(view, 'uninstalled')].map(({ event }) => event);

/** A request to other devices is no message: there is nothing to show. */
function asksOnly(view: CheckView): Excuse {
  const written = new Set(all(view, 'wrote').map(({ outcome }) => outcome.message));
  return (message) => !written.has(message);
}

/**
 * It, or what it is an edit of, was taken back, edited or let go where it would have come; or it was where it came from, and the device
 * that could not open it asked in vain.
 */
function takenBackBefore(view: CheckView): Excuse {
  const edited = all(view, 'edited');
  const ended = new Set(
    [...all(view, 'deleted'), ...edited, ...all(view, 'disobeyed')].map(
      ({ event, outcome }) => `${outcome.message} ${event.actor}`,
    ),
  );
  return (message, by, to) => {
    const first = edited.find(({ outcome }) => outcome.as === message)?.outcome.message;
    const isEnded = (device: ActorId): boolean =>
      [message, first ?? message].some((one) => ended.has(`${one} ${device}`));
    return isEnded(to) || (isEnded(by) && refusals(view, message, to).length > 0);
  };
}

const refusals = (view: CheckView, message: MessageLabel, to: ActorId): readonly Seq[] =>
  all(view, 'refused').flatMap(({ event, outcome }) =>
    event.actor === to && outcome.message === message ? [event.seq] : [],
  );

/** Messages that were written and never sealed for anybody, although nothing stands in the way any more. */
export function stuck(
  view: CheckView,
): readonly { readonly message: MessageLabel; readonly by: ActorId; readonly seq: Seq }[] {
  const sealed = new Set(all(view, 'sealed').map(({ outcome }) => outcome.message));
  const isReached = reachable(view);
  const actors = finally_(view);
  return all(view, 'wrote').flatMap(({ event, outcome: { message, to } }) => {
    const by = event.actor;
    const device = actors[by];
    const isHindered = device?.kind === 'device' && hinders(device.state, to);
    const isGone = emptied(view).some((one) => one.actor === by && one.seq > event.seq);
    return !sealed.has(message) && isReached(by) && !isHindered && !isGone ? [{ message, by, seq: event.seq }] : [];
  });
}

/** The contact's new key waits for the person, or keys of the contact were refused: what is for it is held. */
const hinders = ({ places }: DeviceState, contact: string): boolean =>
  [...places.public.changed, ...places.public.refused].some((device) => accountOf(device) === contact);
