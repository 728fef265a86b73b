/** What the command line says, in both languages. Names of parties and states are those of the screen. */
import type { ActionView } from '../sim/index.ts';
import type { Language, Localized } from '../sim/text.ts';
import type { PartyId, RefusalReason } from '../sim/trace.ts';
import { passing } from '../ui/figures/say.ts';
import * as deletion from '../ui/i18n/deletion.ts';
import { haveDeletionWords } from '../ui/i18n/deletion-later.ts';
import {
  cameLines,
  deedLine,
  heldBackLine,
  notComparedLine,
  tickLines,
  whereaboutsLine,
  whyInapplicable,
} from '../ui/i18n/deeds.ts';
import { PLACE_NAMES, REFUSAL_NAMES } from '../ui/i18n/terms.ts';

// Nothing waits for the words here.
haveDeletionWords(deletion);

export type Names = (party: PartyId) => string;

const HARDWARE: Readonly<Record<string, Localized>> = {
  phone: { en: 'phone', zh: '手机' },
  laptop: { en: 'laptop', zh: '电脑' },
  network: { en: 'network', zh: '网络' },
  server: { en: 'company', zh: '公司' },
};
const placeWord = (place: string, language: Language): string => HARDWARE[place]?.[language] ?? place;

/** A party's name for people: `Alice's phone`, `爱丽丝的手机`; people's names come from the cast list. */
export function partyNames(people: ReadonlyMap<string, Localized>, language: Language): Names {
  return (party) => {
    const [account = party, device] = party.split('.', 2);
    const person = people.get(account)?.[language] ?? account;
    if (party.endsWith('-server')) return party;
    if (device === undefined) return people.has(party) ? person : placeWord(party, language);
    return language === 'en' ? `${person}'s ${placeWord(device, 'en')}` : `${person}的${placeWord(device, 'zh')}`;
  };
}

/** One line of the story. */
export function tell(action: ActionView, text: string, names: Names, language: Language): string {
  const en = language === 'en';
  switch (action.kind) {
    case 'start':
      return en ? 'Everybody is registered.' : '各方已注册。';
    case 'send': {
      const isSeen = action.shownOn.some((device) => device !== action.from);
      const seen = action.shownOn.map(names).join(en ? ', ' : '、');
      const where = whereaboutsLine(action.whereabouts, names(action.from), language);
      const shown = en
        ? `shown on: ${seen || 'no device'}${isSeen ? '' : `; ${where}`}`
        : `显示在：${seen || '没有设备'}${isSeen ? '' : `；${where}`}`;
      const way = `${action.message} ${names(action.from)} → ${names(action.to)}`;
      const more = cameLines(action.came, names, language).map((line) => ` ${line}`);
      return (en ? `${way} "${text}" (${shown})` : `${way} “${text}”（${shown}）`) + more.join('');
    }
    case 'compromise': {
      const what = action.takes.map((place) => PLACE_NAMES[place][language]).join(en ? ' and ' : '和');
      return en
        ? `${names(action.by)} copies ${what} of ${names(action.device)}`
        : `${names(action.by)}拷走了${names(action.device).replace('的', '')}里的${what}`;
    }
    case 'replay':
      if (en)
        return `${names(action.by)} sends ${action.message} again: ${action.accepted ? 'accepted' : 'refused'}${reasonOf(action.reason, language)}`;
      return `${names(action.by)}重发 ${action.message}：${action.accepted ? '被接受' : '被拒收'}${reasonOf(action.reason, language)}`;
    case 'tamper':
      return en
        ? `${names(action.by)} will alter the next message on ${action.link}`
        : `${names(action.by)}准备改动 ${action.link} 上的下一条消息`;
    case 'wait':
      return [
        en
          ? `${passing(action.minutes, 'en')} ${passing(action.minutes, 'en').startsWith('1 ') ? 'passes' : 'pass'}.`
          : `过了 ${passing(action.minutes, 'zh')}。`,
        ...cameLines(action.came, names, language),
      ].join(en ? ' ' : '');
    case 'deed':
      return [
        deedLine(action.deed, names, language) + (en ? '.' : '。'),
        ...cameLines(action.came, names, language),
        ...tickLines(action.came, names, language),
      ].join(en ? ' ' : '');
    case 'held-back':
      return heldBackLine(action, names, language) + (en ? '.' : '。');
    case 'not-compared':
      return notComparedLine(names(action.by), names(action.with), language) + (en ? '.' : '。');
    case 'inapplicable':
      return en
        ? `Not possible in this run: ${whyInapplicable(action, 'en')}.`
        : `本次运行里做不到：${whyInapplicable(action, 'zh')}。`;
  }
}

const reasonOf = (reason: RefusalReason | undefined, language: Language): string =>
  reason === undefined ? '' : language === 'en' ? ` (${REFUSAL_NAMES[reason].en})` : `（${REFUSAL_NAMES[reason].zh}）`;

