/** Words of the lab, in both languages; each is written by itself. */
import type { Came } from '../../sim/index.ts';
import type { ProtectionId } from '../../sim/protections.ts';
import type { Localized } from '../../sim/text.ts';
import type { FaultEffect, FaultKind, Misdeed, RetryVerdict } from '../../sim/trace.ts';

export const LAB_WORDS = {
  run: { en: 'This run', zh: '本次运行' },
  protections: { en: 'Protections', zh: '保护' },
  askFirst: { en: 'Ask before using a new key', zh: '新密钥先问过再用' },
  onKeyChange: {
    accept: { en: 'messages go on at once', zh: '消息照发' },
    block: { en: 'messages wait until the person agrees', zh: '本人同意之前，消息先不发' },
  },
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
  askWithoutLens: {
    en: 'A proof shows more than can be seen from here: leave this view to ask why a cell is so.',
    zh: '证明里有从这个视角看不到的东西：退出视角，再问格子为什么是这样。',
  },
  packetsOf: ({ name }: { name: string }): Localized => ({
    en: `All packets together are more than ${name} can see. What is seen of them from there stands below: which device, which way, how many bytes, when.`,
    zh: `所有数据包加起来，${name}看不全。从那里看得到的都在下面：哪台设备、哪个方向、多少字节、什么时候。`,
  }),
  playing: { en: 'Playing the story …', zh: '正在运行……' },
  timeline: { en: 'Timeline', zh: '时间线' },
  show: { en: 'Show', zh: '显示' },
  messages: { en: 'Messages', zh: '消息' },
  packets: { en: 'Every packet', zh: '每个数据包' },
  copied: { en: 'If copied', zh: '假如被拷走' },
  compare: { en: 'Compare', zh: '对比' },
  copies: { en: 'Copies', zh: '副本' },
  storage: { en: 'Storage', zh: '存储' },
  keys: { en: 'Keys', zh: '密钥' },
  bytes: { en: 'Bytes', zh: '字节' },
  noMessageYet: { en: 'No message has been written yet at this event.', zh: '到这个事件为止，还没有人写过消息。' },
  inspectWithoutLens: {
    en: 'Copies, storage, keys and bytes show more than can be seen from here: leave this view to look at them.',
    zh: '副本、存储、密钥和字节里有从这个视角看不到的东西：退出视角，再来看。',
  },
  compareWith: { en: 'As written, beside', zh: '原样，对比' },
  allVariants: { en: 'All variants', zh: '全部变体' },
  byHand: { en: 'Your switches', zh: '你拨的开关' },
  noVariants: {
    en: 'This story has no variants to compare with. Flip a switch, and both runs can be compared.',
    zh: '这个故事没有可以对比的变体。拨动一个开关，就可以对比两次运行。',
  },
  transport: { en: 'Move through the run', zh: '逐步查看运行' },
} as const;

/** Phases of the actors' charts, each level by itself. */
const PHASES: Readonly<Record<string, Localized>> = {
  unregistered: { en: 'not registered', zh: '未注册' },
  registering: { en: 'registering', zh: '正在注册' },
  ready: { en: 'ready', zh: '就绪' },
  'ready.idle': { en: 'idle', zh: '空闲' },
  'ready.fetchingKeys': { en: 'fetching keys', zh: '正在取密钥' },
  off: { en: 'switched off', zh: '已关机' },
  clear: { en: 'all links carry', zh: '线路正常' },
  disturbed: { en: 'disturbed', zh: '受到干扰' },
  'passingOn.down': { en: 'not working', zh: '停止工作' },
  keepingAll: { en: 'keeping everything', zh: '留存一切' },
  'keepingAll.empty': { en: 'none waiting', zh: '没有积压' },
  'keepingAll.waiting': { en: 'some waiting', zh: '有消息待送' },
  'keepingAll.down': { en: 'not working', zh: '停止工作' },
  meddling: { en: 'meddling', zh: '动手脚' },
  'meddling.empty': { en: 'none waiting', zh: '没有积压' },
  'meddling.waiting': { en: 'some waiting', zh: '有消息待送' },
  'meddling.down': { en: 'not working', zh: '停止工作' },
  'holdingKeys.down': { en: 'not working', zh: '停止工作' },
  readingAlong: { en: 'reading along', zh: '正在偷看' },
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
  holdingBack: { en: 'writes no more', zh: '不再发消息' },
  alarmed: { en: 'codes differed', zh: '核对不一致' },
};

