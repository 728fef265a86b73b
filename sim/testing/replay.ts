/**
 * Plays a recorded conversation again with our protocol: the recorded private keys answer the draws, and everything that a
 * peer showed is compared: bytes sent, texts read, refusals, and the whole session after each step.
 */
import { equalBytes, toHex, utf8, type Bytes } from '../crypto/bytes.ts';
import { LIMITS, type Limits } from '../limits.ts';
import type { Prekeys } from '../protocol/prekeys.ts';
import { messageKeys, stepChain, type Session } from '../protocol/ratchet.ts';
import { newEndpoint, type Endpoint } from '../protocol/endpoint.ts';
import { open, openSession, seal } from '../protocol/session.ts';
import type { Tools } from '../protocol/tools.ts';
import type { RefusalReason } from '../trace.ts';
import { answering, bundleFrom, pairOf, withoutPrekeys } from './recordedKeys.ts';
import { differences } from './recordedState.ts';
import { alteredBody, flipped, inVersion } from './recordedWire.ts';
import type { ReplayTally, Score } from './replayTally.ts';
import { toolsFor } from './tools.ts';
import type {
  DecryptStep,
  EncryptStep,
  ProcessBundle,
  RecordedBundle,
  RecordedSession,
  Recording,
} from './transcript.ts';
import { bytes } from './vectors.ts';
import { inFieldOrder } from './wireFields.ts';

export interface ReplayOptions {
  readonly limits?: Limits;
  /** Steps from here on are left out. */
  readonly until?: number;
  /** Applied to every recorded prekey message before it is used. */
  readonly rewrite?: (prekeyMessage: Bytes) => Bytes;
}

interface Replay {
  readonly recording: Recording;
  readonly tally: ReplayTally;
  readonly options: ReplayOptions;
  readonly endpoints: Map<string, Endpoint>;
  /** Bodies by message id: the recorded ones, and ours where the recording has none. */
  readonly bodies: Map<string, Bytes>;
  /** How many messages were made: ids are counted through the conversation. */
  made: number;
  index: number;
}

/** Plays the recording into the tally. */
export function replay(recording: Recording, tally: ReplayTally, options: ReplayOptions = {}): void {
  const playing: Replay = { recording, tally, options, endpoints: new Map(), bodies: new Map(), made: 0, index: 0 };
  for (const [who, party] of Object.entries(recording.parties)) {
    const identity = pairOf(party.identityPrivate, party.identityPublic);
    playing.endpoints.set(who, newEndpoint(withoutPrekeys(identity, party.registrationId)));
  }
  for (const step of recording.steps.slice(0, options.until)) {
    switch (step.op) {
      case 'bundle':
        publish(playing, step.who, step.bundle);
        break;
      case 'processBundle':
        playBundle(playing, step);
        break;
      case 'encrypt':
        playEncrypt(playing, step);
        break;
      case 'decrypt':
        playDecrypt(playing, step);
        break;
      case 'advance': {
        for (let i = 0; i < step.count; i++) {
          playing.bodies.set(`m${playing.made}`, sealed(playing, step, utf8(`skip ${i}`)).wire);
        }
        compareState(playing, step, step.state.current);
        break;
      }
      case 'archive':
        archive(playing, step);
        break;
    }
    playing.index++;
  }
}

/** The private halves of a bundle that this party gives out. */
function publish(playing: Replay, who: string, bundle: RecordedBundle): void {
  const endpoint = endpointOf(playing, who);
  const { signedPreKey, preKey } = bundle;
  const prekeys: Prekeys = {
    ...endpoint.prekeys,
    registrationId: bundle.registrationId,
    signedPrekey: {
      id: signedPreKey.id,
      pair: pairOf(signedPreKey.private ?? '', signedPreKey.public),
      signature: bytes(signedPreKey.signature),
    },
    oneTime: preKey
      ? [...endpoint.prekeys.oneTime, { id: preKey.id, pair: pairOf(preKey.private ?? '', preKey.public) }]
      : endpoint.prekeys.oneTime,
  };
  playing.endpoints.set(who, { ...endpoint, prekeys });
}

