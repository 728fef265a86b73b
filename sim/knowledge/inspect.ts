/**
 * The bytes inspector: a packet of a run layer by layer, with what one party can open of it, who else can, and where each part
 * came from. Layers come from the codecs' own tables (`protocol/dissect.ts`), everything about people from the closure.
 */
import { equalBytes, indexOfBytes, SHORTEST_SECRET_BYTES, type Bytes } from '../crypto/bytes.ts';
import type { Operation } from '../crypto/recorder.ts';
import { contentOf, dissect, type Field, type FieldId, type Layer, type Opener } from '../protocol/dissect.ts';
import type { ActorId, Errand, Instant, MessageLabel, PartyId, Seq, Trace } from '../trace.ts';
import { keyId } from './keyLives.ts';
import type { Knowledge } from './knowledge.ts';

/** A packet of the run by the event that sent it and its number among those: `12.0`. */
export interface PacketEntry {
  readonly id: string;
  readonly seq: Seq;
  readonly at: Instant;
  /** What it is called in the run: `message:m1:bob.phone@alice.phone`. */
  readonly name: string;
  readonly errand: Errand;
  readonly message: MessageLabel | undefined;
  readonly from: ActorId;
  readonly to: ActorId;
  readonly sizeBytes: number;
}

/** Where a field's content came from: a computation, a draw, or what a device wrote into the packet. */
export interface Origin {
  readonly kind: 'computed' | 'drawn' | 'written';
  readonly op?: Operation;
  readonly seq: Seq;
  readonly actor: ActorId;
  /** The key in the keys of a device towards another that stands in it, or that made it. */
  readonly key?: { readonly device: ActorId; readonly peer: ActorId; readonly id: string };
}

export interface InspectedField extends Field {
  readonly content: Bytes;
  readonly origin: Origin;
  readonly readers: readonly PartyId[];
}

/** `no-ciphertext`: the party has not even what is sealed; `no-key`: it has that, and nothing that opens it. */
export type Closed = 'no-ciphertext' | 'no-key';

export interface InspectedLayer extends Omit<Layer, 'fields' | 'bytes'> {
  readonly length: number;
  readonly readers: readonly PartyId[];
  /** Why the party cannot open it: then neither its bytes nor its fields are here. */
  readonly closed: Closed | undefined;
  readonly bytes: Bytes | undefined;
  readonly fields: readonly InspectedField[];
}

export interface Inspection {
  readonly packet: PacketEntry;
  readonly party: PartyId;
  readonly at: Seq;
  readonly layers: readonly InspectedLayer[];
}

/** The packets that were sent up to an event, in order. */
export const packetsOf = (trace: Trace, at: Seq): readonly PacketEntry[] =>
  sentUpTo(trace, at).map(({ entry }) => entry);

/** The first packet that carried what one of two devices sealed of a message for the other; undefined where none did by then. */
export function packetBetween(
  trace: Trace,
  message: MessageLabel,
  ends: readonly ActorId[],
  at: Seq,
): string | undefined {
  const sealed = trace.events
    .slice(0, at + 1)
    .flatMap(({ outcomes }) => outcomes)
    .find((one) => one.kind === 'sealed' && one.message === message && ends.includes(one.by) && ends.includes(one.to));
  if (sealed?.kind !== 'sealed') return undefined;
  return sentUpTo(trace, at).find(({ bytes }) => indexOfBytes(bytes, sealed.ciphertext) !== -1)?.entry.id;
}

/** A packet as a party sees it at an event; undefined where there is no such packet until then. */
export function inspect(
  trace: Trace,
  knowledge: Knowledge,
  packetId: string,
  party: PartyId,
  at: Seq,
): Inspection | undefined {
  const sent = sentUpTo(trace, at).find(({ entry }) => entry.id === packetId);
  if (!sent) return undefined;
  const layers = dissect(sent.bytes, plaintextsOf(trace, at));
  const see = { trace, knowledge, party, at, layers, sent: sent.entry };
  return { packet: sent.entry, party, at, layers: layers.map((layer) => inspectedLayer(layer, see)) };
}

/** Opens what somebody ever encrypted or decrypted up to an event: the laboratory's own view, before anybody is asked for. */
export function plaintextsOf(trace: Trace, at: Seq): Opener {
  return (ciphertext) => {
    for (const { calls } of trace.events.slice(0, at + 1)) {
      for (const { op, inputs, outputs } of calls) {
        if (op === 'cbcEncrypt' && same(outputs[0], ciphertext)) return inputs[2];
        if (op === 'cbcDecrypt' && same(inputs[2], ciphertext)) return outputs[0];
      }
    }
    return undefined;
  };
}

function sentUpTo(trace: Trace, at: Seq): readonly { readonly entry: PacketEntry; readonly bytes: Bytes }[] {
  return trace.events.slice(0, at + 1).flatMap(({ seq, at: instant, outcomes }) =>
    outcomes
      .flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.packet] : []))
      .map(({ id: name, errand, label: message, from, to, bytes }, i) => ({
        bytes,
        entry: { id: `${seq}.${i}`, seq, at: instant, name, errand, message, from, to, sizeBytes: bytes.length },
      })),
  );
}

interface Sight {
  readonly trace: Trace;
  readonly knowledge: Knowledge;
  readonly party: PartyId;
  readonly at: Seq;
  readonly layers: readonly Layer[];
  readonly sent: PacketEntry;
}

