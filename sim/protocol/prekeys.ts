/**
 * Prekeys: what lets anybody open a session with a device that is offline. PROTOCOL.md sections 1.1 to 1.4.
 *
 * A device keeps the private halves and uploads the public ones; the directory hands each one-time prekey out once.
 */
import type { Bytes } from '../crypto/bytes.ts';
import { drawBelow } from '../crypto/entropy.ts';
import type { KemKeyPair } from '../crypto/kem.ts';
import { unprefixed } from '../crypto/keys.ts';
import { EARLIER_SIGNED_PREKEYS, PREKEY_IDS } from '../limits.ts';
import { drawKeyPair, type KeyPair } from './keyPair.ts';
import { drawKemPair } from './kemPair.ts';
import type { Tools } from './tools.ts';

export interface SignedPrekey {
  readonly id: number;
  readonly pair: KeyPair;
  readonly signature: Bytes;
}
export interface OneTimePrekey {
  readonly id: number;
  readonly pair: KeyPair;
}

/** A post-quantum prekey: used once, or, the last resort, by everybody who finds no other. PROTOCOL 1.1, 2.2. */
export interface KemPrekey {
  readonly id: number;
  readonly pair: KemKeyPair;
  readonly signature: Bytes;
}
export interface KemPrekeys {
  readonly lastResort: KemPrekey;
  readonly oneTime: readonly KemPrekey[];
  readonly nextId: number;
  /** First messages that used the last resort: the same one again would open the same session once more. PROTOCOL 2.2. */
  readonly seen: readonly LastResortUse[];
}
export interface LastResortUse {
  readonly kemId: number;
  readonly signedId: number;
  readonly baseKey: Bytes;
}

/** The private side of a device's registration. */
export interface Prekeys {
  readonly identity: KeyPair;
  readonly registrationId: number;
  readonly signedPrekey: SignedPrekey;
  /** Newest first: kept for a while, for first messages that are still on their way. */
  readonly earlierSigned: readonly SignedPrekey[];
  readonly oneTime: readonly OneTimePrekey[];
  /** Ids are a counter: none is given out twice before all are used up. */
  readonly nextOneTimeId: number;
  /** Absent where the device knows no post-quantum handshake. */
  readonly kem: KemPrekeys | undefined;
}

/** What the directory hands out for one device; without a one-time prekey when there is none left. */
export interface Bundle {
  readonly registrationId: number;
  readonly identity: Bytes;
  readonly signedPrekey: { readonly id: number; readonly publicKey: Bytes; readonly signature: Bytes };
  readonly oneTime: { readonly id: number; readonly publicKey: Bytes } | undefined;
  readonly kem: { readonly id: number; readonly publicKey: Bytes; readonly signature: Bytes } | undefined;
}

/** Registration ids are 14 bits, 1..16380. */
const REGISTRATION_IDS = 16_380;
/** XEdDSA signs with so many fresh bytes. PROTOCOL 1.4. */
const SIGNATURE_ENTROPY_BYTES = 64;

/** New identity, signed prekey and one-time prekeys of a device; post-quantum ones where the handshake knows them. */
export function drawPrekeys(oneTimeCount: number, tools: Tools): Prekeys {
  const identity = drawKeyPair('identity', tools);
  const fresh: Prekeys = {
    identity,
    registrationId: 1 + drawBelow(tools.entropy, 'registration-id', REGISTRATION_IDS),
    signedPrekey: drawSigned(1, identity, tools),
    earlierSigned: [],
    oneTime: [],
    nextOneTimeId: 1,
    kem: tools.handshake === 'x3dh' ? undefined : drawKemPrekeys(identity, tools),
  };
  return addOneTime(fresh, oneTimeCount, tools).prekeys;
}

