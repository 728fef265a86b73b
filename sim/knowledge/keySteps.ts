/**
 * How a session grew in one event: which root keys, chains and message keys came, read off the state before and after and the
 * computations between. What was only computed on the way stands in the calls; the walk goes back from what was kept.
 */
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { prefixed } from '../crypto/keys.ts';
import { UNRECORDED, type Call } from '../crypto/recorder.ts';
import { CHAIN_TO_CHAIN, CHAIN_TO_MESSAGE, INFO_PQXDH, INFO_ROOT, INFO_X3DH } from '../protocol/constants.ts';
import type { Session } from '../protocol/ratchet.ts';
import type { Seq, TraceEvent } from '../trace.ts';
import { sameBytes } from './keyLives.ts';

interface Made {
  readonly bytes: Bytes;
  readonly made: Seq;
}

export interface ChainDraft {
  readonly side: 'sending' | 'receiving';
  /** The ratchet key that its messages carry, in hex. */
  readonly ratchetKey: string;
  readonly keys: readonly Made[];
  /** Seeds of the message keys, by counter. */
  readonly seeds: readonly Made[];
}

export interface StepDraft {
  readonly kind: 'start' | 'sending' | 'receiving';
  readonly seq: Seq;
  readonly root: Bytes;
  readonly agreement?: {
    readonly shared: Bytes;
    readonly privateKey: Bytes;
    readonly publicKey: Bytes;
    readonly made: Seq;
    readonly theirs: Bytes;
  };
  readonly chain: ChainDraft | undefined;
}

/** A device's own key pair, by its private key: the public key in its wire form, and the event that made it. */
export type OwnPairs = (privateKey: Bytes) => { readonly publicKey: Bytes; readonly made: Seq } | undefined;

/** The key pairs that these events made. */
export function ownPairs(events: readonly TraceEvent[]): OwnPairs {
  const pairs = new Map<string, { readonly publicKey: Bytes; readonly made: Seq }>();
  for (const { calls, seq } of events) {
    for (const { op, inputs, outputs } of calls) {
      const [privateKey = NOTHING] = inputs;
      const name = toHex(privateKey);
      if (op === 'publicKey' && !pairs.has(name)) pairs.set(name, { publicKey: wireForm(outputs[0]), made: seq });
    }
  }
  return (privateKey) => pairs.get(toHex(privateKey));
}

/** The steps of a session after an event that changed it. */
export function grown(
  steps: readonly StepDraft[],
  before: Session | undefined,
  after: Session,
  event: TraceEvent,
  pairs: OwnPairs,
): readonly StepDraft[] {
  const { calls, seq } = event;
  const fresh = rootsSince(before?.root, after.root, calls).map((call): StepDraft => stepOf(call, after, event, pairs));
  return [...steps, ...fresh].map((step) => {
    const chain = step.chain && advanced(step.chain, after, calls, seq);
    return chain === step.chain ? step : { ...step, chain };
  });
}

/** The derivations that lead from one root key to another, first to last; from none: from the start of the session. */
function rootsSince(from: Bytes | undefined, to: Bytes, calls: readonly Call[]): readonly Call[] {
  const path: Call[] = [];
  let root: Bytes | undefined = to;
  while (root && !sameBytes(root, from)) {
    const wanted: Bytes = root;
    const call: Call | undefined = calls.find(
      (one) => isRootCall(one) && sameBytes(one.outputs[0], wanted) && !path.includes(one),
    );
    if (!call) break;
    path.unshift(call);
    root = isStart(call) ? undefined : call.inputs[1];
  }
  return path;
}

const hasInfo = ({ op, inputs }: Call, info: Bytes): boolean => op === 'hkdf' && sameBytes(inputs[2], info);
const isStart = (call: Call): boolean => hasInfo(call, INFO_X3DH) || hasInfo(call, INFO_PQXDH);
const isRootCall = (call: Call): boolean => hasInfo(call, INFO_ROOT) || isStart(call);

const NOTHING: Bytes = new Uint8Array(0);
/** The wire form of a public key; looking at a run leaves no record. */
const wireForm = (publicKey: Bytes = NOTHING): Bytes => prefixed(publicKey, UNRECORDED);

function stepOf(call: Call, after: Session, { calls, seq }: TraceEvent, pairs: OwnPairs): StepDraft {
  const [root = NOTHING, chainKey = NOTHING] = call.outputs;
  const agreed = calls.find(({ op, outputs }) => op === 'agree' && sameBytes(outputs[0], call.inputs[0]));
  if (isStart(call) || !agreed) return { kind: 'start', seq, root, chain: undefined };
  const [privateKey = NOTHING, bare] = agreed.inputs;
  const theirs = wireForm(bare);
  const own = pairs(privateKey) ?? { publicKey: privateKey, made: seq };
  const { sending } = after;
  const side = sameBytes(keysBack(sending.chain, sending.index, calls)[0], chainKey) ? 'sending' : 'receiving';
  return {
    kind: side,
    seq,
    root,
    agreement: { shared: agreed.outputs[0] ?? NOTHING, privateKey, ...own, theirs },
    chain: {
      side,
      ratchetKey: toHex(side === 'sending' ? own.publicKey : theirs),
      keys: [{ bytes: chainKey, made: seq }],
      seeds: [],
    },
  };
}

/** The chain with what this event took out of it. */
function advanced(chain: ChainDraft, session: Session, calls: readonly Call[], seq: Seq): ChainDraft {
  const now = chainIn(session, chain);
  const count = now ? now.index - chain.seeds.length : 0;
  if (!now || count <= 0) return chain;
  const path = keysBack(now.chain, count, calls);
  if (path.length <= count) return chain;
  const seeds = path.slice(0, count).map((key) => ({ bytes: stepped(key, CHAIN_TO_MESSAGE, calls), made: seq }));
  const keys = path.slice(1).map((bytes) => ({ bytes, made: seq }));
  return { ...chain, keys: [...chain.keys, ...keys], seeds: [...chain.seeds, ...seeds] };
}

function chainIn(session: Session, { side, ratchetKey }: ChainDraft): { chain: Bytes; index: number } | undefined {
  if (side === 'sending') return toHex(session.sending.ratchet.publicKey) === ratchetKey ? session.sending : undefined;
  return session.receiving.find((chain) => toHex(chain.ratchetKey) === ratchetKey);
}

/** A chain key and those before it, oldest first, as far back as the calls tell and no further than `count`. */
function keysBack(chainKey: Bytes, count: number, calls: readonly Call[]): readonly Bytes[] {
  const path = [chainKey];
  for (let i = 0; i < count; i++) {
    const [newest = NOTHING] = path;
    const call = calls.find(
      ({ op, inputs, outputs }) =>
        op === 'hmac' && sameBytes(inputs[1], CHAIN_TO_CHAIN) && sameBytes(outputs[0], newest),
    );
    const earlier = call?.inputs[0];
    if (!earlier) break;
    path.unshift(earlier);
  }
  return path;
}

const stepped = (key: Bytes, by: Bytes, calls: readonly Call[]): Bytes =>
  calls.find(({ op, inputs }) => op === 'hmac' && sameBytes(inputs[0], key) && sameBytes(inputs[1], by))?.outputs[0] ??
  NOTHING;
