/** The words of the page about deletion. Each language says it in its own way. */
import type { Language } from '../../sim/text.ts';
import type { Place } from './accuracy.ts';
import type { Act } from './seeded.ts';

/** What was found where people commonly believe otherwise. */
export interface Beliefs {
  readonly fastAll: number;
  readonly stretches: readonly number[];
  readonly word: number;
  readonly log: number;
  readonly journal: number;
  readonly vacuumed: number;
  readonly edited: number;
  readonly later: number;
  readonly chatLeft: number;
  readonly allLeft: number;
}

interface Words {
  readonly title: string;
  readonly twin: string;
  readonly about: (sqlite: string) => string;
  readonly generated: string;
  readonly beliefs: string;
  readonly beliefList: (found: Beliefs) => readonly string[];
  readonly left: string;
  readonly aboutLeft: string;
  readonly settingsHead: readonly string[];
  readonly looksHead: readonly string[];
  readonly files: Readonly<Record<'main' | 'wal' | 'journal', string>>;
  readonly decay: string;
  readonly aboutDecay: string;
  readonly decayHead: (chat: number, all: number) => readonly string[];
  readonly carver: string;
  readonly aboutCarver: (databases: number) => string;
  readonly precision: string;
  readonly aboutPrecision: string;
  readonly precisionHead: readonly string[];
  readonly places: Readonly<Record<Place, string>>;
  readonly all: string;
  readonly recall: string;
  readonly aboutRecall: string;
  readonly actHead: readonly string[];
  readonly settingHead: readonly string[];
  readonly long: string;
  readonly aboutLong: (databases: number) => string;
  readonly acts: Readonly<Record<Act, string>>;
  readonly faults: string;
  readonly aboutFaults: string;
  readonly faultKinds: readonly string[];
  readonly faultHead: readonly string[];
  readonly faultSummary: (points: number, lost: number) => string;
  readonly same: string;
  readonly aboutSame: (experiments: number, files: number, hash: string) => string;
  readonly aboutSettings: (sqlite: string, pageBytes: number) => string;
}

