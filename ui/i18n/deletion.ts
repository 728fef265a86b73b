/**
 * Steps of a story about deleting, keeping and copying, and about the files of devices, as sentences without their end mark.
 * From codes only; each language by itself. Loaded with the first run that has such steps (`deletion-later.ts`).
 */
import type { StorageDeed } from '../../sim/scenario/storage-steps.ts';
import type { Housekeeping } from '../../sim/storage/types.ts';
import type { Language, Localized } from '../../sim/text.ts';
import { lengthOf } from './length.ts';

export { changeLines, tooLate } from './changes.ts';
export { foundSentence, leftOverSentence } from './left-over.ts';

type Named = (id: string) => string;
type PersonKind = 'delete' | 'edit' | 'clear' | 'delete-chat' | 'disappear' | 'keep' | 'veto';
type CopyKind = 'view' | 'screenshot' | 'film' | 'export' | 'image';
type PersonDeed = Extract<StorageDeed, { kind: PersonKind }>;
type CopyDeed = Extract<StorageDeed, { kind: CopyKind }>;

/** One step of the story. */
export const storageDeedLine = (deed: StorageDeed, name: Named, language: Language): string =>
  storageDeed(deed, name, language)[language];

function storageDeed(deed: StorageDeed, name: Named, language: Language): Localized {
  switch (deed.kind) {
    case 'delete':
    case 'edit':
    case 'clear':
    case 'delete-chat':
    case 'disappear':
    case 'keep':
    case 'veto':
      return personDeed(deed, name, language);
    case 'view':
    case 'screenshot':
    case 'film':
    case 'export':
    case 'image':
      return copyDeed(deed, name);
    default:
      return deviceDeed(deed, name);
  }
}

/** What somebody does with messages in the messenger. */
function personDeed(deed: PersonDeed, name: Named, language: Language): Localized {
  const by = name(deed.by);
  switch (deed.kind) {
    case 'delete':
      return deed.forEveryone
        ? {
            en: `${by} deletes ${deed.delete} “for everyone”: the other devices of the chat are asked to delete it too`,
            zh: `${by}选“为所有人删除”，请求聊天里的其他设备也删掉 ${deed.delete}`,
          }
        : {
            en: `${by} deletes ${deed.delete} “for me”: nobody else’s devices are asked`,
            zh: `${by}选“为我删除”，只删自己设备上的 ${deed.delete}`,
          };
    case 'edit':
      return {
        en: `${by} edits ${deed.edit}: the new text is ${deed.as}`,
        zh: `${by}修改 ${deed.edit}，新的内容是 ${deed.as}`,
      };
    case 'clear':
      return deed.chat === 'all'
        ? { en: `${by} clears all chats`, zh: `${by}清空所有聊天` }
        : { en: `${by} clears the chat with ${name(deed.chat)}`, zh: `${by}清空和${name(deed.chat)}的聊天` };
    case 'delete-chat':
      return deed.chat === 'all'
        ? { en: `${by} deletes all chats`, zh: `${by}删除所有聊天` }
        : { en: `${by} deletes the chat with ${name(deed.chat)}`, zh: `${by}删除和${name(deed.chat)}的聊天` };
    case 'disappear':
      return disappearDeed(deed.seconds, by, name(deed.with), language);
    case 'keep':
      return {
        en: `${by} keeps ${deed.message}, so that it stays when its time is up`,
        zh: `${by}保留 ${deed.message}，到期也不消失`,
      };
    case 'veto':
      return { en: `${by} objects: ${deed.message} is not to be kept`, zh: `${by}不同意保留 ${deed.message}` };
  }
}

const disappearDeed = (seconds: number, by: string, contact: string, language: Language): Localized =>
  seconds === 0
    ? {
        en: `${by} switches disappearing messages with ${contact} off`,
        zh: `${by}关掉和${contact}的限时消息`,
      }
    : {
        en: `${by} switches disappearing messages with ${contact} on: new ones stay for ${lengthOf(seconds, language)}`,
        zh: `${by}打开和${contact}的限时消息：新消息只留 ${lengthOf(seconds, language)}`,
      };

