/** Words of the page strip, in both languages; each is written by itself. Loaded with the lab, never with a first lesson. */
import type { Housekeeping, PageRole } from '../../sim/index.ts';
import type { Localized } from '../../sim/text.ts';

/** What a part of a file is: a page by its role, a page image in a log, a block of any other file. */
export type UnitRole = PageRole | 'current' | 'older' | 'block';

/** Under a page: as short as it can be. */
export const ROLE_WORDS: Readonly<Record<UnitRole, Localized>> = {
  'table-leaf': { en: 'table', zh: '表' },
  'table-interior': { en: 'table, inner', zh: '表，内部页' },
  'index-leaf': { en: 'index', zh: '索引' },
  'index-interior': { en: 'index, inner', zh: '索引，内部页' },
  overflow: { en: 'overflow', zh: '溢出' },
  'free-trunk': { en: 'free, list', zh: '空闲，列表' },
  'free-leaf': { en: 'free', zh: '空闲' },
  'pointer-map': { en: 'map', zh: '指针' },
  unknown: { en: 'unknown', zh: '不明' },
  current: { en: 'current', zh: '当前' },
  older: { en: 'older', zh: '旧的' },
  block: { en: 'bytes', zh: '字节' },
};

/** Pages that are drawn alike. */
export type RoleLook = 'table' | 'index' | 'overflow' | 'free' | 'map' | 'older' | 'bytes';
export const LOOK_NAMES: Readonly<Record<RoleLook, Localized>> = {
  table: { en: 'table', zh: '表' },
  index: { en: 'index', zh: '索引' },
  overflow: { en: 'overflow of a long row', zh: '长行的溢出页' },
  free: { en: 'free: not in use', zh: '空闲：没在用' },
  map: { en: 'pointer map', zh: '指针映射页' },
  older: { en: 'older image of a page', zh: '页的旧映像' },
  bytes: { en: 'other bytes', zh: '其他字节' },
};

/** The buttons of housekeeping, and what was done. */
export const TIDY_WORDS: Readonly<Record<Housekeeping, { readonly press: Localized; readonly done: Localized }>> = {
  vacuum: {
    press: { en: 'Run VACUUM and look again', zh: '执行 VACUUM，再看一遍' },
    done: { en: 'VACUUM', zh: '重写数据库（VACUUM）' },
  },
  checkpoint: {
    press: { en: 'Empty the log and look again', zh: '清空日志，再看一遍' },
    done: { en: 'emptying the log', zh: '清空日志' },
  },
  merge: {
    press: { en: 'Merge the index and look again', zh: '合并索引，再看一遍' },
    done: { en: 'merging the index', zh: '合并索引' },
  },
};

