/**
 * The keys of one device towards another: sessions as staircases of root keys, their chains and message keys, and the device's
 * prekeys; what is there at a moment, and which event erased the rest. From the trace alone. PROTOCOL.md sections 1.1, 3.1, 3.3.
 */
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { sessionsWith, type Endpoint } from '../protocol/endpoint.ts';
import type { Session } from '../protocol/ratchet.ts';
import type { ActorId, MessageLabel, Seq, Trace, TraceEvent } from '../trace.ts';
import { endpointIn, keyId, livesOf, sameBytes, type Lives } from './keyLives.ts';
import { grown, ownPairs, type StepDraft } from './keySteps.ts';
import type { ChainKeys, KeyLife, KeyPairing, KeysOfPair, PrekeyLife, RatchetStep, SessionKeys } from './keyTypes.ts';

/** Keys of `device` towards `peer` after the event `at`; nothing that comes later is in it. */
export function keysOf(trace: Trace, device: ActorId, peer: ActorId, at: Seq): KeysOfPair {
  const events = trace.events.slice(0, at + 1);
  const own = events.filter(({ actor }) => actor === device);
  const lives = livesOf(own, device);
  const labels = labelsBySeed(events);
  const last = own.findLast((event) => endpointIn(event) !== undefined);
  return {
    device,
    peer,
    at,
    sessions: draftsOf(own, peer).map((draft) => sessionKeys(draft, lives, labels)),
    prekeys: last === undefined ? [] : prekeysOf(own, lives),
  };
}

/** Everybody who has had a session with somebody, up to an event, each side by itself. */
export function keyPairings(trace: Trace, at: Seq): readonly KeyPairing[] {
  const found = new Map<string, KeyPairing>();
  for (const event of trace.events.slice(0, at + 1)) {
    const endpoint = endpointIn(event);
    if (!endpoint) continue;
    for (const peer of [...Object.keys(endpoint.sessions), ...Object.keys(endpoint.archived)]) {
      found.set(`${event.actor} ${peer}`, { device: event.actor, peer });
    }
  }
  return [...found.values()].toSorted((a, b) => order(a).localeCompare(order(b)));
}
const order = ({ device, peer }: KeyPairing): string => `${device} ${peer}`;

interface SessionDraft {
  readonly id: string;
  readonly opened: Seq;
  session: Session;
  openedBy: 'us' | 'them';
  steps: readonly StepDraft[];
  place: SessionKeys['place'];
  since: Seq;
}

/** Every session that there was, followed from state to state. */
function draftsOf(own: readonly TraceEvent[], peer: ActorId): readonly SessionDraft[] {
  const drafts: SessionDraft[] = [];
  const pairs = ownPairs(own);
  let before: Endpoint | undefined;
  for (const event of own) {
    const after = endpointIn(event);
    if (after === before) continue;
    const sessions = after ? sessionsWith(after, peer) : [];
    for (const session of sessions) {
      const id = keyId(session.baseKey);
      let draft = drafts.find((one) => one.id === id && one.place !== 'gone');
      const was = draft?.session;
      if (was === session) continue;
      if (!draft) {
        draft = newDraft(id, session, event.seq);
        drafts.push(draft);
      }
      draft.steps = grown(draft.steps, was, session, event, pairs);
      draft.session = session;
    }
    for (const draft of drafts) settle(draft, after, sessions, peer, event.seq);
    before = after;
  }
  return drafts;
}

const newDraft = (id: string, session: Session, seq: Seq): SessionDraft => ({
  id,
  opened: seq,
  session,
  openedBy: session.pending ? 'us' : 'them',
  steps: [],
  place: 'current',
  since: seq,
});

/** Where a session is after an event, and since when. */
function settle(
  draft: SessionDraft,
  endpoint: Endpoint | undefined,
  sessions: readonly Session[],
  peer: ActorId,
  seq: Seq,
): void {
  const current = endpoint?.sessions[peer];
  const isOne = (session: Session | undefined): boolean => sameBytes(session?.baseKey, draft.session.baseKey);
  const place = isOne(current) ? 'current' : sessions.some(isOne) ? 'archived' : 'gone';
  if (place === draft.place) return;
  draft.place = place;
  draft.since = seq;
}

