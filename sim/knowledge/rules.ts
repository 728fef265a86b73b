/**
 * From recorded calls to rules, in every direction that the algebra allows, at the earliest call.
 *
 * A decryption is a rule from the moment of encryption, a decapsulation from that of encapsulation; a key agreement works from either private key, whichever side
 * computed it first, and however late the other key pair is seen; a container gives its parts and is given by them.
 * Section 3.2.
 */
import type { Bytes } from '../crypto/bytes.ts';
import type { Call } from '../crypto/recorder.ts';
import type { Trace } from '../trace.ts';
import { QUANTUM_COMPUTER, quantumIn } from './quantum.ts';
import { capsules, type Capsules } from './capsules.ts';
import type { Flaw } from './flaws.ts';
import { RULE_FORMS, rulebook, type Rulebook, type RuleForm, type Rules } from './rulebook.ts';
import { PUBLIC, type ValueId, type Values } from './values.ts';

const CODE: Readonly<Record<RuleForm, number>> = {
  publicKey: 0,
  agree: 1,
  hkdf: 2,
  hmac: 3,
  encrypt: 4,
  decrypt: 5,
  sign: 6,
  pack: 7,
  slice: 8,
  kemKeyPair: 9,
  encapsulate: 10,
  decapsulate: 11,
  discreteLog: 12,
};
const NOTHING: Bytes = new Uint8Array(0);

/** The rule log of a trace; interns the values of all its calls. `flaw` is for tests only. */
export function rulesOf(trace: Trace, values: Values, flaw?: Flaw): Rules {
  const room = roomFor(trace);
  const book = rulebook(room.rules, room.premises);
  const computer =
    quantumIn(trace).length > 0 && !isDropped(flaw, 'discreteLog') ? values.intern(QUANTUM_COMPUTER) : undefined;
  const sides = otherSides(book, computer);
  const sealed = capsules((privateKey, { ciphertext, secret, call }) => {
    if (flaw?.kind === 'no-opening-at-encapsulation' || isDropped(flaw, 'decapsulate')) return;
    book.given();
    book.premise(privateKey);
    book.premise(ciphertext);
    book.gives(CODE.decapsulate, secret, call, 0);
  });
  const writer: Writer = { book, intern: values.intern, sides, sealed, bodies: bodiesOf(trace, values), flaw };
  for (const event of trace.events) {
    book.during(event.seq);
    for (const call of event.calls) addCall(writer, call);
  }
  return book.finish(values.count());
}

interface Writer {
  readonly book: Rulebook;
  readonly intern: (bytes: Bytes) => ValueId;
  readonly sides: OtherSides;
  readonly sealed: Capsules;
  /** Bodies of messages: the text in them is no public frame, so nobody builds one from its other parts. */
  readonly bodies: ReadonlySet<ValueId>;
  readonly flaw: Flaw | undefined;
}

function addCall(writer: Writer, call: Call): void {
  const { flaw } = writer;
  switch (call.op) {
    case 'cbcEncrypt':
      addCipher(writer, call, call.inputs[2] ?? NOTHING, call.outputs[0] ?? NOTHING);
      break;
    case 'cbcDecrypt':
      addCipher(writer, call, call.outputs[0] ?? NOTHING, call.inputs[2] ?? NOTHING);
      break;
    case 'pack': {
      // Each value is looked up once for all rules of its call; the whole first, because numbers are given in this order.
      const [whole = PUBLIC] = call.outputs.map(writer.intern);
      const parts = call.inputs.map(writer.intern);
      if (!writer.bodies.has(whole)) addAll(writer, 'pack', call, parts, [whole]);
      if (flaw?.kind !== 'no-parts-of-packed') addParts(writer, call, whole, parts);
      break;
    }
    case 'unpack': {
      const [whole = PUBLIC] = call.inputs.map(writer.intern);
      if (flaw?.kind !== 'no-parts-of-unpacked') addParts(writer, call, whole, call.outputs.map(writer.intern));
      break;
    }
    default: {
      const inputs = call.inputs.map(writer.intern);
      const outputs = call.outputs.map(writer.intern);
      addAll(writer, call.op, call, inputs, outputs);
      if (call.op === 'agree' || call.op === 'publicKey') addPair(writer, call, inputs, outputs);
      if (call.op === 'kemKeyPair' || call.op === 'encapsulate') addCapsule(writer, call, inputs, outputs);
    }
  }
}

function bodiesOf(trace: Trace, values: Values): ReadonlySet<ValueId> {
  const bodies = new Set<ValueId>();
  for (const { outcomes } of trace.events) {
    for (const outcome of outcomes) if (outcome.kind === 'wrote') bodies.add(values.intern(outcome.body));
  }
  return bodies;
}

/** All inputs give each output. */
function addAll(
  { book, flaw }: Writer,
  form: RuleForm,
  call: Call,
  inputs: readonly ValueId[],
  outputs: readonly ValueId[],
): void {
  if (isDropped(flaw, form)) return;
  const code = CODE[form];
  book.given();
  for (const input of inputs) book.premise(input);
  for (let which = 0; which < outputs.length; which++) book.gives(code, outputs[which] ?? PUBLIC, call, which);
}

/** Key and iv turn either text into the other, whichever way it was computed first. */
function addCipher({ book, intern, flaw }: Writer, call: Call, plaintext: Bytes, ciphertext: Bytes): void {
  const key = intern(call.inputs[0] ?? NOTHING);
  const iv = intern(call.inputs[1] ?? NOTHING);
  const plain = intern(plaintext);
  const cipher = intern(ciphertext);
  const add = (form: RuleForm, from: ValueId, to: ValueId): void => {
    if (isDropped(flaw, form)) return;
    book.given();
    book.premise(key);
    book.premise(iv);
    book.premise(from);
    book.gives(CODE[form], to, call, 0);
  };
  add('encrypt', plain, cipher);
  if (call.op === 'cbcDecrypt' || flaw?.kind !== 'no-opening-at-encryption') add('decrypt', cipher, plain);
}

