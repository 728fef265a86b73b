/** Words of the figure of two codes, in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';

export const CODE_WORDS = {
  title: { en: 'The security code, phone beside phone', zh: '两部手机上的安全码' },
  chatWith: ({ name }: { name: Localized }): Localized => ({
    en: `Chat with ${name.en}`,
    zh: `与${name.zh}的聊天`,
  }),
  group: { en: 'Group', zh: '第几组' },
  compared: { en: 'Compared', zh: '核对结果' },
  equal: { en: 'equal', zh: '相同' },
  differs: { en: 'differs', zh: '不同' },
  allEqual: ({ one, other }: Named): Localized => ({
    en: `Both phones show the same digits. ${one.en}’s phone has ${other.en}’s real keys, and the other way round.`,
    zh: `两部手机上的数字完全一样。${one.zh}的手机用的正是${other.zh}的密钥，反过来也一样。`,
  }),
  notEqual: ({ one, other, differing, all }: Named & { differing: number; all: number }): Localized => ({
    en: `${differing} of ${all} groups ${differing === 1 ? 'differs' : 'differ'}. At least one phone does not have the other’s real keys: somebody may stand between ${one.en} and ${other.en}, or one of them has a new phone.`,
    zh: `${all} 组数字里有 ${differing} 组不同。至少有一部手机用的不是对方的密钥：可能有人夹在${one.zh}和${other.zh}中间，也可能是其中一人刚换了手机。`,
  }),
  noKey: {
    en: 'This code is no key: it opens nothing, so anyone may see it.',
    zh: '安全码不是密钥，打不开任何东西，给谁看都行。',
  },
  squares: {
    en: 'The squares are for the other phone’s camera: they hold hashes of the keys of both, its own first, and so never look alike.',
    zh: '方块图案供对方手机扫描，里面是双方密钥的哈希值，各自把自己的排在前面，所以两个图案总不一样。',
  },
  scannedEqual: { en: 'Scanned, they say: the same keys.', zh: '扫描的结果：密钥一致。' },
  scannedOther: { en: 'Scanned, they say: not the same keys.', zh: '扫描的结果：密钥不一致。' },
} as const;

interface Named {
  readonly one: Localized;
  readonly other: Localized;
}
