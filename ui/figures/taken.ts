/** What somebody takes out of a device, in words that the strip, the bands and the narration share. Pure. */
import type { Language, Localized } from '../../sim/text.ts';
import type { TakeablePlace } from '../../sim/trace.ts';
import { listOf } from './names.ts';

const PART_NAMES: Readonly<Record<TakeablePlace, Localized>> = {
  keys: { en: 'the keys', zh: '密钥' },
  chat: { en: 'the chat', zh: '聊天记录' },
  notices: { en: 'the notification history', zh: '通知历史' },
  saved: { en: 'what was saved outside the messenger', zh: '存在通信应用之外的副本' },
  files: { en: 'the files', zh: '文件' },
};

/** `the keys`, `the keys and the files`; `everything` where it is keys and chat. */
export function takenParts(takes: readonly TakeablePlace[], language: Language): string {
  if (takes.includes('keys') && takes.includes('chat')) return language === 'en' ? 'everything' : '全部内容';
  const names = takes.map((place) => PART_NAMES[place][language]);
  if (language === 'en' || names.length < 2) return listOf(names, language);
  return `${listOf(names.slice(0, -1), language)}和${names.at(-1) ?? ''}`;
}

/** What is among it of keys and chat, and what is not: `keys only, not the chat`. */
export function takenOrNot(takes: readonly TakeablePlace[], language: Language): string {
  const keys = takes.includes('keys');
  const chat = takes.includes('chat');
  const words: Localized =
    keys && chat
      ? { en: 'keys and chat', zh: '密钥和聊天记录' }
      : keys
        ? { en: 'keys only, not the chat', zh: '只有密钥，不含聊天记录' }
        : chat
          ? { en: 'the chat only, not the keys', zh: '只有聊天记录，不含密钥' }
          : { en: 'neither keys nor chat', zh: '不含密钥，也不含聊天记录' };
  return words[language];
}
