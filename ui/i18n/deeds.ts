/**
 * What is done to links, devices, the server and keys, and what came of it, in sentences: for the page and the command line
 * alike. From codes only; each language by itself.
 */
import type { ActionView, Came, Deed, Whereabouts } from '../../sim/index.ts';
import type { Language, Localized } from '../../sim/text.ts';
import type { FaultKind, Misdeed, Sign, Tick } from '../../sim/trace.ts';
import { takenParts } from '../figures/taken.ts';
import { deletionWords } from './deletion-later.ts';
import { keepingLines } from './keeping.ts';
import { shownSentence } from './shown.ts';
import { INAPPLICABLE_NAMES } from './terms.ts';

/** What a person, device, link or place is called inside a sentence. */
export type Named = (id: string) => string;

export const TICK_NAMES: Readonly<Record<Tick, Localized>> = {
  sent: { en: 'sent', zh: '已发出' },
  delivered: { en: 'delivered', zh: '已送达' },
  read: { en: 'read', zh: '已读' },
};

/** The line that a phone shows in a chat; `{about}` is the contact. */
export const SIGN_LINES: Readonly<Record<Sign, (about: string) => Localized>> = {
  'code-changed': (about) => ({ en: `${about}’s security code has changed.`, zh: `${about}的安全码变了。` }),
  unreadable: (about) => ({
    en: `A message from ${about} could not be opened.`,
    zh: `${about}发来一条消息，打不开。`,
  }),
  held: (about) => ({
    en: `Held back until you agree to ${about}’s new code.`,
    zh: `先不发出，等你认可${about}的新安全码。`,
  }),
  'codes-match': (about) => ({ en: `The code with ${about} is the same.`, zh: `和${about}核对：安全码一致。` }),
  'codes-differ': (about) => ({ en: `The code with ${about} is different.`, zh: `和${about}核对：安全码不一致。` }),
  'not-stored': () => ({ en: 'Could not save. Check this device’s storage.', zh: '没能保存，请检查存储空间。' }),
};

/** One step of the story as a sentence without its end mark. */
export function deedLine(deed: Deed, name: Named, language: Language): string {
  const en = language === 'en';
  switch (deed.kind) {
    case 'read':
      return en ? `${name(deed.on)} opens the chat at ${deed.read}` : `${name(deed.on)}打开聊天，看到 ${deed.read}`;
    case 'implant': {
      const what = deed.takes.includes('keys')
        ? { en: 'everything', zh: '全部内容' }
        : deed.takes.includes('chat')
          ? { en: 'the screen', zh: '屏幕' }
          : { en: takenParts(deed.takes, 'en'), zh: takenParts(deed.takes, 'zh') };
      return en
        ? `${name(deed.by)} puts a program on ${name(deed.device)} that reads ${what.en}`
        : `${name(deed.by)}在${name(deed.device)}上装了间谍软件，能读${what.zh}`;
    }
    case 'quantum':
      return en
        ? `${capital(name(deed.quantum))} now has a quantum computer: it computes private X25519 keys from public ones`
        : `${name(deed.quantum)}有了量子计算机：能由 X25519 公钥算出私钥`;
    case 'remove':
      return en
        ? `The program of ${name(deed.by)} is removed from ${name(deed.device)}`
        : `${name(deed.device)}上${name(deed.by)}的间谍软件被清除`;
    case 'fault':
      return faultLine(deed, name, language);
    case 'power':
      if (en) return `${name(deed.device)} is switched ${deed.on ? 'on' : 'off'}`;
      return `${name(deed.device)}${deed.on ? '开机' : '关机'}`;
    case 'service':
      if (en) return deed.up ? 'The company’s server works again' : 'The company’s server stops working';
      return deed.up ? '公司的服务器恢复了' : '公司的服务器停了';
    case 'misdeed':
      return misdeedLine(deed, name, language);
    case 'compel':
      return en
        ? `The company has to hand over to ${name(deed.by)} everything that it has`
        : `公司必须把手里的一切交给${name(deed.by)}`;
    case 'compare':
      return en
        ? `${name(deed.by)} and ${name(deed.with)} hold their security codes side by side`
        : `${name(deed.by)}和${name(deed.with)}当面核对安全码`;
    case 'approve':
      return en
        ? `${name(deed.by)} agrees to ${name(deed.contact)}’s new code`
        : `${name(deed.by)}认可了${name(deed.contact)}的新安全码`;
    case 'new-phone':
      return en
        ? `${capital(name(deed.device))} is replaced by a new phone with nothing on it`
        : `${name(deed.device)}换成了一部新手机，里面什么都没有`;
    case 'drain':
      return en
        ? `A changed program of ${name(deed.by)} asks for ${name(deed.account)}’s keys ${deed.times} times`
        : `${name(deed.by)}用改过的程序，把${name(deed.account)}的公钥要了 ${deed.times} 次`;
    default:
      return deletionWords().storageDeedLine(deed, name, language);
  }
}

