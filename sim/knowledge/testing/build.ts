/** Small traces by hand for tests of the knowledge floor: each step computes through a real recorder. */
import type { Bytes } from '../../crypto/bytes.ts';
import { model } from '../../crypto/model.ts';
import { recorderFor, type Call, type Recorder } from '../../crypto/recorder.ts';
import type { Suite } from '../../crypto/suite.ts';
import { ALL_ON } from '../../protections.ts';
import type { ActorId, ActorState, Outcome, Packet, Party, Trace, TraceEvent } from '../../trace.ts';

export interface HandStep {
  readonly actor: ActorId;
  readonly calls?: readonly Call[];
  readonly outcomes?: readonly Outcome[];
  /** The actor's places afterwards; as before where absent. */
  readonly places?: ActorState['places'];
}

export const LINK = 'a.phone-server';
export const OTHER_LINK = 'b.phone-server';
const PARTIES: readonly Party[] = [
  { kind: 'device', id: 'a.phone', account: 'a', device: 'phone' },
  { kind: 'device', id: 'b.phone', account: 'b', device: 'phone' },
  { kind: 'network', id: 'network', links: [LINK, OTHER_LINK] },
  { kind: 'link', id: LINK },
  { kind: 'link', id: OTHER_LINK },
  { kind: 'server', id: 'server' },
  { kind: 'attacker', id: 'mallory', watches: [LINK] },
];

/** A trace of these steps, one event each, a second apart. */
export function traceOf(steps: readonly HandStep[], suite: Suite = model): Trace {
  const last = new Map<ActorId, ActorState>();
  const events = steps.map(({ actor, calls = [], outcomes = [], places }, seq): TraceEvent => {
    const after = places === undefined ? (last.get(actor) ?? { places: {} }) : { places };
    last.set(actor, after);
    const story = { step: 's1', cause: undefined, input: 'test', phase: 'ready' };
    return { ...story, seq, at: 1000 * seq, actor, outcomes, calls, after };
  });
  const header = {
    scenario: 'hand',
    seed: 1,
    suite: suite.name,
    limits: 'lesson',
    protections: ALL_ON,
    schema: 1,
  } as const;
  return {
    header: { ...header, code: 'test', parties: PARTIES },
    events,
    steps: [{ id: 's1', at: 0, first: 0, end: events.length }],
  };
}

/** The calls that some code makes through a recorder. */
export function callsOf(work: (recorder: Recorder) => void, suite: Suite = model): readonly Call[] {
  const recorder = recorderFor(suite);
  work(recorder);
  return recorder.calls;
}

/** Bytes that are no secret by accident: spread by a name and a number. */
export function secret(seed: number, length = 32): Bytes {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return Uint8Array.from({ length }, (_, i) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 8) ^ i;
  });
}

export function packetOf(bytes: Bytes, id = 'note:x', link = LINK): Packet {
  const [word, label] = id.replace(/^(?:altered|replay):/, '').split(':');
  const errand = word === 'message' || word === 'delivery' ? 'message' : 'keys';
  return { id, errand, label, attempt: 1, link, from: 'a.phone', to: 'server', bytes, sentAt: 0, arrivesAt: 40 };
}

export const sent = (bytes: Bytes, id?: string, link?: string): Outcome => ({
  kind: 'sent',
  packet: packetOf(bytes, id, link),
});