/** What somebody takes out of the messenger, or looks at. */
function copyDeed(deed: CopyDeed, name: Named): Localized {
  switch (deed.kind) {
    case 'view':
      return {
        en: `${deed.message}, which can be viewed once, is opened on ${name(deed.on)}`,
        zh: `在${name(deed.on)}上打开一次性查看的 ${deed.message}`,
      };
    case 'screenshot':
      return {
        en: `A screenshot of ${deed.message} is taken on ${name(deed.on)}`,
        zh: `在${name(deed.on)}上给 ${deed.message} 截屏`,
      };
    case 'film':
      return {
        en: `${capital(name(deed.with))} films ${deed.message} on the screen of ${name(deed.on)}`,
        zh: `用${name(deed.with)}对着${name(deed.on)}的屏幕，拍下 ${deed.message}`,
      };
    case 'export':
      if (deed.chat === 'all')
        return {
          en: `All chats are exported from ${name(deed.on)} as text files`,
          zh: `从${name(deed.on)}把所有聊天导出成文本文件`,
        };
      return {
        en: `The chat with ${name(deed.chat)} is exported from ${name(deed.on)} as a text file`,
        zh: `从${name(deed.on)}把和${name(deed.chat)}的聊天导出成文本文件`,
      };
    case 'image':
      return {
        en: `${capital(name(deed.by))} copies every byte in the storage of ${name(deed.device)}, which is ${deed.unlocked ? 'unlocked' : 'switched off'}`,
        zh: `${name(deed.by)}趁${name(deed.device)}${deed.unlocked ? '没锁屏' : '关着机'}，拷走存储里的每个字节`,
      };
  }
}

/** What happens to a device's program and files. */
function deviceDeed(deed: Exclude<StorageDeed, PersonDeed | CopyDeed>, name: Named): Localized {
  switch (deed.kind) {
    case 'uninstall':
      return {
        en: `The messenger is uninstalled from ${name(deed.device)}`,
        zh: `从${name(deed.device)}上卸载通信应用`,
      };
    case 'reset':
      return {
        en: `${capital(name(deed.device))} is reset to factory settings`,
        zh: `${name(deed.device)}恢复出厂设置`,
      };
    case 'tidy': {
      const { en, zh } = TIDYING[deed.what];
      return { en: `${capital(name(deed.device))} ${en}`, zh: `${name(deed.device)}${zh}` };
    }
    case 'chatter':
      return {
        en: `Everyday messages with ${name(deed.with)} are added on ${name(deed.on)}: ${deed.count}`,
        zh: `${name(deed.on)}上多了和${name(deed.with)}的 ${deed.count} 条日常消息`,
      };
    case 'program':
      return deed.modified
        ? {
            en: `${capital(name(deed.device))} runs a changed app from now on`,
            zh: `${name(deed.device)}从此用改过的应用`,
          }
        : { en: `${capital(name(deed.device))} runs the official app again`, zh: `${name(deed.device)}换回官方应用` };
    case 'crash': {
      const { en, zh } = BREAKING[deed.how];
      return {
        en: `The next time ${name(deed.device)} writes to its storage, it breaks off at change ${deed.change}: ${en}`,
        zh: `${name(deed.device)}下次写入存储时，会在第 ${deed.change} 处改动中断：${zh}`,
      };
    }
    case 'disk': {
      const { en, zh } = DISKS[deed.set];
      return { en: `The storage of ${name(deed.device)} ${en}`, zh: `${name(deed.device)}的存储${zh}` };
    }
  }
}

const TIDYING: Readonly<Record<Housekeeping, Localized>> = {
  vacuum: { en: 'writes its whole database anew, without gaps', zh: '重写整个数据库，不留空隙' },
  checkpoint: {
    en: 'moves the write-ahead log into the database and empties it',
    zh: '把预写日志并入数据库，再清空日志',
  },
  merge: { en: 'writes its search index anew', zh: '重写搜索索引' },
};

const BREAKING: Readonly<Record<Extract<StorageDeed, { kind: 'crash' }>['how'], Localized>> = {
  kill: { en: 'what was not yet synced is lost', zh: '还没落盘的都会丢' },
  keep: { en: 'what was written until then stays', zh: '在那之前写下的都还在' },
  torn: { en: 'of that change only a half is written', zh: '那一处只写进一半' },
};

const DISKS: Readonly<Record<Extract<StorageDeed, { kind: 'disk' }>['set'], Localized>> = {
  full: { en: 'is full', zh: '满了' },
  failing: { en: 'fails when it is written to', zh: '出故障，写不进去' },
  fine: { en: 'works as it should again', zh: '恢复正常' },
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
