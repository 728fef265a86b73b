/** What the protocol is handed when a peer acts: the peer's own draws, or the keys that a request puts in their place. */
import type { Bytes } from '../crypto/bytes.ts';
import { entropyFor, type Entropy } from '../crypto/entropy.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { KEY_BYTES } from '../protocol/constants.ts';
import type { Handshake, Tools } from '../protocol/tools.ts';
import { ALL_ON } from '../protections.ts';
import type { Implementation, Peer, Peers } from './types.ts';

/** Nobody asks here who could know what. */
export const NO_LOG: ContainerLog = { pack: () => {}, unpack: () => {} };

const HANDSHAKES: Readonly<Record<Implementation, Handshake>> = { 'x3dh-v3': 'x3dh', 'pqxdh-v4': 'pqxdh' };

/** Private keys of a request, by what they are used for. */
export type Injected = Readonly<
  Partial<Record<'identityKey' | 'signedPreKey' | 'preKey' | 'baseKey' | 'ratchetKey', Bytes | undefined>>
>;
/** How the protocol names the draw of each: a draw is named by what it decides. */
const DRAWS: Readonly<Record<keyof Injected, string>> = {
  identityKey: 'identity',
  signedPreKey: 'signed-prekey',
  preKey: 'one-time-prekey-',
  baseKey: 'base-key ',
  ratchetKey: 'ratchet-key ',
};

type Drawing = Pick<Peer, 'implementation' | 'limits' | 'now' | 'seed' | 'scope'>;

/** Tools for one step of a peer. `draws` names the step; the same name gives the same draws again. */
export const toolsOf = (peer: Drawing, draws: string, { suite }: Peers, injected: Injected = {}): Tools => ({
  suite,
  containers: NO_LOG,
  entropy: injecting(entropyFor(peer.seed, `${peer.scope} ${draws}`), injected),
  limits: peer.limits,
  protections: ALL_ON,
  handshake: HANDSHAKES[peer.implementation],
  now: peer.now,
});

/** Tools for the peer's next step. */
export const nextTools = (peer: Peer, peers: Peers, injected: Injected = {}): Tools =>
  toolsOf(peer, `step ${peer.step}`, peers, injected);

function injecting(drawn: Entropy, injected: Injected): Entropy {
  const given = Object.entries(injected).flatMap(([what, key]) =>
    key ? [{ start: DRAWS[what as keyof Injected], key }] : [],
  );
  if (given.length === 0) return drawn;
  return {
    draw: (what, length) =>
      // A signature's entropy is named after its key, and longer.
      (length === KEY_BYTES && given.find(({ start }) => what.startsWith(start))?.key) || drawn.draw(what, length),
  };
}
