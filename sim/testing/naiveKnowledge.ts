/**
 * A second opinion on who can read what, written from the meaning of the recorded calls and not from the knowledge floor.
 *
 * Values are hexadecimal strings. Whoever is asked about starts with what it has from outside, and all rules are tried
 * again and again until nothing is added: slow, and short enough to be checked by reading.
 */
import type { ActorState, Packet, PartyId, Seq, Trace } from '../trace.ts';
import { byteStringsIn, openerFor } from './values.ts';

/** These values together give that one, from this event on. */
export interface NaiveRule {
  readonly premises: readonly string[];
  readonly conclusion: string;
  readonly since: Seq;
}

export interface NaiveKnowledge {
  readonly rules: readonly NaiveRule[];
  /** Body of each message, with the event in which it was written. */
  readonly bodies: ReadonlyMap<string, { readonly key: string; readonly since: Seq }>;
  /** What a party has from outside at this moment. */
  readonly given: (party: PartyId, at: Seq) => ReadonlySet<string>;
  /** What a party can produce at this moment. */
  readonly known: (party: PartyId, at: Seq) => ReadonlySet<string>;
  readonly reads: (party: PartyId, label: string, at: Seq) => boolean;
  /** What follows from these values at this moment. */
  readonly from: (values: Iterable<string>, at: Seq) => ReadonlySet<string>;
}

/** Hexadecimal; the same string object for the same bytes object. */
const keys = new WeakMap<Uint8Array, string>();
export function keyOf(bytes: Uint8Array): string {
  const known = keys.get(bytes) ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  keys.set(bytes, known);
  return known;
}

const LABELS = new Set(
  ['WhisperText', 'WhisperRatchet', 'WhisperMessageKeys', 'WhisperText_X25519_SHA-256_CRYSTALS-KYBER-1024'].map(
    (text) => Buffer.from(text).toString('hex'),
  ),
);
/** Everybody knows what is shorter than 16 bytes, one byte over and over, or one of the format's labels. */
export const isPublic = (key: string): boolean =>
  key.length < 32 || LABELS.has(key) || key === key.slice(0, 2).repeat(key.length / 2);

export function naiveKnowledge(trace: Trace): NaiveKnowledge {
  const bodies = bodiesOf(trace);
  const rules = rulesOf(trace, new Set([...bodies.values()].map(({ key }) => key)));
  const given = (party: PartyId, at: Seq): ReadonlySet<string> => givenTo(trace, party, at);
  const from = (values: Iterable<string>, at: Seq): ReadonlySet<string> => closure(rules, values, at);
  const known = (party: PartyId, at: Seq): ReadonlySet<string> => from(given(party, at), at);
  return {
    rules,
    bodies,
    given,
    from,
    known,
    reads: (party, label, at) => {
      const body = bodies.get(label);
      return body !== undefined && body.since <= at && known(party, at).has(body.key);
    },
  };
}

function closure(rules: readonly NaiveRule[], values: Iterable<string>, at: Seq): ReadonlySet<string> {
  const known = new Set(values);
  let before = -1;
  while (known.size !== before) {
    before = known.size;
    for (const { premises, conclusion, since } of rules)
      if (since <= at && !known.has(conclusion) && premises.every((premise) => known.has(premise)))
        known.add(conclusion);
  }
  return known;
}

function bodiesOf(trace: Trace): NaiveKnowledge['bodies'] {
  const bodies = new Map<string, { readonly key: string; readonly since: Seq }>();
  for (const { seq, outcomes } of trace.events)
    for (const outcome of outcomes)
      if (outcome.kind === 'wrote') bodies.set(outcome.message, { key: keyOf(outcome.body), since: seq });
  return bodies;
}

/** Stands for a quantum computer, which nobody has but by assumption: no bytes of any packet are this. */
const MACHINE = 'a quantum computer, at least sixteen bytes long';

