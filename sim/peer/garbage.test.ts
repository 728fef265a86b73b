/** Lines that a broken or hostile driver might send: each gets one answer, and a failed one leaves everything as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8, type Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import {
  appendMac,
  encodeCovered,
  encodePrekeyMessage,
  parseMessage,
  parsePrekeyMessage,
} from '../protocol/message.ts';
import { acquainted, ALICE, BOB, type Driver } from '../testing/lines.ts';
import { answerLine } from './answer.ts';
import { NO_LOG } from './tools.ts';
import type { Peers } from './types.ts';

const LINES = 10_000;
const NONE = new Uint8Array(0);

/** A conversation that has used every command, and its lines. */
function everything(): Driver {
  const lines = acquainted({ suite: model }, { impl: 'pqxdh-v4', limits: { forwardJump: 50 } });
  for (const [from, to, at, of] of [
    ['a', 'b', BOB, ALICE],
    ['b', 'a', ALICE, BOB],
    ['a', 'b', BOB, ALICE],
  ] as const) {
    const sealed = lines.get('encrypt', { peer: from, remote: at, plaintext: '6869' });
    lines.get('decrypt', { peer: to, remote: of, ...sealed });
  }
  lines.get('hello');
  lines.get('bundle', { peer: 'b', oneTime: false, private: true, corrupt: 'signed' });
  lines.get('load', { peer: 'a', remote: BOB, state: lines.get('state', { peer: 'a', remote: BOB }) });
  lines.get('skip', { peer: 'a', remote: BOB, count: 2 });
  lines.get('archive', { peer: 'b', remote: ALICE });
  lines.get('advanceTime', { peer: 'b', ms: 1000 });
  const key = { name: 'x', identityPublic: `05${'09'.repeat(32)}` };
  lines.get('fingerprint', { local: key, remote: key, iterations: 2 });
  const signed = lines.get('sign', { privateKey: '40'.repeat(32), message: '00' });
  lines.get('verify', { publicKey: key.identityPublic, message: '00', ...signed });
  lines.get('newIdentity', { peer: 'c', impl: 'x3dh-v3', name: 'carol', inject: { identityKey: '40'.repeat(32) } });
  lines.get('drop', { peer: 'c' });
  lines.fails('groupCreate', { peer: 'a', group: 'g' });
  return lines;
}

const VALUES = [
  'null', 'true', '-1', '0', '1.5', '1e999', '-1e999', '9007199254740993', '4294967296', '""', '"00"', '"zz"', '"0"',
  '"\\ud800"', '[]', '{}', '[[[[[[[[]]]]]]]]', '{"__proto__":{"x":1}}', '{"toString":1}',
  `"${'ab'.repeat(5_000)}"`, `${'['.repeat(5_000)}${']'.repeat(5_000)}`, '9'.repeat(400),
] as const; // prettier-ignore

const DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));
type Change = (line: Bytes) => Bytes;
const spliced = (line: Bytes, at: number, gone: number, put: Bytes): Bytes => {
  const from = at % (line.length + 1);
  return concat(line.subarray(0, from), put, line.subarray(from + gone));
};
/** The n-th value of a line in JSON, replaced. */
const withValue = (line: Bytes, n: number, value: string): Bytes => {
  const text = new TextDecoder().decode(line);
  const places = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|[\d.]+|true|false|null)/g)];
  const place = places[n % Math.max(places.length, 1)];
  if (!place?.[1]) return line;
  return utf8(text.slice(0, place.index + 1) + value + text.slice(place.index + 1 + place[1].length));
};
/** One digit of the n-th byte string replaced: the request is well formed, the message or key in it is not. */
const withDigit = (line: Bytes, n: number, at: number, digit: string): Bytes => {
  const text = new TextDecoder().decode(line);
  const strings = [...text.matchAll(/[0-9a-f]{16,}/g)];
  const one = strings[n % Math.max(strings.length, 1)];
  if (!one) return line;
  const where = one.index + (at % one[0].length);
  return utf8(text.slice(0, where) + digit + text.slice(where + 1));
};
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, bits]): Change => (line) => {
    const where = at % Math.max(line.length, 1);
    return line.length === 0 ? line : line.with(where, (line[where] ?? 0) ^ bits);
  }),
  fc.tuple(fc.nat(), fc.nat(8), fc.uint8Array({ maxLength: 8 })).map(
    ([at, gone, put]): Change =>
      (line) =>
        spliced(line, at, gone, put),
  ),
  fc.nat().map(
    (at): Change =>
      (line) =>
        line.subarray(0, at % (line.length + 1)),
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...VALUES)).map(
    ([n, value]): Change =>
      (line) =>
        withValue(line, n, value),
  ),
  fc.uint8Array({ maxLength: 40 }).map(
    (bytes): Change =>
      () =>
        bytes,
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...DIGITS)).map(
    ([n, at, digit]): Change =>
      (line) =>
        withDigit(line, n, at, digit),
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...DIGITS)).map(
    ([n, at, digit]): Change =>
      (line) =>
        withDigit(line, n, at, digit),
  ),
);

