/**
 * What became of messages that were there already, and of devices' files, in sentences. From codes only; each language by
 * itself. A device never acts by itself here: it obeys a request, a timer or its person, or it does not.
 */
import type { Change } from '../../sim/index.ts';
import type { Language, Localized } from '../../sim/text.ts';
import type { DeletionReason, DisobeyReason, SavedAs } from '../../sim/trace.ts';
import { lengthOf } from './length.ts';
import { storedSentence } from './stored.ts';

type Named = (id: string) => string;
type ChangeOf<Kind extends Change['outcome']['kind']> = Extract<Change['outcome'], { kind: Kind }>;

/** Of so many messages each one is named; of more the first ones. */
const NAMED = 4;

/** What came about, one sentence each: what went wrong first, and nothing that the step itself says. */
export function changeLines(changes: readonly Change[], name: Named, language: Language): readonly string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (rankOf(change) === undefined) continue;
    const key = groupOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()]
    .toSorted((a, b) => (rankOf(a[0]) ?? 0) - (rankOf(b[0]) ?? 0))
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const line = changeSentence(first, messagesOf(group, language), name, language);
      return [`${language === 'en' ? capital(line) : line}${language === 'en' ? '.' : '。'}`];
    });
}

/** Where it stands among the others; undefined: it is not told, because the step says it. */
function rankOf(change: Change | undefined): number | undefined {
  switch (change?.outcome.kind) {
    case 'not-stored':
    case 'crashed':
      return 0;
    case 'disobeyed':
      return 1;
    case 'deleted':
      return change.outcome.why === 'edited' ? undefined : 2;
    case 'asked-to-delete':
    case 'edited':
    case 'kept':
    case 'unkept':
    case 'disappearing':
    case 'saved':
    case 'imaged':
      return 2;
    case 'notified':
      return 3;
    default:
      return undefined;
  }
}

/** Changes that differ in nothing but their message are told in one sentence. */
function groupOf({ device, outcome, withinSeconds }: Change): string {
  const { message: _, ...rest } = { message: '', ...outcome };
  return JSON.stringify([device, rest, withinSeconds]);
}

