/**
 * What a trace says, indexed for questions: values, rules, messages with their ciphertexts, who saw which packet, holdings.
 *
 * Everything is computed on first use and kept, so a run that is asked little costs little. Floor 5.
 */
import { indexOfBytes, type Bytes } from '../crypto/bytes.ts';
import type { ActorId, Instant, MessageLabel, Packet, Seq, Trace, TraceEvent } from '../trace.ts';
import { noFiles, type FileEvidence, type FilesIn } from './files/types.ts';
import type { Flaw } from './flaws.ts';
import { kept, lazy } from './lazy.ts';
import { holdingsOf, together, type Holdings, type Open } from './holdings.ts';
import { quantumIn, type QuantumSince } from './quantum.ts';
import type { Rules } from './rulebook.ts';
import { rulesOf } from './rules.ts';
import { valueTable, type ValueId, type Values } from './values.ts';

export interface Evidence {
  readonly trace: Trace;
  readonly values: Values;
  readonly rules: () => Rules;
  readonly story: () => Story;
  /** Who is assumed to have a quantum computer, in order. */
  readonly quantum: () => readonly QuantumSince[];
  /** What stood at hand in an actor's places. What only lay in its files is not at hand until somebody looks for it. */
  readonly holdings: (actor: ActorId) => Holdings;
  /** The same, with what lay in its files. */
  readonly allHoldings: (actor: ActorId) => Holdings;
  /** What stands in the files of devices, and in copies of them. */
  readonly files: () => FileEvidence;
  /** Devices and the server: those whose places can be looked into. */
  readonly keepers: readonly ActorId[];
}

/** What the outcomes of all events say, in order. */
export interface Story {
  /** In the order in which they were written. */
  readonly messages: readonly MessageTrail[];
  readonly byLabel: ReadonlyMap<MessageLabel, MessageTrail>;
  readonly sightings: readonly Sighting[];
}

/** A message and what became of it. */
export interface MessageTrail {
  readonly index: number;
  readonly label: MessageLabel;
  readonly from: ActorId;
  readonly to: string;
  readonly text: string;
  readonly body: Bytes;
  readonly value: ValueId;
  readonly seq: Seq;
  readonly at: Instant;
  readonly ciphertexts: readonly Ciphertext[];
  /** Packets that carried it, altered and repeated ones too. */
  readonly packets: readonly Sighting[];
  /** Steps of actors that dealt with it. */
  readonly mentions: readonly Mention[];
}
export interface Ciphertext {
  readonly bytes: Bytes;
  readonly value: ValueId;
  readonly seq: Seq;
  readonly by: ActorId;
  readonly to: ActorId;
}
export interface Mention {
  readonly actor: ActorId;
  readonly seq: Seq;
  readonly at: Instant;
  /** Where the actor noted the size. */
  readonly sizeBytes: number | undefined;
}
/** A packet on a link (`sent`), or as an attacker reports having seen it (`saw`); `by` made the event. */
export interface Sighting {
  readonly kind: 'sent' | 'saw';
  readonly by: ActorId;
  readonly seq: Seq;
  readonly at: Instant;
  readonly packet: Packet;
  readonly value: ValueId;
}

/** An index of a trace; nothing is computed yet. */
export function evidenceOf(trace: Trace, flaw?: Flaw, filesIn: FilesIn = noFiles): Evidence {
  const values = valueTable();
  const story = lazy(() => storyOf(trace, values));
  const files = lazy(() => filesIn(trace, story));
  const open: Open = (part) => files().valuesOn(part);
  const stays = (actor: ActorId, isWanted: (place: string) => boolean): Holdings =>
    holdingsOf(trace.events, actor, values, flaw, { open, isWanted });
  const holdings = kept((actor: ActorId) => stays(actor, (place) => place !== 'files'));
  const allHoldings = kept((actor: ActorId) =>
    together(
      holdings(actor),
      stays(actor, (place) => place === 'files'),
    ),
  );
  return {
    trace,
    values,
    rules: lazy(() => rulesOf(trace, values, flaw)),
    quantum: lazy(() => quantumIn(trace)),
    story,
    files,
    holdings,
    allHoldings,
    keepers: trace.header.parties.flatMap((party) =>
      party.kind === 'device' || party.kind === 'server' ? [party.id] : [],
    ),
  };
}

type GrowingTrail = MessageTrail & {
  readonly ciphertexts: Ciphertext[];
  readonly packets: Sighting[];
  readonly mentions: Mention[];
};

function storyOf(trace: Trace, values: Values): Story {
  const messages: GrowingTrail[] = [];
  const byLabel = new Map<MessageLabel, GrowingTrail>();
  const sightings: Sighting[] = [];
  for (const event of trace.events) {
    for (const outcome of event.outcomes) {
      if (outcome.kind === 'wrote') {
        const { message: label, to, text, body } = outcome;
        const rest = {
          value: values.intern(body),
          seq: event.seq,
          at: event.at,
          ciphertexts: [],
          packets: [],
          mentions: [],
        };
        const trail: GrowingTrail = { index: messages.length, label, from: event.actor, to, text, body, ...rest };
        messages.push(trail);
        byLabel.set(label, trail);
      }
      if (outcome.kind === 'sent' || outcome.kind === 'saw') {
        const { kind, packet } = outcome;
        const { actor: by, seq, at } = event;
        const sighting: Sighting = { kind, by, seq, at, packet, value: values.intern(packet.bytes) };
        sightings.push(sighting);
        if (packet.errand === 'message') byLabel.get(packet.label ?? '')?.packets.push(sighting);
      } else if ('message' in outcome) {
        const trail = byLabel.get(outcome.message ?? '');
        const sizeBytes = outcome.kind === 'noted' ? outcome.sizeBytes : undefined;
        trail?.mentions.push({ actor: event.actor, seq: event.seq, at: event.at, sizeBytes });
        if (outcome.kind !== 'sealed') continue;
        const { ciphertext: bytes, by, to } = outcome;
        trail?.ciphertexts.push({ bytes, value: values.intern(bytes), seq: event.seq, by, to });
      }
    }
  }
  return { messages, byLabel, sightings };
}

/** The check under which a ciphertext travels: what was put under which key, and its result. */
export interface Check {
  readonly key: Bytes;
  readonly covered: Bytes;
  readonly tag: Bytes;
}

/** The MAC computed over this ciphertext in the event that sealed it; undefined where there was none. */
export function checkOf(trace: Trace, ciphertext: Ciphertext): Check | undefined {
  const event: TraceEvent | undefined = trace.events[ciphertext.seq];
  for (const call of event?.calls ?? []) {
    const [key, covered] = call.inputs;
    const [tag] = call.outputs;
    if (call.op !== 'hmac' || !key || !covered || !tag) continue;
    if (indexOfBytes(covered, ciphertext.bytes) !== -1) return { key, covered, tag };
  }
  return undefined;
}
