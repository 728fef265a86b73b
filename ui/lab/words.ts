/** Words of the lab, in both languages; each is written by itself. */
import type { Localized } from '../../sim/text.ts';

export const LAB_WORDS = {
  run: { en: 'This run', zh: '本次运行' },
  protections: { en: 'Protections', zh: '保护' },
  seed: { en: 'Seed', zh: '随机种子' },
  suite: { en: 'Cryptography', zh: '算法套件' },
  noble: { en: 'real (X25519, AES-256)', zh: '真实算法（X25519、AES-256）' },
  model: { en: 'stand-in, no secrecy at all', zh: '替身算法，完全不保密' },
  traceHash: { en: 'Hash of this run', zh: '本次运行的哈希值' },
  modelNote: {
    en: 'The stand-in keeps the algebra and every length, and hides nothing. It is for fast searches.',
    zh: '替身算法保留了代数关系，长度也都不变，但什么也不隐藏；只用来快速搜索。',
  },
  variant: { en: 'Story', zh: '故事' },
  asWritten: { en: 'as written', zh: '原样' },
  expectations: ({ holding, all }: { holding: number; all: number }): Localized => ({
    en: `${holding} of ${all} expectations hold`,
    zh: `${all} 条预期中有 ${holding} 条成立`,
  }),
  holds: { en: 'holds', zh: '成立' },
  fails: { en: 'does not hold', zh: '不成立' },
  backToLesson: { en: 'Back to the lesson', zh: '回到课程' },
  actors: { en: 'What each one is doing', zh: '各方此刻在做什么' },
  actorsNote: {
    en: 'The charts that drive the run. The filled box is the phase at this step.',
    zh: '这次运行就由这些状态图驱动。填色的框，是这一步所处的阶段。',
  },
  arrow: ({ from, signal, to }: { from: string; signal: string; to: string }): Localized => ({
    en: `${from} → ${to}: ${signal}`,
    zh: `${from} → ${to}：${signal}`,
  }),
  phaseNow: ({ phase }: { phase: string }): Localized => ({ en: `now: ${phase}`, zh: `现在：${phase}` }),
  first: { en: 'First event', zh: '第一个事件' },
  back: { en: 'One event back', zh: '后退一个事件' },
  forward: { en: 'One event on', zh: '前进一个事件' },
  last: { en: 'Last event', zh: '最后一个事件' },
  goTo: { en: 'Go to event', zh: '跳到事件' },
  scrub: { en: 'Events', zh: '事件' },
  event: ({ event }: { event: number }): Localized => ({ en: `Event ${event}`, zh: `第 ${event} 个事件` }),
  of: ({ all }: { all: number }): Localized => ({ en: `/ ${all}`, zh: `/ ${all}` }),
  howToAsk: { en: 'Press a cell to see why it is so.', zh: '点一个格子，看看为什么是这样。' },
  playing: { en: 'Playing the story …', zh: '正在运行……' },
  timeline: { en: 'Timeline', zh: '时间线' },
  show: { en: 'Show', zh: '显示' },
  messages: { en: 'Messages', zh: '消息' },
  packets: { en: 'Every packet', zh: '每个数据包' },
  transport: { en: 'Move through the run', zh: '逐步查看运行' },
} as const;

/** Phases of the actors' charts, each level by itself. */
const PHASES: Readonly<Record<string, Localized>> = {
  unregistered: { en: 'not registered', zh: '未注册' },
  registering: { en: 'registering', zh: '正在注册' },
  ready: { en: 'ready', zh: '就绪' },
  'ready.idle': { en: 'idle', zh: '空闲' },
  'ready.fetchingKeys': { en: 'fetching keys', zh: '正在取密钥' },
  passingOn: { en: 'passing on', zh: '只转交' },
  'passingOn.empty': { en: 'none waiting', zh: '没有积压' },
  'passingOn.waiting': { en: 'some waiting', zh: '有消息待送' },
  holdingKeys: { en: 'holding keys', zh: '持有密钥' },
  'holdingKeys.empty': { en: 'none waiting', zh: '没有积压' },
  'holdingKeys.waiting': { en: 'some waiting', zh: '有消息待送' },
  waiting: { en: 'waiting', zh: '等待' },
  recording: { en: 'recording', zh: '正在录制' },
  holdingCopy: { en: 'has a copy', zh: '已拷走数据' },
  attentive: { en: 'attentive', zh: '平常留意' },
  noticing: { en: 'has noticed something', zh: '发现有异样' },
  comparing: { en: 'comparing codes', zh: '正在核对安全码' },
  assured: { en: 'codes were equal', zh: '核对一致' },
  alarmed: { en: 'codes differed', zh: '核对不一致' },
};

/** Signals that lead from phase to phase. */
const SIGNALS: Readonly<Record<string, Localized>> = {
  register: { en: 'registers', zh: '注册' },
  registered: { en: 'registered', zh: '注册成功' },
  fetch: { en: 'needs keys', zh: '需要密钥' },
  bundles: { en: 'got keys', zh: '取到密钥' },
  queued: { en: 'one waits', zh: '有消息待送' },
  drained: { en: 'all gone', zh: '全部送出' },
  takeKeys: { en: 'takes keys', zh: '拿到密钥' },
  saw: { en: 'saw bytes', zh: '看到字节' },
  copied: { en: 'copied', zh: '拷走数据' },
  notice: { en: 'sees a sign', zh: '看到提示' },
  look: { en: 'looks at a code', zh: '查看安全码' },
  match: { en: 'all equal', zh: '完全一致' },
  differ: { en: 'not equal', zh: '有不同' },
  approve: { en: 'agrees to the new key', zh: '同意用新密钥' },
};

/** The last level of a phase; one that has no words yet is shown as the chart names it. */
export const phaseWord = (phase: string): Localized => PHASES[phase] ?? { en: phase, zh: phase };
export const signalWord = (signal: string): Localized => SIGNALS[signal] ?? { en: signal, zh: signal };

/** A phase with all its levels: `passing on, none waiting`. */
export function wholePhase(phase: string): Localized {
  const levels = phase.split('.').map((_, index, parts) => phaseWord(parts.slice(0, index + 1).join('.')));
  return { en: levels.map((level) => level.en).join(', '), zh: levels.map((level) => level.zh).join('，') };
}