/** The current session is set aside by hand; the next one is opened by whoever writes first. */
function archive(playing: Replay, step: AnyStep): void {
  const endpoint = endpointOf(playing, step.who);
  const address = addressOf(step);
  const { [address]: current, ...sessions } = endpoint.sessions;
  const archived = [...(current ? [current] : []), ...(endpoint.archived[address] ?? [])];
  playing.endpoints.set(step.who, { ...endpoint, sessions, archived: { ...endpoint.archived, [address]: archived } });
}

function playBundle(playing: Replay, step: ProcessBundle): void {
  const { bundle, generated } = step;
  const drawn: string[] = [];
  const tools = withKeys(playing, { base: generated?.baseKey.private, ratchet: generated?.ratchetKey.private }, drawn);
  const opened = openSession(endpointOf(playing, step.who), addressOf(step), bundleFrom(bundle), tools);
  if (!step.ok) return scoreRefusal(playing, opened, step.error?.class);
  if (!opened.ok) return fail(playing, `the bundle was refused: ${opened.reason}`);
  if (drawn.length !== 2) fail(playing, `drew ${drawn.join()}`);
  playing.endpoints.set(step.who, opened.endpoint);
  compareState(playing, step, step.state?.current);
}

function playEncrypt(playing: Replay, step: EncryptStep): void {
  const { tally } = playing;
  if (!step.ok) {
    const refusal = seal(endpointOf(playing, step.who), addressOf(step), new Uint8Array(), withKeys(playing, {}, []));
    return count(tally.refusals, !refusal.ok, playing, 'sealed without a session');
  }
  const recorded = rewritten(playing, step.type, bytes(step.body));
  playing.bodies.set(step.id, recorded);
  const before = sessionOf(playing, step);
  if (!before) return fail(playing, 'there is no session to encrypt with');
  if (step.id !== `m${playing.made}`) fail(playing, `messages are counted through: m${playing.made}`);
  const altered = bytes(step.plaintext).length === 0 ? Uint8Array.of(1) : flipped(bytes(step.plaintext), playing.index);
  const wrong = sealed(playing, step, altered, false);
  const ours = sealed(playing, step, bytes(step.plaintext));
  const expected = recordedForm(step, recorded);
  const version = Number.parseInt(playing.recording.versionByte.slice(2, 4), 16);
  const { seed } = stepChain(before.sending.chain, toolsFor('derived'));
  const keys = messageKeys(seed, toolsFor('derived'));
  const derived = {
    messageKeySeed: toHex(seed),
    cipherKey: toHex(keys.cipher),
    macKey: toHex(keys.mac),
    iv: toHex(keys.iv),
  };
  const same = (wire: Bytes): boolean => equalBytes(inVersion(version, step.type, wire, before, keys.mac), expected);
  const sameKeys = Object.entries(step.derived).every(
    ([name, value]) => derived[name as keyof typeof derived] === value,
  );
  count(tally.encryptions, ours.type === step.type && same(ours.wire) && sameKeys, playing, 'other bytes were sent');
  count(tally.negatives, !same(wrong.wire), playing, 'another text gave the recorded bytes');
}

function playDecrypt(playing: Replay, step: DecryptStep): void {
  const { tally } = playing;
  const stored = playing.bodies.get(step.ref);
  const body = step.body === undefined ? stored : rewritten(playing, step.type, bytes(step.body));
  if (!body) return fail(playing, `nobody has sent ${step.ref}`);
  if (stored && !step.mutated && !equalBytes(stored, body)) fail(playing, `${step.ref} was made with other bytes`);
  const endpoint = endpointOf(playing, step.who);
  const drawn: string[] = [];
  const tools = withKeys(playing, { ratchet: step.newRatchetKey?.private }, drawn);
  const opening = open(endpoint, addressOf(step), step.type, body, 'recorded', tools);
  if (!step.ok) {
    scoreRefusal(playing, opening, step.error?.class);
  } else if (!opening.ok) {
    count(tally.decryptions, false, playing, `refused: ${opening.reason}`);
  } else {
    const fresh = step.newRatchetKey ? 1 : 0;
    // A key may be drawn again for the next session that is tried. A peer that tries them in another order draws one in vain.
    const draws = new Set(drawn).size;
    const right = toHex(opening.plaintext) === step.plaintext && draws <= fresh;
    count(tally.decryptions, right, playing, `another text, or ${draws} draws instead of ${fresh}`);
    const altered = alteredBody(step.type, body, playing.index);
    const refusal = open(endpoint, addressOf(step), step.type, altered, 'altered', withKeys(playing, {}, []));
    count(tally.negatives, !refusal.ok && refusal.moved === undefined, playing, 'an altered byte went unnoticed');
    playing.endpoints.set(step.who, opening.endpoint);
  }
  compareState(playing, step, step.state?.current);
}

