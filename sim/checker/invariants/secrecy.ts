/**
 * What observers must not read: confidentiality, forward secrecy, healing. PROTOCOL.md section 16.A, numbers 1, 2, 4 and 6.
 * What was recorded must not open later: section 2.4.
 *
 * Each is stated for an observer and a message: only what was taken of the devices of this chat, and only keys that were
 * swapped between two of them, can open it. Forward secrecy is stated for sessions that were opened with a one-time prekey;
 * the generator gives every device enough. All but the last speak of the time before the observer has a quantum computer. Healing is stated for each session of two devices by itself.
 */
import { SERVER } from '../../actors/types.ts';
import { equalBytes, type Bytes } from '../../crypto/bytes.ts';
import type { ActorId, MessageLabel, PartyId, Seq, TraceEvent } from '../../trace.ts';
import {
  all,
  copiesMade,
  deviceAfter,
  grouped,
  isBetween,
  oncePerView,
  sealings,
  sealingsByMessage,
  swaps,
  withoutMachine,
  type CheckView,
  type CopyMade,
  type HappenedOf,
} from '../view.ts';
import type { Finding, Invariant, Violation } from './types.ts';

export const confidentiality: Invariant = {
  id: 'confidentiality',
  states: {
    en: 'Nobody on the way can read a message unless a device of that chat was copied or its keys were swapped.',
    zh: '只要这个聊天里没有设备被拷走数据，密钥也没有被调换，路上谁都读不到消息。',
  },
  check: (view) => {
    // A single link is not asked: what could be read from it could be read from the whole network.
    const observers = view.played.trace.header.parties.filter(({ kind }) => kind !== 'device' && kind !== 'link');
    const letters = lettersOf(view);
    return sum(
      observers.map(({ id }) => {
        const closed = letters.filter((letter) => letter.copies.get(id) === undefined && !letter.openTo.has(id));
        return firstReader(view, 'confidentiality', id, closed, withoutMachine(view, id));
      }),
    );
  },
};

export const forwardSecrecy: Invariant = {
  id: 'forward-secrecy',
  states: {
    en: 'Keys copied from a device do not open messages that were opened before.',
    zh: '从设备上拷走的密钥，打不开此前已经打开过的消息。',
  },
  check: (view) =>
    ofKeyThieves(view, 'forward-secrecy', (letter, copies) => {
      const opened = openedEverywhere(view, letter);
      return opened !== undefined && copies.every((copy) => opened < copy.seq);
    }),
};

export const healing: Invariant = {
  id: 'healing',
  states: {
    en: 'After keys were copied once, messages close again when both sides have replied.',
    zh: '密钥被拷走一次之后，只要双方都回复过，消息就重新密封。',
  },
  check: (view) => ofKeyThieves(view, 'healing', (letter, copies) => isHealed(view, letter, copies)),
};

/** PROTOCOL.md section 2.4. Version 4 speaks for the whole session: each later root key is made with the one before it. */
export const harvestLater: Invariant = {
  id: 'harvest-later',
  states: {
    en: 'A quantum computer opens no recorded message of a session that began with a post-quantum key, unless a device of that chat was copied or its keys were swapped.',
    zh: '会话建立时用了后量子密钥，这个聊天里又没有设备被拷走数据、密钥没有被调换，录下的消息就连量子计算机也打不开。',
  },
  check: (view) =>
    sum(
      all(view, 'quantum').map(({ event: { actor } }) => {
        const closed = lettersOf(view).filter(
          ({ sealed, copies, openTo }) =>
            sealed.every(({ outcome }) => outcome.version === 4) && !copies.has(actor) && !openTo.has(actor),
        );
        return firstReader(view, 'harvest-later', actor, closed, view.lastSeq);
      }),
    ),
};

/** A message of which at least one ciphertext was made. */
interface Letter {
  readonly message: MessageLabel;
  readonly sealed: readonly HappenedOf<'sealed'>[];
  /** What each attacker took of the devices of this chat. */
  readonly copies: ReadonlyMap<ActorId, readonly CopyMade[]>;
  /** Who may read it because keys were swapped between two of its ends: the server, and whoever was handed what it has. */
  readonly openTo: ReadonlySet<PartyId>;
}

const lettersOf = oncePerView((view): readonly Letter[] => {
  const copies = copiesMade(view);
  const swapped = swaps(view).filter(({ deed }) => deed === 'swap-keys');
  const informed = [SERVER, ...copies.flatMap(({ device, attacker }) => (device === SERVER ? [attacker] : []))];
  return [...sealingsByMessage(view)].map(([message, sealed]) => {
    const ends = new Set(sealed.flatMap(({ outcome }) => [outcome.by, outcome.to]));
    const isSwapped = sealed.some(({ event, outcome }) =>
      swapped.some((swap) => swap.seq < event.seq && isBetween(swap, outcome.by, outcome.to)),
    );
    const taken = copies.filter(({ device }) => device !== SERVER && ends.has(device));
    return {
      message,
      sealed,
      copies: grouped(taken, ({ attacker }) => attacker),
      openTo: new Set(isSwapped ? informed : []),
    };
  });
});

