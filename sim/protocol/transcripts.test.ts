/**
 * Conversations recorded from other implementations, played again with ours: bytes sent, texts read, refusals, sessions.
 * Four recordings are part of the project; the others are reference data that may be absent.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { equalBytes } from '../crypto/bytes.ts';
import { LIMITS } from '../limits.ts';
import { replay, type ReplayOptions } from '../testing/replay.ts';
import { addTally, newTally, tallyLine, type ReplayTally } from '../testing/replayTally.ts';
import { hasVectors, placeOf } from '../testing/vectors.ts';
import type { RecordedStep, Recording } from '../testing/transcript.ts';
import { inFieldOrder, wireFields } from '../testing/wireFields.ts';

const OWN = join(import.meta.dirname, '../testing/recordings');
const REFERENCE = placeOf('transcripts');

const read = (folder: string, file: string): Recording =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted();

/** One peer writes prekey id 0 where it has used no one-time prekey. */
const zeroPrekeyId = wireFields(Uint8Array.of(0x08, 0x00))[0]?.whole ?? new Uint8Array();
const withoutZeroId = (body: Uint8Array): Uint8Array =>
  inFieldOrder(body, (field) => !equalBytes(field.whole, zeroPrekeyId));

function optionsFor(file: string, recording: Recording): ReplayOptions {
  if (recording.name === 'too-far-future') return { limits: { ...LIMITS.real, forwardJumps: 1999 } };
  if (file.startsWith('026-')) return { rewrite: withoutZeroId };
  // Its step 9 leaves out the ratchet key that the peer drew.
  if (recording.name === 'archive-then-receive') return { until: 9 };
  return {};
}

/** What is wrong with a tally: failures, and accepting steps whose altered copy still passed. */
function flaws(tally: ReplayTally): readonly string[] {
  const accepting = tally.encryptions.of + tally.decryptions.of;
  const blind = tally.negatives.of !== accepting || tally.negatives.passed !== accepting;
  return blind ? [...tally.failures, `${tally.negatives.passed} of ${accepting} altered steps failed`] : tally.failures;
}

describe('the conversations that are part of the project', () => {
  const total = newTally();
  afterAll(() => console.info(`own recordings: ${tallyLine(total)}`));

  it.each(filesOf(OWN))('%s is played again byte for byte', (file) => {
    const tally = newTally();
    replay(read(OWN, file), tally);
    addTally(total, tally);
    expect(flaws(tally)).toEqual([]);
  });

  it('jump seven messages ahead where the limit is seven, and are refused as too far where it is six', () => {
    const recording = read(OWN, filesOf(OWN)[2] ?? '');
    const [enough, tooFew] = [newTally(), newTally()];
    replay(recording, enough, { limits: { ...LIMITS.real, forwardJumps: 7 } });
    replay(recording, tooFew, { limits: { ...LIMITS.real, forwardJumps: 6 } });
    expect(enough.failures).toEqual([]);
    expect(tooFew.failures[0]).toBe('out-of-order-one-chain step 14: refused: too-far');
  });

  it('are refused where they name a signed prekey that the recipient does not have', () => {
    const recording = read(OWN, filesOf(OWN)[1] ?? '');
    const at = recording.steps.findIndex((step) => step.op === 'decrypt');
    const tally = newTally();
    // Its id is the last byte of the recorded prekey message, under no MAC.
    replay(recording, tally, { until: at + 1, rewrite: (body) => body.with(-1, (body.at(-1) ?? 0) + 1) });
    expect(tally.failures).toContain(`no-one-time-prekey step ${at}: refused: missing-prekey`);
  });

  it('are four, with messages in both directions', () => {
    expect(filesOf(OWN)).toHaveLength(4);
    expect(total.encryptions.of).toBeGreaterThanOrEqual(35);
    expect(total.decryptions.of).toBeGreaterThanOrEqual(35);
  });
});

