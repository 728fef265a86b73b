/** A safety net: wherever the bytes of one value stand inside another, a rule must say so. A hit without a rule is a bug. */
import { describe, expect, it } from 'vitest';
import { indexOfBytes, utf8, type Bytes } from '../crypto/bytes.ts';
import type { Trace } from '../trace.ts';
import { closureOf, NEVER } from './closure.ts';
import { evidenceOf } from './evidence.ts';
import { copy, runOf, send } from './testing/run.ts';

const TEXT = 'a text that is long enough to be recognised';
const ORDERS = [
  send('m1', 'alice', 'bob', TEXT),
  send('m2', 'bob', 'alice', TEXT),
  copy('bob.phone', ['keys', 'chat']),
  send('m3', 'alice', 'bob', TEXT),
];

/** Values that stand in another one, byte for byte, although they do not follow from it. */
function unexplained(trace: Trace): readonly string[] {
  const evidence = evidenceOf(trace);
  const rules = evidence.rules();
  const bodies = new Set(evidence.story().messages.map((message) => message.value));
  const found: string[] = [];
  const count = evidence.values.count();
  for (let whole = 0; whole < count; whole++) {
    const bytes = evidence.values.bytesOf(whole);
    const { firstAt } = closureOf(rules, { values: [whole], seqs: [0] }, count);
    for (let part = 0; part < count; part++) {
      const inner = evidence.values.bytesOf(part);
      if (isNames(inner)) continue;
      if (part === whole || inner.length > bytes.length || indexOfBytes(bytes, inner) === -1) continue;
      // A message's own parts are found by nobody but who has the message: no rule is needed beyond that.
      if (firstAt[part] === NEVER && !bodies.has(whole)) found.push(`${bytes.length} bytes hold ${inner.length} bytes`);
    }
  }
  return found;
}

/** A record of names only (account, device): it comes to 16 bytes, but is written anew wherever the names are, and is no secret. */
const isNames = (bytes: Bytes): boolean => /^(\p{ASCII}{2}[a-z.]+)+$/u.test(Buffer.from(bytes).toString('latin1'));

const packetsOf = (trace: Trace): readonly Bytes[] =>
  trace.events.flatMap((event) =>
    event.outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.packet.bytes] : [])),
  );

describe('a verbatim scan', () => {
  it.each([[[]], [['endToEnd']], [['eraseMessageKeys']], [['freshRatchetKeys', 'refuseDuplicates']]] as const)(
    'finds nothing unexplained with %j off',
    (off) => {
      expect(unexplained(runOf(ORDERS, { off }))).toEqual([]);
    },
  );

  it('finds the plain text in no packet', () => {
    for (const packet of packetsOf(runOf(ORDERS, { off: ['endToEnd'] })))
      expect(indexOfBytes(packet, utf8(TEXT))).toBe(-1);
  });

  it('notices a container that was not recorded', () => {
    const trace = runOf(ORDERS);
    const events = trace.events.map((event) => ({
      ...event,
      calls: event.calls.filter((call) => call.op !== 'pack' && call.op !== 'unpack'),
    }));
    expect(unexplained({ ...trace, events }).length).toBeGreaterThan(10);
  });
});