/** More one-time prekeys, with ids that were never given out; `added` is what the directory does not have yet. PROTOCOL 1.2. */
export function addOneTime(
  prekeys: Prekeys,
  count: number,
  tools: Tools,
): { readonly prekeys: Prekeys; readonly added: readonly OneTimePrekey[] } {
  const added = Array.from({ length: count }, (_, i): OneTimePrekey => {
    const id = wrapped(prekeys.nextOneTimeId + i);
    return { id, pair: drawKeyPair(`one-time-prekey-${id}`, tools) };
  });
  const oneTime = [...prekeys.oneTime, ...added];
  return { prekeys: { ...prekeys, oneTime, nextOneTimeId: wrapped(prekeys.nextOneTimeId + count) }, added };
}

/** A new signed prekey; the one before stays for first messages on their way, and what is older goes for good. PROTOCOL 1.1. */
export function rotateSigned(prekeys: Prekeys, tools: Tools): Prekeys {
  const { signedPrekey, earlierSigned } = prekeys;
  return {
    ...prekeys,
    signedPrekey: drawSigned(wrapped(signedPrekey.id + 1), prekeys.identity, tools),
    earlierSigned: [signedPrekey, ...earlierSigned].slice(0, EARLIER_SIGNED_PREKEYS),
  };
}

/** The signed prekey with this id, if the device still has it. */
export const signedWith = ({ signedPrekey, earlierSigned }: Prekeys, id: number): SignedPrekey | undefined =>
  signedPrekey.id === id ? signedPrekey : earlierSigned.find((one) => one.id === id);

/** The public halves, with the one-time prekeys given (or none); `kem` stands for the last resort where none is given. */
export function bundleOf(
  prekeys: Prekeys,
  oneTime: OneTimePrekey | undefined,
  kem: KemPrekey | undefined = prekeys.kem?.lastResort,
): Bundle {
  const { id, pair, signature } = prekeys.signedPrekey;
  return {
    registrationId: prekeys.registrationId,
    identity: prekeys.identity.publicKey,
    signedPrekey: { id, publicKey: pair.publicKey, signature },
    oneTime: oneTime && { id: oneTime.id, publicKey: oneTime.pair.publicKey },
    kem: kem && { id: kem.id, publicKey: kem.pair.publicKey, signature: kem.signature },
  };
}

/** True where the signed prekey, and the post-quantum one if there is one, are really signed by the bundle's identity key. */
export function signaturesHold(bundle: Bundle, tools: Pick<Tools, 'suite' | 'containers'>): boolean {
  const identity = unprefixed(bundle.identity, tools.containers);
  if (identity === undefined) return false;
  return [bundle.signedPrekey, bundle.kem].every(
    (one) => one === undefined || tools.suite.verify(identity, one.publicKey, one.signature),
  );
}

function drawSigned(id: number, identity: KeyPair, tools: Tools): SignedPrekey {
  const name = id === 1 ? 'signed-prekey' : `signed-prekey-${id}`;
  const pair = drawKeyPair(name, tools);
  return { id, pair, signature: signed(identity, pair.publicKey, `${name}-signature`, tools) };
}

function drawKemPrekeys(identity: KeyPair, tools: Tools): KemPrekeys {
  const draw = (id: number): KemPrekey => {
    const pair = drawKemPair(`kem-prekey-${id}`, tools);
    return { id, pair, signature: signed(identity, pair.publicKey, `kem-prekey-${id}-signature`, tools) };
  };
  const count = tools.limits.oneTimeKemPrekeys;
  return {
    lastResort: draw(1),
    oneTime: Array.from({ length: count }, (_, i) => draw(i + 2)),
    nextId: count + 2,
    seen: [],
  };
}

const signed = (identity: KeyPair, message: Bytes, name: string, tools: Tools): Bytes =>
  tools.suite.sign(identity.privateKey, message, tools.entropy.draw(name, SIGNATURE_ENTROPY_BYTES));

const wrapped = (id: number): number => ((id - 1) % PREKEY_IDS) + 1;
