/** Words of the phones-only screen, in both languages; each is written by itself. */
import type { Localized } from '../../sim/text.ts';

export const SPOT_WORDS = {
  rounds: { en: 'Runs', zh: '各次运行' },
  result: { en: 'Result', zh: '结果' },
  run: ({ run }: { run: number }): Localized => ({ en: `Run ${run}`, zh: `第 ${run} 次` }),
  runOf: ({ run, all }: { run: number; all: number }): Localized => ({
    en: `Run ${run} of ${all}`,
    zh: `第 ${run} 次运行，共 ${all} 次`,
  }),
  phonesIn: ({ run }: { run: number }): Localized => ({
    en: `The phones in run ${run}`,
    zh: `第 ${run} 次运行里的手机`,
  }),
  phone: { en: 'Phone', zh: '手机' },
  line: { en: 'What it shows', zh: '显示的内容' },
  beside: { en: 'Beside it', zh: '旁边的标记' },
  came: ({ at, came }: { at: string; came: string }): Localized => ({
    en: `${at}, came ${came}`,
    zh: `${at}，${came} 才收到`,
  }),
  noTelling: {
    en: 'Nothing is told until every run has an answer.',
    zh: '全部答完之前，不会透露任何结果。',
  },
  backToResult: { en: 'Back to the result', zh: '回到结果' },
  score: ({ right, rounds }: { right: number; rounds: number }): Localized => ({
    en: `You were right in ${right} of ${rounds} runs.`,
    zh: `${rounds} 次运行，你判断对了 ${right} 次。`,
  }),
  sureOf: ({ sure, right }: { sure: number; right: number }): Localized => ({
    en:
      sure === 1
        ? `You were sure once, and ${right === 1 ? 'right' : 'wrong'}.`
        : `You were sure ${sure} times, and right in ${right} of those.`,
    zh: `其中 ${sure} 次你很有把握，对了 ${right} 次。`,
  }),
  readIn: ({ read, rounds, message }: { read: number; rounds: number; message: string }): Localized => ({
    en: `Somebody else could read ${message} in ${read} of the ${rounds} runs.`,
    zh: `${rounds} 次运行里，有 ${read} 次别人读得到 ${message}。`,
  }),
  whatTheyWere: { en: 'What the runs were', zh: '这几次运行的真相' },
  asWritten: { en: 'Nothing was done besides writing', zh: '除了收发消息，什么也没发生' },
  couldRead: ({ names, message }: { names: string; message: string }): Localized => ({
    en: `${names} could read ${message}.`,
    zh: `${names}读得到 ${message}。`,
  }),
  nobodyRead: ({ message }: { message: string }): Localized => ({
    en: `Nobody else could read ${message}.`,
    zh: `没有别人读得到 ${message}。`,
  }),
  nothingOdd: { en: 'The phones showed nothing odd.', zh: '手机上看不出异样。' },
  said: ({ phone, line }: { phone: string; line: string }): Localized => ({
    en: `${phone} said: “${line}”`,
    zh: `${phone}提示：“${line}”`,
  }),
  late: ({ phone, message, at, came }: { phone: string; message: string; at: string; came: string }): Localized => ({
    en: `${message}, written at ${at}, came to ${phone} at ${came}.`,
    zh: `${message} 写于 ${at}，${phone}到 ${came} 才收到。`,
  }),
  onlySent: ({ phone, message, tick }: { phone: string; message: string; tick: string }): Localized => ({
    en: `Beside ${message}, ${phone} showed only “${tick}”.`,
    zh: `${phone}上，${message} 旁边一直只有“${tick}”。`,
  }),
  whoCouldRead: ({ message }: { message: string }): Localized => ({
    en: `Who could read ${message}`,
    zh: `谁读得到 ${message}`,
  }),
  right: { en: 'right', zh: '对' },
  wrong: { en: 'not so', zh: '不对' },
  openInLab: { en: 'Open in the lab', zh: '在实验室打开' },
  lookAgain: { en: 'See the phones again', zh: '再看看手机' },
  ofRun: ({ what, run }: { what: string; run: number }): Localized => ({
    en: `Run ${run}: ${what}`,
    zh: `第 ${run} 次：${what}`,
  }),
  sameLook: { en: 'The same phones, different readers', zh: '手机一模一样，读到的人不一样' },
  lookSame: ({ runs }: { runs: string }): Localized => ({
    en: `In runs ${runs} the phones look the same, to the minute. This is what they show in each:`,
    zh: `第 ${runs} 次运行里，手机上的一切都相同，连时间都分毫不差。每次看到的都是这样：`,
  }),
  cannotTell: {
    en: 'Whoever looks only at the phones cannot tell these runs apart.',
    zh: '只看手机，分不清是其中哪一次。',
  },
  closer: ({ run }: { run: number }): Localized => ({ en: `Run ${run} more closely`, zh: `细看第 ${run} 次` }),
  again: { en: 'Again, in another order', zh: '换个顺序，再来一遍' },
} as const;