function inspectedLayer(layer: Layer, see: Sight): InspectedLayer {
  const { kind, parent, start, bytes } = layer;
  const whole = valueOf(layer);
  const readers = readersOf(whole, see);
  const isOpen = start !== undefined || see.knowledge.knowsValue(see.party, whole, see.at);
  return {
    kind,
    parent,
    start,
    length: bytes.length,
    readers,
    closed: isOpen ? undefined : whyClosed(layer, see),
    bytes: isOpen ? bytes : undefined,
    fields: isOpen ? layer.fields.map((field) => inspectedField(layer, field, readers, see)) : [],
  };
}

/** The value that a party has to know: the blocks' own padding is no value of the run, so there it is what was handed over. */
function valueOf(layer: Layer): Bytes {
  const [first] = layer.fields;
  return layer.kind === 'blocks' && first ? contentOf(layer, first) : layer.bytes;
}

/** The ciphertext that a sealed layer is in decides: without it there is nothing to open. */
function whyClosed(layer: Layer, { layers, knowledge, party, at }: Sight): Closed {
  let inner = layer;
  for (let outer = outside(inner, layers); outer && inner.start === undefined; outer = outside(inner, layers)) {
    const sealed = outer.fields[inner.parent?.field ?? 0];
    if (outer.start !== undefined && sealed)
      return knowledge.knowsValue(party, contentOf(outer, sealed), at) ? 'no-key' : 'no-ciphertext';
    inner = outer;
  }
  return 'no-ciphertext';
}
const outside = ({ parent }: Layer, layers: readonly Layer[]): Layer | undefined => parent && layers[parent.layer];

const isValue = (bytes: Bytes): boolean => bytes.length >= SHORTEST_SECRET_BYTES;

/** Everybody but single links, which the network stands for. */
const readersOf = (bytes: Bytes, { trace, knowledge, at }: Sight): readonly PartyId[] =>
  trace.header.parties.flatMap(({ kind, id }) => (kind !== 'link' && knowledge.knowsValue(id, bytes, at) ? [id] : []));

/** A text, a number, and what is too short is no value of its own: whoever has the layer reads it. */
const isOwnValue = ({ id, value }: Field, content: Bytes): boolean =>
  value === undefined && isValue(content) && !isPadding(id);

function inspectedField(layer: Layer, field: Field, ofLayer: readonly PartyId[], see: Sight): InspectedField {
  const content = contentOf(layer, field);
  return {
    ...field,
    content,
    origin: originOf(layer, field, content, see),
    readers: isOwnValue(field, content) ? readersOf(content, see) : ofLayer,
  };
}

const isPadding = (id: FieldId): boolean => id === 'padded.padding' || id === 'blocks.padding';

function originOf(layer: Layer, field: Field, content: Bytes, see: Sight): Origin {
  const key = keyIn(field, content, see);
  const made = isPadding(field.id) ? undefined : madeBy(field.id, content, see);
  if (made) return { kind: 'computed', ...made, ...key };
  const first = firstWith(layer, see);
  const kind = field.id === 'context.secret' || field.id === 'padded.padding' ? 'drawn' : 'written';
  return { kind, ...first, ...key };
}

type Deed = Pick<Origin, 'seq' | 'actor'>;

/**
 * The first computation that gave these bytes. What was put together before it was computed anywhere (a body, which its
 * recipient's cipher gives again) was written, not computed; taking apart counts for nothing.
 */
function madeBy(id: FieldId, content: Bytes, { trace, at }: Sight): (Deed & { op: Operation }) | undefined {
  const isTag = id === 'message.mac';
  if (!isTag && !isValue(content)) return undefined;
  const bare = content.length === PREFIXED_KEY_BYTES ? content.subarray(1) : content;
  for (const { seq, actor, calls } of trace.events.slice(0, at + 1)) {
    for (const { op, outputs } of calls) {
      if (op === 'unpack' || (isTag && op !== 'hmac')) continue;
      const gave = outputs.some((output) =>
        isTag ? same(output.subarray(0, content.length), content) : same(output, content) || same(output, bare),
      );
      if (gave) return op === 'pack' ? undefined : { op, seq, actor };
    }
  }
  return undefined;
}

/** Type byte and X25519 key. */
const PREFIXED_KEY_BYTES = 33;

/** Who first had this layer in hand: made its bytes, or sent a packet with them. */
function firstWith(layer: Layer, { trace, at, sent }: Sight): Deed {
  const whole = valueOf(layer);
  for (const { seq, actor, calls, outcomes } of trace.events.slice(0, at + 1)) {
    if (calls.some(({ op, outputs }) => op === 'pack' && same(outputs[0], whole))) return { seq, actor };
    const carries = outcomes.some(
      (outcome) => outcome.kind === 'sent' && indexOfBytes(outcome.packet.bytes, whole) !== -1,
    );
    if (carries) return { seq, actor };
  }
  return { seq: sent.seq, actor: sent.from };
}

/** The key of the keys figure that a message's field speaks of: the ratchet key in it, or the message key that sealed it. */
function keyIn(field: Field, content: Bytes, { trace, at }: Sight): Pick<Origin, 'key'> {
  if (field.id !== 'message.ciphertext') return {};
  for (const { actor, calls, outcomes } of trace.events.slice(0, at + 1)) {
    const sealing = calls.find(({ op, outputs }) => op === 'cbcEncrypt' && same(outputs[0], content));
    const derived = calls.find(({ op, outputs }) => op === 'hkdf' && same(outputs[0], sealing?.inputs[0]));
    const [seed] = derived?.inputs ?? [];
    const sealed = outcomes.find((outcome) => outcome.kind === 'sealed' && equalBytes(outcome.ciphertext, content));
    if (sealed?.kind === 'sealed' && seed) return { key: { device: actor, peer: sealed.to, id: keyId(seed) } };
  }
  return {};
}

const same = (a: Bytes | undefined, b: Bytes | undefined): boolean =>
  a !== undefined && b !== undefined && equalBytes(a, b);