const en: Words = {
  title: 'What deletion leaves',
  twin: '[简体中文](deletion.zh-CN.md)',
  about: (sqlite) =>
    `“Deleted is gone for ever” is wrong, and so is “deleted can always be recovered”. Which of them is true in a given case depends on settings, on what was deleted, on what was written afterwards, and on which file is looked into. Everything here was done to real databases of SQLite ${sqlite} and looked for in their bytes; nothing was taken from books. It says what SQLite does to its files. What a phone’s flash memory keeps besides is not in it ([limits](limits.md)).`,
  generated:
    'This page is made by `npm run deletion`. `tools/deletion/deletion.test.ts` notices when it is not the newest one.',
  beliefs: 'What is commonly believed, and what was found',
  beliefList: (found) => [
    `_“\`secure_delete=fast\` protects as well, at less cost.”_ After all 400 messages were cleared, ${found.fastAll} of them still stood in the file: \`fast\` leaves freed pages as they are.`,
    `_“With \`secure_delete=on\` nothing is left.”_ Not in the pages of the database. The search index still had the word (${found.word} times), the write-ahead log the sentence (${found.log} times), a journal that is kept had it too (${found.journal} time).`,
    `_“There is a figure for how much of 100 messages in a row survives.”_ There is none: with \`fast\`, ${found.stretches.join(' in one place of the file and ')} in another.`,
    `_“What is written next overwrites it.”_ Not a chat whose rows lie between others: after ${found.later} new messages ${found.chatLeft} of its 100 texts were still there. When everything had been cleared, the same ${found.later} messages left ${found.allLeft} of 400.`,
    `_“\`auto_vacuum\` removes what is deleted.”_ It gives pages back; ${found.vacuumed} of 400 texts stayed in the pages that remained.`,
    `_“An edit replaces the text.”_ After an edit to a longer text all ${found.edited} of 29 characters of the old one were there.`,
    '_“Deleted can always be recovered.”_ Whoever has `on`, empties the log after each deletion, deletes a journal instead of keeping it, and has deleted words erased from the search index, leaves nothing in these files.',
  ],
  left: 'What is left',
  aboutLeft:
    'Numbers are found by searching every byte of the file for the text, with knowledge of it. The first tables are about 400 messages of four chats, each with a word that no other has, in 7 pages; the later ones about one sentence of 29 characters among others.',
  settingsHead: ['what is done', 'texts', '`off`', '`fast`', '`on`'],
  looksHead: ['what is done', 'how it is kept', 'looked into', 'left'],
  files: { main: 'database', wal: 'log', journal: 'journal' },
  decay: 'How a cleared chat decays',
  aboutDecay:
    'The chat is cleared, then people go on writing, each message in a transaction of its own. Texts that still stand in the bytes; in brackets what the carver brings back whole, where that is another number.',
  decayHead: (chat, all) => [
    'new messages',
    `one chat, ${chat} texts, \`off\``,
    `all chats, ${all} texts, \`off\``,
    `all chats, ${all} texts, \`fast\``,
  ],
  carver: 'How good the carver is',
  aboutCarver: (databases) =>
    `The carver (\`sim/storage/carve/carve.ts\`) gets bytes and nothing else. It is graded on ${databases} databases from a fixed seed: a messenger’s tables with a search index, 160 messages of two languages and many lengths, every setting of \`secure_delete\` and of the journal, eight ways to delete. Each message fits in one page; longer ones have a table of their own.`,
  long: 'Long messages',
  aboutLong: (databases) =>
    `The same on ${databases} databases of 48 messages each, all of which go on in overflow pages, one to four of them. _There_ means here that the whole text stands in the files in a few pieces. The first freed overflow page often becomes the head of the list of free pages, which overwrites the pointer to the next one and the text’s first bytes there: then only the part before it comes back.`,
  precision: 'Precision: is what it finds true?',
  aboutPrecision:
    'Finds that it gives to the table of messages and that are no listed row, by place. _Whole_: all texts of a deleted row. _Part_: the beginnings of them. _Copy_: of a row that is still listed. _Wrong_: anything else. One row is often found in several places.',
  precisionHead: ['place', 'finds', 'whole', 'part', 'copy', 'wrong', 'precision'],
  places: {
    unallocated: 'unallocated space',
    freeblock: 'freeblock',
    'free-page': 'free page',
    'old-page': 'page that the log has a newer image of',
    log: 'write-ahead log',
    journal: 'rollback journal',
    index: 'index',
  },
  all: 'all',
  recall: 'Recall: does it find what is there?',
  aboutRecall:
    'Deleted rows. _There_: the text stands in one piece somewhere in the database, its log or its journal, seen with knowledge of it. What has been overwritten nobody can bring back, so recall is given of what is there, and of everything that was deleted.',
  actHead: ['what is done', 'deleted', 'there', 'whole', 'part', 'recall of those there', 'of all'],
  settingHead: ['how it is kept', 'deleted', 'there', 'whole', 'part', 'recall of those there', 'of all'],
  acts: {
    one: 'one message',
    tenth: 'every tenth message',
    stretch: '50 consecutive messages',
    chat: 'one chat of four',
    'chat-later': 'one chat of four, then 20 new messages',
    all: 'all messages',
    'all-later': 'all messages, then 20 new ones',
    edited: 'every tenth message edited',
  },
  faults: 'Crashes: is a message ever lost?',
  aboutFaults:
    'A script of 21 writes (growth, edits, removals, clearing, VACUUM, checkpoints, merging of the search index) is done once for each way to keep the database, and at every single change that it makes to any file something goes wrong, in five ways:',
  faultKinds: [
    'the device stops, and what was not synced is gone;',
    'it stops, and everything that was written is there;',
    'it stops in the middle of a write, of which half is there;',
    'a sync fails;',
    'the disk is full.',
  ],
  faultHead: ['how it is kept', 'writes', 'changes to files', 'crash points', 'lost or doubled', 'could not go on'],
  faultSummary: (points, lost) =>
    `**${points} crash points, ${lost} messages lost.** _Lost or doubled_: rows after the restart that are neither exactly those before the write nor exactly those after it. \`sim/storage/sqlite/faults.test.ts\` counts with the same function.`,
  same: 'The same bytes everywhere',
  aboutSame: (experiments, files, hash) =>
    `The ${experiments} experiments leave ${files} files (databases, logs, journals). In Node and in Chromium each of them has the same SHA-256, with the fields of a database’s header masked that name the library’s version (bytes 24 to 27 and 92 to 99); \`tests/e2e/storage.test.ts\` runs all of them in the browser with the WebAssembly of the built page and compares every hash and every number. The hash of all hashes is \`${hash}\`. The same test plays every shipped story about deletion in both, with every variant and in both languages, and compares every file of every device after every step, with nothing masked.`,
  aboutSettings: (sqlite, pageBytes) =>
    `SQLite ${sqlite}, pages of ${pageBytes} bytes. SQLite’s builds differ in their defaults (some overwrite deleted rows without being asked), so every setting is said explicitly (\`auto_vacuum\` where it is not what the database has noted already); with a log and \`secure_delete=on\`:`,
};

