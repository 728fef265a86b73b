/** What an attacker has in its hands to write with: copied keys and sessions, false keys handed out, bundles seen. */
import type { AttackerState } from '../actors/attacker.ts';
import { SERVER } from '../actors/types.ts';
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { unprefixed } from '../crypto/keys.ts';
import { decodeBundle } from '../protocol/bundle.ts';
import type { KeyPair } from '../protocol/keyPair.ts';
import { parsePrekeyMessage } from '../protocol/message.ts';
import { bundleOf, type Bundle } from '../protocol/prekeys.ts';
import type { Address, Endpoint } from '../protocol/endpoint.ts';
import { decodeStanza } from '../protocol/stanza.ts';
import type { ActorId, Packet, Place } from '../trace.ts';
import { entriesOf } from './log.ts';
import type { Run } from './run.ts';

export interface Loot {
  /** Packets recorded, newest first. */
  readonly packets: readonly Packet[];
  /** Places of devices or of the server, newest copy first. */
  readonly copies: readonly Copy[];
  /** The private half of a public key (32): what a quantum computer finds. Undefined where there is none. */
  readonly solve: (publicKey: Bytes) => Bytes | undefined;
}
interface Copy {
  readonly device: ActorId;
  readonly places: Readonly<Partial<Record<Place, unknown>>>;
}

/** All that this attacker has; the server as an attacker has its own places. */
export function lootOf(run: Run, attacker: ActorId): Loot {
  const actor = run.world.actors[attacker];
  if (actor?.kind === 'server')
    return { packets: [], copies: [{ device: SERVER, places: actor.state.places }], solve: () => undefined };
  if (actor?.kind !== 'attacker') return { packets: [], copies: [], solve: () => undefined };
  const { packets, copies }: AttackerState['places']['loot'] = actor.state.places.loot;
  const solve: Loot['solve'] = actor.state.quantum ? (publicKey) => privateOf(run, publicKey) : () => undefined;
  return { packets: packets.toReversed(), copies: copies.toReversed(), solve };
}

/** No machine of ours solves it: the answer is looked up where the pair was made. */
function privateOf(run: Run, publicKey: Bytes): Bytes | undefined {
  for (const { calls } of entriesOf(run.log)) {
    for (const { op, inputs, outputs } of calls)
      if (op === 'publicKey' && outputs[0] && equalBytes(outputs[0], publicKey)) return inputs[0];
  }
  return undefined;
}

/** The keys and sessions of an endpoint as they were copied last. */
export function keysOf(loot: Loot, endpoint: Address): Endpoint | undefined {
  const copy = loot.copies.find(({ device, places }) => device === endpoint && places.keys !== undefined);
  return copy?.places.keys as Endpoint | undefined;
}

/** The endpoints that the server plays towards the two sides of a swap. */
export function masksIn(loot: Loot): readonly Endpoint[] {
  return loot.copies.flatMap(({ places }) => Object.values((places.masks ?? {}) as Readonly<Record<string, Endpoint>>));
}

/** A device's bundles, one for each identity key and post-quantum key under which it was seen, newest first. */
export function bundlesFor(loot: Loot, device: Address, log: ContainerLog): readonly Bundle[] {
  const prekeys = keysOf(loot, device)?.prekeys;
  const published = [
    ...directoryBundles(loot, device),
    ...loot.packets.flatMap((packet) => seenIn(packet, device, log)),
  ];
  const found = prekeys ? [bundleOf(prekeys, undefined)] : [];
  for (const bytes of published) {
    const bundle = decodeBundle(bytes, log);
    // The recipient cannot tell that a one-time key was left out; one that was seen may be used up.
    if (bundle && !found.some((one) => equalBytes(one.identity, bundle.identity) && one.kem?.id === bundle.kem?.id))
      found.push({ ...bundle, oneTime: undefined });
  }
  return found;
}

/** Identity keys of a device that were seen in public, with private halves computed from them. */
export function computedIdentities(loot: Loot, device: Address, log: ContainerLog): readonly KeyPair[] {
  const seen = [
    ...bundlesFor(loot, device, log).map(({ identity }) => identity),
    ...loot.packets.flatMap((packet) => identityIn(packet, device, log)),
  ];
  return seen.flatMap((publicKey, i) => {
    if (seen.findIndex((one) => equalBytes(one, publicKey)) !== i) return [];
    const bare = unprefixed(publicKey, log);
    const privateKey = bare && loot.solve(bare);
    return privateKey ? [{ privateKey, publicKey }] : [];
  });
}

/** A first message tells the identity key of whoever sealed it. */
function identityIn(packet: Packet, device: Address, log: ContainerLog): readonly Bytes[] {
  const stanza = decodeStanza(packet.bytes, log);
  if (stanza?.kind !== 'message' || stanza.type !== 'prekey' || stanza.sealedBy !== device) return [];
  const message = parsePrekeyMessage(stanza.body, log);
  return message.ok ? [message.identity] : [];
}

interface DirectoryPlace {
  readonly directory?: Readonly<Record<Address, { readonly withoutOneTime: Bytes }>>;
}

const directoryBundles = (loot: Loot, device: Address): readonly Bytes[] =>
  loot.copies.flatMap(({ places }) => {
    const entry = (places.public as DirectoryPlace | undefined)?.directory?.[device];
    return entry ? [entry.withoutOneTime] : [];
  });

function seenIn(packet: Packet, device: Address, log: ContainerLog): readonly Bytes[] {
  const stanza = decodeStanza(packet.bytes, log);
  if (stanza?.kind === 'register' && stanza.device === device) return stanza.bundles;
  if (stanza?.kind !== 'bundles') return [];
  return stanza.entries.flatMap((entry) => (entry.device === device && entry.bundle ? [entry.bundle] : []));
}
