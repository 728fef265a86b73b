/**
 * Being the company, or a listener: what somebody who carries messages has of them without opening one.
 *
 * Computed from packets really sent, decoded with the real decoder, and from what the server's log really holds. Where a
 * packet came from is the link that it came by: network addresses are not modelled. PROTOCOL.md section 16.E, 49 and 50.
 */
import { accountOf, SERVER } from '../actors/types.ts';
import type { ActorId, Instant, Party, PartyId, Seq, Trace } from '../trace.ts';
import { disclosedFacts, listenerFacts, serverFacts } from './metadataFacts.ts';
import type {
  Account,
  FirstContact,
  KnownMessage,
  KnownTick,
  Metadata,
  MetadataFact,
  Pair,
  Reach,
  Said,
  Traffic,
  TransportProjection,
} from './metadataTypes.ts';

/** Who can be asked: the server, the network, each link, and attackers. Devices know their own chats; that is no lens. */
export const metadataParties = ({ header }: Trace): readonly PartyId[] =>
  header.parties.filter(({ kind }) => kind !== 'device').map(({ id }) => id);

/**
 * What a party has of the run up to an event, and what it can count from that.
 * @param last the last event that has happened; facts only ever become more
 * @throws where the party is a device or none of this run: `metadataParties` names those that can be asked
 */
export function metadataOf(
  trace: Trace,
  party: PartyId,
  transport: TransportProjection = 'open',
  last: Seq = trace.events.length - 1,
): Metadata {
  const found = trace.header.parties.find(({ id, kind }) => id === party && kind !== 'device');
  if (!found) throw new Error(`"${party}" cannot be asked; these can: ${metadataParties(trace).join(', ')}`);
  const facts = factsOf(trace, found, transport, last);
  const messages = messagesIn(facts);
  return {
    party,
    transport,
    at: last,
    facts,
    messages,
    pairs: pairsOf(messages),
    traffic: trafficIn(facts),
    accounts: accountsIn(facts),
    contacts: contactsIn(facts),
    // The server knows which receipts it made up itself; who only listens does not.
    ticks: ticksIn(found.kind === 'server' ? facts.filter(({ toward }) => toward === 'server') : facts),
    reach: reachIn(facts),
  };
}

function factsOf(trace: Trace, party: Party, transport: TransportProjection, last: Seq): readonly MetadataFact[] {
  switch (party.kind) {
    case 'server':
      return serverFacts(trace, last);
    case 'network':
      return listenerFacts(trace, new Set(party.links), transport, last);
    case 'link':
      return listenerFacts(trace, new Set([party.id]), transport, last);
    case 'attacker': {
      const heard = listenerFacts(trace, new Set(party.watches), transport, last);
      return [...heard, ...disclosedFacts(trace, party, last)].toSorted((a, b) => a.seq - b.seq);
    }
    case 'device':
      return [];
  }
}

type Saying<Kind extends Said['kind']> = MetadataFact & { readonly says: Extract<Said, { readonly kind: Kind }> };

const saying = <Kind extends Said['kind']>(facts: readonly MetadataFact[], kind: Kind): readonly Saying<Kind>[] =>
  facts.filter((fact): fact is Saying<Kind> => fact.says.kind === kind);

/** The first of each key, in order. */
const firsts = <T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] => [
  ...all
    .reduce((seen, one) => (seen.has(keyOf(one)) ? seen : seen.set(keyOf(one), one)), new Map<string, T>())
    .values(),
];

/** Each message once, as it was first seen; copies for further devices and repetitions tell nothing new of it. */
const messagesIn = (facts: readonly MetadataFact[]): readonly KnownMessage[] =>
  firsts(saying(facts, 'message'), ({ says }) => `${says.from} ${says.message}`).map(({ says, at, sizeBytes }) => ({
    message: says.message,
    from: says.from,
    to: says.to,
    at,
    sizeBytes,
  }));

