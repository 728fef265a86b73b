/** What can be wrong with a probe, in both languages: one function a mistake. */
import { CELL_STATES } from '../knowledge/types.ts';
import { INPUT_LIMITS } from '../limits.ts';
import { cureFrom, note, shown } from './findings.ts';
import type { Note } from './findings.ts';
import type { Token } from './probe-lexer.ts';
import type { Comparison } from './probe.ts';

/** What a name in a probe must answer to. */
export type ReferenceKind = 'party' | 'forger' | 'sender' | 'person' | 'device' | 'message' | 'step';

const FUNCTIONS = [
  'canRead',
  'recoverable',
  'knows',
  'canSendAs',
  'state',
  'delivered',
  'refused',
  'expired',
  'ticked',
  'signals',
  'heldBack',
  'askedAgain',
  'sealedAgain',
  'shownBefore',
  'deleted',
  'count',
  'readers',
  'shown',
  'copies',
  'carved',
  'ever',
  'always',
];
const CONNECTIVES = ['and', 'or', 'not', 'at'];

export const NAMES: Readonly<Record<ReferenceKind, readonly [en: string, zh: string]>> = {
  party: ['a party, such as bob.phone', '参与方，例如 bob.phone'],
  forger: ['an attacker or server', '攻击者或 server'],
  sender: ['a person or device, such as alice', '人或设备，例如 alice'],
  person: ['a person, such as alice', '人物，例如 alice'],
  device: ['a device, such as bob.phone', '设备，例如 bob.phone'],
  message: ['a message label, such as m1', '消息名，例如 m1'],
  step: ['a step id, such as s3', '步骤 id，例如 s3'],
};

export const SIGNS = {
  '(': ['an opening bracket (', '左括号 ('],
  ')': ['a closing bracket )', '右括号 )'],
  ',': ['a comma', '逗号 ,'],
} as const;

/** Something else should stand here. */
export function expected(en: string, zh: string, token: Token): Note {
  const found =
    token.kind === 'end'
      ? { en: 'the probe ends', zh: '探针却到这里就结束了' }
      : { en: `"${shown(token.text)}" stands`, zh: `现在写的是“${shown(token.text)}”` };
  return note(
    'probe-syntax',
    `Here ${found.en} where ${en} should stand.`,
    `这里应当是${zh}，${found.zh}。`,
    `Write ${en}.`,
    `请写${zh}。`,
  );
}

export const leftOver = (token: Token): Note =>
  note(
    'probe-syntax',
    `The probe is complete before "${shown(token.text)}".`,
    `探针到“${shown(token.text)}”之前已经完整。`,
    'Join two conditions with and or or; check the brackets.',
    '两个条件之间用 and 或 or 连接；并检查括号。',
  );

export const readersAlone = (): Note =>
  note(
    'probe-syntax',
    'readers(..) is a list, not a yes or no.',
    'readers(..) 是一份名单，不是“是”或“否”。',
    'Count it: count(readers(m1)) = 2.',
    '请数一数：count(readers(m1)) = 2。',
  );

export const shownAlone = (): Note =>
  note(
    'probe-syntax',
    'shown(..) is only used to count how often.',
    'shown(..) 只用来数次数。',
    'Count it: count(shown(m1, bob.phone)) = 1. For yes or no write delivered(m1, bob.phone).',
    '请数一数：count(shown(m1, bob.phone)) = 1；只问有没有，写 delivered(m1, bob.phone)。',
  );

export const copiesAlone = (): Note =>
  note(
    'probe-syntax',
    'copies(..) is only used to count them.',
    'copies(..) 只用来数有几份。',
    'Count them: count(copies(m1)) = 1. For yes or no write recoverable(bob.phone, m1).',
    '请数一数：count(copies(m1)) = 1；只问有没有，写 recoverable(bob.phone, m1)。',
  );

export const comparisonNeeded = (): Note =>
  note(
    'probe-syntax',
    'This is a value, not yet a yes or no.',
    '这是一个值，还不是“是”或“否”。',
    'Compare it: state(mallory, m1) = sealed, or count(readers(m1)) = 2.',
    '请作比较：state(mallory, m1) = sealed，或 count(readers(m1)) = 2。',
  );

export const mismatch = (leftIsState: boolean, operator: Comparison): Note =>
  leftIsState
    ? note(
        'probe-compare',
        `A state can only be compared with a state, by = or !=, not by ${operator} with this.`,
        `状态只能用 = 或 != 与状态比较，不能用 ${operator} 与它比较。`,
        `Compare with one of: ${CELL_STATES.join(', ')}.`,
        `可以比较的词：${CELL_STATES.join('、')}。`,
      )
    : note(
        'probe-compare',
        'A number can only be compared with a number.',
        '数字只能与数字比较。',
        'Write a number, or count(readers(m1)).',
        '请写数字，或 count(readers(m1))。',
      );

export const tooNested = (): Note =>
  note(
    'probe-depth',
    `Brackets and "not" are nested deeper than ${INPUT_LIMITS.probeDepth}.`,
    `括号和 not 嵌套超过 ${INPUT_LIMITS.probeDepth} 层。`,
    'Make two probes of it.',
    '请拆成两个探针。',
  );

/** `isCall`: an opening bracket follows, so a function was meant. */
export function unknownWord(token: Token, isCall: boolean): Note {
  const known = isCall ? FUNCTIONS : [...CELL_STATES, ...FUNCTIONS, ...CONNECTIVES];
  const code = isCall ? 'unknown-function' : 'unknown-word';
  const message = isCall
    ? { en: `There is no function "${shown(token.text)}".`, zh: `没有函数“${shown(token.text)}”。` }
    : { en: `A probe does not know the word "${shown(token.text)}".`, zh: `探针里没有“${shown(token.text)}”这个词。` };
  return { code, message, cure: cureFrom(token.text, known) };
}
