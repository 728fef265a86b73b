/** The experiments as the page tells them: in groups, each with a title and one plain remark, and every row by name, in both languages. */
import type { Localized } from '../../sim/text.ts';

/** `settings`: one row for an act, with a column for each `secure_delete`. `looks`: one row for each look. */
export interface Group {
  readonly kind: 'settings' | 'looks';
  readonly title: Localized;
  readonly remark: Localized;
  /** By the experiment's name without its setting of `secure_delete`. */
  readonly rows: Readonly<Record<string, Localized>>;
}

export const GROUPS: readonly Group[] = [
  {
    kind: 'settings',
    title: { en: 'Messages that are removed', zh: '删掉几条消息' },
    remark: {
      en: 'With `off`, a row that is removed stays where it was until something is written over it. How much is left of 100 consecutive messages depends on where in the file they lie: pages that become empty are merged with their neighbours, which overwrites, or are freed whole, which does not. The two stretches of 100 here differ in nothing but the place where they begin, and with `fast` one of them leaves 23 texts and the other none. No such figure is a constant of SQLite.',
      zh: '设为 `off` 时，删掉的行一直留在原处，直到那里写进别的东西。连续的 100 条能留下多少，要看它们位于文件的什么地方：变空的页要么并入邻页，旧内容随之被覆盖；要么整页释放，旧内容原样留着。下面两段 100 条只有起点不同，用 `fast` 时一段还剩 23 条，另一段一条不剩。所以这类数字都不是 SQLite 的常数。',
    },
    rows: {
      'one message': { en: 'one message', zh: '一条消息' },
      '100 consecutive messages': { en: '100 consecutive messages, from no. 109 on', zh: '连续 100 条，从第 109 条起' },
      '100 others': { en: '100 consecutive messages, from no. 66 on', zh: '连续 100 条，从第 66 条起' },
      'one chat, every fourth message': { en: 'one chat, every fourth message', zh: '一个聊天，每四条里有一条' },
    },
  },
  {
    kind: 'settings',
    title: { en: 'Everything at once', zh: '一次全部清空' },
    remark: {
      en: 'Clearing a table frees whole pages, and `fast` does not overwrite freed pages: in the first row it leaves as much as `off`. Giving pages back (`auto_vacuum`) cuts the file, and is not the same as overwriting what stays in it. With `on`, or when the database is written anew with VACUUM, nothing is left.',
      zh: '清空一张表会整页整页地释放，而 `fast` 不覆写释放的页：第一行里，它和 `off` 留下的一样多。把页还给系统（`auto_vacuum`）会截短文件，但留在文件里的部分并不因此被覆写。设为 `on`，或者用 VACUUM 重写整个数据库，就什么都不剩。',
    },
    rows: {
      'all messages': { en: 'all messages', zh: '全部消息' },
      'all messages, auto_vacuum': { en: 'all messages, `auto_vacuum`', zh: '全部消息，打开 `auto_vacuum`' },
      'all messages, then VACUUM': { en: 'all messages, then VACUUM', zh: '全部消息，然后 VACUUM' },
    },
  },
  {
    kind: 'settings',
    title: { en: 'Then people go on writing', zh: '之后继续聊天' },
    remark: {
      en: 'New messages go to the end of the table. Freed pages are used again one by one, and each takes its old texts with it; gaps inside older pages are hardly ever filled.',
      zh: '新消息写在表的末尾。释放的页会一页页重新用上，旧内容随之消失；旧页里面的空隙却很少再被填上。',
    },
    rows: {
      'one chat, then 50 new messages': { en: 'one chat, then 50 new messages', zh: '一个聊天，之后来 50 条' },
      'one chat, then 200 new messages': { en: 'one chat, then 200 new messages', zh: '一个聊天，之后来 200 条' },
      'all messages, then 50 new ones': { en: 'all messages, then 50 new ones', zh: '全部消息，之后来 50 条' },
      'all messages, then 200 new ones': { en: 'all messages, then 200 new ones', zh: '全部消息，之后来 200 条' },
      'all messages, then 400 new ones': { en: 'all messages, then 400 new ones', zh: '全部消息，之后来 400 条' },
    },
  },
  {
    kind: 'settings',
    title: { en: 'Edited, and quoted', zh: '修改与引用' },
    remark: {
      en: 'To the database an edit is a deletion: the old text stays where the new one does not reach. A quote is part of another message, and no setting knows that it has to go.',
      zh: '对数据库来说，修改也是一次删除：新内容没盖住的地方，旧内容还在。引用是另一条消息的一部分，没有哪个设置知道它也该删。',
    },
    rows: {
      'edited to a shorter text': { en: 'edited to a shorter text', zh: '改成较短的内容' },
      'quoted by another message': { en: 'removed, but quoted by another message', zh: '已删除，但被另一条消息引用过' },
    },
  },
  {
    kind: 'looks',
    title: { en: 'One sentence, counted', zh: '同一句话有几份' },
    remark: {
      en: 'How often the sentence stands in the file. A text can be there twice before anybody deletes it: when a page is split, a copy stays behind.',
      zh: '数的是这句话在文件里出现几次。还没有人删除时就可能有两份：页分裂的时候会留下一份。',
    },
    rows: {
      'one of 40': { en: 'one of 40 messages removed', zh: '40 条里删一条' },
      'all 400': { en: 'all 400 removed', zh: '400 条全部删掉' },
      'one of 40, then VACUUM': { en: 'one of 40 removed, then VACUUM', zh: '40 条里删一条，然后 VACUUM' },
      'all 400, auto_vacuum': { en: 'all 400 removed', zh: '400 条全部删掉' },
      'one of 40, auto_vacuum': { en: 'one of 40 removed', zh: '40 条里删一条' },
    },
  },
  {
    kind: 'looks',
    title: { en: 'Parts of a sentence', zh: '一句话还剩几个字符' },
    remark: {
      en: 'How many of its 29 characters are left in a row. What comes next takes only the room that it needs. An edit to a longer text finds another place for the row and leaves the old one whole.',
      zh: '数的是 29 个字符里还连着的有几个。后写的内容只占自己需要的地方；改成更长的内容时，整行另找地方，旧的那行原封不动。',
    },
    rows: {
      'sentence edited to a shorter text': { en: 'edited to a shorter text', zh: '改成较短的内容' },
      'sentence edited to one of the same length': { en: 'edited to one of the same length', zh: '改成一样长的内容' },
      'sentence edited to a longer text': { en: 'edited to a longer text', zh: '改成更长的内容' },
      'removed, then one short message': { en: 'removed, then one short message', zh: '删除，再来一条短消息' },
      'removed, then five messages': { en: 'removed, then five messages', zh: '删除，再来五条消息' },
    },
  },
  {
    kind: 'looks',
    title: { en: 'Beside the database: log and journal', zh: '数据库旁边：预写日志和回滚日志' },
    remark: {
      en: '`secure_delete` overwrites pages of the database. A write-ahead log keeps earlier images of a page until a checkpoint empties it, and until then the database may still have its old page too. A journal that is kept (`persist`) holds the page as it was before the deletion, whether `secure_delete` is on or not.',
      zh: '`secure_delete` 覆写的是数据库里的页。预写日志里存着同一页以前的样子，要等检查点把日志清空；在那之前，数据库里也可能还是旧页。保留下来的回滚日志（`persist`）里，是删除之前的那一页：打开 `secure_delete` 也不例外。',
    },
    rows: {
      'removed, with a log': { en: 'written, checkpoint, removed', zh: '写入，做检查点，删除' },
      'written, another message, removed, with a log': {
        en: 'written, another message, removed',
        zh: '写入，再来一条，删除',
      },
      'written and removed, with a log that is then emptied': {
        en: 'written, removed, checkpoint',
        zh: '写入，删除，做检查点',
      },
      'removed, with a journal that stays': { en: 'removed', zh: '删除' },
      'removed, with a journal that goes': { en: 'removed', zh: '删除' },
    },
  },
  {
    kind: 'looks',
    title: { en: 'Words in the search index', zh: '搜索索引里的词' },
    remark: {
      en: 'The index writes words down once more, in records of its own that `secure_delete` does not reach: a removal only adds a note. Merging the index rewrites it; with `secure_delete` off the pages that it gives up still have the word.',
      zh: '索引把词另记一份，记在自己的记录里，`secure_delete` 管不到：删除消息，只是在索引里添一条说明。合并会重写索引；但 `secure_delete` 为 `off` 时，让出来的页里词还在。',
    },
    rows: {
      'word of a removed message in the search index': { en: 'removed', zh: '删除' },
      'word in the search index, merged': { en: 'removed, index merged', zh: '删除，合并索引' },
      'word in a search index that deletes securely': { en: 'removed', zh: '删除' },
    },
  },
];

/** An experiment's name without its setting. */
export const rowName = (name: string): string => name.replace(/, secure_delete (?:off|fast|on)$/, '');