/** Asks about messages of chats of which an attacker has taken nothing but keys, and which should be closed to her. */
function ofKeyThieves(
  view: CheckView,
  invariant: Violation['invariant'],
  isClosed: (letter: Letter, copies: readonly CopyMade[]) => boolean,
): Finding {
  const letters = lettersOf(view);
  const thieves = new Set(letters.flatMap(({ copies }) => [...copies.keys()]));
  return sum(
    [...thieves].map((thief) => {
      const closed = letters.filter((letter) => {
        const copies = letter.copies.get(thief);
        if (!copies || letter.openTo.has(thief) || !isSealedOnce(letter)) return false;
        return copies.every(({ keysOnly }) => keysOnly) && isClosed(letter, copies);
      });
      return firstReader(view, invariant, thief, closed, withoutMachine(view, thief));
    }),
  );
}

/** Of a message that was sealed again for a device, an earlier ciphertext was opened by nobody: its keys were never used up. */
const isSealedOnce = ({ sealed }: Letter): boolean =>
  new Set(sealed.map(({ outcome }) => `${outcome.by} ${outcome.to}`)).size === sealed.length;

function firstReader(
  view: CheckView,
  invariant: Violation['invariant'],
  party: PartyId,
  closed: readonly Letter[],
  at: Seq,
): Finding {
  const read = closed.find(({ message }) => view.knowledge.knowsMessage(party, message, at));
  return {
    witnessed: closed.length,
    violation: read && { invariant, party, message: read.message, seq: at },
  };
}

const sum = (findings: readonly Finding[]): Finding => ({
  witnessed: findings.reduce((total, finding) => total + finding.witnessed, 0),
  violation: findings.find((finding) => finding.violation)?.violation,
});

/** The event of the last opening of a message that every device it was sealed for has opened. */
function openedEverywhere(view: CheckView, { message, sealed }: Letter): Seq | undefined {
  const shown = all(view, 'shown');
  const openings = sealed
    .filter(({ outcome }) => outcome.to !== SERVER)
    .map(
      ({ outcome: { to } }) =>
        shown.find(({ event, outcome }) => event.actor === to && outcome.message === message)?.event.seq ?? Infinity,
    );
  const last = Math.max(...openings);
  return last === Infinity ? undefined : last;
}

/** Every ciphertext of the message was made, after each copy, in a session that has healed since that copy. */
function isHealed(view: CheckView, { sealed }: Letter, copies: readonly CopyMade[]): boolean {
  // What has healed since the last copy of a device has healed since the earlier ones.
  const last = [...new Map(copies.map((copy) => [copy.device, copy])).values()];
  return sealed.every(({ event, outcome }) =>
    last.every((copy) => event.seq > copy.seq && hasHealed(view, copy, outcome.by, outcome.to, event)),
  );
}

/**
 * The copied device's own next key is still the thief's; so: a message from it, then one to it, were opened since the copy.
 * That closes what it sends; what it receives closes when one more message from it was opened. Each of them must have been
 * sealed after the one before it was opened (a late one, sealed under the keys of before, heals nothing), and in the session
 * of this message: two that opened sessions with each other at once have both, and a reply heals the one it is sealed in.
 */
function hasHealed(view: CheckView, copy: CopyMade, by: ActorId, to: ActorId, sealing: TraceEvent): boolean {
  if (copy.device !== by && copy.device !== to) return true;
  const session = sessionOf(sealing, to);
  if (!session) return false;
  const peer = copy.device === by ? to : by;
  const needed = copy.device === by ? [copy.device, peer] : [copy.device, peer, copy.device];
  let reached = 0;
  let since = copy.seq;
  for (const { event, outcome } of all(view, 'shown')) {
    if (event.seq >= sealing.seq || outcome.claimed !== needed[reached]) continue;
    const recipient = outcome.claimed === peer ? copy.device : peer;
    if (event.actor !== recipient) continue;
    const reply = sealedIn(view, outcome.message, outcome.claimed, recipient);
    const inIt = reply && sessionOf(reply, recipient);
    if (!inIt || reply.seq <= since || !equalBytes(inIt, session)) continue;
    since = event.seq;
    reached++;
  }
  return reached >= needed.length;
}

/** What both sides know a session by: its base key. Undefined for what the server sealed. */
const sessionOf = (sealing: TraceEvent, to: ActorId): Bytes | undefined =>
  sealing.actor === SERVER ? undefined : deviceAfter(sealing).keys?.sessions[to]?.baseKey;

/** The event in which the message was sealed by one end for the other. */
const sealedIn = (view: CheckView, message: MessageLabel, by: ActorId, to: ActorId): TraceEvent | undefined =>
  sealings(view, message).find(({ outcome }) => outcome.by === by && outcome.to === to)?.event;
