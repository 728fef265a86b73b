/** Words of the copies map, in both languages; each is written by itself. Loaded with the lab, never with a first lesson. */
import type { CopyKind, FoundAt } from '../../sim/index.ts';
import type { Localized } from '../../sim/text.ts';
import { capital, listOf } from '../figures/names.ts';

/** What kind of copy it is, beside its mark. */
export const COPY_NAMES: Readonly<Record<CopyKind, Localized>> = {
  chat: { en: 'chat', zh: '聊天记录' },
  draft: { en: 'draft', zh: '草稿' },
  quote: { en: 'quote', zh: '引用' },
  forward: { en: 'forwarded message', zh: '转发的消息' },
  row: { en: 'row of a database', zh: '数据库里的一行' },
  remnant: { en: 'deleted row', zh: '删掉的行' },
  log: { en: 'older page in the log', zh: '预写日志里的旧页' },
  journal: { en: 'older page in the journal', zh: '回滚日志里的旧页' },
  index: { en: 'search index', zh: '搜索索引' },
  media: { en: 'picture file', zh: '图片文件' },
  notification: { en: 'notification history', zh: '通知历史' },
  gallery: { en: 'picture in the gallery', zh: '相册里的图片' },
  screenshot: { en: 'screenshot', zh: '截屏' },
  film: { en: 'photo of the screen', zh: '对着屏幕拍的照片' },
  export: { en: 'exported chat', zh: '导出的聊天记录' },
  stale: { en: 'blocks of a deleted file', zh: '已删文件留下的数据块' },
  queue: { en: 'waiting to be passed on', zh: '等着转交' },
  recorded: { en: 'recorded packet', zh: '录下的数据包' },
  taken: { en: 'copied from a device', zh: '从设备上拷走的' },
};

/** Parts of a place: who put it there, and what a request to delete gets at. */
export type Shelf = 'messenger' | 'files' | 'outside' | 'carried' | 'taken';
export const SHELF_NAMES: Readonly<Record<Shelf, Localized>> = {
  messenger: { en: 'in the messenger', zh: '通信应用里' },
  files: { en: 'in its files, not listed', zh: '文件里，已不列出' },
  outside: { en: 'outside the messenger', zh: '通信应用之外' },
  carried: { en: 'what it carries', zh: '经手的数据' },
  taken: { en: 'what was taken', zh: '拿到手的' },
};

/** Where in a file it was found. */
export const FOUND_WORDS: Readonly<Record<FoundAt['where'], Localized>> = {
  row: { en: 'a listed row', zh: '列出的行' },
  unallocated: { en: 'unallocated space', zh: '未分配空间' },
  freeblock: { en: 'a free block', zh: '空闲块' },
  'free-page': { en: 'a free page', zh: '空闲页' },
  'old-page': { en: 'a page that the log replaces', zh: '将被日志取代的旧页' },
  log: { en: 'the write-ahead log', zh: '预写日志' },
  journal: { en: 'the rollback journal', zh: '回滚日志' },
  index: { en: 'the search index', zh: '搜索索引' },
  file: { en: 'the file', zh: '文件内容' },
};