/** Every rule that the recorded calls allow, once, from the event on in which it was first possible. */
function rulesOf(trace: Trace, bodies: ReadonlySet<string>): readonly NaiveRule[] {
  const rules = new Map<string, NaiveRule>();
  const add = (premises: readonly string[], conclusion: string, since: Seq): void => {
    if (isPublic(conclusion)) return;
    const secret = premises.filter((premise) => !isPublic(premise));
    const id = `${secret.join()}>${conclusion}`;
    const known = rules.get(id);
    if (!known || since < known.since) rules.set(id, { premises: secret, conclusion, since });
  };
  const publics = new Map<string, { readonly key: string; readonly since: Seq }>();
  const agreements: { readonly ours: string; readonly theirs: string; readonly shared: string; readonly since: Seq }[] =
    [];
  const owners = new Map<string, { readonly key: string; readonly since: Seq }>();
  const capsules: {
    readonly publicKey: string;
    readonly ciphertext: string;
    readonly secret: string;
    readonly since: Seq;
  }[] = [];
  for (const { seq, calls } of trace.events) {
    for (const { op, inputs, outputs } of calls) {
      const ins = inputs.map(keyOf);
      const outs = outputs.map(keyOf);
      const [first = '', second = '', third = ''] = ins;
      const [out = '', otherOut = ''] = outs;
      // Whoever computes the same again gets the same.
      if (op !== 'pack' && op !== 'unpack') for (const each of outs) add(ins, each, seq);
      // A text is its message's alone: the secret inside does not make it.
      if (op === 'pack' && !bodies.has(out)) add(ins, out, seq);
      if (op === 'pack') for (const part of ins) add([out], part, seq);
      if (op === 'unpack') for (const part of outs) add([first], part, seq);
      // Opening undoes sealing, and sealing undoes opening.
      if (op === 'cbcEncrypt' || op === 'cbcDecrypt') add([first, second, out], third, seq);
      if (op === 'publicKey' && !publics.has(first)) publics.set(first, { key: out, since: seq });
      if (op === 'kemKeyPair' && !owners.has(otherOut)) owners.set(otherOut, { key: out, since: seq });
      if (op === 'encapsulate') capsules.push({ publicKey: first, ciphertext: out, secret: otherOut, since: seq });
      if (op === 'agree') agreements.push({ ours: first, theirs: second, shared: out, since: seq });
    }
  }
  // A quantum computer finds the private key of a public one; whoever has none gets nothing from this.
  for (const [privateKey, { key, since }] of publics) add([MACHINE, key], privateKey, since);
  // The other side computes the same shared secret from its own private key and our public one.
  for (const { ours, theirs, shared, since } of agreements) {
    const our = publics.get(ours);
    if (!our) continue;
    for (const [otherPrivate, other] of publics)
      if (other.key === theirs) add([otherPrivate, our.key], shared, Math.max(since, our.since, other.since));
  }
  // Whoever has the private key opens what was encapsulated for the public one.
  for (const { publicKey, ciphertext, secret, since } of capsules) {
    const owner = owners.get(publicKey);
    if (owner) add([owner.key, ciphertext], secret, Math.max(since, owner.since));
  }
  return [...rules.values()];
}

/** Links and attackers keep what passed; devices and the server have what is in their state then. */
function givenTo(trace: Trace, id: PartyId, at: Seq): ReadonlySet<string> {
  const party = trace.header.parties.find((one) => one.id === id);
  if (!party) throw new Error(`${id} is no party of this run`);
  const events = trace.events.filter(({ seq }) => seq <= at);
  const keysIn = (value: unknown): readonly string[] => byteStringsIn(value).map(keyOf);
  const passed = (isMine: (packet: Packet) => boolean): readonly string[] =>
    events.flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome) =>
        outcome.kind === 'sent' && isMine(outcome.packet) ? [keyOf(outcome.packet.bytes)] : [],
      ),
    );
  const states = (): readonly ActorState[] => events.flatMap(({ actor, after }) => (actor === id ? [after] : []));
  const values = ((): readonly string[] => {
    switch (party.kind) {
      case 'device':
      case 'server':
        return keysIn(states().at(-1)?.places);
      case 'link':
        return passed(({ link }) => link === id);
      case 'network':
        return passed(() => true);
      case 'attacker':
        return [
          ...passed(({ link }) => party.watches.includes(link)),
          ...states().flatMap((state) => byteStringsIn(state.places, [], openerFor(trace)).map(keyOf)),
          ...events.flatMap(({ actor, outcomes }) =>
            actor === id && outcomes.some(({ kind }) => kind === 'quantum') ? [MACHINE] : [],
          ),
          // What she put on a link herself.
          ...events.flatMap(({ actor, outcomes }) =>
            actor === id
              ? outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? [keyOf(outcome.packet.bytes)] : []))
              : [],
          ),
        ];
    }
  })();
  return new Set(values.filter((key) => !isPublic(key)));
}
