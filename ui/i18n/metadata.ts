/**
 * Sentences about metadata, for the screen and for the command line: one line for each fact, and what it comes to. Every
 * number in them is counted from the run. Each language is written by itself.
 */
import type { FirstContact, KnownTick, Metadata, MetadataFact, Pair, Reach, Said } from '../../sim/index.ts';
import type { Language, Localized } from '../../sim/text.ts';
import type { ActorId, MessageLabel, Tick } from '../../sim/trace.ts';

/** A name as it stands inside a sentence: `the company`, `Alice’s phone`, `Bob`. */
export type NameOf = (id: string) => string;

export const SOURCE_NAMES: Readonly<Record<MetadataFact['how'], Localized>> = {
  envelope: { en: 'read from the envelope', zh: '从信封上读到' },
  wire: { en: 'seen on the wire', zh: '在线路上看到' },
  noted: { en: 'noted', zh: '已记录' },
};

export const REACH_NAMES: Readonly<Record<Reach['how'], Localized>> = {
  seen: { en: 'seen', zh: '看到' },
  inferred: { en: 'inferred', zh: '推断' },
};

const SERVICE: Readonly<Record<string, Localized>> = {
  confirmation: { en: 'a confirmation', zh: '确认' },
  connection: { en: 'a greeting: the device is there', zh: '打招呼：设备上线了' },
  announcement: { en: 'word of a changed key', zh: '密钥变更通知' },
};

/** What a packet tells by its own fields. */
export function saidText(
  { says, errand }: Pick<MetadataFact, 'says' | 'errand'>,
  nameOf: NameOf,
  language: Language,
): string {
  const en = language === 'en';
  switch (says.kind) {
    case 'nothing':
      return en ? 'something; what it is cannot be told' : '有数据经过，看不出是什么';
    case 'message':
      return messageText(says, nameOf, language);
    case 'receipt':
      return receiptText(says, nameOf, language);
    case 'asks-keys': {
      const whose = listed(says.accounts.map(nameOf), language);
      return en ? `${nameOf(says.by)} asks for the keys of ${whose}` : `${nameOf(says.by)}索取${whose}的公钥`;
    }
    case 'gives-keys': {
      const whose = listed(says.devices.map(nameOf), language);
      if (whose === '') return en ? 'the answer: no keys' : '答复：没有公钥';
      return en ? `the keys of ${whose}` : `${whose}的公钥`;
    }
    case 'registers':
      return en ? `${nameOf(says.device)} registers` : `${nameOf(says.device)}注册`;
    case 'service': {
      const name = SERVICE[errand ?? 'confirmation'] ?? SERVICE['confirmation'];
      const about = says.message === undefined ? '' : en ? `, about ${says.message}` : `，关于 ${says.message}`;
      return `${name?.[language] ?? ''}${about}`;
    }
  }
}

function messageText(says: Extract<Said, { kind: 'message' }>, nameOf: NameOf, language: Language): string {
  const { message, from, to, forDevice } = says;
  return language === 'en'
    ? `${message}: from ${nameOf(from)} to ${nameOf(to)}, a copy for ${nameOf(forDevice)}`
    : `${message}：${nameOf(from)}发给${nameOf(to)}，这一份给${nameOf(forDevice)}`;
}

const receiptText = (says: Omit<KnownTick, 'at'>, nameOf: NameOf, language: Language): string =>
  tickText(says.tick, says.message, says.by, nameOf, language);

function tickText(tick: Tick, message: MessageLabel, by: ActorId, nameOf: NameOf, language: Language): string {
  const who = nameOf(by);
  switch (tick) {
    case 'sent':
      return language === 'en' ? `${message} was accepted` : `${message} 已收下`;
    case 'delivered':
      return language === 'en' ? `${message} arrived on ${who}` : `${message} 到了${who}上`;
    case 'read':
      return language === 'en' ? `${message} was opened on ${who}` : `${message} 在${who}上被看过`;
  }
}

export const tickLine = (tick: KnownTick, nameOf: NameOf, language: Language): string =>
  receiptText(tick, nameOf, language);

export const contactLine = ({ by, account }: FirstContact, nameOf: NameOf, language: Language): string =>
  language === 'en'
    ? `${nameOf(by)} asked for the keys of ${nameOf(account)} for the first time`
    : `${nameOf(by)}第一次索取${nameOf(account)}的公钥`;

/** `Alice and Bob: 7 messages (4 there, 3 back), 1,310 bytes`. */
export function pairLine(pair: Pair, nameOf: NameOf, language: Language): string {
  const [one, other] = pair.between.map(nameOf);
  const bytes = numberText(pair.bytes, language);
  return language === 'en'
    ? `${one} and ${other}: ${countOf(pair.messages, 'message')} (${pair.forth} from ${one}, ${pair.back} from ${other}), ${bytes} bytes`
    : `${one}和${other}：${pair.messages} 条消息（${one} ${pair.forth} 条，${other} ${pair.back} 条），共 ${bytes} 字节`;
}

/** `Bob’s phone gave no answer`. */
export const silentLine = ({ device }: Reach, nameOf: NameOf, language: Language): string =>
  language === 'en' ? `${nameOf(device)} gave no answer` : `${nameOf(device)}没有应答`;

/** Pairs that the last sentence names; the rest are counted. */
const NAMED_PAIRS = 3;

/**
 * What it comes to: how many messages this party can open, and what it has of them all the same.
 * @param readable how many of its messages the party can read
 */