/** Signals that lead from phase to phase. */
const SIGNALS: Readonly<Record<string, Localized>> = {
  'power-on': { en: 'is switched on', zh: '开机' },
  'power-off': { en: 'is switched off', zh: '关机' },
  down: { en: 'stops working', zh: '停止工作' },
  up: { en: 'works again', zh: '恢复工作' },
  keepAll: { en: 'begins to keep everything', zh: '开始留存一切' },
  meddle: { en: 'begins to meddle', zh: '开始动手脚' },
  disturbed: { en: 'a fault', zh: '出故障' },
  mended: { en: 'mended', zh: '修复' },
  implanted: { en: 'puts a program on a device', zh: '装上间谍软件' },
  removed: { en: 'its program is removed', zh: '间谍软件被清除' },
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
  heed: { en: 'goes by a sign', zh: '当真，不再发' },
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

/** The switches of the lab in groups: what happens to a message, how it gets there, whose keys these are, what is left of it. `asks`: with the users' own. */
export const PROTECTION_GROUPS = [
  {
    name: { en: 'Messages', zh: '消息' },
    ids: ['endToEnd', 'eraseMessageKeys', 'freshRatchetKeys', 'verifyMac', 'refuseDuplicates', 'commitAfterMac'],
    asks: false,
    needs: undefined,
  },
  {
    name: { en: 'Delivery', zh: '投递' },
    ids: ['resend', 'keepUntilFetched', 'showInOrder'],
    asks: false,
    needs: undefined,
  },
  {
    name: { en: 'People and keys', zh: '人和密钥' },
    ids: ['checkPrekeySignature', 'noticeKeyChange'],
    asks: true,
    needs: undefined,
  },
  {
    name: { en: 'Asking again', zh: '请求重发' },
    ids: ['checkRetryDevice', 'checkRetryIdentity', 'checkRetryDelivered'],
    asks: false,
    needs: 'retries',
  },
  {
    name: { en: 'Deletion and storage', zh: '删除与存储' },
    ids: ['checkAuthor', 'overwriteDeleted', 'emptyJournal', 'eraseIndexWords', 'encryptFiles', 'hidePreviews'],
    asks: false,
    needs: 'storage',
  },
] as const satisfies readonly {
  readonly name: Localized;
  readonly ids: readonly ProtectionId[];
  readonly asks: boolean;
  /** What a story must have for them to do anything: requests to seal again, or files on devices. */
  readonly needs: 'retries' | 'storage' | undefined;
}[];

type Codes<Code extends string> = Readonly<Record<Code, Localized>>;

/** What a link does, and what happens to a packet on it. */
const FAULTS: Codes<FaultKind | FaultEffect> = {
  drop: { en: 'the next ones will be lost', zh: '接下来的会丢失' },
  duplicate: { en: 'the next ones will come twice', zh: '接下来的会到两次' },
  delay: { en: 'the next ones will be late', zh: '接下来的会迟到' },
  reorder: { en: 'the next ones will be overtaken', zh: '接下来的会被超过' },
  cut: { en: 'it is cut', zh: '中断' },
  throttle: { en: 'it is slow', zh: '变慢' },
  heal: { en: 'it carries everything again', zh: '恢复正常' },
  dropped: { en: 'lost on the way', zh: '途中丢失' },
  away: { en: 'lost, nobody is there to take it', zh: '丢失，对方不在线' },
  duplicated: { en: 'comes twice', zh: '到了两次' },
  delayed: { en: 'comes late', zh: '晚到' },
  reordered: { en: 'is overtaken', zh: '被后面的超过' },
  'queued-behind': { en: 'waits its turn on a slow link', zh: '线路慢，排队等候' },
};
export const FAULT_NAMES: Readonly<Record<string, Localized>> = FAULTS;

/** What the company does against its users. */
const MISDEEDS: Codes<Misdeed> = {
  drop: { en: 'throws away a message', zh: '丢掉一条消息' },
  delay: { en: 'holds back a message', zh: '扣住一条消息' },
  replay: { en: 'delivers a message once more', zh: '把一条消息再投递一次' },
  reorder: { en: 'exchanges two messages', zh: '调换两条消息' },
  'swap-keys': { en: 'hands out keys of its own', zh: '发放自己的公钥' },
  'swap-prekey': { en: 'hands out an unsigned prekey', zh: '发放没有签名的预密钥' },
  'withhold-kem': { en: 'keeps the post-quantum key back', zh: '扣下后量子密钥' },
  'forge-ticks': { en: 'makes up a tick', zh: '伪造回执' },
  'forge-retry': { en: 'asks again in somebody’s name', zh: '冒名请求重发' },
};
/** What a session began with, by its version; told where devices can have post-quantum keys. */
const SESSIONS: Readonly<Record<`${NonNullable<Came['session']>}`, Localized>> = {
  '3': { en: 'of version 3, without a post-quantum key (X3DH)', zh: '第 3 版（X3DH，没有后量子密钥）的' },
  '4': { en: 'of version 4, begun with a post-quantum key (PQXDH)', zh: '第 4 版（PQXDH，用了后量子密钥）的' },
};
export const SESSION_NAMES: Readonly<Record<string, Localized>> = SESSIONS;
/** What a device makes of being asked for a message again. */
const VERDICTS: Codes<RetryVerdict> = {
  'sealed-again': { en: 'sealed again', zh: '重新密封并发出' },
  'not-addressed': { en: 'refused, it was never for that device', zh: '拒绝，这条消息本来就不是发给它的' },
  'already-delivered': { en: 'refused, it has arrived already', zh: '拒绝，消息早已送达' },
  'identity-changed': { en: 'refused, the key is another one now', zh: '拒绝，对方的公钥已经变了' },
  'asked-too-often': { en: 'refused, asked too often', zh: '拒绝，要的次数太多' },
  held: { en: 'held back until the person agrees', zh: '先扣住，等本人认可新公钥' },
};
export const VERDICT_NAMES: Readonly<Record<string, Localized>> = VERDICTS;
export const MISDEED_NAMES: Readonly<Record<string, Localized>> = MISDEEDS;
