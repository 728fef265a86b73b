/** What the lab's inspector asks for: the keys of a device, and a packet byte by byte. Everything is computed at the event asked for. */
import {
  inspect,
  keyPairings,
  keysOf,
  livesIn,
  packetBetween,
  packetsOf,
  worthIn,
  type Worth,
} from '../../sim/index.ts';
import type { KeyPairing, KeysOfPair, PacketEntry } from '../../sim/index.ts';
import type { PartyId, Seq, Trace } from '../../sim/trace.ts';
import type { BytesView, KeyAbout, KeysView } from './api.ts';
import type { KnownRun } from './runs.ts';

export function keysView(
  run: KnownRun,
  wanted: KeyPairing | undefined,
  at: Seq,
  key: string | undefined,
): KeysView | undefined {
  const { trace } = run.played;
  const pairings = keyPairings(trace, at);
  const isWanted = ({ device, peer }: KeyPairing): boolean => device === wanted?.device && peer === wanted.peer;
  const pairing = pairings.find(isWanted) ?? pairings[0];
  if (!pairing) return undefined;
  const keys = keysOf(trace, pairing.device, pairing.peer, at);
  return { ...keys, pairings, about: key === undefined ? undefined : aboutKey(run, keys, key, at) };
}

/** Rules of a run are made once for all keys that are asked about. */
const worths = new WeakMap<Trace, Worth>();

function aboutKey(
  { played: { trace }, knowledge }: KnownRun,
  keys: KeysOfPair,
  id: string,
  at: Seq,
): KeyAbout | undefined {
  const life = livesIn(keys).find((one) => one.id === id);
  if (!life) return undefined;
  const worth = worths.get(trace) ?? worthIn(trace);
  worths.set(trace, worth);
  const holders = trace.header.parties.flatMap(({ kind, id: party }) =>
    kind !== 'link' && knowledge.knowsValue(party, life.bytes, at) ? [party] : [],
  );
  const opens = worth(life.bytes, at);
  const [only, ...others] = opens;
  const ends = [keys.device, keys.peer];
  const packet = only === undefined || others.length > 0 ? undefined : packetBetween(trace, only, ends, at);
  return { id, holders, opens, packet };
}

export function bytesView(
  { played: { trace }, knowledge }: KnownRun,
  packet: string | undefined,
  party: PartyId | undefined,
  at: Seq,
): BytesView {
  const packets = packetsOf(trace, at);
  const entry = packets.find(({ id }) => id === packet) ?? firstToShow(packets);
  if (!entry) return { packets, inspection: undefined };
  const known = trace.header.parties.find(({ id }) => id === party)?.id;
  return { packets, inspection: inspect(trace, knowledge, entry.id, known ?? deviceEnd(trace, entry), at) };
}

/** Where none is asked for: the first packet with a message in it. */
const firstToShow = (packets: readonly PacketEntry[]): PacketEntry | undefined =>
  packets.find(({ errand }) => errand === 'message') ?? packets[0];

/** The device that sent the packet or is to get it. */
const deviceEnd = ({ header }: Trace, { from, to }: PacketEntry): PartyId =>
  header.parties.find(({ kind, id }) => kind === 'device' && (id === from || id === to))?.id ?? from;