/** A heading with its colon: full-width in Chinese, followed by a space in English. */
export const heading = (text: Localized, language: Language): string =>
  text[language] + (language === 'en' ? ': ' : '：');

/** When a value went, at the end of where it lay. */
export const erasedAt = (clock: string, language: Language): string =>
  language === 'en' ? `erased ${clock}` : `${clock} 擦除`;

/** The decryption that was tried, with both check values. */
export const triedLine = (key: string, computed: string, expected: string, language: Language): string =>
  language === 'en'
    ? `Tried with the nearest key it has: check value (${key}): ${computed}, expected ${expected}`
    : `用手里最接近的密钥（${key}）试过：算出的校验值是 ${computed}，应为 ${expected}`;

/** Marks between the parts of a line. */
export const MARKS = {
  en: { comma: ', ', semicolon: '; ', colon: ': ', open: ' (', close: ') ', names: ', ' },
  zh: { comma: '，', semicolon: '；', colon: '：', open: '（', close: '）', names: '、' },
} as const;

/** Headings and short sentences. */
export const WORDS = {
  usage: {
    en: `unsealed: a laboratory for end-to-end encrypted messaging (a model, not the app)

  unsealed run FILE [--variant ID] [--why PARTY:MESSAGE] [--metadata PARTY[:wrapped]]
               [--heatmap DEVICE] [--bytes PACKET[,PARTY]] [--send-as PARTY:SENDER:DEVICE]
               [--copies MESSAGE] [--files FOLDER: saves every device’s files as they are at the end]
               [--json] [--suite noble|native|model] [--seed N] [--lang en|zh]
  unsealed run FILE --compare VARIANT [--json] [--suite noble|native|model] [--seed N] [--lang en|zh]
                                        where the variant parts from the run as built, and what flips
  unsealed sweep FILE [--runs N] [--variant ID] [--set-habit PERSON.HABIT=SHARE,..]
               [--json] [--suite noble|model] [--seed N] [--lang en|zh]
                                        many runs, people's choices drawn by their habits: what came of it, counted
  unsealed list [--lang en|zh]          the scenarios that come with it
  unsealed new NAME [--lang en|zh]      writes NAME.yaml, a commented start
  unsealed check [--runs N] [--seed N] [--suite noble|native|model] [--save FOLDER]
                                        random stories against every invariant; every protection switched off once
  unsealed conform FOLDER [--json] [--strict] [--suite noble|native] [--lang en|zh]
                                        published vectors and recorded conversations of other implementations, replayed
  unsealed peer [--suite noble|native|model] [--seed N]
                                        live peers on standard input and output, one JSON object a line
                                        (docs/peer.md): for conversations with other implementations

Exit: 0 all well, 1 an expectation, an invariant or a vector fails, 2 unusable input.`,
    zh: `unsealed：端到端加密通信实验室（是模型，不是那款应用）

  unsealed run 文件 [--variant ID] [--why 参与方:消息] [--metadata 参与方[:wrapped]]
               [--heatmap 设备] [--bytes 数据包[,参与方]] [--send-as 参与方:冒充谁:设备]
               [--copies 消息] [--files 文件夹：把每台设备最后的文件存到这里]
               [--json] [--suite noble|native|model] [--seed N] [--lang en|zh]
  unsealed run 文件 --compare 变体 [--json] [--suite noble|native|model] [--seed N] [--lang en|zh]
                                        变体和原样运行从哪里起不同，哪些格子变了
  unsealed sweep 文件 [--runs N] [--variant ID] [--set-habit 人物.习惯=比例,..]
               [--json] [--suite noble|model] [--seed N] [--lang en|zh]
                                        运行很多次，人的选择按习惯随机抽取，统计结果
  unsealed list [--lang en|zh]          自带的情景
  unsealed new 名称 [--lang en|zh]      生成带注释的模板 名称.yaml
  unsealed check [--runs N] [--seed N] [--suite noble|native|model] [--save 文件夹]
                                        用随机故事检验每条不变式；每项保护各关闭一次
  unsealed conform 文件夹 [--json] [--strict] [--suite noble|native] [--lang en|zh]
                                        重放公布的测试向量和其他实现的会话记录，逐项比对
  unsealed peer [--suite noble|native|model] [--seed N]
                                        经标准输入输出扮演通信的一方，每行一个 JSON 对象
                                        （docs/peer.zh-CN.md），用来和其他实现互通

退出码：0 一切正常，1 有预期、不变式或测试向量不符，2 输入无法使用。`,
  },
  seed: { en: 'seed', zh: '随机种子' },
  base: { en: 'as built', zh: '原样运行' },
  variant: { en: 'variant', zh: '变体' },
  story: { en: 'Story', zh: '故事' },
  whoCanRead: { en: 'Who can read, at the end', zh: '结束时谁能读' },
  question: { en: 'Question', zh: '问题' },
  parting: { en: 'First difference', zh: '第一处不同' },
  flips: { en: 'Cells that flip', zh: '变化的格子' },
  expectations: { en: 'Expectations', zh: '预期' },
  none: { en: 'none', zh: '无' },
  holds: { en: 'holds', zh: '成立' },
  fails: { en: 'FAILS', zh: '不成立' },
  allHold: { en: 'All expectations hold.', zh: '所有预期都成立。' },
  someFail: { en: 'Some expectations fail.', zh: '有预期不成立。' },
  notWritten: { en: 'nobody writes it in this run', zh: '这次运行中没有人写它' },
  canRead: { en: 'can read', zh: '能读' },
  cannotRead: { en: 'cannot read', zh: '读不了' },
  computedAgain: { en: 'computed again with real bytes', zh: '已用真实字节重新计算' },
  replayFailed: { en: 'REPLAY FAILED at', zh: '重新计算失败，步骤' },
  oneWouldDo: { en: 'Any one of these would have been enough:', zh: '得到下面任意一样就够了：' },
  noSingle: { en: 'No single value that existed would have been enough.', zh: '出现过的数据里，没有哪一样单独就够。' },
  pairWouldDo: { en: 'Two together would have been, any one of these:', zh: '要同时得到两样。下面任意一样：' },
  togetherWith: { en: 'with any one of these:', zh: '加上下面任意一样：' },
  noPair: {
    en: 'No two things that ever existed would have been enough.',
    zh: '出现过的数据里，任意两样加在一起也不够。',
  },
  noPairTried: {
    en: 'No two of the things that were tried would have been enough.',
    zh: '试过的数据里，任意两样加在一起也不够。',
  },
  cutShort: {
    en: 'Too many things existed to try every two of them: those nearest to the message were tried.',
    zh: '出现过的数据太多，没有两两试遍：只试了离这条消息最近的那些。',
  },
  neverStored: { en: 'never stored, only computed', zh: '只在计算时出现，从未保存' },
  stillThere: { en: 'still there', zh: '仍在' },
  textStands: { en: 'The text itself stands in', zh: '消息原文存在' },
} as const satisfies Readonly<Record<string, Localized>>;