const zh: Words = {
  title: '删除之后还剩什么',
  twin: '[English](deletion.md)',
  about: (sqlite) =>
    `“删了就永远没了”不对，“删了总能恢复”也不对。究竟怎样，要看设置、删的是什么、之后又写了什么，以及查的是哪个文件。这里的一切都在真实的 SQLite ${sqlite} 数据库上做过，再到字节里去找，没有一个数字抄自书本。这里只说 SQLite 怎样处理自己的文件；手机的闪存还会另外留下什么，不在其中（[局限](limits.zh-CN.md)）。`,
  generated: '本页由 `npm run deletion` 生成；如果不是最新的，`tools/deletion/deletion.test.ts` 会发现。',
  beliefs: '人们常以为的，和实际找到的',
  beliefList: (found) => [
    `_“用 \`secure_delete=fast\` 保护得一样好，开销还更小。”_ 清空全部 400 条之后，文件里还有 ${found.fastAll} 条：\`fast\` 不动释放出来的页。`,
    `_“打开 \`secure_delete=on\` 就什么都不剩。”_ 只是数据库的页里不剩。搜索索引里那个词还在（${found.word} 处），预写日志里那句话还在（${found.log} 份），保留下来的回滚日志里也有（${found.journal} 份）。`,
    `_“连续删 100 条，能留下多少有个固定的数。”_ 没有：同样用 \`fast\`，文件里一处剩 ${found.stretches.join(' 条，另一处剩 ')} 条。`,
    `_“再写几条就盖掉了。”_ 一个聊天的行夹在别的行中间，就不会：之后来了 ${found.later} 条新消息，原来的 100 条里还有 ${found.chatLeft} 条。如果先前是全部清空，同样 ${found.later} 条之后，400 条还剩 ${found.allLeft} 条。`,
    `_“\`auto_vacuum\` 会去掉删除的内容。”_ 它只是把页还回去；留下的页里还有 400 条中的 ${found.vacuumed} 条。`,
    `_“修改会替换原来的内容。”_ 改成更长的内容之后，原文 29 个字符里 ${found.edited} 个都在。`,
    '_“删了总能恢复。”_ 设为 `on`，每次删除之后清空预写日志，回滚日志用完就删而不是留着，再让搜索索引把删掉的词也擦掉，这些文件里就什么都没有了。',
  ],
  left: '还剩多少',
  aboutLeft:
    '数字是这样来的：事先知道内容，在文件的每个字节里搜索。前几张表用的是四个聊天的 400 条消息，每条有一个独有的词，共占 7 页；后几张表找的是许多消息中的一句话，长 29 个字符。',
  settingsHead: ['做了什么', '条数', '`off`', '`fast`', '`on`'],
  looksHead: ['做了什么', '怎样保存', '查的文件', '还剩'],
  files: { main: '数据库', wal: '预写日志', journal: '回滚日志' },
  decay: '清空的聊天怎样慢慢消失',
  aboutDecay:
    '先清空聊天，再继续写消息，每条一个事务。表里是字节中还找得到的条数；雕复程序能完整恢复的条数如果不同，写在括号里。',
  decayHead: (chat, all) => [
    '新消息',
    `一个聊天 ${chat} 条，\`off\``,
    `全部聊天 ${all} 条，\`off\``,
    `全部聊天 ${all} 条，\`fast\``,
  ],
  carver: '雕复程序有多准',
  aboutCarver: (databases) =>
    `雕复程序（\`sim/storage/carve/carve.ts\`）拿到的只有字节。用来评分的是 ${databases} 个由固定种子生成的数据库：通信应用的那些表，带搜索索引；160 条消息，两种语言，长短不一；\`secure_delete\` 和日志的各种设置，八种删法。每条消息都放得下一页；更长的另列一表。`,
  long: '长消息',
  aboutLong: (databases) =>
    `同样的做法，换成 ${databases} 个数据库，各有 48 条消息，每条都要延续到一至四个溢出页。这里的_还在_，是说全文分成几段都还在文件里。第一个释放的溢出页常常成了空闲页链表的表头：指向下一页的指针和那一页开头的几个字节随之被覆写，这时只能恢复它之前的部分。`,
  precision: '精确率：找到的是真的吗',
  aboutPrecision:
    '这里数的是雕复程序归到消息表、又不是列出的行的结果，按所在位置分列。_完整_：删掉的行的全部内容。_部分_：内容的开头。_副本_：属于仍然列出的行。_错误_：其余的。同一行常常在好几处找到。',
  precisionHead: ['位置', '找到', '完整', '部分', '副本', '错误', '精确率'],
  places: {
    unallocated: '未分配空间',
    freeblock: '空闲块',
    'free-page': '空闲页',
    'old-page': '日志里已有新版本的页',
    log: '预写日志',
    journal: '回滚日志',
    index: '索引',
  },
  all: '合计',
  recall: '召回率：还在的都找到了吗',
  aboutRecall:
    '这里数的是删掉的行。_还在_：事先知道内容去搜，数据库、预写日志或回滚日志里有完整的一段。已经覆写的，谁也恢复不了，所以召回率给出两个：一个以还在的为准，一个以全部删掉的为准。',
  actHead: ['做了什么', '删掉', '还在', '完整恢复', '恢复部分', '占还在的', '占全部'],
  settingHead: ['怎样保存', '删掉', '还在', '完整恢复', '恢复部分', '占还在的', '占全部'],
  acts: {
    one: '一条消息',
    tenth: '每十条删一条',
    stretch: '连续 50 条',
    chat: '四个聊天中的一个',
    'chat-later': '四个聊天中的一个，之后来 20 条',
    all: '全部消息',
    'all-later': '全部消息，之后来 20 条',
    edited: '每十条修改一条',
  },
  faults: '崩溃：会不会丢消息',
  aboutFaults:
    '一套 21 次写入的脚本（增长、修改、删除、清空、VACUUM、检查点、合并搜索索引），每种保存方式各做一遍；脚本每改动文件一次，就在那里让它出一次故障，共五种：',
  faultKinds: [
    '设备停机，没有同步的内容全部消失；',
    '设备停机，写过的都在；',
    '写到一半停机，只写进去一半；',
    '同步失败；',
    '磁盘已满。',
  ],
  faultHead: ['怎样保存', '写入', '文件改动', '崩溃点', '丢失或重复', '无法继续'],
  faultSummary: (points, lost) =>
    `**崩溃点 ${points} 个，丢失消息 ${lost} 条。** _丢失或重复_：重启之后的行，既不正好是写入之前的，也不正好是写入之后的。\`sim/storage/sqlite/faults.test.ts\` 用的是同一个计数函数。`,
  same: '到哪里都是同样的字节',
  aboutSame: (experiments, files, hash) =>
    `${experiments} 个实验留下 ${files} 个文件（数据库、预写日志、回滚日志）。遮住数据库文件头里注明库版本的几个字段（第 24 至 27、92 至 99 字节）之后，每个文件在 Node 和 Chromium 里的 SHA-256 都相同；\`tests/e2e/storage.test.ts\` 用构建好的网页里的 WebAssembly，在浏览器里把全部实验跑一遍，逐个比较哈希和数字。所有哈希合起来的哈希是 \`${hash}\`。同一个测试还在两边运行每个随附的删除故事（每个变体、两种语言），逐步比较每台设备的每个文件，什么都不遮。`,
  aboutSettings: (sqlite, pageBytes) =>
    `SQLite ${sqlite}，每页 ${pageBytes} 字节。SQLite 的各种构建默认设置不同（有的不用吩咐就会覆写删掉的行），所以每一项都明确写出（\`auto_vacuum\` 只在和数据库里已经记下的不同时写）；使用预写日志、\`secure_delete=on\` 时是：`,
};

export const WORDS: Readonly<Record<Language, Words>> = { en, zh };
