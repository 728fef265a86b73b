/**
 * X3DH as message version 3 uses it, and PQXDH (version 4), which is the same with a secret of a post-quantum key behind the
 * agreements. PROTOCOL.md sections 2.1 to 2.3; "The X3DH Key Agreement Protocol" section 3.3, "The PQXDH Key Agreement
 * Protocol" section 3.3.
 *
 * Both sides compute the same 64 bytes: the first root key and the first chain key. Identities are not in this key
 * derivation; they are under every message's MAC. Sessions, trust and prekey storage are `session.ts`.
 */
import { concat, type Bytes } from '../crypto/bytes.ts';
import { INFO_PQXDH, INFO_X3DH, KEY_BYTES, X3DH_PREFIX, ZERO_SALT } from './constants.ts';
import { agree, isPrimeOrderKey, type KeyPair } from './keyPair.ts';
import type { Bundle, OneTimePrekey, SignedPrekey } from './prekeys.ts';
import { refused, type Refused, type Tools } from './tools.ts';

export interface SharedStart {
  readonly ok: true;
  readonly root: Bytes;
  readonly chain: Bytes;
}

/** The initiator's side: our identity and a fresh base key against their bundle; `kem` is what was encapsulated for it. */
export function initiatorStart(
  identity: KeyPair,
  base: KeyPair,
  bundle: Bundle,
  kem: Bytes | undefined,
  tools: Tools,
): SharedStart | Refused {
  const agreements = [
    agree(identity, bundle.signedPrekey.publicKey, tools),
    agree(base, bundle.identity, tools),
    agree(base, bundle.signedPrekey.publicKey, tools),
  ];
  if (bundle.oneTime) agreements.push(agree(base, bundle.oneTime.publicKey, tools));
  return startFrom(agreements, kem, tools);
}

/** Which of its keys the recipient has to use, as the first message names them. */
export interface RecipientKeys {
  readonly identity: KeyPair;
  readonly signed: SignedPrekey;
  readonly oneTime: OneTimePrekey | undefined;
  /** What was encapsulated for its post-quantum key; absent in version 3. */
  readonly kem: Bytes | undefined;
}

/** The recipient's side: our prekeys against their identity and base key. */
export function recipientStart(
  { identity, signed, oneTime, kem }: RecipientKeys,
  theirIdentity: Bytes,
  theirBase: Bytes,
  tools: Tools,
): SharedStart | Refused {
  const agreements = [
    agree(signed.pair, theirIdentity, tools),
    agree(identity, theirBase, tools),
    agree(signed.pair, theirBase, tools),
  ];
  if (oneTime) agreements.push(agree(oneTime.pair, theirBase, tools));
  const start = startFrom(agreements, kem, tools);
  // Nothing but chance and a private key makes a base key: one that cannot have come so was made to be seen through.
  return start.ok && !isPrimeOrderKey(theirBase, tools) ? refused('low-order-point') : start;
}

function startFrom(
  agreements: readonly ReturnType<typeof agree>[],
  kem: Bytes | undefined,
  tools: Tools,
): SharedStart | Refused {
  const secrets: Bytes[] = [];
  for (const agreement of agreements) {
    if (!agreement.ok) return refused('low-order-point');
    secrets.push(agreement.shared);
  }
  if (kem) secrets.push(kem);
  const input = concat(X3DH_PREFIX, ...secrets);
  tools.containers.pack(secrets, input);
  const info = kem ? INFO_PQXDH : INFO_X3DH;
  const [root, chain] = tools.suite.hkdf(input, ZERO_SALT, info, [KEY_BYTES, KEY_BYTES]);
  if (!root || !chain) throw new Error('hkdf returns one piece for each width asked for');
  return { ok: true, root, chain };
}