/** Headings of a sweep. */
export const SWEEP_WORDS = {
  runs: { en: 'Runs', zh: '次数' },
  share: { en: 'share', zh: '比例' },
  bounds: { en: '95 % interval', zh: '95 % 区间' },
  answers: { en: 'This answer is right', zh: '这个答案成立' },
  noticed: { en: 'First sign that something is wrong, at step', zh: '第一次出现异样的步骤' },
  never: { en: 'no sign at all', zh: '始终没有' },
  signs: { en: 'Signs that were seen', zh: '看到的提示' },
  sees: { en: ' sees ', zh: '看到' },
  heldBack: { en: 'Not sent, because of a sign', zh: '看到提示后没有发出' },
  readers: { en: 'In so many runs it could be read at the end', zh: '结束时能读到的次数' },
  zero: { en: 'never', zh: '从不' },
  one: { en: 'always', zh: '总是' },
  note: {
    en: 'Counts are exact for this seed and these habits. The interval is Wilson’s, for the share that more runs would show; it knows nothing of real people.',
    zh: '次数是这个随机种子和这些习惯下的确切结果。区间（Wilson 法）指运行次数再多时比例大致落在哪里，并不代表真实的人。',
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** What goes round `--bytes`. */
export const INSPECTOR_WORDS = {
  notHere: { en: 'This run has no such packet.', zh: '这次运行里没有这个数据包。' },
} as const satisfies Readonly<Record<string, Localized>>;

/** What goes round `--metadata`. */
export const METADATA_WORDS = {
  title: { en: 'Metadata, no text in it, of', zh: '元数据（不含内容），观察者' },
  projection: {
    en: 'A projection: what would be left to a listener if links were wrapped (Noise). The wrapping is not computed here.',
    zh: '这是推演：假如线路外面套有 Noise，监听者还剩下什么。这里并没有真的计算这层加密。',
  },
  place: {
    en: 'Where a packet came from is the link it came by: network addresses are not modelled.',
    zh: '“从哪里来”指数据包走的线路：这里没有模拟网络地址。',
  },
  time: { en: 'time', zh: '时间' },
  via: { en: 'link', zh: '线路' },
  bytes: { en: 'bytes', zh: '字节' },
  how: { en: 'how', zh: '来源' },
  says: { en: 'what it tells', zh: '透露了什么' },
  notHere: { en: 'not in this run', zh: '这次运行里没有' },
} as const satisfies Readonly<Record<string, Localized>>;