/** Everything that the state says, to be compared. */
const textOf = (state: Peers): string =>
  JSON.stringify({ ...state, suite: state.suite.name, byHandle: [...state.byHandle] }, (_, part: unknown) =>
    part instanceof Uint8Array ? toHex(part) : part,
  );

describe('garbage', () => {
  test(`of ${LINES} lines gets ${LINES} answers, and what fails changes nothing`, () => {
    const lines = everything();
    const state = lines.state();
    const before = textOf(state);
    const classes: Record<string, number> = {};
    const wrong: string[] = [];
    const tried = (at: number, changes: readonly Change[]): void => {
      const line = changes.reduce((whole, each) => each(whole), utf8(lines.sent[at % lines.sent.length] ?? ''));
      const answered = answerLine(state, line);
      const answer = JSON.parse(answered.answer) as { ok: boolean; error?: { class: string; message: string } };
      const name = answer.error?.class ?? 'done';
      classes[name] = (classes[name] ?? 0) + 1;
      if (answered.answer.includes('\n') || (answer.error?.message ?? '').includes('defect'))
        wrong.push(`${new TextDecoder().decode(line)} -> ${answered.answer}`);
      if (!answer.ok && answered.state !== state) wrong.push(`changed by ${new TextDecoder().decode(line)}`);
    };
    fc.assert(fc.property(fc.nat(), fc.array(change, { minLength: 1, maxLength: 2 }), tried), {
      numRuns: LINES,
      seed: 6,
    });
    console.info(JSON.stringify(classes));
    expect(wrong).toEqual([]);
    expect(Object.values(classes).reduce((sum, n) => sum + n)).toBe(LINES);
    expect(textOf(state)).toBe(before);
    for (const name of ['malformed', 'duplicate', 'decrypt-failed', 'no-session', 'done', 'other'])
      expect(classes[name], name).toBeGreaterThan(5);
  });

  test('with a counter beyond all chains is refused at once, with oneself too', () => {
    const lines = acquainted({ suite: model });
    const self = { name: 'self', device: 1 };
    lines.get('processBundle', { peer: 'a', remote: self, bundle: lines.get('bundle', { peer: 'a' }) });
    const sealed = lines.get('encrypt', { peer: 'a', remote: self, plaintext: '00' });
    const outer = parsePrekeyMessage(fromHex(String(sealed['body'])) ?? NONE, NO_LOG);
    const inner = parseMessage(outer.ok ? outer.message : NONE, NO_LOG);
    if (!outer.ok || !inner.ok) throw new Error('an honest message cannot be read');
    const covered = encodeCovered({ ...inner, counter: 2 ** 32 - 1 }, inner.versionByte, NO_LOG);
    const message = appendMac(covered, inner.mac, NO_LOG);
    const body = toHex(encodePrekeyMessage({ ...outer, message }, outer.versionByte, NO_LOG));
    const start = performance.now();
    expect(lines.fails('decrypt', { peer: 'a', remote: self, type: 'prekey', body })).toMatch(/^too-far/);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
