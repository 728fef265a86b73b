/** Ways to write as somebody, each made of what an attacker has: an endpoint that is ready to seal for the victim. */
import { agree, drawKeyPair } from '../protocol/keyPair.ts';
import { drawPrekeys } from '../protocol/prekeys.ts';
import { stepRoot, type SendingChain, type Session } from '../protocol/ratchet.ts';
import { newEndpoint, type Address, type Endpoint } from '../protocol/endpoint.ts';
import { openSession } from '../protocol/session.ts';
import type { Tools } from '../protocol/tools.ts';
import { bundlesFor, computedIdentities, keysOf, masksIn, type Loot } from './loot.ts';

/** In the order in which they are tried. */
export const FORGE_STRATEGIES = [
  'stolen-session',
  'mirrored-session',
  'stolen-identity',
  'own-identity',
  'computed-identity',
] as const;
export type ForgeStrategy = (typeof FORGE_STRATEGIES)[number];

/** The endpoints with which this strategy can seal for the victim; none where the attacker lacks what it takes. */
export function endpointsFor(
  strategy: ForgeStrategy,
  loot: Loot,
  sender: Address,
  victim: Address,
  tools: Tools,
): readonly Endpoint[] {
  const copied = keysOf(loot, sender);
  // A mask plays somebody, perhaps the sender: the victim decides.
  const stolen = [...(copied ? [copied] : []), ...masksIn(loot)];
  switch (strategy) {
    case 'stolen-session':
      return stolen.filter(({ sessions }) => sessions[victim] !== undefined);
    case 'mirrored-session':
      return mirrored(keysOf(loot, victim), sender, victim, tools);
    case 'stolen-identity':
      return stolen.flatMap(({ prekeys }) => withNewSession(newEndpoint(prekeys), loot, victim, tools));
    case 'computed-identity':
      return computedIdentities(loot, sender, tools.containers).flatMap((identity) =>
        withNewSession(newEndpoint({ ...drawPrekeys(0, tools), identity }), loot, victim, tools),
      );
    case 'own-identity':
      return withNewSession(newEndpoint(drawPrekeys(0, tools)), loot, victim, tools);
  }
}

/** The keys of a chain are the same on both sides: who has the victim's receiving chain can seal what it opens. */
function mirrored(keys: Endpoint | undefined, sender: Address, victim: Address, tools: Tools): readonly Endpoint[] {
  const session = keys?.sessions[sender];
  const sending = session && chainInto(session, tools);
  if (!keys || !sending) return [];
  const mirror: Session = {
    ...session,
    ourIdentity: session.theirIdentity,
    theirIdentity: session.ourIdentity,
    sending,
    receiving: [],
    previousCounter: 0,
    pending: undefined,
  };
  return [{ ...newEndpoint(keys.prekeys), sessions: { [victim]: mirror } }];
}

/** The newest chain that the session receives on; before the first, the sender's next one, which anybody with its root makes. */
function chainInto({ receiving, root, sending }: Session, tools: Tools): SendingChain | undefined {
  const newest = receiving.at(-1);
  // Nobody needs the private half to go on in a chain.
  if (newest) {
    const ratchet = { publicKey: newest.ratchetKey, privateKey: new Uint8Array() };
    return { ratchet, chain: newest.chain, index: newest.index };
  }
  const ratchet = drawKeyPair('ratchet-key', tools);
  const agreement = agree(ratchet, sending.ratchet.publicKey, tools);
  return agreement.ok ? { ratchet, chain: stepRoot(root, agreement.shared, tools).chain, index: 0 } : undefined;
}

function withNewSession(endpoint: Endpoint, loot: Loot, victim: Address, tools: Tools): readonly Endpoint[] {
  // Nor can the recipient tell that a post-quantum key was left out, where it takes sessions without.
  const offered = bundlesFor(loot, victim, tools.containers).flatMap((bundle) =>
    bundle.kem ? [bundle, { ...bundle, kem: undefined }] : [bundle],
  );
  return offered.flatMap((bundle) => {
    const opened = openSession(endpoint, victim, bundle, tools);
    return opened.ok ? [opened.endpoint] : [];
  });
}
