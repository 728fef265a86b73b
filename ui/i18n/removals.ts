/** Words of what would remove a copy, in both languages; each is written by itself. Loaded with the lab. */
import type { Localized } from '../../sim/text.ts';
import type { TriedRemoval } from '../../sim/index.ts';

export const REMOVAL_NAMES: Readonly<Record<TriedRemoval['removal'], Localized>> = {
  'delete-for-me': { en: 'delete it for me', zh: '为我删除' },
  'delete-for-everyone': { en: 'delete it for everyone', zh: '为所有人删除' },
  'clear-chat': { en: 'clear the chat', zh: '清空聊天记录' },
  vacuum: { en: 'write the database anew (VACUUM)', zh: '重写数据库（VACUUM）' },
  checkpoint: { en: 'empty the write-ahead log', zh: '清空预写日志' },
  merge: { en: 'merge the search index', zh: '合并搜索索引' },
  'use-on': { en: 'go on using it: 200 more messages', zh: '接着用：再收发 200 条消息' },
  uninstall: { en: 'remove the messenger', zh: '卸载通信应用' },
  reset: { en: 'reset the device', zh: '恢复出厂设置' },
};

export const REMOVAL_WORDS = {
  title: { en: 'What would remove it', zh: '怎样才能删掉' },
  lead: ({ step, clock }: { step: string; clock: string }): Localized => ({
    en: `From the end of step ${step} (${clock}) each of these is done once, on one device, in a run of its own; then every copy is looked for again.`,
    zh: `从步骤 ${step}（${clock}）结束时起，下面每件事单独在一台设备上做一次，各跑各的，再重新找一遍所有副本。`,
  }),
  tryOut: { en: 'Try it out', zh: '逐一试试' },
  trying: { en: 'Trying each of them on each device …', zh: '正在每台设备上逐一尝试……' },
  none: { en: 'None of them removes or adds a copy.', zh: '没有一件事会让副本消失或出现。' },
  others: { en: 'Everything else that was tried changed no copy.', zh: '试过的其他事没有让任何副本变化。' },
  left: ({ copies }: { copies: readonly Localized[] }): Localized =>
    copies.length === 0
      ? { en: 'Each copy is removed by at least one of these.', zh: '每份副本都至少有一件事能让它消失。' }
      : {
          en: `None of these removes: ${copies.map(({ en }) => en).join('; ')}.`,
          zh: `怎么都没有消失的：${copies.map(({ zh }) => zh).join('；')}。`,
        },
  deed: { en: 'What is done', zh: '做什么' },
  device: { en: 'On', zh: '在哪台设备上' },
  ends: { en: 'Removes', zh: '消失的副本' },
  begins: { en: 'Adds', zh: '出现的副本' },
} as const;