/** What somebody saw, as the reason for writing no more. */
const REASONS: Readonly<Record<Sign, Localized>> = {
  'code-changed': { en: 'after the notice of a new code', zh: '手机提示安全码变了' },
  'codes-differ': { en: 'because the codes differ', zh: '核对时安全码不一致' },
  'codes-match': { en: 'although the codes are the same', zh: '安全码一致' },
  unreadable: { en: 'after a message that could not be opened', zh: '收到过打不开的消息' },
  held: { en: 'after a message was held', zh: '有消息没发出去' },
  'not-stored': { en: 'after something could not be saved', zh: '有内容没能保存' },
};

/** Somebody goes by a sign; a sentence without its end mark. */
export function heldBackLine(
  { message, by, to, sign }: Pick<Extract<ActionView, { kind: 'held-back' }>, 'message' | 'by' | 'to' | 'sign'>,
  name: Named,
  language: Language,
): string {
  const why = REASONS[sign][language];
  return language === 'en'
    ? `${name(by)} does not send ${message} to ${name(to)}, ${why}`
    : `${why}，${name(by)}没有把 ${message} 发给${name(to)}`;
}

/** Why a step could not be done in a run. */
export const whyInapplicable = (
  { why, withinSeconds }: Pick<Extract<ActionView, { kind: 'inapplicable' }>, 'why' | 'withinSeconds'>,
  language: Language,
): string =>
  withinSeconds === undefined ? INAPPLICABLE_NAMES[why][language] : deletionWords().tooLate(withinSeconds, language);

/** Somebody lets the occasion pass; a sentence without its end mark. */
export const notComparedLine = (by: string, other: string, language: Language): string =>
  language === 'en' ? `${by} does not compare codes with ${other}` : `${by}没有和${other}核对安全码`;

function faultLine(deed: Extract<Deed, { kind: 'fault' }>, name: Named, language: Language): string {
  const link = name(deed.link);
  const en = language === 'en';
  const count = deed.next;
  const what = en
    ? `the next ${count === 1 ? '' : `${count} `}${deed.of === 'messages' ? 'message' : 'packet'}${count === 1 ? '' : 's'} on ${link}`
    : `${link}上接下来的${count === 1 ? '一' : ` ${count} `}${deed.of === 'messages' ? '条消息' : '个数据包'}`;
  const lines: Readonly<Record<FaultKind, Localized>> = {
    drop: { en: `${what} will be lost`, zh: `${what}会丢失` },
    duplicate: { en: `${what} will come twice`, zh: `${what}会到两次` },
    delay: { en: `${what} will come ${deed.seconds} seconds late`, zh: `${what}会晚到 ${deed.seconds} 秒` },
    reorder: { en: `${what} will be overtaken`, zh: `${what}会被后面的超过` },
    cut: { en: `${link} is cut`, zh: `${link}中断` },
    throttle: {
      en: `${link} carries only ${deed.bytesPerSecond} bytes a second`,
      zh: `${link}每秒只能传 ${deed.bytesPerSecond} 字节`,
    },
    heal: { en: `${link} carries everything again`, zh: `${link}恢复正常` },
  };
  const line = lines[deed.fault][language];
  if (deed.by === undefined) return capital(line);
  return en ? `${capital(name(deed.by))}: ${line}` : `${name(deed.by)}动手：${line}`;
}

