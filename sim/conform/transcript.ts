/**
 * The form of a recorded conversation (`transcript/1`): what two independent implementations said to each other, with every
 * private key that they give out, so that ours can be made to say the same. All byte strings are lower-case hexadecimal.
 */
import * as z from 'zod';
import { CONFORM_LIMITS } from '../limits.ts';
import { count, hex } from './shape.ts';

const { steps: MOST_STEPS, advance: MOST_ADVANCED } = CONFORM_LIMITS;

const remote = z.object({ name: z.string(), device: count });
const keys = z.object({ public: hex, private: hex });
const error = z.object({ class: z.string() });
const prekey = z.object({ id: count, public: hex, private: hex.exactOptional() });
const signedPrekey = z.object({ ...prekey.shape, signature: hex });

const bundle = z.object({
  registrationId: count,
  identityPublic: hex,
  signedPreKey: signedPrekey,
  preKey: prekey.exactOptional(),
  kyberPreKey: signedPrekey.exactOptional(),
});

const chain = z.object({
  ratchetKey: hex,
  /** Null where the peer has closed the chain and keeps only the keys of messages that have not come. */
  chainKey: hex.nullable(),
  index: count,
  skippedCount: count,
  /** Counter to seed; at most the last twelve are listed. */
  skipped: z.record(z.string(), hex),
});
const session = z.object({
  rootKey: hex,
  previousCounter: count,
  sending: z.object({ ratchetKey: hex, ratchetPrivate: hex, chainKey: hex, index: count }),
  receiving: z.array(chain),
  aliceBaseKey: hex,
  pending: z.object({ preKeyId: count.nullable(), signedPreKeyId: count, baseKey: hex }).nullable(),
  /** Version 4: what every message repeats until the first reply. */
  pendingKyber: z.object({ preKeyId: count, ciphertext: hex }).nullable().exactOptional(),
});
const state = z.object({ current: session.nullable() }).nullable();

const at = { who: z.string(), remote };
const kind = z.enum(['prekey', 'whisper']);

const processBundle = z.object({
  op: z.literal('processBundle'),
  ...at,
  bundle,
  ok: z.boolean(),
  error: error.exactOptional(),
  /** The private base key is null where the peer does not give it out. */
  generated: z
    .object({ baseKey: z.object({ public: hex, private: hex.nullable() }), ratchetKey: keys })
    .exactOptional(),
  state: state.exactOptional(),
});
const encrypt = z.object({ op: z.literal('encrypt'), ...at, plaintext: hex });
const encrypted = z.object({
  ...encrypt.shape,
  ok: z.literal(true),
  id: z.string(),
  type: kind,
  body: hex,
  derived: z.object({ messageKeySeed: hex, cipherKey: hex, macKey: hex, iv: hex }),
});
const notEncrypted = z.object({ ...encrypt.shape, ok: z.literal(false), error: error.exactOptional() });
const decrypt = z.object({
  op: z.literal('decrypt'),
  ...at,
  ref: z.string(),
  type: kind,
  /** Where it is not the body of the message referred to. */
  body: hex.exactOptional(),
  mutated: z.boolean().exactOptional(),
  ok: z.boolean(),
  plaintext: hex.exactOptional(),
  error: error.exactOptional(),
  newRatchetKey: keys.exactOptional(),
  state: state.exactOptional(),
});

const step = z.union([
  z.object({ op: z.literal('bundle'), who: z.string(), bundle }),
  processBundle,
  encrypted,
  notEncrypted,
  decrypt,
  z.object({ op: z.literal('advance'), ...at, count: count.max(MOST_ADVANCED), state }),
  z.object({ op: z.literal('archive'), ...at }),
]);

const party = z.object({
  implementation: z.string(),
  registrationId: count,
  identityPublic: hex,
  identityPrivate: hex,
});

export const RECORDING = z.object({
  format: z.literal('transcript/1'),
  name: z.string(),
  conformance: z.enum(['normative', 'informative']),
  why: z.string().exactOptional(),
  /** False where a peer reports other reasons than the protocol has: then only the fact of a refusal is compared. */
  errorClassStrict: z.boolean(),
  protocol: z.string(),
  /** `0x33`, or another with a remark. */
  versionByte: z.string(),
  parties: z.record(z.string(), party),
  steps: z.array(step).max(MOST_STEPS),
});

export type Recording = z.output<typeof RECORDING>;
export type RecordedStep = Recording['steps'][number];
export type ProcessBundle = z.output<typeof processBundle>;
export type Encrypted = z.output<typeof encrypted>;
export type NotEncrypted = z.output<typeof notEncrypted>;
export type Decrypted = z.output<typeof decrypt>;
export type RecordedBundle = z.output<typeof bundle>;
export type RecordedSession = z.output<typeof session>;
export type RecordedChain = z.output<typeof chain>;