function pairsOf(messages: readonly KnownMessage[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { from, to, at, sizeBytes } of messages) {
    const writer = accountOf(from);
    const between: Pair['between'] = writer < to ? [writer, to] : [to, writer];
    const forth = between[0] === writer ? 1 : 0;
    const known = pairs.get(between.join(' ')) ?? {
      between,
      messages: 0,
      forth: 0,
      back: 0,
      bytes: 0,
      first: at,
      last: at,
    };
    pairs.set(between.join(' '), {
      between,
      messages: known.messages + 1,
      forth: known.forth + forth,
      back: known.back + 1 - forth,
      bytes: known.bytes + sizeBytes,
      first: known.first,
      last: at,
    });
  }
  return [...pairs.values()].toSorted((a, b) => b.messages - a.messages);
}

function trafficIn(facts: readonly MetadataFact[]): readonly Traffic[] {
  const sums = new Map<ActorId, Traffic>();
  for (const { device, toward, sizeBytes } of facts) {
    const known = sums.get(device) ?? { device, packets: 0, sentBytes: 0, receivedBytes: 0 };
    sums.set(device, {
      device,
      packets: known.packets + 1,
      sentBytes: known.sentBytes + (toward === 'server' ? sizeBytes : 0),
      receivedBytes: known.receivedBytes + (toward === 'device' ? sizeBytes : 0),
    });
  }
  return [...sums.values()].toSorted((a, b) => (a.device < b.device ? -1 : 1));
}

/** Every device that a packet names or that is at the end of a link, under its account. */
function accountsIn(facts: readonly MetadataFact[]): readonly Account[] {
  const devices = new Set(facts.flatMap((fact) => [fact.device, ...devicesNamed(fact.says)]));
  devices.delete(SERVER);
  const names = [...new Set([...devices].map(accountOf))].toSorted();
  return names.map((account) => ({
    account,
    devices: [...devices].filter((device) => accountOf(device) === account).toSorted(),
  }));
}

function devicesNamed(says: Said): readonly ActorId[] {
  switch (says.kind) {
    case 'message':
      return [says.from, says.forDevice];
    case 'receipt':
      return [says.by, says.to];
    case 'asks-keys':
      return [says.by];
    case 'gives-keys':
      return says.devices;
    case 'registers':
      return [says.device];
    case 'service':
      return says.device === undefined ? [] : [says.device];
    case 'nothing':
      return [];
  }
}

/** A device asks for its own account's keys too, to keep its other devices up to date: that is no contact. */
function contactsIn(facts: readonly MetadataFact[]): readonly FirstContact[] {
  const asked = saying(facts, 'asks-keys').flatMap(({ says, at }) =>
    says.accounts.map((account): FirstContact => ({ by: accountOf(says.by), account, at })),
  );
  const others = asked.filter(({ by, account }) => by !== account && account !== SERVER);
  return firsts(others, ({ by, account }) => `${by} ${account}`);
}

const ticksIn = (facts: readonly MetadataFact[]): readonly KnownTick[] =>
  firsts(
    saying(facts, 'receipt').map(({ says: { message, by, tick }, at }): KnownTick => ({ message, by, tick, at })),
    ({ message, by, tick }) => `${message} ${by} ${tick}`,
  );

/**
 * When a device was there, one entry for each packet of its own; and from when to when it gave no answer: the same message
 * passed to it again. Without the envelope nobody can tell a repetition, so wrapped links show no silence.
 */
function reachIn(facts: readonly MetadataFact[]): readonly Reach[] {
  const reach: Reach[] = [];
  const waiting = new Map<ActorId, { readonly passed: Map<string, Instant>; from: Instant | undefined }>();
  const silence = (device: ActorId, from: Instant, to: Instant): void =>
    void reach.push({ device, kind: 'silent', how: 'inferred', from, to });
  for (const { device, toward, at, says } of facts) {
    const wait = waiting.get(device) ?? { passed: new Map<string, Instant>(), from: undefined };
    waiting.set(device, wait);
    if (toward === 'server') {
      if (wait.from !== undefined) silence(device, wait.from, at);
      waiting.delete(device);
      reach.push({ device, kind: 'there', how: 'seen', from: at, to: at });
    } else if (says.kind === 'message') {
      const before = wait.passed.get(`${says.from} ${says.message}`);
      if (before === undefined) wait.passed.set(`${says.from} ${says.message}`, at);
      else wait.from = Math.min(wait.from ?? before, before);
    }
  }
  const end = facts.at(-1)?.at ?? 0;
  for (const [device, { from }] of waiting) if (from !== undefined) silence(device, from, end);
  return reach.toSorted((a, b) => a.from - b.from);
}
