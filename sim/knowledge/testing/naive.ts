/**
 * A second knowledge floor for tests: rules straight from the raw call log, values as hexadecimal strings, every question
 * answered by scanning all rules again until nothing changes. Shares no code with the real one, on purpose.
 */
import type { Trace } from '../../trace.ts';

export interface NaiveRule {
  readonly premises: readonly string[];
  readonly conclusion: string;
}

export const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const PUBLIC_TEXTS = new Set(
  ['WhisperText', 'WhisperRatchet', 'WhisperMessageKeys'].map((text) => Buffer.from(text).toString('hex')),
);
const isPublic = (key: string): boolean =>
  key.length < 32 || PUBLIC_TEXTS.has(key) || new Set(key.match(/../g)).size === 1;

/** Every rule that the calls of events up to `at` allow. */
export function naiveRules(trace: Trace, at: number): readonly NaiveRule[] {
  const rules: NaiveRule[] = [];
  const rule = (premises: readonly string[], conclusion: string | undefined): void => {
    if (conclusion !== undefined && !isPublic(conclusion)) {
      rules.push({ premises: premises.filter((premise) => !isPublic(premise)), conclusion });
    }
  };
  const events = trace.events.filter((event) => event.seq <= at);
  const bodies = new Set(
    trace.events.flatMap((event) => event.outcomes.flatMap((o) => (o.kind === 'wrote' ? [keyOf(o.body)] : []))),
  );
  const calls = events
    .flatMap((event) => event.calls)
    .map((call) => ({ op: call.op, in: call.inputs.map(keyOf), out: call.outputs.map(keyOf) }));
  for (const call of calls) {
    const [a = '', b = '', c = ''] = call.in;
    const [out = ''] = call.out;
    switch (call.op) {
      case 'cbcEncrypt':
      case 'cbcDecrypt':
        rule([a, b, c], out);
        rule([a, b, out], c);
        break;
      case 'pack':
        if (!bodies.has(out)) rule(call.in, out);
        for (const part of call.in) rule([out], part);
        break;
      default:
        for (const output of call.out) rule(call.in, output);
    }
  }
  const pairs = calls.filter((call) => call.op === 'publicKey').map((call) => [call.in[0], call.out[0]] as const);
  const agreements = calls.filter((call) => call.op === 'agree');
  for (const one of agreements) {
    for (const other of agreements) {
      if (one.out[0] === other.out[0] && one.in[0] !== other.in[0]) pairs.push([one.in[0], other.in[1]]);
    }
  }
  for (const {
    in: [ours, theirs],
    out: [shared],
  } of agreements) {
    for (const [otherPrivate, otherPublic] of pairs) {
      for (const [ourPrivate, ourPublic] of pairs) {
        if (otherPublic === theirs && ourPrivate === ours) rule([otherPrivate ?? '', ourPublic ?? ''], shared);
      }
    }
  }
  for (const { op, in: sealing, out } of calls) {
    if (op !== 'encapsulate') continue;
    const owner = calls.find((call) => call.op === 'kemKeyPair' && call.out[1] === sealing[0]);
    if (owner) rule([owner.out[0] ?? '', out[0] ?? ''], out[1]);
  }
  return rules;
}

/** Everything that follows from the base. */
export function naiveClosure(rules: readonly NaiveRule[], base: Iterable<string>): ReadonlySet<string> {
  const known = new Set(base);
  for (let changed = true; changed;) {
    changed = false;
    for (const { premises, conclusion } of rules) {
      if (known.has(conclusion) || !premises.every((premise) => known.has(premise))) continue;
      known.add(conclusion);
      changed = true;
    }
  }
  return known;
}

/** The least cost of every value: one more than its premises together, lowered until nothing gets cheaper. */
export function naiveCosts(rules: readonly NaiveRule[], base: Iterable<string>): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const value of base) costs.set(value, 0);
  for (let changed = true; changed;) {
    changed = false;
    for (const { premises, conclusion } of rules) {
      const cost = premises.reduce((sum, premise) => sum + (costs.get(premise) ?? Infinity), 1);
      if (cost >= (costs.get(conclusion) ?? Infinity)) continue;
      costs.set(conclusion, cost);
      changed = true;
    }
  }
  return costs;
}