function sessionKeys(draft: SessionDraft, lives: Lives, labels: Labels): SessionKeys {
  const { id, session, opened, openedBy, place, since, steps } = draft;
  return {
    id,
    version: session.versionByte >> 4 === 4 ? 4 : 3,
    openedBy,
    opened,
    place,
    since,
    steps: steps.map((step) => finished(step, session, lives, labels)),
  };
}

function finished(step: StepDraft, session: Session, lives: Lives, labels: Labels): RatchetStep {
  const { kind, seq, root, agreement, chain } = step;
  return {
    kind,
    seq,
    root: lives(root, seq),
    ...(agreement === undefined
      ? {}
      : {
          agreement: {
            shared: lives(agreement.shared, seq),
            ours: lives(agreement.privateKey, agreement.made, agreement.publicKey),
            theirs: agreement.theirs,
          },
        }),
    chain: chain && finishedChain(chain, session, lives, labels),
  };
}

function finishedChain(
  chain: NonNullable<StepDraft['chain']>,
  session: Session,
  lives: Lives,
  labels: Labels,
): ChainKeys {
  const waits = session.receiving.flatMap(({ skipped }) => skipped.map(({ seed }) => seed));
  return {
    side: chain.side,
    keys: chain.keys.map(({ bytes, made }) => lives(bytes, made)),
    messages: chain.seeds.map(({ bytes, made }, counter) => {
      const key = lives(bytes, made);
      const isWaiting = waits.some((seed) => sameBytes(seed, bytes));
      const use = key.state !== 'here' ? 'used' : isWaiting ? 'waiting' : 'kept';
      return { counter, key, message: labels.get(toHex(bytes)), use };
    }),
  };
}

type Labels = ReadonlyMap<string, MessageLabel>;

/** Which message was sealed under which message key: whoever sealed it derived the cipher key from that. */
function labelsBySeed(events: readonly TraceEvent[]): Labels {
  const labels = new Map<string, MessageLabel>();
  for (const { calls, outcomes } of events) {
    for (const outcome of outcomes) {
      if (outcome.kind !== 'sealed') continue;
      const sealing = calls.find(({ op, outputs }) => op === 'cbcEncrypt' && sameBytes(outputs[0], outcome.ciphertext));
      const derived = calls.find(({ op, outputs }) => op === 'hkdf' && sameBytes(outputs[0], sealing?.inputs[0]));
      const seed = derived?.inputs[0];
      if (seed) labels.set(toHex(seed), outcome.message);
    }
  }
  return labels;
}

/** Every prekey that the device ever had, its identity first, then in the order in which they were made. */
function prekeysOf(own: readonly TraceEvent[], lives: Lives): readonly PrekeyLife[] {
  const found = new Map<string, PrekeyLife>();
  let before: Endpoint['prekeys'] | undefined;
  for (const event of own) {
    const prekeys = endpointIn(event)?.prekeys;
    if (!prekeys || prekeys === before) continue;
    before = prekeys;
    const add = (kind: PrekeyLife['kind'], number: number, pair: Pair): void => {
      const id = toHex(pair.publicKey);
      if (!found.has(id)) found.set(id, { kind, number, key: lives(pair.privateKey, event.seq, pair.publicKey) });
    };
    const { identity, signedPrekey, oneTime, kem } = prekeys;
    add('identity', 0, identity);
    add('signed', signedPrekey.id, signedPrekey.pair);
    for (const { id, pair } of oneTime) add('oneTime', id, pair);
    if (kem) add('kemLastResort', kem.lastResort.id, kem.lastResort.pair);
    for (const { id, pair } of kem?.oneTime ?? []) add('kemOneTime', id, pair);
  }
  return [...found.values()];
}

interface Pair {
  readonly privateKey: Bytes;
  readonly publicKey: Bytes;
}

/** Every key of a pair, those of its sessions first. */
export const livesIn = ({ sessions, prekeys }: KeysOfPair): readonly KeyLife[] => [
  ...sessions.flatMap(({ steps }) =>
    steps.flatMap(({ root, agreement, chain }) => [
      root,
      ...(agreement ? [agreement.shared, agreement.ours] : []),
      ...(chain ? [...chain.keys, ...chain.messages.map(({ key }) => key)] : []),
    ]),
  ),
  ...prekeys.map(({ key }) => key),
];
