/** Codes of two users, recorded from libsignal: the digits that people compare, and what the QR code carries. */
import * as z from 'zod';
import { legibleUtf8, utf8, type Bytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import { decodeRecord, encodeRecord } from '../crypto/wire.ts';
import { codeOf, qrPayloadOf, scanMatches, type Identity } from '../protocol/fingerprint.ts';
import { LIMITS } from '../limits.ts';
import { bytes, checker, hex, named } from './shape.ts';
import { NO_LOG } from '../peer/tools.ts';
import { toolsOf } from './tools.ts';
import { equals, outcomesOf, refuses, type Vector } from './vector.ts';

/** More would take minutes; real clients hash 5,200 times. */
const MOST_ITERATIONS = 100_000;
export const FINGERPRINT_FIELDS = {
  iterations: z.number().int().min(1).max(MOST_ITERATIONS),
  version: z.number().int().min(1).max(255),
} as const;

const recorded = z.object({
  ...FINGERPRINT_FIELDS,
  localId: hex,
  localKey: hex,
  remoteId: hex,
  remoteKey: hex,
  displayable: z.string(),
  scannable: hex,
  otherSideScannable: hex,
  compareBothSides: z.boolean(),
  compareWithItself: z.boolean(),
});

export const FINGERPRINTS = checker(
  { en: 'fingerprints (libsignal)', zh: '安全码（libsignal）' },
  named('fingerprints.json'),
  z.object({ cases: z.array(recorded) }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.flatMap((one, i) => {
        const local = { user: legibleUtf8(bytes(one.localId)), keys: [bytes(one.localKey)] };
        const remote = { user: legibleUtf8(bytes(one.remoteId)), keys: [bytes(one.remoteKey)] };
        const code = { ...one, local, remote };
        return [...fingerprintVectors(`case ${i}`, code, suite), ...comparisons(`case ${i}`, one, code, suite)];
      }),
    ),
  }),
);

export interface RecordedCode {
  readonly iterations: number;
  readonly version: number;
  readonly local: Identity;
  readonly remote: Identity;
  readonly displayable: string;
  readonly scannable: string;
  readonly otherSideScannable: string;
}

/** Digits and QR codes, from both sides. */
export function fingerprintVectors(id: string, code: RecordedCode, suite: Suite): readonly Vector[] {
  const { local, remote, iterations, version } = code;
  const tools = toolsOf(suite, { scope: 'code', limits: LIMITS.real });
  const qr = (one: Identity, other: Identity): Bytes =>
    libsignalForm(version, qrPayloadOf(one, other, tools, iterations));
  const digits = utf8(code.displayable);
  return [
    equals(`${id}: digits`, digits, utf8(codeOf(local, remote, tools, iterations))),
    equals(`${id}: digits of the other side`, digits, utf8(codeOf(remote, local, tools, iterations))),
    equals(`${id}: QR code`, bytes(code.scannable), qr(local, remote)),
    equals(`${id}: QR code of the other side`, bytes(code.otherSideScannable), qr(remote, local)),
  ];
}

/** libsignal's code holds only the two hashes, ours the names too: the same hashes in libsignal's record. PROTOCOL.md 9.1. */
function libsignalForm(version: number, payload: Bytes): Bytes {
  const sides = decodeRecord(SIDES, payload, NO_LOG);
  const halfOf = (side: Bytes = new Uint8Array(0)): Bytes =>
    encodeRecord({ hash: [1, 'bytes'] }, { hash: decodeRecord(OUR_HALF, side, NO_LOG)?.hash }, NO_LOG);
  return encodeRecord(SIDES, { version, local: halfOf(sides?.local), remote: halfOf(sides?.remote) }, NO_LOG);
}
const SIDES = { version: [1, 'uint32'], local: [2, 'bytes'], remote: [3, 'bytes'] } as const;
const OUR_HALF = { hash: [6, 'bytes'] } as const;

/** A phone that shows one code and scans another. */
function comparisons(
  id: string,
  verdict: { readonly compareBothSides: boolean; readonly compareWithItself: boolean },
  { local, remote, iterations }: RecordedCode,
  suite: Suite,
): readonly Vector[] {
  const tools = toolsOf(suite, { scope: 'code', limits: LIMITS.real });
  const shown = qrPayloadOf(local, remote, tools, iterations);
  const scanned = qrPayloadOf(remote, local, tools, iterations);
  const bothSides: Vector = {
    id: `${id}: both sides compared`,
    expected: scanned,
    passes: (code) => scanMatches(shown, code, NO_LOG) === verdict.compareBothSides,
  };
  return [
    bothSides,
    refuses(`${id}: compared with itself`, scanMatches(shown, shown, NO_LOG) === verdict.compareWithItself),
  ];
}