function misdeedLine(deed: Extract<Deed, { kind: 'misdeed' }>, name: Named, language: Language): string {
  const against = name(deed.against);
  const other = name(deed.other ?? '');
  const message = deed.message ?? '';
  const tick = TICK_NAMES[deed.tick ?? 'sent'][language];
  const lines: Readonly<Record<Misdeed, Localized>> = {
    drop: {
      en: `The company will throw away the next message for ${against}`,
      zh: `公司准备丢掉发给${against}的下一条消息`,
    },
    delay: {
      en: `The company will hold back the next message for ${against}`,
      zh: `公司准备扣住发给${against}的下一条消息`,
    },
    replay: {
      en: `The company delivers ${message} to ${against} once more`,
      zh: `公司把 ${message} 再投递给${against}一次`,
    },
    reorder: {
      en: `The company will exchange the next two messages for ${against}`,
      zh: `公司准备调换发给${against}的下两条消息`,
    },
    'swap-keys': {
      en: `The company hands ${against} and ${other} keys of its own in each other’s name`,
      zh: `公司把自己的公钥冒充对方的，分别交给${against}和${other}`,
    },
    'swap-prekey': {
      en: `The company hands ${against} a prekey that ${other} never signed`,
      zh: `公司交给${against}一把${other}没有签过名的预密钥`,
    },
    'withhold-kem': {
      en: `The company will hand ${against} bundles without the post-quantum key`,
      zh: `公司准备把不带后量子密钥的预密钥包交给${against}`,
    },
    'forge-retry': {
      en: `The company asks ${against} for ${message} again, in the name of ${other}`,
      zh: `公司冒充${other}，请${against}把 ${message} 重新密封一遍`,
    },
    'forge-ticks': {
      en: `The company tells ${against} that ${message} was ${tick}`,
      zh: `公司告诉${against}：${message} ${tick}`,
    },
  };
  return lines[deed.misdeed][language];
}

/** What came about, one sentence each. */
export function cameLines(came: Came, name: Named, language: Language): readonly string[] {
  const en = language === 'en';
  return [
    // First: where there is room for one sentence only, it is this one.
    ...(came.changes.length === 0 ? [] : deletionWords().changeLines(came.changes, name, language)),
    ...keepingLines(came, name, language),
    ...came.lost.map(({ message, link, times }) =>
      en
        ? `${message} is lost ${times === 1 ? 'once' : `${times} times`} on ${name(link)}.`
        : `${message} 在${name(link)}上丢了${times === 1 ? '一次' : ` ${times} 次`}。`,
    ),
    ...arrivals(came).map(({ message, device, times }) => {
      if (times > 1) return shownSentence(capital(name(device)), message, { kind: 'repeated', times }, language);
      return en ? `${capital(name(device))} shows ${message}.` : `${name(device)}显示了 ${message}。`;
    }),
    ...came.expired.map((message) =>
      en ? `The company gives ${message} up: nobody fetched it.` : `${message} 一直没人来取，公司不再保管。`,
    ),
    ...(came.match === undefined
      ? []
      : [
          came.match
            ? en
              ? 'All sixty digits are equal.'
              : '六十位数字全都一样。'
            : en
              ? 'The digits differ.'
              : '数字不一样。',
        ]),
    ...came.signs.map(({ device, sign, about }) => {
      const line = SIGN_LINES[sign](name(about))[language];
      return en ? `${capital(name(device))} says: “${line}”` : `${name(device)}提示：“${line}”`;
    }),
    ...(came.session === undefined ? [] : [SESSION_LINES[came.session][language]]),
  ];
}

/** What the session began with, told where phones can have a post-quantum key. No phone shows it. */
const SESSION_LINES: Readonly<Record<NonNullable<Came['session']>, Localized>> = {
  3: {
    en: 'The session was begun without a post-quantum key (version 3).',
    zh: '这个会话建立时没有后量子密钥（第 3 版）。',
  },
  4: {
    en: 'The session was begun with a post-quantum key (version 4).',
    zh: '这个会话建立时用了后量子密钥（第 4 版）。',
  },
};

/** What was shown, each device and message once, with how often. */
const arrivals = ({ arrived }: Came): readonly (Came['arrived'][number] & { readonly times: number })[] =>
  arrived.flatMap((one, i) => {
    const isSame = ({ message, device }: typeof one): boolean => message === one.message && device === one.device;
    return arrived.findIndex(isSame) === i ? [{ ...one, times: arrived.filter(isSame).length }] : [];
  });

/** Where a message is that no phone but its author's shows, as the second half of a sentence. */
export const whereaboutsLine = (where: Whereabouts, author: string, language: Language): string =>
  ({
    link: { en: 'it is still under way', zh: '还在路上' },
    server: { en: 'the company keeps it until it is fetched', zh: '由公司保管，等着被取走' },
    sender: { en: `${author} keeps it, to send it later`, zh: `留在${author}里，等以后再发` },
    nowhere: { en: 'nobody sends it any more', zh: '以后也不会再有人投递' },
  })[where][language];

/** `Beside m8 Alice’s phone shows “read”.` */
export const tickLines = (came: Came, name: Named, language: Language): readonly string[] =>
  came.ticks.map(({ device, message, tick }) =>
    language === 'en'
      ? `Beside ${message}, ${name(device)} shows “${TICK_NAMES[tick].en}”.`
      : `${name(device)}在 ${message} 旁显示“${TICK_NAMES[tick].zh}”。`,
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
