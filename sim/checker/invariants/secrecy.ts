/**
 * What observers must not read: confidentiality, forward secrecy, healing. PROTOCOL.md section 16.A, numbers 1, 2, 4 and 6.
 *
 * Forward secrecy is stated for sessions that were opened with a one-time prekey; the generator gives every device enough.
 */
import type { ActorId, MessageLabel, PartyId, Seq } from '../../trace.ts';
import { all, copiesMade, keyThieves, sealings, type CheckView, type CopyMade } from '../view.ts';
import type { Finding, Invariant, Violation } from './types.ts';

export const confidentiality: Invariant = {
  id: 'confidentiality',
  states: {
    en: 'Nobody on the way can read a message unless a device was copied.',
    zh: '只要没有哪台设备的数据被拷走，路上谁都读不到消息。',
  },
  check: (view) => {
    const thieves = new Set(copiesMade(view).map((copy) => copy.attacker));
    // A single link is not asked: what could be read from it could be read from the whole network.
    const observers = view.played.trace.header.parties.filter(
      ({ kind, id }) => kind !== 'device' && kind !== 'link' && !thieves.has(id),
    );
    return firstReader(
      view,
      'confidentiality',
      observers.map(({ id }) => id),
      sentMessages(view),
    );
  },
};

export const forwardSecrecy: Invariant = {
  id: 'forward-secrecy',
  states: {
    en: 'Keys copied from a device do not open messages that were opened before.',
    zh: '从设备上拷走的密钥，打不开此前已经打开过的消息。',
  },
  check: (view) => {
    const opened = openedEverywhere(view);
    return sum(
      [...keyThieves(view)].map(([thief, copies]) => {
        const firstCopy = Math.min(...copies.map((copy) => copy.seq));
        const before = [...opened].filter(([, seq]) => seq < firstCopy).map(([message]) => message);
        return firstReader(view, 'forward-secrecy', [thief], before);
      }),
    );
  },
};

export const healing: Invariant = {
  id: 'healing',
  states: {
    en: 'After keys were copied once, messages close again when both sides have replied.',
    zh: '密钥被拷走一次之后，只要双方都回复过，消息就重新密封。',
  },
  check: (view) =>
    sum(
      [...keyThieves(view)].map(([thief, copies]) => {
        const healed = sentMessages(view).filter((message) => isHealed(view, message, copies));
        return firstReader(view, 'healing', [thief], healed);
      }),
    ),
};

/** Messages of which at least one ciphertext was made. */
const sentMessages = (view: CheckView): readonly MessageLabel[] => [
  ...new Set(all(view, 'sealed').map(({ outcome }) => outcome.message)),
];

function firstReader(
  view: CheckView,
  invariant: Violation['invariant'],
  parties: readonly PartyId[],
  messages: readonly MessageLabel[],
): Finding {
  for (const party of parties) {
    for (const message of messages) {
      if (view.knowledge.knowsMessage(party, message, view.lastSeq)) {
        return {
          witnessed: parties.length * messages.length,
          violation: { invariant, party, message, seq: view.lastSeq },
        };
      }
    }
  }
  return { witnessed: parties.length * messages.length, violation: undefined };
}

const sum = (findings: readonly Finding[]): Finding => ({
  witnessed: findings.reduce((total, finding) => total + finding.witnessed, 0),
  violation: findings.find((finding) => finding.violation)?.violation,
});

/** Messages that every device they were sealed for has opened, with the event of the last opening. */
function openedEverywhere(view: CheckView): ReadonlyMap<MessageLabel, Seq> {
  const shown = all(view, 'shown');
  const opened = new Map<MessageLabel, Seq>();
  for (const message of sentMessages(view)) {
    const openings = sealings(view, message).map(
      ({ to }) => shown.find(({ event, outcome }) => event.actor === to && outcome.message === message)?.event.seq,
    );
    if (openings.every((seq) => seq !== undefined)) opened.set(message, Math.max(...openings));
  }
  return opened;
}

/** Every ciphertext of the message was made, after each copy, in a session that has healed since that copy. */
function isHealed(view: CheckView, message: MessageLabel, copies: readonly CopyMade[]): boolean {
  const written = all(view, 'sealed').filter(({ outcome }) => outcome.message === message);
  return written.every(({ event, outcome }) =>
    copies.every((copy) => event.seq > copy.seq && hasHealed(view, copy, outcome.by, outcome.to, event.seq)),
  );
}

/**
 * The copied device's own next key is still the thief's; so: a message from it, then one to it, were opened since the copy.
 * That closes what it sends; what it receives closes when one more message from it was opened. Each of them must have been
 * sealed after the one before it was opened: a late one, sealed under the keys of before, heals nothing.
 */
function hasHealed(view: CheckView, copy: CopyMade, by: ActorId, to: ActorId, seq: Seq): boolean {
  if (copy.device !== by && copy.device !== to) return true;
  const peer = copy.device === by ? to : by;
  const needed = copy.device === by ? [copy.device, peer] : [copy.device, peer, copy.device];
  let reached = 0;
  let since = copy.seq;
  for (const { event, outcome } of all(view, 'shown')) {
    if (event.seq >= seq || outcome.claimed !== needed[reached]) continue;
    const recipient = outcome.claimed === peer ? copy.device : peer;
    if (event.actor !== recipient || sealedAt(view, outcome.message, outcome.claimed, recipient) <= since) continue;
    since = event.seq;
    reached++;
  }
  return reached >= needed.length;
}

/** The event in which the message was sealed by one end for the other; before all events where it never was. */
const sealedAt = (view: CheckView, message: MessageLabel, by: ActorId, to: ActorId): Seq =>
  all(view, 'sealed').find(({ outcome }) => outcome.message === message && outcome.by === by && outcome.to === to)
    ?.event.seq ?? -1;
