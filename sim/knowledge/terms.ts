/**
 * The field's word for a value: by the computation that made it, else by where it stands in somebody's state.
 *
 * Source of the words: PROTOCOL sections 1.1, 2.1, 3.1 (root key, chain key, message keys and their seed).
 */
import { equalBytes, fromUtf8, type Bytes } from '../crypto/bytes.ts';
import type { Evidence } from './evidence.ts';
import { STILL } from './holdings.ts';
import { INFO_PQXDH } from '../protocol/constants.ts';
import { QUANTUM_COMPUTER } from './quantum.ts';
import { formOf } from './rules.ts';
import type { NamedValue, Term } from './types.ts';
import type { ValueId } from './values.ts';

/** A value with its bytes and its word. */
export const named = (evidence: Evidence, value: ValueId): NamedValue => ({
  bytes: evidence.values.bytesOf(value),
  term: termOf(evidence, value),
});

/** The word for a value; `value` where nothing says what it is. */
function termOf(evidence: Evidence, value: ValueId): Term {
  if (equalBytes(evidence.values.bytesOf(value), QUANTUM_COMPUTER)) return 'quantumComputer';
  const { messages, sightings } = evidence.story();
  if (messages.some((message) => message.value === value)) return 'message';
  if (sightings.some((sighting) => sighting.value === value)) return 'packet';
  if (messages.some((message) => message.ciphertexts.some((ciphertext) => ciphertext.value === value)))
    return 'ciphertext';
  return termByMaking(evidence, value) ?? termByPlace(evidence, value) ?? termByUse(evidence, value) ?? 'value';
}

/** By the first computation of which it is the result. Parts of containers have no word from that. */
function termByMaking(evidence: Evidence, value: ValueId): Term | undefined {
  const rules = evidence.rules();
  const { start, list } = rules.giving();
  for (let i = start[value] ?? 0; i < (start[value + 1] ?? 0); i++) {
    const rule = list[i] ?? 0;
    const call = rules.calls[rule];
    switch (formOf(rules, rule)) {
      case 'hkdf':
        return KEYS_BY_LABEL[fromUtf8(call?.inputs[2] ?? NOTHING) ?? '']?.[rules.part[rule] ?? 0] ?? 'value';
      case 'hmac':
        return termOfTag(call?.inputs[1] ?? NOTHING);
      case 'agree':
        return 'sharedSecret';
      case 'publicKey':
        return 'publicKey';
      case 'sign':
        return 'signature';
      case 'encrypt':
        return 'ciphertext';
      case 'decrypt':
        return 'paddedText';
      case 'pack':
        return termOfPacked(evidence, call?.inputs ?? []);
      case 'encapsulate':
        return rules.part[rule] === 0 ? 'ciphertext' : 'kemSecret';
      case 'decapsulate':
        return 'kemSecret';
      case 'kemKeyPair':
        if (rules.part[rule] === 1) return 'publicKey';
        continue; // What a private key is for tells the place where it is kept.
      case 'slice':
      case 'discreteLog':
        continue;
    }
  }
  return undefined;
}

const NOTHING: Bytes = new Uint8Array(0);

/** Pieces of a key derivation by its label. PROTOCOL 2.1, 2.2 and 3.1. */
const KEYS_BY_LABEL: Readonly<Record<string, readonly Term[]>> = {
  WhisperText: ['rootKey', 'chainKey'],
  [fromUtf8(INFO_PQXDH) ?? '']: ['rootKey', 'chainKey'],
  WhisperRatchet: ['rootKey', 'chainKey'],
  WhisperMessageKeys: ['cipherKey', 'macKey', 'iv'],
};

/** The symmetric ratchet's two steps; any other tag has no word of its own. */
function termOfTag(message: Bytes): Term {
  if (message.length !== 1) return 'value';
  return message[0] === 0x01 ? 'messageKeySeed' : message[0] === 0x02 ? 'chainKey' : 'value';
}

