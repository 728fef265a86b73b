/**
 * A trace as lines of text: for golden files, for comparing suites, and for the trace hash.
 *
 * `named`: every byte value is replaced by a name of first occurrence and its size (`v12:32`), so that two suites which
 * behave alike give the same lines. `exact`: values are written as hexadecimal; the hash of those lines identifies a run.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8, type Bytes } from './crypto/bytes.ts';
import type { Outcome, Trace, TraceEvent } from './trace.ts';

type Naming = (value: Bytes) => string;

/** One line for each event, with its computations under it: sequence, time, step, cause, actor, input, phase, outcomes. */
export function namedLines(trace: Trace): readonly string[] {
  const names = new Map<string, string>();
  return trace.events.flatMap((event) => linesOf(event, firstOccurrence(names)));
}

/**
 * Identifies the run: SHA-256 over its exact lines and everything it was a function of, as 64 hexadecimal digits. The native
 * suite computes the reference's bytes by other means, so its runs are the reference's runs.
 */
export function traceHash(trace: Trace): string {
  const { scenario: _scenario, variant: _variant, ...header } = trace.header;
  const essentials = { ...header, suite: header.suite === 'native' ? 'noble' : header.suite };
  const hash = sha256.create().update(utf8(JSON.stringify(essentials)));
  for (const event of trace.events) for (const line of linesOf(event, toHex)) hash.update(utf8(`\n${line}`));
  return toHex(hash.digest());
}

/** Every value gets a name, short ones too: labels, counters and prefixes are the same in every suite and stay apart. */
function firstOccurrence(names: Map<string, string>): Naming {
  return (value) => {
    const key = toHex(value);
    const name = names.get(key) ?? `v${names.size}`;
    names.set(key, name);
    return `${name}:${value.length}`;
  };
}

function linesOf(event: TraceEvent, naming: Naming): readonly string[] {
  const head = [event.seq, event.at, event.step, event.cause ?? '-', event.actor, event.input, event.phase].join(' ');
  return [
    head,
    ...event.outcomes.map((outcome) => `  ${outcomeLine(outcome, naming)}`),
    ...event.calls.map((call) => {
      const side = (values: readonly Bytes[]): string => values.map(naming).join(',');
      return `    ${call.op} ${side(call.inputs)} -> ${side(call.outputs)}${call.offsets ? ` @${call.offsets.join(',')}` : ''}`;
    }),
  ];
}

function outcomeLine(outcome: Outcome, naming: Naming): string {
  // A safety code is digits on a screen, and a value all the same: made of keys, and different in every suite.
  const shown = outcome.kind === 'code' ? { ...outcome, digits: utf8(outcome.digits) } : outcome;
  const fields = Object.entries(shown).map(([key, value]) => `${key}=${valueOf(value, naming)}`);
  return fields.join(' ');
}

function valueOf(value: unknown, naming: Naming): string {
  if (value instanceof Uint8Array) return naming(value);
  if (Array.isArray(value)) return value.map((item) => valueOf(item, naming)).join(',');
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, inner]) => `${key}=${valueOf(inner, naming)}`);
    return `(${fields.join(' ')})`;
  }
  return String(value);
}
