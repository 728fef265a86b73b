/** What became of a device's files, in sentences without their end mark. From codes only; each language by itself. */
import type { Localized } from '../../sim/text.ts';
import type { StorageOutcome } from '../../sim/trace.ts';

type Named = (id: string) => string;

/** One change. @param device its name inside a sentence */
export function storedSentence(outcome: StorageOutcome, device: string, name: Named): Localized {
  switch (outcome.kind) {
    case 'tidied':
      return {
        vacuum: { en: `${device} has written its whole database anew`, zh: `${device}重写了整个数据库` },
        checkpoint: {
          en: `${device} has emptied its write-ahead log into the database`,
          zh: `${device}把预写日志并入数据库并清空了`,
        },
        merge: { en: `${device} has written its search index anew`, zh: `${device}重写了搜索索引` },
      }[outcome.what];
    case 'chattered':
      return {
        en: `${device} has more everyday messages with ${name(outcome.contact)}: ${outcome.count}`,
        zh: `${device}上和${name(outcome.contact)}的日常消息多了 ${outcome.count} 条`,
      };
    case 'uninstalled':
      return {
        en: `the messenger is gone from ${device}, and its files are no longer listed`,
        zh: `${device}上没有通信应用了，它的文件也不再列出`,
      };
    case 'reset':
      return {
        en: `${device} starts anew, and lists no file from before`,
        zh: `${device}回到出厂状态，不再列出以前的文件`,
      };
    case 'program':
      return outcome.modified
        ? { en: `${device} now runs a changed app`, zh: `${device}用上了改过的应用` }
        : { en: `${device} now runs the official app`, zh: `${device}用上了官方应用` };
    case 'imaged':
      return outcome.sealed
        ? {
            en: `${name(outcome.by)} has every byte in the storage of ${device}, encrypted and without the key`,
            zh: `${name(outcome.by)}拿到${device}存储里的每个字节，但都加了密，没有密钥`,
          }
        : {
            en: `${name(outcome.by)} has every byte in the storage of ${device}, as its programs see it`,
            zh: `${name(outcome.by)}拿到${device}存储里的每个字节，和它自己的程序看到的一样`,
          };
    case 'crashed':
      return {
        en: `${device} broke off at change ${outcome.change} to its files, and started again with what they hold`,
        zh: `${device}写文件写到第 ${outcome.change} 处改动时中断，重新启动后用的是文件里已有的内容`,
      };
    case 'not-stored':
      return {
        full: { en: `${device} could not save: storage is full`, zh: `${device}没能保存：存储已满` },
        failed: { en: `${device} could not save: storage cannot be written to`, zh: `${device}没能保存：存储写不进去` },
        corrupt: { en: `${device} could not save: its database is damaged`, zh: `${device}没能保存：数据库已损坏` },
      }[outcome.why];
  }
}
