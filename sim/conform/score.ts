/** What a replay notes down: one outcome for each thing that a peer showed. Filled step by step. */
import type { Localized } from '../text.ts';
import type { RefusalReason } from '../trace.ts';
import type { Recording } from './transcript.ts';
import type { Outcome } from './types.ts';

export interface Score {
  readonly outcomes: Outcome[];
  readonly recording: Recording;
  /** The step that is being played, from 0. */
  index: number;
}

/** What a step is compared in; part of an outcome's name. */
export type Part = 'bundle' | 'encrypt' | 'decrypt' | 'refusal' | 'session';

/** One comparison; `noticed` is its negative control, where what was accepted has a byte to alter. */
export function note(score: Score, part: Part, passed: boolean, problem: Localized, noticed?: boolean): void {
  score.outcomes.push({
    id: `step ${score.index} ${part}`,
    ...(passed ? {} : { problem }),
    ...(noticed === undefined ? {} : { noticed }),
  });
}

/** Something that no step may show, whatever else it compares. */
export const fail = (score: Score, part: Part, problem: Localized): void => note(score, part, false, problem);

/** A refusal has the recorded class where peers name it as the protocol does, and brings no new state. */
export function noteRefusal(
  score: Score,
  result: { readonly ok: boolean; readonly reason?: RefusalReason; readonly moved?: unknown },
  recordedClass = '',
): void {
  const ours = result.reason && CLASSES[result.reason];
  const isRight = !score.recording.errorClassStrict || ours === recordedClass;
  const passed = !result.ok && result.moved === undefined && isRight;
  note(score, 'refusal', passed, otherVerdict(recordedClass, ours));
}

const otherVerdict = (expected: string, got: string | undefined): Localized => ({
  en: `recorded as refused (${expected}), ours: ${got === undefined ? 'accepted' : `refused (${got})`}`,
  zh: `记录为拒绝（${expected}），我们的结果：${got === undefined ? '接受' : `拒绝（${got}）`}`,
});

/** The names that recordings have for reasons. */
const CLASSES: Readonly<Record<RefusalReason, string>> = {
  duplicate: 'duplicate',
  'too-far': 'too-far',
  'bad-mac': 'decrypt-failed',
  'bad-signature': 'bad-signature',
  'untrusted-identity': 'untrusted-identity',
  'missing-prekey': 'missing-prekey',
  'no-session': 'no-session',
  version: 'version',
  'low-order-point': 'other',
  'not-post-quantum': 'other',
  // A device's reason, never a session's.
  'shown-before': 'other',
  malformed: 'malformed',
};

/** What can be wrong with a step. */
export const PROBLEMS = {
  refused: (reason: RefusalReason): Localized => ({
    en: `recorded as accepted, ours: refused (${CLASSES[reason]})`,
    zh: `记录为接受，我们的结果：拒绝（${CLASSES[reason]}）`,
  }),
  accepted: { en: 'recorded as refused, ours: accepted', zh: '记录为拒绝，我们的结果：接受' },
  otherBytes: { en: 'other bytes were sent', zh: '发出的字节不同' },
  otherText: { en: 'another text was read', zh: '读出的内容不同' },
  otherBody: {
    en: 'the recording has other bytes for this message than when it was made',
    zh: '同一条消息前后记录的字节不同',
  },
  draws: (drawn: number, recorded: number): Localized => ({
    en: `${drawn} fresh keys were drawn, the peer drew ${recorded}`,
    zh: `新生成了 ${drawn} 把密钥，对方生成了 ${recorded} 把`,
  }),
  numbering: { en: 'messages are counted through: m0, m1, ..', zh: '消息要连续编号：m0、m1……' },
  noSession: { en: 'there is no session', zh: '没有会话' },
  straySession: { en: 'there is a session where the peer has none', zh: '对方没有会话，这里却有' },
  neverSent: (ref: string): Localized => ({ en: `nobody has sent ${ref}`, zh: `没有人发过 ${ref}` }),
  session: (found: readonly string[]): Localized => ({
    en: `the session differs in: ${found.join('; ')}`,
    zh: `会话不同：${found.join('; ')}`,
  }),
} as const;