export const COPIES_WORDS = {
  notYet: {
    en: 'Clouds and backups are not modelled yet: real ones may hold more copies.',
    zh: '这里还没有云端和备份；现实中，那里可能还有更多副本。',
  },
  readable: { en: 'readable', zh: '可读' },
  whole: { en: 'left over', zh: '残留' },
  part: ({ characters, of }: { characters: number; of: number }): Localized => ({
    en: `${characters} of ${of}`,
    zh: `剩 ${characters}/${of}`,
  }),
  sealed: { en: 'sealed', zh: '密封' },
  gone: { en: 'gone', zh: '没了' },
  formLong: {
    readable: { en: 'readable', zh: '可读' },
    whole: { en: 'left over, all of it', zh: '残留，全文都在' },
    part: ({ characters, of }: { characters: number; of: number }): Localized => ({
      en: `left over, ${characters} of ${of} characters`,
      zh: `残留，${of} 个字符里还有 ${characters} 个`,
    }),
    sealed: { en: 'sealed, without the key', zh: '密封，没有密钥' },
  },
  headline: ({ readable, places }: { readable: number; places: number }): Localized =>
    readable === 0
      ? { en: 'No readable copy', zh: '没有可读的副本' }
      : {
          en: `${readable} readable ${readable === 1 ? 'copy' : 'copies'} in ${places} ${places === 1 ? 'place' : 'places'}`,
          zh: `${places} 处有 ${readable} 份可读的副本`,
        },
  about: ({ message, from, text }: { message: string; from: string; text: string }): Localized => ({
    en: `${message}, from ${from}: ${text}`,
    zh: `${message}，${from}写的：${text}`,
  }),
  tally: {
    before: { en: 'readable before', zh: '之前可读' },
    now: { en: 'readable now', zh: '现在可读' },
    readable: { en: 'readable', zh: '可读' },
    asBuilt: { en: 'readable as built', zh: '原样时可读' },
    switchedOff: { en: 'readable with it off', zh: '关掉后可读' },
    remnant: { en: 'left over in files', zh: '残留在文件里' },
    sealed: { en: 'sealed', zh: '密封着' },
  },
  /** In a place that a question is about. */
  afterwards: { en: 'afterwards', zh: '之后' },
  asked: { en: 'left?', zh: '还剩？' },
  askedLong: { en: 'the question', zh: '要回答的问题' },
  beside: {
    moment: { was: { en: 'Before', zh: '之前' }, now: { en: 'Now', zh: '现在' } },
    run: { was: { en: 'As built', zh: '原样' }, now: { en: 'Switched off', zh: '关掉之后' } },
  },
  copiesOf: { en: 'Copies of', zh: '看哪条消息的副本' },
  notWritten: { en: 'It is not written yet.', zh: '这条消息还没有写。' },
  elsewhere: ({ count }: { count: number }): Localized => ({
    en: `Places that are not drawn here hold ${count} more.`,
    zh: `没有画出来的地方还有 ${count} 份。`,
  }),
  inFile: ({ place, file }: { place: string; file: string }): Localized => ({
    en: `Where it lies: ${place}, ${file}`,
    zh: `它在哪里：${place}，${file}`,
  }),
  places: ({ places }: { places: readonly string[] }): Localized => ({
    en: `It can be read in ${listOf(places, 'en')}.`,
    zh: `能读到它的地方：${listOf(places, 'zh')}。`,
  }),
  left: ({ count, places }: { count: number; places: readonly string[] }): Localized => ({
    en: `${count} ${count === 1 ? 'is' : 'are'} left over in the files of ${listOf(places, 'en')}.`,
    zh: `还有 ${count} 份残留在文件里：${listOf(places, 'zh')}。`,
  }),
  closed: ({ count }: { count: number }): Localized => ({
    en: `${count} ${count === 1 ? 'is' : 'are'} sealed.`,
    zh: `${count} 份密封着。`,
  }),
  nothing: { en: 'No copy of it was found anywhere.', zh: '哪里都没有找到它的副本。' },
  difference: ({ gone, kept, fresh }: { gone: number; kept: number; fresh: number }): Localized => {
    if (gone + fresh === 0) return { en: 'No copy came or went.', zh: '副本没有增减。' };
    const en = [
      ...(gone === 0 ? [] : [`Gone: ${gone}.`]),
      ...(fresh === 0 ? [] : [`New or different: ${fresh}.`]),
      ...(kept === 0 ? [] : [`Still there: ${kept}.`]),
    ];
    const zh = [
      ...(gone === 0 ? [] : [`没了 ${gone} 份`]),
      ...(fresh === 0 ? [] : [`新出现或有变化 ${fresh} 份`]),
      ...(kept === 0 ? [] : [`还在 ${kept} 份`]),
    ];
    return { en: en.join(' '), zh: `${zh.join('，')}。` };
  },
  status: {
    gone: { en: 'gone', zh: '没了' },
    stays: { en: 'still there', zh: '还在' },
    fresh: { en: 'new', zh: '新出现' },
    altered: { en: 'different', zh: '有变化' },
  },
  noCopy: { en: 'no copy of it', zh: '没有它的副本' },
  within: ({ message }: { message: string }): Localized => ({ en: `in ${message}`, zh: `在 ${message} 里` }),
  page: ({ file, page }: { file: string; page: number }): Localized => ({
    en: `${file}, page ${page}`,
    zh: `${file}，第 ${page} 页`,
  }),
  times: ({ times }: { times: number }): Localized => ({ en: `${times} times`, zh: `共 ${times} 处` }),
  sentence: ({ place, kind, where, form, text }: Told): Localized => ({
    en: `${place}: ${[kind, ...where].join(', ')}. ${capital(form)}${text === undefined ? '' : `: “${text}”`}.`,
    zh: `${place}：${[kind, ...where].join('，')}。${form}${text === undefined ? '' : `：“${text}”`}。`,
  }),
  before: { en: 'before', zh: '之前' },
  network: { en: 'network: sealed packets only', zh: '网络：只有密封的数据包' },
  networkOpen: { en: 'network', zh: '网络' },
  map: { en: 'Places with copies', zh: '有副本的地方' },
  choose: { en: 'Press a mark to read about that copy.', zh: '点一个标记，看这份副本的说明。' },
  toBytes: { en: 'See its bytes', zh: '看它的字节' },
  /** On paper. */
  toFind: { en: 'Find every copy: what is left at the end, and where?', zh: '找一找：到最后，哪里还剩下什么？' },
  found: { en: 'What is there', zh: '那里有什么' },
  place: { en: 'Place', zh: '位置' },
  shelf: { en: 'Part of it', zh: '哪一部分' },
  kind: { en: 'Copy', zh: '副本' },
  change: { en: 'Change', zh: '变化' },
  where: { en: 'Where', zh: '在哪里' },
  text: { en: 'What can be read of it', zh: '能读到的内容' },
  message: { en: 'Message', zh: '消息' },
  compare: { en: 'Compared with', zh: '和哪一刻对比' },
  noComparison: { en: 'none', zh: '不对比' },
} as const;