/** The whole gives each part. */
function addParts({ book, flaw }: Writer, call: Call, whole: ValueId, parts: readonly ValueId[]): void {
  if (isDropped(flaw, 'slice')) return;
  book.given();
  book.premise(whole);
  for (let which = 0; which < parts.length; which++) book.gives(CODE.slice, parts[which] ?? PUBLIC, call, which);
}

function addPair({ sides, flaw }: Writer, call: Call, inputs: readonly ValueId[], outputs: readonly ValueId[]): void {
  if (flaw?.kind === 'no-other-side' || isDropped(flaw, 'agree')) return;
  const [privateKey = PUBLIC, publicKey = PUBLIC] = inputs;
  const [result = PUBLIC] = outputs;
  if (call.op === 'publicKey') sides.pair(privateKey, result, call);
  else sides.agreed({ privateKey, publicKey, shared: result, call });
}

function addCapsule({ sealed }: Writer, call: Call, inputs: readonly ValueId[], outputs: readonly ValueId[]): void {
  const [first = PUBLIC, second = PUBLIC] = outputs;
  if (call.op === 'kemKeyPair') sealed.pair(first, second);
  else sealed.made({ publicKey: inputs[0] ?? PUBLIC, ciphertext: first, secret: second, call });
}

interface Agreement {
  readonly privateKey: ValueId;
  readonly publicKey: ValueId;
  readonly shared: ValueId;
  readonly call: Call;
}

interface OtherSides {
  /** This private key has that public key. */
  readonly pair: (privateKey: ValueId, publicKey: ValueId, call: Call) => void;
  readonly agreed: (agreement: Agreement) => void;
}

/**
 * Adds the other side's direction of each agreement, as soon as both key pairs are known from any call.
 *
 * Where nobody computed a public key, two agreements with the same result reveal the pairs: what one side used as
 * public belongs to what the other side used as private. `computer`: in a run in which somebody has a quantum computer, the
 * public key of each pair and that machine give the private one.
 */
function otherSides(book: Rulebook, computer: ValueId | undefined): OtherSides {
  const privateOf = new Map<ValueId, ValueId>();
  const publicOf = new Map<ValueId, ValueId>();
  const firstWith = new Map<ValueId, Agreement>();
  const byKey = new Map<ValueId, Agreement[]>();

  const complete = (agreement: Agreement): void => {
    const theirs = privateOf.get(agreement.publicKey);
    const ours = publicOf.get(agreement.privateKey);
    if (theirs === undefined || ours === undefined) return;
    book.given();
    book.premise(theirs);
    book.premise(ours);
    book.gives(CODE.agree, agreement.shared, agreement.call, 1);
  };
  const pair = (privateKey: ValueId, publicKey: ValueId, call: Call): void => {
    if (privateKey === PUBLIC || publicKey === PUBLIC) return;
    if (privateOf.has(publicKey) && publicOf.has(privateKey)) return;
    if (!privateOf.has(publicKey)) {
      privateOf.set(publicKey, privateKey);
      solve(privateKey, publicKey, call);
    }
    if (!publicOf.has(privateKey)) publicOf.set(privateKey, publicKey);
    byKey.get(publicKey)?.forEach(complete);
    byKey.get(privateKey)?.forEach(complete);
  };
  const solve = (privateKey: ValueId, publicKey: ValueId, call: Call): void => {
    if (computer === undefined) return;
    book.given();
    book.premise(computer);
    book.premise(publicKey);
    book.gives(CODE.discreteLog, privateKey, call, 0);
  };
  const remember = (key: ValueId, agreement: Agreement): void => {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [agreement]);
    else known.push(agreement);
  };
  return {
    pair,
    agreed: (agreement) => {
      if (agreement.privateKey === PUBLIC || agreement.publicKey === PUBLIC) return;
      remember(agreement.privateKey, agreement);
      remember(agreement.publicKey, agreement);
      const other = firstWith.get(agreement.shared);
      if (other === undefined) firstWith.set(agreement.shared, agreement);
      else if (other.privateKey !== agreement.privateKey) {
        pair(agreement.privateKey, other.publicKey, agreement.call);
        pair(other.privateKey, agreement.publicKey, agreement.call);
      }
      complete(agreement);
    },
  };
}

const isDropped = (flaw: Flaw | undefined, form: RuleForm): boolean => flaw?.kind === 'no-rule' && flaw.form === form;

/** Upper bounds, so that the columns are made once. */
function roomFor(trace: Trace): { readonly rules: number; readonly premises: number } {
  let rules = 0;
  let premises = 0;
  for (const event of trace.events) {
    for (const call of event.calls) {
      const values = call.inputs.length + call.outputs.length;
      // An agreement may be computed on the other side too, and tell two key pairs: four rules of at most two.
      rules += values + 1;
      // A key derivation has all its inputs before each output; a cipher has two rules of at most three.
      premises += call.inputs.length * call.outputs.length + values + 4;
    }
  }
  return { rules, premises };
}

/** The form of a rule by name. */
export function formOf(rules: Rules, rule: number): RuleForm {
  const form = RULE_FORMS[rules.form[rule] ?? 0];
  if (form === undefined) throw new Error(`rule ${rule} has no form: codes are positions in RULE_FORMS`);
  return form;
}
