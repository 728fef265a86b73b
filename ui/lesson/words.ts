/** Words of the lesson, in both languages; each is written by itself. */
import type { Localized } from '../../sim/text.ts';
import { capital } from '../figures/names.ts';
import type { Confidence, Stage } from './stage.ts';

const COUNT_WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const countWord = (count: number): string => COUNT_WORDS[count] ?? String(count);

export const STAGE_WORDS: Readonly<Record<Stage, Localized>> = {
  predict: { en: 'Predict', zh: '预测' },
  run: { en: 'Run', zh: '运行' },
  evidence: { en: 'Find it', zh: '找证据' },
  why: { en: 'Why', zh: '为什么' },
  break: { en: 'Break it', zh: '关掉看看' },
};

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, Localized>> = {
  guess: { en: 'guess', zh: '猜的' },
  fairly: { en: 'fairly', zh: '有点把握' },
  sure: { en: 'sure', zh: '很有把握' },
};

export const LESSON_WORDS = {
  stages: { en: 'Stages of the lesson', zh: '课程各阶段' },
  situation: { en: 'Situation', zh: '故事' },
  whatOpens: { en: 'What happens?', zh: '会怎样？' },
  yourAnswer: { en: 'Your answer', zh: '你的答案' },
  dontKnow: { en: 'I don’t know', zh: '我不知道' },
  howSure: { en: 'How sure are you?', zh: '你有多大把握？' },
  thatIsMyAnswer: { en: 'That is my answer', zh: '这是我的答案' },
  chooseFirst: { en: 'Choose an answer and how sure you are.', zh: '先选一个答案，再选你有多大把握。' },
  chooseSure: { en: 'Now say how sure you are.', zh: '再选一下你有多大把握。' },
  you: { en: 'you', zh: '你' },
  whenTrue: { en: 'Show me when that would be true', zh: '看看什么时候会是这样' },
  thisRun: { en: 'this run', zh: '本次运行' },
  oneStep: { en: 'One step at a time. Watch what changes.', zh: '一步一步走，留意哪里有变化。' },
  watchColumn: ({ name }: { name: string }): Localized => ({
    en: `One step at a time. Watch ${name}’s column.`,
    zh: `一步一步走，留意${name}那一列。`,
  }),
  back: { en: 'Back', zh: '上一步' },
  next: { en: 'Next step', zh: '下一步' },
  findEvidence: { en: 'Find the evidence', zh: '去找证据' },
  stepOf: ({ step, last }: { step: number; last: number }): Localized => ({
    en: `Step ${step} of ${last}`,
    zh: `第 ${step} 步，共 ${last} 步`,
  }),
  step: ({ step }: { step: number }): Localized => ({ en: `Step ${step}`, zh: `第 ${step} 步` }),
  steps: { en: 'Steps', zh: '步骤' },
  clickEvidence: { en: 'Click the cells that show it.', zh: '点出能说明这一点的格子。' },
  clickPlaces: { en: 'Click the places that show it.', zh: '点出能说明这一点的地方。' },
  foundOf: ({ found, all }: { found: number; all: number }): Localized => ({
    en: `${capital(countWord(found))} of ${countWord(all)} found.`,
    zh: `找到 ${found} 个，共 ${all} 个。`,
  }),
  foundAll: ({ all }: { all: number }): Localized => ({
    en: all === 1 ? 'That is the one.' : all === 2 ? 'Both found.' : `All ${countWord(all)} found.`,
    zh: all === 1 ? '就是这一个。' : `${all} 个全找到了。`,
  }),
  notThat: { en: 'That is not what the answer rests on. Look again.', zh: '这里说明不了答案。再找找看。' },
  stepBack: { en: 'Step back and watch again', zh: '退回去再看一遍' },
  whyIsThat: { en: 'Why is that?', zh: '为什么会这样？' },
  whyCan: ({ name, message }: { name: string; message: string }): Localized => ({
    en: `Why can ${name} read ${message}?`,
    zh: `${name}为什么能读 ${message}？`,
  }),
  whyCannot: ({ message }: { message: string }): Localized => ({
    en: `Why not ${message}?`,
    zh: `为什么读不了 ${message}？`,
  }),
  whyCannotFull: ({ name, message }: { name: string; message: string }): Localized => ({
    en: `Why can ${name} not read ${message}?`,
    zh: `${name}为什么读不了 ${message}？`,
  }),
  orPress: { en: 'Or press any cell of the figure.', zh: '也可以点图里的任意一格。' },
  orPressPlace: { en: 'Or press any place of the figure.', zh: '也可以点图里的任意一处。' },
  nowYou: { en: 'Now you: break it', zh: '轮到你：关掉一项保护' },
  again: { en: 'Start again', zh: '重新开始' },
  print: { en: 'Print', zh: '打印' },
  oneSwitch: {
    en: 'One protection, one switch. Turn it off and run the same story again.',
    zh: '一项保护，一个开关。关掉它，把同一个故事再运行一遍。',
  },
  offInSecond: { en: 'off in the second run', zh: '第二次运行时关闭' },
  on: { en: 'on', zh: '开' },
  asBuilt: { en: 'As built', zh: '原样' },
  switchOff: { en: 'Switch off', zh: '关掉之后' },
  computing: { en: 'Running the story again …', zh: '正在重新运行……' },
  openLab: { en: 'Open the lab', zh: '打开实验室' },
  usedKeys: ({ count }: { count: number }): Localized => ({
    en: count === 0 ? 'the copy holds no used keys' : `the copy holds ${count} used ${count === 1 ? 'key' : 'keys'}`,
    zh: count === 0 ? '拷走的数据里没有用过的密钥' : `拷走的数据里有 ${count} 把用过的密钥`,
  }),
  flipCount: ({ flips, total }: { flips: number; total: number }): Localized => ({
    en: `${flips} of ${total} cells ${flips === 1 ? 'flips' : 'flip'}.`,
    zh: `${total} 格中有 ${flips} 格变了。`,
  }),
  noFlips: ({ total }: { total: number }): Localized => ({
    en: `None of the ${total} cells flips: here this protection was not what kept them closed.`,
    zh: `${total} 格都没有变：在这里，打不开并不是靠这项保护。`,
  }),
  opensTo: ({ name, messages }: { name: string; messages: string }): Localized => ({
    en: `${name} can now read ${messages}.`,
    zh: `${name}现在能读 ${messages}。`,
  }),
  closesTo: ({ name, messages }: { name: string; messages: string }): Localized => ({
    en: `${name} can no longer read ${messages}.`,
    zh: `${name}读不了 ${messages} 了。`,
  }),
  stillClosed: ({ messages }: { messages: string }): Localized => ({
    en: `What still stays closed: ${messages}.`,
    zh: `仍然打不开：${messages}。`,
  }),
  nothingClosed: { en: 'Nothing stays closed.', zh: '没有一条是打不开的了。' },
  beforeAfter: { en: 'Before and after', zh: '前后对比' },
  noSuchLesson: { en: 'This lesson does not exist.', zh: '没有这一课。' },
  worksheet: { en: 'Worksheet', zh: '练习单' },
  key: { en: 'Key, computed from the run', zh: '答案（由运行结果算出）' },
  fillIn: {
    en: 'Fill in: what can each of them do with each message at the end?',
    zh: '填一填：到最后，每一方对每条消息能做什么？',
  },
  runOf: ({ hash, seed, suite }: { hash: string; seed: number; suite: string }): Localized => ({
    en: `Run ${hash}, seed ${seed}, suite ${suite}.`,
    zh: `运行 ${hash}，随机种子 ${seed}，算法套件 ${suite}。`,
  }),
} as const;