export function closingText(
  metadata: Pick<Metadata, 'party' | 'messages' | 'pairs' | 'facts' | 'traffic'>,
  readable: number,
  nameOf: NameOf,
  language: Language,
): string {
  const { messages, facts } = metadata;
  if (facts.length === 0) return language === 'en' ? 'Nothing has passed here yet.' : '这里还没有数据经过。';
  if (messages.length > 0) {
    return `${openText(metadata, readable, nameOf, language)}${knowsText(metadata, readable, nameOf, language)}`;
  }
  return facts.every(({ says }) => says.kind === 'nothing')
    ? trafficText(metadata, nameOf, language)
    : noMessageText(metadata, nameOf, language);
}

function openText(
  { party, messages }: Pick<Metadata, 'party' | 'messages'>,
  readable: number,
  nameOf: NameOf,
  language: Language,
): string {
  const all = messages.length;
  if (language === 'zh') {
    const which = all === 1 ? '这条消息' : `这 ${all} 条消息`;
    if (readable === 0) return `${which}，${nameOf(party)}${all === 1 ? '' : '一条也'}打不开。`;
    return all === 1 ? `${which}，${nameOf(party)}能读。` : `${which}，${nameOf(party)}能读 ${readable} 条。`;
  }
  const who = capital(nameOf(party));
  if (all === 1) return readable === 0 ? `${who} cannot open this message. ` : `${who} can read this message. `;
  return readable === 0
    ? `${who} cannot open any of these ${all} messages. `
    : `${who} can read ${readable} of these ${all} messages. `;
}

function knowsText(
  { party, pairs }: Pick<Metadata, 'party' | 'pairs'>,
  readable: number,
  nameOf: NameOf,
  language: Language,
): string {
  const shown = pairs.slice(0, NAMED_PAIRS).map((pair) => wroteText(pair, nameOf, language));
  const rest = pairs.length - shown.length;
  if (language === 'zh') {
    const more = rest === 0 ? '' : `，另有 ${rest} 对人也有往来`;
    const who = party === 'server' ? '它' : nameOf(party);
    return `${readable === 0 ? `但${who}知道` : `${who}还知道`}${shown.join('，')}${more}；每条什么时候写的、大约多长，也都知道。`;
  }
  const more = rest === 0 ? shown : [...shown, `${rest} more ${rest === 1 ? 'pair' : 'pairs'} wrote`];
  const once = pairs.length === 1 && pairs[0]?.messages === 1;
  return `${party === 'server' || party === 'network' || party.includes('-') ? 'It' : capital(nameOf(party))} ${readable === 0 ? 'knows' : 'also knows'} that ${more.join(', that ')}, when, and about how long ${once ? 'it' : 'each'} was.`;
}

function wroteText({ between, messages, forth, back }: Pair, nameOf: NameOf, language: Language): string {
  const [one, other] = between.map(nameOf);
  const both = forth > 0 && back > 0;
  const [from, to] = forth > 0 ? [one, other] : [other, one];
  if (language === 'zh') return both ? `${one}和${other}之间写了 ${messages} 条` : `${from}给${to}写了 ${messages} 条`;
  const times = messages === 1 ? 'once' : messages === 2 ? 'twice' : `${messages} times`;
  return both ? `${one} and ${other} wrote ${times}` : `${from} wrote to ${to} ${times}`;
}

/** A listener on wrapped links. */
function trafficText(
  { party, traffic }: Pick<Metadata, 'party' | 'traffic'>,
  nameOf: NameOf,
  language: Language,
): string {
  const devices = traffic.map(({ device }) => nameOf(device));
  const packets = traffic.reduce((sum, one) => sum + one.packets, 0);
  const bytes = numberText(
    traffic.reduce((sum, one) => sum + one.sentBytes + one.receivedBytes, 0),
    language,
  );
  const who = listed(devices, language);
  if (language === 'zh') {
    return `${heardAt(party, nameOf, 'zh')}看不到任何消息，也看不出谁写给谁；只看得到${who}和公司通信：共 ${packets} 个数据包、${bytes} 字节，以及每个的时间。`;
  }
  const talked = devices.length === 1 ? 'talked' : 'each talked';
  return `${heardAt(party, nameOf, 'en')} sees no message, and not who writes to whom. What can be seen is that ${who} ${talked} to the company: ${countOf(packets, 'packet')}, ${bytes} bytes, and when.`;
}

const isPlace = (party: string): boolean => party === 'network' || party.includes('-');
const heardAt = (party: string, nameOf: NameOf, language: Language): string => {
  if (!isPlace(party)) return language === 'en' ? `On these links ${nameOf(party)}` : `在这些线路上，${nameOf(party)}`;
  return language === 'en' ? `Whoever listens on ${nameOf(party)}` : `在${nameOf(party)}上监听的人`;
};

function noMessageText(
  { party, facts }: Pick<Metadata, 'party' | 'facts'>,
  nameOf: NameOf,
  language: Language,
): string {
  return language === 'en'
    ? `No message has passed yet. ${capital(nameOf(party))} has seen ${countOf(facts.length, 'packet')} so far.`
    : `还没有消息经过。到目前为止，${nameOf(party)}看到了 ${facts.length} 个数据包。`;
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Thousands apart in English; Chinese texts here write them together. */
export const numberText = (value: number, language: Language): string =>
  language === 'en' ? String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',') : String(value);

function listed(names: readonly string[], language: Language): string {
  if (language === 'zh') return names.join('、');
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