function messagesOf(group: readonly Change[], language: Language): string {
  const all = [...new Set(group.flatMap(({ outcome }) => ('message' in outcome ? [outcome.message] : [])))];
  const named = all.slice(0, NAMED);
  const more = all.length - named.length;
  if (language === 'zh') return more === 0 ? named.join('、') : `${named.join('、')} 等 ${all.length} 条`;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/**
 * One change as a sentence without its end mark.
 * @param messages what it is about, as it is to be called: one message or several
 */
export function changeSentence(change: Change, messages: string, name: Named, language: Language): string {
  return sentence(change, messages, name, language)[language];
}

function sentence(change: Change, messages: string, name: Named, language: Language): Localized {
  const { outcome } = change;
  const device = name(change.device);
  const person = (id: string): string => name(id.split('.')[0] ?? id);
  switch (outcome.kind) {
    case 'deleted':
      return DELETED[outcome.why](device, messages, name(outcome.by));
    case 'asked-to-delete':
      return outcome.forEveryone
        ? {
            en: `${device} asks ${name(outcome.to)} to delete ${messages}, for everyone`,
            zh: `${device}请求${name(outcome.to)}也删除 ${messages}`,
          }
        : {
            en: `${device} tells ${name(outcome.to)} to delete ${messages}, for one person only`,
            zh: `${device}通知${name(outcome.to)}删除 ${messages}，只限本人的设备`,
          };
    case 'disobeyed':
      return disobeyed(outcome, device, messages, change.withinSeconds);
    case 'edited':
      return {
        en: `${device} shows ${outcome.as} in the place of ${messages}, marked “Edited”`,
        zh: `${device}在 ${messages} 的位置显示 ${outcome.as}，标着“已编辑”`,
      };
    case 'kept':
      return {
        en: `on ${device}, ${messages} will stay when time is up, as ${person(outcome.by)} asks`,
        zh: `${person(outcome.by)}要保留 ${messages}，到期后仍留在${device}上`,
      };
    case 'unkept':
      return {
        en: `on ${device}, ${messages} will go when time is up: ${person(outcome.by)} objects to keeping`,
        zh: `${person(outcome.by)}不同意保留 ${messages}，到期后${device}照样不再列出`,
      };
    case 'disappearing':
      return outcome.seconds === 0
        ? {
            en: `on ${device}, new messages with ${name(outcome.contact)} no longer disappear`,
            zh: `在${device}上，和${name(outcome.contact)}的新消息不再自动消失`,
          }
        : {
            en: `on ${device}, new messages with ${name(outcome.contact)} disappear after ${lengthOf(outcome.seconds, language)}`,
            zh: `在${device}上，和${name(outcome.contact)}的新消息过 ${lengthOf(outcome.seconds, language)}就消失`,
          };
    case 'viewed':
      return {
        en: `${device} shows ${messages} this once`,
        zh: `${device}显示了 ${messages}，只此一次`,
      };
    case 'notified':
      return outcome.preview
        ? {
            en: `${device} puts the text of ${messages} into a notification, and so into the system’s notification history`,
            zh: `${device}在通知里显示 ${messages} 的内容，系统的通知历史也记下了`,
          }
        : {
            en: `${device} shows a notification of ${messages}, without the text`,
            zh: `${device}弹出 ${messages} 的通知，不含内容`,
          };
    case 'saved':
      return SAVED[outcome.how](device, messages);
    default:
      return storedSentence(outcome, device, name);
  }
}

const DELETED: Readonly<Record<DeletionReason, (device: string, messages: string, by: string) => Localized>> = {
  'for-me': (device, messages) => ({
    en: `${device} no longer lists ${messages}`,
    zh: `${device}不再列出 ${messages}`,
  }),
  'for-everyone': (device, messages) => ({
    en: `${device} takes ${messages} off the list: “This message was deleted” stands there now`,
    zh: `${device}不再列出 ${messages}，原处写着“此消息已删除”`,
  }),
  synced: (device, messages, by) => ({
    en: `${device} no longer lists ${messages} either: ${by} asked for it`,
    zh: `应${by}的请求，${device}也不再列出 ${messages}`,
  }),
  expired: (device, messages) => ({
    en: `${device} no longer lists ${messages}: time is up`,
    zh: `${messages} 到期，${device}不再列出`,
  }),
  cleared: (device, messages) => ({
    en: `the chat on ${device} is cleared, and with it ${messages}`,
    zh: `${device}清空了聊天，${messages} 一并不再列出`,
  }),
  'seen-once': (device, messages) => ({
    en: `${device} no longer lists ${messages} after this one view`,
    zh: `${messages} 看过这一次，${device}就不再列出`,
  }),
  edited: (device, messages) => ({
    en: `${device} no longer lists ${messages} as before the edit`,
    zh: `${device}不再列出修改之前的 ${messages}`,
  }),
};

/** Why it is not deleted for everyone, or edited, any more. @param seconds within which it would have been, where that is known */
export function tooLate(seconds: number | undefined, language: Language): string {
  if (seconds === undefined) return language === 'en' ? 'it is too late for that' : '已经太晚了';
  return language === 'en'
    ? `too late, more than ${lengthOf(seconds, 'en')} after it was written`
    : `太晚了，写下后已超过 ${lengthOf(seconds, 'zh')}`;
}

function disobeyed(
  { what, why }: ChangeOf<'disobeyed'>,
  device: string,
  messages: string,
  within: number | undefined,
): Localized {
  if (why === 'modified') {
    const { en, zh } = KEEPS[what](messages);
    return { en: `${device} runs a changed app ${en}`, zh: `${device}用的是改过的应用，${zh}` };
  }
  const act = ACTS[what](messages);
  const reasons: Readonly<Record<Exclude<DisobeyReason, 'modified'>, Localized>> = {
    'not-author': { en: 'that is up to whoever wrote it', zh: '只有写它的人才能这么做' },
    'too-late': { en: tooLate(within, 'en'), zh: tooLate(within, 'zh') },
    vetoed: { en: 'whoever wrote it objects', zh: '写它的人不同意' },
  };
  return { en: `${device} does not ${act.en}: ${reasons[why].en}`, zh: `${device}没有${act.zh}：${reasons[why].zh}` };
}

type What = ChangeOf<'disobeyed'>['what'];

/** What a changed app does instead. */
const KEEPS: Readonly<Record<What, (messages: string) => Localized>> = {
  delete: (messages) => ({
    en: `and keeps ${messages} in spite of the request`,
    zh: `收到删除请求，仍留着 ${messages}`,
  }),
  edit: (messages) => ({ en: `and goes on showing ${messages} as it was`, zh: `仍显示修改之前的 ${messages}` }),
  expire: (messages) => ({ en: `and keeps ${messages}, although time is up`, zh: `${messages} 到期了仍留着` }),
  once: (messages) => ({
    en: `and keeps ${messages}, which was to be viewed once`,
    zh: `${messages} 本该只看一次，看过仍留着`,
  }),
  keep: (messages) => ({
    en: `and takes no notice of the wish to keep ${messages}`,
    zh: `不理会保留 ${messages} 的请求`,
  }),
};

const ACTS: Readonly<Record<What, (messages: string) => Localized>> = {
  delete: (messages) => ({ en: `delete ${messages}`, zh: `删除 ${messages}` }),
  edit: (messages) => ({ en: `take the edit of ${messages}`, zh: `采用 ${messages} 的修改` }),
  expire: (messages) => ({ en: `let ${messages} expire`, zh: `让 ${messages} 到期消失` }),
  once: (messages) => ({ en: `close ${messages} after one look`, zh: `在看过一次后收起 ${messages}` }),
  keep: (messages) => ({ en: `keep ${messages} beyond its time`, zh: `在到期后保留 ${messages}` }),
};

const SAVED: Readonly<Record<SavedAs, (device: string, messages: string) => Localized>> = {
  gallery: (device, messages) => ({
    en: `${device} also puts the picture of ${messages} into its gallery, outside the messenger`,
    zh: `${device}把 ${messages} 的图片另存到相册，在通信应用之外`,
  }),
  screenshot: (device, messages) => ({
    en: `${device} holds a screenshot of ${messages}, which no request to delete reaches`,
    zh: `${device}里有了 ${messages} 的截屏，删除请求管不到它`,
  }),
  film: (device, messages) => ({
    en: `${device} holds a photo of a screen that shows ${messages}, which no request to delete reaches`,
    zh: `${device}里有了翻拍的 ${messages}，删除请求管不到它`,
  }),
  export: (device, messages) => ({
    en: `${device} holds a text file with ${messages}, which no request to delete reaches`,
    zh: `${device}里有了写着 ${messages} 的文本文件，删除请求管不到它`,
  }),
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
