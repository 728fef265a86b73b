/** Words of the proof drawer, in both languages; each is written by itself. */
import type { Localized } from '../../sim/text.ts';

export const PROOF_WORDS = {
  can: ({ name, message }: { name: string; message: string }): Localized => ({
    en: `${name} can read ${message}`,
    zh: `${name}能读 ${message}`,
  }),
  cannot: ({ name, message }: { name: string; message: string }): Localized => ({
    en: `${name} cannot read ${message}`,
    zh: `${name}读不了 ${message}`,
  }),
  leftOver: ({ name, message }: { name: string; message: string }): Localized => ({
    en: `${name}: something of ${message} is left over`,
    zh: `${name}：还有 ${message} 的残留`,
  }),
  leftOverLead: {
    en: 'It can be read from the bytes of a storage. Below: what it would take to open the sealed message again.',
    zh: '从存储的字节里就读得出来。下面列出的，是重新打开密封的消息所需要的。',
  },
  links: ({ count }: { count: number }): Localized => ({
    en: count === 1 ? 'One link, with real bytes.' : `${count} links, each with real bytes.`,
    zh: `共 ${count} 环，每一环都是真实的字节。`,
  }),
  decrypt: { en: 'Decrypt now', zh: '现在解密' },
  again: { en: 'Decrypt again', zh: '再解密一次' },
  close: { en: 'Close', zh: '关闭' },
  executed: { en: 'computed again', zh: '已重新计算' },
  executedAll: ({ count }: { count: number }): Localized => ({
    en: `All ${count} steps were computed again just now, with these bytes.`,
    zh: `刚才用这些字节把 ${count} 步全部重新计算了一遍。`,
  }),
  failed: ({ step }: { step: number }): Localized => ({
    en: `Step ${step} did not give the same bytes. That is a mistake of this laboratory: please report it.`,
    zh: `第 ${step} 步没有得出同样的字节。这是本实验室的错误，请报告给我们。`,
  }),
  loading: { en: 'Looking for the reason …', zh: '正在找原因……' },
  holds: { en: 'Holds', zh: '持有' },
  copied: { en: 'Copied', zh: '拷走' },
  saw: { en: 'Saw', zh: '看到' },
  assumed: { en: 'Assumed', zh: '假定' },
  inItsPlace: ({ place, at }: { place: string; at: string }): Localized => ({
    en: `in its ${place}, ${at}`,
    zh: `${at}，在自己的${place}里`,
  }),
  since: ({ at }: { at: string }): Localized => ({ en: `from ${at} on`, zh: `${at} 起` }),
  checkedOnly: {
    en: 'no machine of ours does this: checked by computing the public key from the private one',
    zh: '我们没有这样的机器，只能验算：由私钥求出公钥，看是否相符',
  },
  fromDevice: ({ owner, at }: { owner: string; at: string }): Localized => ({
    en: `from ${owner}, ${at}`,
    zh: `${at}，来自${owner}`,
  }),
  onNetwork: ({ at }: { at: string }): Localized => ({ en: `on the network, ${at}`, zh: `${at}，在网络上` }),
  inPacket: ({ message, at }: { message: string; at: string }): Localized => ({
    en: `${message} on its way, ${at}`,
    zh: `${at}，传送中的 ${message}`,
  }),
  privatePart: ({ name }: { name: string }): Localized => ({ en: `private ${name}`, zh: `${name}（私钥）` }),
  asSalt: ({ name }: { name: string }): Localized => ({ en: `${name} as salt`, zh: `${name}（作盐）` }),
  label: ({ text }: { text: string }): Localized => ({ en: `label ${text}`, zh: `标签 ${text}` }),
  zeroSalt: ({ count }: { count: number }): Localized => ({
    en: `salt: ${count} zero bytes`,
    zh: `盐：${count} 个零字节`,
  }),
  constant: ({ hex }: { hex: string }): Localized => ({ en: `constant ${hex}`, zh: `常数 ${hex}` }),
  unchecked: {
    en: 'the check value after the ciphertext is not needed to read',
    zh: '读取时用不到密文之后的校验值',
  },
  anyOf: ({ name, count }: { name: string; count: number }): Localized => ({
    en:
      count === 1
        ? `This would have opened it. ${name} did not get it.`
        : `Any one of these would have opened it. ${name} got none.`,
    zh: count === 1 ? `得到它就能打开，${name}没有得到。` : `得到下面任意一样就能打开，${name}一样也没有。`,
  }),
  twoOf: ({ name }: { name: string }): Localized => ({
    en: `No single thing would have opened it for ${name}; two together would have: one of 1a with one of 1b.`,
    zh: `没有哪一样单独就能让${name}打开它；要同时得到两样：1a 里的一样，加上 1b 里的一样。`,
  }),
  nothing: ({ name }: { name: string }): Localized => ({
    en: `No two things that ever existed would have opened it for ${name}.`,
    zh: `出现过的数据里，任意两样加在一起，也不能让${name}打开它。`,
  }),
  nothingTried: ({ name }: { name: string }): Localized => ({
    en: `No two of the things that were tried would have opened it for ${name}.`,
    zh: `试过的数据里，任意两样加在一起，也不能让${name}打开它。`,
  }),
  oneOfThese: { en: 'One of these', zh: '其中一样' },
  thisThing: { en: 'This', zh: '这一样' },
  morePairs: ({ count }: { count: number }): Localized => ({
    en: `${count} more ${count === 1 ? 'pair' : 'pairs'} that would have sufficed`,
    zh: `另有 ${count} 对也足够打开`,
  }),
  cutShort: {
    en: 'Too many things existed to try every two of them: those nearest to the message were tried.',
    zh: '出现过的数据太多，没有两两试遍：只试了离这条消息最近的那些。',
  },
  stayed: ({ place, from, to, long }: { place: string; from: string; to: string; long: string }): Localized => ({
    en: `${place}, from ${from} to ${to} (${long}), erased since`,
    zh: `${from} 到 ${to} 在${place}（${long}），之后已擦除`,
  }),
  stays: ({ place, from }: { place: string; from: string }): Localized => ({
    en: `${place} since ${from}, still there`,
    zh: `${from} 起在${place}，现在还在`,
  }),
  erasedAt: ({ at }: { at: string }): Localized => ({ en: `erased ${at}`, zh: `${at} 已擦除` }),
  stillThere: { en: 'still there', zh: '还在' },
  neverHad: ({ name }: { name: string }): Localized => ({ en: `${name} never had it`, zh: `${name}从未有过` }),
  neverStored: { en: 'Never stored anywhere', zh: '从未存下来' },
  neverStoredNote: {
    en: 'existed only inside a phone while it was computing',
    zh: '只在手机计算的一瞬间存在过',
  },
  copies: { en: 'The text itself', zh: '消息原文' },
  copyStill: ({ place, from }: { place: string; from: string }): Localized => ({
    en: `${place}, since ${from}`,
    zh: `${place}，${from} 起`,
  }),
  copyGone: ({ place, from, to }: { place: string; from: string; to: string }): Localized => ({
    en: `${place}, from ${from} to ${to}`,
    zh: `${place}，${from} 到 ${to}`,
  }),
  notTaken: ({ name, owners }: { name: string; owners: string }): Localized => ({
    en: `Stored in the chat of ${owners}. ${name} did not take that.`,
    zh: `存在${owners}的聊天记录里，${name}没有拿到。`,
  }),
  more: ({ count }: { count: number }): Localized => ({
    en: `${count} more ${count === 1 ? 'value' : 'values'} that would have sufficed`,
    zh: `另有 ${count} 样也足够打开`,
  }),
  tried: { en: 'Tried with the nearest key', zh: '用最接近的密钥试过' },
  recorded: ({ message }: { message: string }): Localized => ({ en: `${message}, recorded`, zh: `${message}，已录下` }),
  checkIn: ({ message, bytes }: { message: string; bytes: number }): Localized => ({
    en: `check in ${message}: the ${bytes} bytes after its ciphertext`,
    zh: `${message} 密文之后 ${bytes} 字节的校验值`,
  }),
  checkComputed: { en: 'check computed', zh: '算出的校验值' },
  differ: ({ message }: { message: string }): Localized => ({
    en: `They differ: refused. ${message} stays sealed.`,
    zh: `两者不同，打不开：${message} 仍然密封。`,
  }),
  noKey: ({ name }: { name: string }): Localized => ({
    en: `${name} has no key at all to try.`,
    zh: `${name}一把可试的密钥都没有。`,
  }),
  theft: ({ name }: { name: string }): Localized => ({ en: `${name} copies`, zh: `${name}拷走` }),
  lifeOf: ({ term }: { term: string }): Localized => ({
    en: `When the ${term} existed, and when it could have been copied`,
    zh: `${term}存在的时段，以及数据被拷走的时刻`,
  }),
  inDevice: ({ place }: { place: string }): Localized => ({ en: `in ${place}`, zh: `${place}里` }),
} as const;