export const HUNT_WORDS = {
  start: { en: 'Find them all', zh: '把它们全找出来' },
  leave: { en: 'Just show me', zh: '直接看' },
  ask: ({ message }: { message: string }): Localized => ({
    en: `Where is there a copy of ${message}, readable, left over or sealed? Mark every place, then look.`,
    zh: `哪些地方有 ${message} 的副本？可读的、残留的、密封的都算。先全部标出来，再看。`,
  }),
  marked: ({ count }: { count: number }): Localized => ({
    en: count === 0 ? 'Nothing marked yet.' : `${count} marked.`,
    zh: count === 0 ? '还没有标出任何一处。' : `标了 ${count} 处。`,
  }),
  commit: { en: 'Look', zh: '看结果' },
  again: { en: 'Again', zh: '再来一次' },
  verdict: {
    hit: { en: 'marked, and it is there', zh: '标了，确实有' },
    miss: { en: 'marked, but nothing is there', zh: '标了，其实没有' },
    overlooked: { en: 'overlooked', zh: '漏掉了' },
    clear: { en: 'rightly left out', zh: '没标，也确实没有' },
  },
  result: ({ hits, all, misses }: { hits: number; all: number; misses: number }): Localized => ({
    en: `You found ${hits} of the ${all} places that have a copy${misses === 0 ? '' : `, and marked ${misses} that ${misses === 1 ? 'has' : 'have'} none`}.`,
    zh: `有副本的 ${all} 处，你找到了 ${hits} 处${misses === 0 ? '' : `；另有 ${misses} 处标了，其实没有`}。`,
  }),
} as const;

interface Told {
  readonly place: string;
  readonly kind: string;
  readonly where: readonly string[];
  readonly form: string;
  readonly text: string | undefined;
}
