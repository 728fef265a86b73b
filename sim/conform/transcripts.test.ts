/** The four recordings of other implementations that are part of the project, played again; and that the comparison notices. */
import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { noble } from '../crypto/noble.ts';
import { LIMITS } from '../limits.ts';
import { filesIn, OWN_RECORDINGS } from '../testing/vectors.ts';
import { conform } from './conform.ts';
import { STRICT, type PeerHabits } from './habits.ts';
import { replay } from './replay.ts';
import { RECORDING, type RecordedStep, type Recording } from './transcript.ts';

const files = filesIn(OWN_RECORDINGS);
const [pingPong, withoutOneTime, outOfOrder] = files.map(({ text }) => RECORDING.parse(JSON.parse(text)));

/** What did not pass, as `step 3 decrypt: why`. */
const failures = (recording: Recording | undefined, habits: PeerHabits = STRICT): readonly string[] => {
  if (!recording) throw new Error('the recordings are part of the project');
  return replay(recording, native, habits).flatMap(({ id, problem }) => (problem ? [`${id}: ${problem.en}`] : []));
};
const jumping = (forwardJumps: number): PeerHabits => ({ ...STRICT, limits: { ...LIMITS.real, forwardJumps } });

describe('the conversations that are part of the project', () => {
  it.each([noble, native])('are played again byte for byte with the $name suite', (suite) => {
    const [family, ...others] = conform(files, { suite });
    expect(others).toEqual([]);
    expect(family?.failed).toEqual([]);
    expect(family?.files).toHaveLength(4);
    expect(family?.cases).toBeGreaterThanOrEqual(100);
    expect(family?.negatives.passed).toBe(family?.negatives.of);
    expect(family?.negatives.of).toBe(family?.cases);
  });

  it('fail with a suite in which one primitive computes another byte', () => {
    const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(0, (bytes[0] ?? 0) ^ 1);
    const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array => flipped(native.hmac(key, message));
    const [family] = conform(files, { suite: { ...native, hmac } });
    expect(family?.failed.length).toBeGreaterThan(100);
    const verify = (): boolean => true;
    const [blind] = conform(files, { suite: { ...native, verify } });
    // Nothing fails, but the forged bundles pass: a blind control.
    expect(blind?.failed).toEqual([]);
    expect(blind?.negatives.passed).toBeLessThan(blind?.negatives.of ?? 0);
  });

  it('jump seven messages ahead where the limit is seven, and are refused as too far where it is six', () => {
    expect(failures(outOfOrder, jumping(7))).toEqual([]);
    expect(failures(outOfOrder, jumping(6))[0]).toBe('step 14 decrypt: recorded as accepted, ours: refused (too-far)');
  });

  it('are refused where they name a signed prekey that the recipient does not have', () => {
    // Its id is the last byte of the recorded prekey message, under no MAC.
    const rewrite = (body: Uint8Array): Uint8Array => body.with(-1, (body.at(-1) ?? 0) + 1);
    const at = withoutOneTime?.steps.findIndex((step) => step.op === 'decrypt') ?? 0;
    expect(failures(withoutOneTime, { ...STRICT, rewrite })).toContain(
      `step ${at} decrypt: recorded as accepted, ours: refused (missing-prekey)`,
    );
  });
});

describe('the comparison itself', () => {
  it('notices one changed byte in every recorded answer: body, derived keys, text, whole session', () => {
    if (!withoutOneTime) throw new Error('the recordings are part of the project');
    let corrupted = 0;
    for (const [i, step] of withoutOneTime.steps.entries()) {
      for (const wrong of corruptions(step)) {
        const steps = withoutOneTime.steps.slice(0, i + 1).with(i, wrong);
        const found = failures({ ...withoutOneTime, steps });
        expect(found).toHaveLength(1);
        expect(found[0]).toContain(`step ${i} `);
        corrupted++;
      }
    }
    expect(corrupted).toBe(3 * 5 + 3 * 6 + 5);
  });

  it('notices an acceptance that was recorded as a refusal, and a refusal that was recorded as an acceptance', () => {
    if (!pingPong) throw new Error('the recordings are part of the project');
    const at = pingPong.steps.findLastIndex((step) => step.op === 'decrypt');
    const last = pingPong.steps[at];
    if (last?.op !== 'decrypt') throw new Error('every recording reads something');
    const refused = { ...last, ok: false, error: { class: 'duplicate' } };
    expect(failures({ ...pingPong, steps: pingPong.steps.with(at, refused) })[0]).toContain('ours: accepted');
    expect(failures({ ...pingPong, steps: [...pingPong.steps, last] })[0]).toContain('ours: refused (duplicate)');
  });
});

/** The step with one byte of one recorded answer changed, in every possible part. */
function corruptions(step: RecordedStep): readonly RecordedStep[] {
  const wrong = (hex = '00'): string => `${hex.slice(0, -1)}${(Number.parseInt(hex.slice(-1), 16) ^ 1).toString(16)}`;
  if (step.op === 'encrypt' && step.ok) {
    const derived = Object.entries(step.derived).map(([name, value]) => ({ ...step.derived, [name]: wrong(value) }));
    return [{ ...step, body: wrong(step.body) }, ...derived.map((one) => ({ ...step, derived: one }))];
  }
  if (step.op !== 'decrypt' && step.op !== 'processBundle') return [];
  const session = step.state?.current ?? undefined;
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
