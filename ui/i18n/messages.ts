/**
 * What the shell and the first page say, in both languages; each is written by itself, not word by word from the other.
 * A value is a message; a function from parameters gives one. A missing language, key or parameter does not compile.
 */
import type { Localized } from '../../sim/text.ts';

export const shellWords = {
  skip: { en: 'Skip to content', zh: '跳到正文' },
  home: { en: 'Unsealed, first page', zh: 'Unsealed 首页' },
  language: { en: 'Language', zh: '语言' },
  theme: { en: 'Dark / light', zh: '深色 / 浅色' },
  copyLink: { en: 'Copy link', zh: '复制链接' },
  copied: { en: 'Link copied', zh: '已复制' },
  copyByHand: { en: 'Copy it from the address bar', zh: '请从地址栏复制' },
  keys: { en: 'Keys', zh: '按键' },
  working: { en: 'Computing …', zh: '正在计算……' },
  openLab: { en: 'Open the lab', zh: '打开实验室' },
  modelNotApp: {
    en: 'A model, not the app: modelled on WhatsApp’s public documentation. It connects to no service and keeps nothing about you.',
    zh: '这是一个模型，不是那款应用：它依据 WhatsApp 的公开文档建模，不连接任何服务，也不保存你的任何信息。',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export const faultWords = {
  title: { en: 'This step stopped', zh: '这一步中断了' },
  sentence: {
    en: 'The laboratory could not finish this step; your place is still in the link.',
    zh: '实验室没能算完这一步；你所在的位置仍保存在链接里。',
  },
  reload: { en: 'Reload this step', zh: '重新载入这一步' },
  toFirstPage: { en: 'To the first page', zh: '回到首页' },
  badLink: { en: 'This link does not open', zh: '这个链接打不开' },
} as const satisfies Readonly<Record<string, Localized>>;

export const keyWords = {
  title: { en: 'Keys', zh: '按键' },
  close: { en: 'Close', zh: '关闭' },
  anywhere: { en: 'Anywhere', zh: '任何地方' },
  inLesson: { en: 'In a lesson and in the lab', zh: '课程和实验室里' },
  inFigure: { en: 'In the figure', zh: '图里' },
  tab: { en: 'next control', zh: '下一个控件' },
  enter: { en: 'press the control', zh: '按下当前控件' },
  escape: { en: 'close what is open', zh: '关闭打开的内容' },
  help: { en: 'this list', zh: '本列表' },
  step: { en: 'one step back, one step on', zh: '后退一步，前进一步' },
  ends: { en: 'first step, last step', zh: '第一步，最后一步' },
  cells: { en: 'from cell to cell', zh: '在格子之间移动' },
  browser: { en: 'back and forward through your steps', zh: '在走过的步骤间后退、前进' },
  singleKeys: { en: 'Use single keys', zh: '启用单键操作' },
} as const satisfies Readonly<Record<string, Localized>>;

export const homeWords = {
  answers: { en: 'Who can read it?', zh: '谁能读？' },
  send: { en: 'Send it', zh: '发送' },
  chooseFirst: { en: 'Choose an answer first.', zh: '先选一个答案。' },
  you: { en: 'you', zh: '你' },
  thisRun: { en: 'this run', zh: '本次运行' },
  companyKeys: { en: 'Now let the company hold the keys', zh: '现在让公司保管密钥' },
  next: ({ title }: { title: string }): Localized => ({ en: `Next: ${title}`, zh: `下一个：${title}` }),
  runBefore: { en: 'See the run before', zh: '看上一次运行' },
  again: { en: 'Start again', zh: '重新开始' },
  moreQuestions: { en: 'More questions', zh: '更多问题' },
} as const;