/** A refusal has the recorded class where peers name it as the protocol does, and brings no new state. */
function scoreRefusal(
  playing: Replay,
  result: { ok: boolean; reason?: RefusalReason; moved?: unknown },
  recordedClass = '',
): void {
  const right = !playing.recording.errorClassStrict || (result.reason && CLASSES[result.reason]) === recordedClass;
  const refusedCleanly = !result.ok && result.moved === undefined && right;
  count(
    playing.tally.refusals,
    refusedCleanly,
    playing,
    `expected ${recordedClass}, got ${result.reason ?? 'acceptance'}`,
  );
}

const CLASSES: Readonly<Record<RefusalReason, string>> = {
  duplicate: 'duplicate',
  'too-far': 'too-far',
  'bad-mac': 'decrypt-failed',
  'bad-signature': 'bad-signature',
  'untrusted-identity': 'untrusted-identity',
  'missing-prekey': 'missing-prekey',
  'no-session': 'no-session',
  version: 'version',
  'low-order-point': 'other',
  'not-post-quantum': 'other',
  'shown-before': 'other',
  malformed: 'malformed',
};

function compareState(playing: Replay, step: AnyStep, recorded: RecordedSession | null | undefined): void {
  if (!recorded) return;
  const session = sessionOf(playing, step);
  const signed = new Set(
    playing.recording.steps.flatMap((one) => (one.op === 'bundle' ? [one.bundle.signedPreKey.public] : [])),
  );
  const found = session ? differences(session, recorded, signed, limitsOf(playing)) : ['no session'];
  count(playing.tally.states, found.length === 0, playing, `state: ${found.join('; ')}`);
}

/** One message, sealed in the endpoint's session; `keep` is false for a try that must leave no trace. */
function sealed(playing: Replay, step: AnyStep, plaintext: Bytes, keep = true): { type: string; wire: Bytes } {
  const result = seal(endpointOf(playing, step.who), addressOf(step), plaintext, withKeys(playing, {}, []));
  if (!result.ok) throw new Error(`sealing was refused: ${result.reason}`);
  if (keep) {
    playing.endpoints.set(step.who, result.endpoint);
    playing.made++;
  }
  return result;
}

/** Fields in the order of their numbers: some peers write another (the protobuf standard leaves it open). */
const recordedForm = (step: EncryptStep, body: Bytes): Bytes => (step.type === 'prekey' ? inFieldOrder(body) : body);

const withKeys = (playing: Replay, keys: Parameters<typeof answering>[1], drawn: string[]): Tools =>
  answering(`step ${playing.index}`, keys, drawn, limitsOf(playing));

const rewritten = (playing: Replay, type: string, body: Bytes): Bytes =>
  type === 'prekey' && playing.options.rewrite ? playing.options.rewrite(body) : body;

type AnyStep = { readonly who: string; readonly remote: { readonly name: string; readonly device: number } };
const addressOf = ({ remote }: AnyStep): string => `${remote.name}.${remote.device}`;
const limitsOf = (playing: Replay): Limits => playing.options.limits ?? LIMITS.real;
const sessionOf = (playing: Replay, step: AnyStep): Session | undefined =>
  endpointOf(playing, step.who).sessions[addressOf(step)];

function endpointOf(playing: Replay, who: string): Endpoint {
  const endpoint = playing.endpoints.get(who);
  if (!endpoint) throw new Error(`the recording has no party ${who}`);
  return endpoint;
}

function count(score: Score, passed: boolean, playing: Replay, otherwise: string): void {
  score.of++;
  if (passed) score.passed++;
  else fail(playing, otherwise);
}
function fail(playing: Replay, what: string): void {
  playing.tally.failures.push(`${playing.recording.name} step ${playing.index}: ${what}`);
}