/** The wire form of a public key is a public key; a message with its padding is padded text; else a container. */
function termOfPacked(evidence: Evidence, parts: readonly Bytes[]): Term {
  const [only, ...others] = parts.map(evidence.values.find);
  if (only === undefined || only < 0 || others.length > 0) return 'container';
  if (evidence.story().messages.some((message) => message.value === only)) return 'paddedText';
  return termByMaking(evidence, only) === 'publicKey' ? 'publicKey' : 'container';
}

/** Words by a segment of the path at which a value is held, innermost first. */
const TERMS_BY_SEGMENT: Readonly<Record<string, Term>> = {
  publicKey: 'publicKey',
  ratchetKey: 'publicKey',
  ourIdentity: 'publicKey',
  theirIdentity: 'publicKey',
  baseKey: 'publicKey',
  trusted: 'publicKey',
  ciphertext: 'ciphertext',
  signature: 'signature',
  stanza: 'packet',
  seed: 'messageKeySeed',
  skipped: 'messageKeySeed',
  used: 'messageKeySeed',
  chain: 'chainKey',
  root: 'rootKey',
  ratchet: 'ratchetKey',
  oneTime: 'oneTimePrekey',
  signedPrekey: 'signedPrekey',
  identity: 'identityKey',
};

function termByPlace(evidence: Evidence, value: ValueId): Term | undefined {
  for (const keeper of evidence.keepers) {
    const holdings = evidence.holdings(keeper);
    const stay = holdings.values.indexOf(value);
    if (stay === -1) continue;
    const places: Readonly<Record<string, unknown>> =
      evidence.trace.events[holdings.from[stay] ?? STILL]?.after.places ?? {};
    const path = pathTo(places[holdings.places[stay] ?? ''], evidence.values.bytesOf(value));
    const term = termOfPath(path ?? []);
    if (term) return term;
  }
  return undefined;
}

/** The word for a value by the names on the way to it in a state; undefined where none of them has one. */
export function termOfPath(path: readonly string[]): Term | undefined {
  // One-time or not, it is another kind of key than those of X25519 that stand beside it.
  if (path.includes('kem') && path.at(-1) === 'privateKey') return 'kemPrekey';
  for (const segment of path.toReversed()) {
    const term = Object.hasOwn(TERMS_BY_SEGMENT, segment) ? TERMS_BY_SEGMENT[segment] : undefined;
    if (term) return term;
  }
  return undefined;
}

/** Names on the way to the first occurrence of these bytes in a state; undefined where they do not occur. */
function pathTo(state: unknown, bytes: Bytes): readonly string[] | undefined {
  if (state instanceof Uint8Array) return equalBytes(state, bytes) ? [] : undefined;
  if (typeof state !== 'object' || state === null) return undefined;
  for (const [key, part] of Object.entries(state)) {
    const rest = pathTo(part, bytes);
    if (rest) return [key, ...rest];
  }
  return undefined;
}

/** A private key that nobody stored: of an ephemeral pair that was only used to open a session. */
function termByUse(evidence: Evidence, value: ValueId): Term | undefined {
  const bytes = evidence.values.bytesOf(value);
  const isPrivate = evidence.trace.events.some(({ calls }) =>
    calls.some(({ op, inputs }) => (op === 'publicKey' || op === 'agree') && equalBytes(inputs[0] ?? NOTHING, bytes)),
  );
  if (isPrivate) return 'baseKey';
  const isSeed = evidence.trace.events.some(({ calls }) =>
    calls.some(({ op, inputs }) => op === 'kemKeyPair' && equalBytes(inputs[1] ?? NOTHING, bytes)),
  );
  // FIPS 203 counts the seed as a form of the private key.
  if (isSeed) return 'kemPrekey';
  return isContainer(evidence, value) ? 'container' : undefined;
}

function isContainer(evidence: Evidence, value: ValueId): boolean {
  const rules = evidence.rules();
  const { needing } = rules;
  for (let i = needing.start[value] ?? 0; i < (needing.start[value + 1] ?? 0); i++) {
    if (formOf(rules, needing.list[i] ?? 0) === 'slice') return true;
  }
  return false;
}
