/**
 * Plays a recorded conversation again with our protocol: the recorded private keys answer the draws, and everything that a
 * peer showed is compared: bytes sent, texts read, refusals, and the whole session after each step.
 */
import { equalBytes, toHex, utf8, type Bytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import { VERSION_BYTES, type VersionByte } from '../protocol/constants.ts';
import { archiveCurrent, newEndpoint, type Endpoint } from '../protocol/endpoint.ts';
import { messageKeys, stepChain, type Session } from '../protocol/ratchet.ts';
import { open, openSession, seal, type MessageType } from '../protocol/session.ts';
import type { Handshake, Tools } from '../protocol/tools.ts';
import { alteredBody, flipped } from './alter.ts';
import { habitsOf, type PeerHabits } from './habits.ts';
import { answering, bundleFrom, pairOf, withBundle, withoutPrekeys, type Answers } from './recordedKeys.ts';
import { alteredSession, differences, sessionOfPeer } from './recordedState.ts';
import { fail, note, noteRefusal, PROBLEMS, type Score } from './score.ts';
import { bytes } from './shape.ts';
import { toolsOf } from './tools.ts';
import type {
  Decrypted,
  Encrypted,
  NotEncrypted,
  ProcessBundle,
  RecordedSession,
  RecordedStep,
  Recording,
} from './transcript.ts';
import type { Outcome } from './types.ts';
import { inFieldOrder } from './wireFields.ts';

interface Replay extends Score {
  readonly suite: Suite;
  readonly habits: PeerHabits;
  readonly version: VersionByte;
  readonly handshake: Handshake;
  readonly endpoints: Map<string, Endpoint>;
  /** Bodies by message id: the recorded ones, and ours where the recording has none. */
  readonly bodies: Map<string, Bytes>;
  /** Signed prekeys of all bundles: some peers keep theirs as an empty receiving chain. */
  readonly signedPrekeys: ReadonlySet<string>;
  /** How many messages were made: ids are counted through the conversation. */
  made: number;
}

/** Plays the recording. Throws a `RangeError` where it is absurd: keys of a wrong size, a party that nobody knows. */
export function replay(
  recording: Recording,
  suite: Suite,
  habits: PeerHabits = habitsOf(recording),
): readonly Outcome[] {
  const version = versionOf(recording);
  const playing: Replay = {
    recording,
    suite,
    habits,
    version,
    handshake: version >> 4 === 4 ? 'pqxdh' : 'x3dh',
    endpoints: new Map(),
    bodies: new Map(),
    signedPrekeys: new Set(
      recording.steps.flatMap((one) => (one.op === 'bundle' ? [one.bundle.signedPreKey.public] : [])),
    ),
    outcomes: [],
    made: 0,
    index: 0,
  };
  for (const [who, party] of Object.entries(recording.parties)) {
    const identity = pairOf(party.identityPrivate, party.identityPublic, withKeys(playing, {}, []));
    const wire = version === 0x44 ? ({ 3: 0x33, 4: version } as const) : ({ 3: version, 4: 0x44 } as const);
    playing.endpoints.set(who, newEndpoint(withoutPrekeys(identity, party.registrationId), wire));
  }
  for (const step of recording.steps) {
    play(playing, step);
    playing.index++;
  }
  return playing.outcomes;
}

function versionOf({ versionByte }: Recording): VersionByte {
  const value = Number.parseInt(versionByte.slice(2, 4), 16);
  const version = VERSION_BYTES.find((one) => one === value);
  if (version === undefined) throw new RangeError(`no version byte of ours: ${versionByte}`);
  return version;
}

function play(playing: Replay, step: RecordedStep): void {
  switch (step.op) {
    case 'bundle':
      playing.endpoints.set(
        step.who,
        withBundle(endpointOf(playing, step.who), step.bundle, withKeys(playing, {}, [])),
      );
      return;
    case 'processBundle':
      return playBundle(playing, step);
    case 'encrypt':
      return step.ok ? playEncrypt(playing, step) : playNotEncrypted(playing, step);
    case 'decrypt':
      return playDecrypt(playing, step);
    case 'advance':
      for (let i = 0; i < step.count; i++) {
        const made = sealed(playing, step, utf8(`skip ${i}`));
        if (!made) return fail(playing, 'encrypt', PROBLEMS.noSession);
        playing.bodies.set(`m${playing.made - 1}`, made.wire);
      }
      return compareSession(playing, step, step.state?.current, true);
    case 'archive':
      playing.endpoints.set(
        step.who,
        archiveCurrent(endpointOf(playing, step.who), addressOf(step), withKeys(playing, {}, [])),
      );
  }
}

function playBundle(playing: Replay, step: ProcessBundle): void {
  const { bundle, generated } = step;
  const endpoint = endpointOf(playing, step.who);
  const drawn: string[] = [];
  const base = generated?.baseKey.private ?? undefined;
  const tools = withKeys(playing, { base, ratchet: generated?.ratchetKey.private }, drawn);
  const offered = bundleFrom(bundle);
  const opened = openSession(endpoint, addressOf(step), offered, tools);
  if (!step.ok) return noteRefusal(playing, opened, step.error?.class);
  if (!opened.ok) return fail(playing, 'bundle', PROBLEMS.refused(opened.reason));
  const fresh = playing.handshake === 'x3dh' ? 2 : 3;
  const { signedPrekey } = offered;
  const forged = { ...signedPrekey, signature: flipped(signedPrekey.signature, playing.index * 31) };
  const refusal = openSession(
    endpoint,
    addressOf(step),
    { ...offered, signedPrekey: forged },
    withKeys(playing, {}, []),
  );
  note(playing, 'bundle', drawn.length === fresh, PROBLEMS.draws(drawn.length, fresh), !refusal.ok);
  const recorded = step.state?.current;
  if (base !== undefined || !recorded) {
    playing.endpoints.set(step.who, opened.endpoint);
    return compareSession(playing, step, recorded, true);
  }
  // The peer keeps its base key to itself, so ours goes on from its session; the other side computes all of it.
  const session = sessionOfPeer(recorded, offered.identity, endpoint, tools);
  const { endpoint: next } = opened;
  playing.endpoints.set(step.who, { ...next, sessions: { ...next.sessions, [addressOf(step)]: session } });
}

function playNotEncrypted(playing: Replay, step: NotEncrypted): void {
  const refusal = seal(endpointOf(playing, step.who), addressOf(step), NOTHING, withKeys(playing, {}, []));
  noteRefusal(playing, refusal, step.error?.class);
}

function playEncrypt(playing: Replay, step: Encrypted): void {
  const recorded = rewritten(playing, step.type, bytes(step.body));
  playing.bodies.set(step.id, recorded);
  const before = endpointOf(playing, step.who).sessions[addressOf(step)];
  if (step.id !== `m${playing.made}`) fail(playing, 'encrypt', PROBLEMS.numbering);
  const plaintext = bytes(step.plaintext);
  const altered = plaintext.length === 0 ? Uint8Array.of(1) : flipped(plaintext, playing.index);
  const wrong = sealed(playing, step, altered, false);
  const ours = sealed(playing, step, plaintext);
  if (!before || !ours || !wrong) return fail(playing, 'encrypt', PROBLEMS.noSession);
  // Fields in the order of their numbers: some peers write another (the protobuf standard leaves it open).
  const expected = step.type === 'prekey' ? inFieldOrder(recorded) : recorded;
  const isSame = ours.type === step.type && equalBytes(ours.wire, expected) && sameKeys(step, before, playing.suite);
  note(playing, 'encrypt', isSame, PROBLEMS.otherBytes, !equalBytes(wrong.wire, expected));
}

function sameKeys({ derived }: Encrypted, before: Session, suite: Suite): boolean {
  const { seed } = stepChain(before.sending.chain, { suite });
  const keys = messageKeys(seed, { suite });
  return (
    derived.messageKeySeed === toHex(seed) &&
    derived.cipherKey === toHex(keys.cipher) &&
    derived.macKey === toHex(keys.mac) &&
    derived.iv === toHex(keys.iv)
  );
}

function playDecrypt(playing: Replay, step: Decrypted): void {
  const stored = playing.bodies.get(step.ref);
  const body = step.body === undefined ? stored : rewritten(playing, step.type, bytes(step.body));
  if (!body) return fail(playing, 'decrypt', PROBLEMS.neverSent(step.ref));
  if (stored && !step.mutated && !equalBytes(stored, body)) fail(playing, 'decrypt', PROBLEMS.otherBody);
  const endpoint = endpointOf(playing, step.who);
  const drawn: string[] = [];
  const tools = withKeys(playing, { ratchet: step.newRatchetKey?.private }, drawn);
  const opening = open(endpoint, addressOf(step), step.type, body, 'recorded', tools);
  if (!step.ok) {
    noteRefusal(playing, opening, step.error?.class);
  } else if (!opening.ok) {
    fail(playing, 'decrypt', PROBLEMS.refused(opening.reason));
  } else {
    const recordedDraws = step.newRatchetKey ? 1 : 0;
    // A key may be drawn again for the next session that is tried. A peer that tries them in another order draws one in vain.
    const draws = new Set(drawn).size;
    const isRightDraw = draws <= recordedDraws || playing.habits.hidesRatchetKeys;
    const isRightText = toHex(opening.plaintext) === step.plaintext;
    const altered = alteredBody(step.type, body, playing.index);
    const refusal = open(endpoint, addressOf(step), step.type, altered, 'altered', withKeys(playing, {}, []));
    const noticed = !refusal.ok && refusal.moved === undefined;
    const problem = isRightText ? PROBLEMS.draws(draws, recordedDraws) : PROBLEMS.otherText;
    note(playing, 'decrypt', isRightText && isRightDraw, problem, noticed);
    playing.endpoints.set(step.who, opening.endpoint);
  }
  compareSession(playing, step, step.state === null ? null : step.state?.current, step.ok);
}

/** Where the peer has no session after a refusal, ours must not have one either. Peers archive by rules of their own. */
function compareSession(
  playing: Replay,
  step: Addressed,
  recorded: RecordedSession | null | undefined,
  accepted: boolean,
): void {
  if (recorded === undefined) return;
  const session = endpointOf(playing, step.who).sessions[addressOf(step)];
  if (recorded === null) {
    if (!accepted) note(playing, 'session', session === undefined, PROBLEMS.straySession);
    return;
  }
  if (!session) return fail(playing, 'session', PROBLEMS.noSession);
  const tools = withKeys(playing, {}, []);
  const differing = (one: RecordedSession): readonly string[] =>
    differences(session, one, playing.signedPrekeys, tools);
  const found = differing(recorded);
  const noticed = differing(alteredSession(recorded, playing.index)).length > 0;
  note(playing, 'session', found.length === 0, PROBLEMS.session(found), noticed);
}

/** One message, sealed in the endpoint's session; `keep` is false for a try that must leave no trace. */
function sealed(
  playing: Replay,
  step: Addressed,
  plaintext: Bytes,
  keep = true,
): { readonly type: MessageType; readonly wire: Bytes } | undefined {
  const result = seal(endpointOf(playing, step.who), addressOf(step), plaintext, withKeys(playing, {}, []));
  if (!result.ok) return undefined;
  if (keep) {
    playing.endpoints.set(step.who, result.endpoint);
    playing.made++;
  }
  return result;
}

function withKeys({ suite, habits, handshake, index }: Replay, keys: Answers, drawn: string[]): Tools {
  const scope = `step ${index}`;
  return toolsOf(suite, { scope, limits: habits.limits, handshake, entropy: answering(scope, keys, drawn) });
}

const rewritten = ({ habits }: Replay, type: MessageType, body: Bytes): Bytes =>
  type === 'prekey' ? habits.rewrite(body) : body;

interface Addressed {
  readonly who: string;
  readonly remote: { readonly name: string; readonly device: number };
}
const addressOf = ({ remote }: Addressed): string => `${remote.name}.${remote.device}`;
const NOTHING = new Uint8Array(0);

function endpointOf(playing: Replay, who: string): Endpoint {
  const endpoint = playing.endpoints.get(who);
  if (!endpoint) throw new RangeError(`the recording has no party ${who}`);
  return endpoint;
}