export const PAGES_WORDS = {
  title: ({ device }: { device: string }): Localized => ({ en: `Files in ${device}`, zh: `${device}里的文件` }),
  none: { en: 'This device keeps no files.', zh: '这台设备不存文件。' },
  file: ({ file, pages }: { file: string; pages: number }): Localized => ({
    en: `${file}, ${pages} ${pages === 1 ? 'page' : 'pages'}`,
    zh: `${file}，共 ${pages} 页`,
  }),
  log: ({ file, pages }: { file: string; pages: number }): Localized => ({
    en: `${file}, ${pages} page ${pages === 1 ? 'image' : 'images'}`,
    zh: `${file}，共 ${pages} 个页映像`,
  }),
  other: ({ file, bytes }: { file: string; bytes: number }): Localized => ({
    en: `${file}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
    zh: `${file}，${bytes} 字节`,
  }),
  empty: { en: 'Empty.', zh: '空文件。' },
  hits: ({ message, listed, left }: { message: string; listed: number; left: number }): Localized => {
    if (listed + left === 0) return { en: `Nothing of ${message} is in it.`, zh: `里面没有 ${message} 的内容。` };
    return {
      en: `Text of ${message} lies at ${listed + left} ${listed + left === 1 ? 'place' : 'places'}: ${listed} listed, ${left} left over.`,
      zh: `${message} 的内容出现在 ${listed + left} 处：列出的 ${listed} 处，残留的 ${left} 处。`,
    };
  },
  unit: {
    page: ({ number }: { number: number }): Localized => ({ en: `Page ${number}`, zh: `第 ${number} 页` }),
    image: ({ number, page }: { number: number; page: number }): Localized => ({
      en: `Image ${number}, of page ${page}`,
      zh: `第 ${number} 个映像，第 ${page} 页的`,
    }),
    block: ({ from, to }: { from: number; to: number }): Localized => ({
      en: `Bytes ${from} to ${to}`,
      zh: `第 ${from} 到 ${to} 字节`,
    }),
  },
  owner: ({ owner }: { owner: string }): Localized => ({ en: `of ${owner}`, zh: `属于 ${owner}` }),
  holds: ({ listed, left }: { listed: number; left: number }): Localized => ({
    en: [...(listed === 0 ? [] : [`listed text: ${listed}`]), ...(left === 0 ? [] : [`left over: ${left}`])].join(', '),
    zh: [...(listed === 0 ? [] : [`列出的内容 ${listed} 处`]), ...(left === 0 ? [] : [`残留 ${left} 处`])].join('，'),
  }),
  part: ({ first, last, all }: { first: number; last: number; all: number }): Localized => ({
    en: `${first} to ${last} of ${all}`,
    zh: `${all} 个中的第 ${first} 到 ${last} 个`,
  }),
  from: ({ file }: { file: string }): Localized => ({ en: `Part of ${file}`, zh: `${file} 的哪一段` }),
  next: { en: 'Next with its text', zh: '下一处有它的内容' },
  listed: { en: 'its text, listed', zh: '它的内容，列出的' },
  left: { en: 'its text, left over', zh: '它的内容，残留的' },
  choose: { en: 'Choose a page to see its bytes.', zh: '选一页，看它的字节。' },
  bytes: { en: 'Bytes in hexadecimal', zh: '十六进制字节' },
  rows: ({ rows }: { rows: number }): Localized => ({ en: `${rows} more rows`, zh: `还有 ${rows} 行` }),
  reading: { en: 'Reading …', zh: '正在读取……' },
  gone: { en: 'This page is not in the file any more.', zh: '文件里已经没有这一页。' },
  nothingHere: ({ message }: { message: string }): Localized => ({
    en: `Nothing of ${message} on this page.`,
    zh: `这一页没有 ${message} 的内容。`,
  }),
  span: ({ bytes, at }: { bytes: number; at: string }): Localized => ({
    en: `${bytes} ${bytes === 1 ? 'byte' : 'bytes'} at ${at}`,
    zh: `${at} 处，${bytes} 字节`,
  }),
  tidy: { en: 'Then look again', zh: '处理之后再看' },
  asItWas: { en: 'As it was', zh: '恢复原样' },
  tidied: ({ done, pages, now, left, leftNow, message }: Tidied): Localized => ({
    en: `After ${done.map(({ en }) => en).join(', then ')}: ${pages} pages and images before, ${now} now. Left over of ${message}: ${left} ${left === 1 ? 'place' : 'places'} before, ${leftNow} now.`,
    zh: `${done.map(({ zh }) => zh).join('，再')}之后：页和映像原有 ${pages} 个，现有 ${now} 个；${message} 的残留原有 ${left} 处，现有 ${leftNow} 处。`,
  }),
  role: { en: 'Role', zh: '用途' },
  number: { en: 'Page', zh: '页' },
  path: { en: 'File', zh: '文件' },
  belongs: { en: 'Belongs to', zh: '属于' },
  used: { en: 'In use', zh: '已用' },
  text: { en: 'Its text', zh: '它的内容' },
  where: { en: 'Where', zh: '在哪里' },
  pagesHead: { en: 'Pages', zh: '页数' },
  percent: ({ share }: { share: number }): Localized => ({ en: `${share} %`, zh: `${share}%` }),
  device: { en: 'Device', zh: '设备' },
  message: { en: 'Message', zh: '消息' },
} as const;

interface Tidied {
  readonly done: readonly Localized[];
  readonly pages: number;
  readonly now: number;
  readonly left: number;
  readonly leftNow: number;
  readonly message: string;
}
