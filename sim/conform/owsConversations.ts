/**
 * Published conversations of message version 3 (test vectors of the OWS JavaScript library): one party's side of each, in both
 * roles, standard, shuffled, and with sessions that are ended.
 */
import * as z from 'zod';
import { concat, equalBytes, legibleUtf8, utf8, type Bytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import { CONFORM_LIMITS, LIMITS } from '../limits.ts';
import { newEndpoint, type Endpoint } from '../protocol/endpoint.ts';
import { keyPairOf } from '../protocol/keyPair.ts';
import { open, openSession, seal, type MessageType, type Opening } from '../protocol/session.ts';
import type { Tools } from '../protocol/tools.ts';
import { alteredBody, flipped } from './alter.ts';
import { answering, NO_PREKEY, withoutPrekeys, type Answers } from './recordedKeys.ts';
import { PROBLEMS } from './score.ts';
import { bytes, checker, count, hex, named } from './shape.ts';
import { toolsOf } from './tools.ts';
import type { Outcome } from './types.ts';
import { inFieldOrder, wireFields } from './wireFields.ts';

const prekey = z.object({ keyId: count, publicKey: hex });
const device = z.object({
  registrationId: count,
  preKey: prekey,
  signedPreKey: z.object({ ...prekey.shape, signature: hex }),
});
const send = z.object({
  op: z.literal('sendMessage'),
  smsText: z.string().exactOptional(),
  endSession: z.boolean().exactOptional(),
  ourIdentityKey: hex.exactOptional(),
  ourBaseKey: hex.exactOptional(),
  ourEphemeralKey: hex.exactOptional(),
  registrationId: count.exactOptional(),
  getKeys: z.object({ identityKey: hex, devices: z.tuple([device]) }).exactOptional(),
  expectedCiphertext: hex,
});
const receive = z.object({
  op: z.literal('receiveMessage'),
  message: hex,
  /** 1: a message; 3: a prekey message. */
  type: z.union([z.literal(1), z.literal(3)]),
  ourIdentityKey: hex.exactOptional(),
  ourPreKey: hex.exactOptional(),
  preKeyId: count.exactOptional(),
  ourSignedPreKey: hex.exactOptional(),
  signedPreKeyId: count.exactOptional(),
  newEphemeralKey: hex.exactOptional(),
  expectedSmsText: z.string().exactOptional(),
  expectTerminateSession: z.boolean().exactOptional(),
});
type Send = z.output<typeof send>;
type Receive = z.output<typeof receive>;

const conversation = z.object({
  name: z.string(),
  steps: z.array(z.discriminatedUnion('op', [send, receive])).max(CONFORM_LIMITS.steps),
});

export const OWS = checker(
  { en: 'conversations of version 3 (OWS)', zh: '第 3 版会话（OWS）' },
  named('ows_two_party_v3.json'),
  z.object({ tests: z.array(conversation) }),
  ({ tests }, { suite }) => ({ outcomes: tests.flatMap((test) => played(test, suite)) }),
);

function played({ name, steps }: z.output<typeof conversation>, suite: Suite): readonly Outcome[] {
  let us = newEndpoint(withoutPrekeys(NO_PREKEY.pair, 0));
  return steps.map((step, index): Outcome => {
    const id = `${name}, step ${index}`;
    us = withKeysOf(us, step, suite);
    const { outcome, next } = step.op === 'sendMessage' ? sendStep(us, step, suite) : readStep(us, step, index, suite);
    us = next;
    return { id, ...outcome };
  });
}

interface Played {
  readonly outcome: Omit<Outcome, 'id'>;
  readonly next: Endpoint;
}

function sendStep(us: Endpoint, step: Send, suite: Suite): Played {
  const ours = sent(us, step, paddedContent(step), suite);
  if (!ours.ok) return { outcome: { problem: PROBLEMS.refused(ours.reason) }, next: us };
  // Some writers use another order of fields in prekey messages, which the rules of the vectors allow.
  const inOrder = (wire: Bytes): Bytes => (ours.type === 'prekey' ? inFieldOrder(wire) : wire);
  const expected = inOrder(bytes(step.expectedCiphertext));
  const isSame = (wire: Bytes): boolean => equalBytes(inOrder(wire), expected);
  const other = sent(us, step, flipped(paddedContent(step), 0), suite);
  return {
    outcome: {
      ...(isSame(ours.wire) ? {} : { problem: PROBLEMS.otherBytes }),
      noticed: other.ok && !isSame(other.wire),
    },
    next: ours.endpoint,
  };
}

function readStep(us: Endpoint, step: Receive, index: number, suite: Suite): Played {
  const type: MessageType = step.type === 3 ? 'prekey' : 'whisper';
  const message = bytes(step.message);
  const { opening, drawn } = read(us, type, message, step.newEphemeralKey, suite);
  if (!opening.ok) return { outcome: { problem: PROBLEMS.refused(opening.reason) }, next: us };
  const altered = read(us, type, alteredBody(type, message, index), step.newEphemeralKey, suite);
  const isRight = hasContent(opening.plaintext, step);
  const recordedDraws = step.newEphemeralKey === undefined ? 0 : 1;
  const problem = isRight ? PROBLEMS.draws(drawn, recordedDraws) : PROBLEMS.otherText;
  return {
    outcome: { ...(isRight && drawn === recordedDraws ? {} : { problem }), noticed: !altered.opening.ok },
    next: opening.endpoint,
  };
}

/** The endpoint with the private keys that this step brings. */
function withKeysOf(endpoint: Endpoint, step: Send | Receive, suite: Suite): Endpoint {
  const tools = withKeys(suite, {}, []);
  let { prekeys } = endpoint;
  if (step.ourIdentityKey !== undefined)
    prekeys = { ...prekeys, identity: keyPairOf(bytes(step.ourIdentityKey), tools) };
  if (step.op === 'sendMessage')
    return { ...endpoint, prekeys: { ...prekeys, registrationId: step.registrationId ?? prekeys.registrationId } };
  if (step.ourSignedPreKey !== undefined && step.signedPreKeyId !== undefined) {
    const pair = keyPairOf(bytes(step.ourSignedPreKey), tools);
    prekeys = { ...prekeys, signedPrekey: { id: step.signedPreKeyId, pair, signature: new Uint8Array(64) } };
  }
  if (step.ourPreKey !== undefined && step.preKeyId !== undefined) {
    const pair = keyPairOf(bytes(step.ourPreKey), tools);
    prekeys = { ...prekeys, oneTime: [...prekeys.oneTime, { id: step.preKeyId, pair }] };
  }
  return { ...endpoint, prekeys };
}

const THEM = 'them';

function sent(us: Endpoint, step: Send, plaintext: Bytes, suite: Suite): ReturnType<typeof seal> {
  if (!step.getKeys) return seal(us, THEM, plaintext, withKeys(suite, {}, []));
  const { identityKey, devices } = step.getKeys;
  const [{ registrationId, preKey, signedPreKey }] = devices;
  const tools = withKeys(suite, { base: step.ourBaseKey, ratchet: step.ourEphemeralKey }, []);
  const bundle = {
    registrationId,
    identity: bytes(identityKey),
    signedPrekey: {
      id: signedPreKey.keyId,
      publicKey: bytes(signedPreKey.publicKey),
      signature: bytes(signedPreKey.signature),
    },
    oneTime: { id: preKey.keyId, publicKey: bytes(preKey.publicKey) },
    kem: undefined,
  };
  const opened = openSession(us, THEM, bundle, tools);
  return opened.ok ? seal(opened.endpoint, THEM, plaintext, tools) : opened;
}

function read(
  us: Endpoint,
  type: MessageType,
  message: Bytes,
  ratchet: string | undefined,
  suite: Suite,
): { readonly opening: Opening; readonly drawn: number } {
  const drawn: string[] = [];
  const opening = open(us, THEM, type, message, 'published', withKeys(suite, { ratchet }, drawn));
  return { opening, drawn: new Set(drawn).size };
}

const withKeys = (suite: Suite, keys: Answers, drawn: string[]): Tools =>
  toolsOf(suite, { scope: 'published', limits: LIMITS.real, entropy: answering('published', keys, drawn) });

const PADDING = 160;

/** PushMessageContent: field 1 the text, or field 4 the flag END_SESSION; then 0x80 and zeros to a multiple of 160 minus 1. */
function paddedContent(step: Send): Bytes {
  const text = utf8(step.smsText ?? '');
  const content = step.endSession ? Uint8Array.of(0x20, 1) : concat(Uint8Array.of(0x0a, text.length), text);
  const length = Math.ceil((content.length + 2) / PADDING) * PADDING - 1;
  return concat(content, Uint8Array.of(0x80), new Uint8Array(length - content.length - 1));
}

/** The text is the expected one; without a text, the end of the session is told where it is expected. */
function hasContent(plaintext: Bytes, step: Receive): boolean {
  const fields = wireFields(plaintext.subarray(0, plaintext.lastIndexOf(0x80)));
  const text = fields.find((field) => field.number === 1)?.content;
  const ends = fields.some((field) => field.number === 4 && field.whole[1] === 1);
  if (step.expectedSmsText !== undefined) return text !== undefined && legibleUtf8(text) === step.expectedSmsText;
  return text === undefined && ends === (step.expectTerminateSession ?? false);
}