const there = hasVectors('transcripts');
describe.skipIf(!there)('the conversations of the reference data', () => {
  const total = newTally();
  const files = there ? filesOf(REFERENCE) : [];
  const inScope = files.filter((file) => read(REFERENCE, file).protocol === 'x3dh-v3');

  afterAll(() => {
    const others = files.filter((file) => !inScope.includes(file));
    console.warn(`OUT OF SCOPE, another protocol: ${others.join(', ')}`);
    console.info(`recordings: ${inScope.length} of ${files.length}: ${tallyLine(total)}`);
  });

  it.each(inScope)('%s', (file) => {
    const recording = read(REFERENCE, file);
    const tally = newTally();
    replay(recording, tally, optionsFor(file, recording));
    addTally(total, tally);
    expect(flaws(tally)).toEqual([]);
  });

  it('are all of version 3, and most of the recorded steps', () => {
    expect(inScope).toHaveLength(22);
    expect(total.encryptions.of).toBeGreaterThanOrEqual(150);
    expect(total.decryptions.of).toBeGreaterThanOrEqual(130);
    expect(total.refusals.of).toBeGreaterThanOrEqual(20);
  });

  it('refuses a prekey id 0 that nobody gave out, as the reference implementation does', () => {
    const file = files.find((one) => one.startsWith('026-')) ?? '';
    const tally = newTally();
    replay(read(REFERENCE, file), tally, { until: 4 });
    expect(tally.failures).toEqual([
      'no-one-time-prekey step 2: other bytes were sent',
      'no-one-time-prekey step 3: refused: missing-prekey',
      expect.stringContaining('no session'),
    ]);
  });

  it('reads 2,002 messages ahead under the real limits, where a peer with a limit of 2,000 refuses', () => {
    const file = files.find((one) => one.startsWith('018-')) ?? '';
    const recording = read(REFERENCE, file);
    const tally = newTally();
    replay(recording, tally, { until: recording.steps.findIndex((step) => step.op === 'decrypt' && !step.ok) + 1 });
    expect(tally.refusals).toEqual({ passed: 0, of: 1 });
    expect(tally.failures).toEqual([expect.stringContaining('got acceptance')]);
  });
});

describe('the comparison itself', () => {
  it('notices one changed byte in every recorded answer: body, derived keys, text, whole session', () => {
    const recording = read(OWN, filesOf(OWN)[1] ?? '');
    let corrupted = 0;
    for (const [i, step] of recording.steps.entries()) {
      for (const wrong of corruptions(step)) {
        const tally = newTally();
        replay({ ...recording, steps: recording.steps.slice(0, i + 1).with(i, wrong) }, tally);
        expect(tally.failures).toHaveLength(1);
        expect(tally.failures[0]).toContain(`step ${i}:`);
        corrupted++;
      }
    }
    expect(corrupted).toBe(3 * 5 + 3 * 6 + 5);
  });

  it('notices an acceptance that was recorded as a refusal, and a refusal that was recorded as an acceptance', () => {
    const recording = read(OWN, filesOf(OWN)[0] ?? '');
    const at = recording.steps.findLastIndex((step) => step.op === 'decrypt');
    const last = recording.steps[at];
    if (last?.op !== 'decrypt') throw new Error('every recording reads something');
    const accepted = newTally();
    replay(
      { ...recording, steps: recording.steps.with(at, { ...last, ok: false, error: { class: 'duplicate' } }) },
      accepted,
    );
    expect(accepted.failures[0]).toContain('got acceptance');
    const repeated = newTally();
    replay({ ...recording, steps: [...recording.steps, last] }, repeated);
    expect(repeated.failures[0]).toContain('refused: duplicate');
  });
});

/** The step with one byte of one recorded answer changed, in every possible part. */
function corruptions(step: RecordedStep): readonly RecordedStep[] {
  const wrong = (hex = '00'): string => `${hex.slice(0, -1)}${(Number.parseInt(hex.slice(-1), 16) ^ 1).toString(16)}`;
  if (step.op === 'encrypt') {
    const derived = Object.entries(step.derived).map(([name, value]) => ({ ...step.derived, [name]: wrong(value) }));
    return [{ ...step, body: wrong(step.body) }, ...derived.map((one) => ({ ...step, derived: one }))];
  }
  if (step.op !== 'decrypt' && step.op !== 'processBundle') return [];
  const session = step.state?.current;
  if (!session) return [];
  const { sending } = session;
  const states = [
    { ...session, rootKey: wrong(session.rootKey) },
    { ...session, aliceBaseKey: wrong(session.aliceBaseKey) },
    { ...session, previousCounter: session.previousCounter + 1 },
    { ...session, sending: { ...sending, chainKey: wrong(sending.chainKey) } },
    step.op === 'processBundle'
      ? { ...session, sending: { ...sending, index: 1 } }
      : {
          ...session,
          receiving: session.receiving.map((chain) => ({ ...chain, chainKey: wrong(chain.chainKey ?? '') })),
        },
  ];
  const inState = states.map((current) => ({ ...step, state: { current } }));
  return step.op === 'decrypt' ? [{ ...step, plaintext: wrong(step.plaintext) }, ...inState] : inState;
}
