/** A first scenario file for `unsealed new NAME`: complete, valid, and short enough to read before changing it. */
import type { Language } from '../text.ts';
import { isId } from './check-ids.ts';

/** About ten commented lines of YAML. A name that cannot be an id is turned into one. */
export function template(name: string, language: Language = 'en'): string {
  const id = asId(name);
  return (language === 'en' ? ENGLISH : CHINESE).replaceAll('NAME', () => id);
}

function asId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return isId(id) ? id : 'my-scenario';
}

const ENGLISH = `# Run it: npx unsealed run NAME.yaml    The language: docs/writing-scenarios.md
id: NAME # small letters, digits, hyphens
title: My first scenario # plain text, or {en: .., zh: ..} for both languages
question: Mallory records the network, then copies the keys in Bob's phone. Can she read m1?
cast: { alice: { devices: [phone] }, bob: { devices: [phone] }, mallory: { role: attacker, watches: [network] } }
shows: { figure: who-can-read, parties: [alice.phone, network, bob.phone, mallory] } # columns of the figure
steps: # what happens, in this order: send, compromise, drop, power, compare, wait, ask and more
  - { id: s1, send: m1, from: alice, to: bob, text: 'Meet at nine' }
  - { id: s2, compromise: bob.phone, by: mallory, takes: [keys] } # without takes: keys and chat
expect: [not canRead(mallory, m1)] # must hold at the end of the run; the words: docs/probes.md
variants: # the same story with edits: set, replace, insert-after, remove
  - { id: keys-kept, set: { protections: { eraseMessageKeys: off } }, expect: ['canRead(mallory, m1)'] }
`;

const CHINESE = `# 运行：npx unsealed run NAME.yaml    写法说明：docs/writing-scenarios.zh-CN.md
id: NAME # 小写字母、数字、连字符
title: 我的第一个情景 # 普通文字；要写两种语言时用 {en: .., zh: ..}
question: 马洛里录下网络流量，又拷走了鲍勃手机里的密钥。她能读 m1 吗？
cast: { alice: { devices: [phone] }, bob: { devices: [phone] }, mallory: { role: attacker, watches: [network] } }
shows: { figure: who-can-read, parties: [alice.phone, network, bob.phone, mallory] } # 图里的各列
steps: # 依次发生的事：send、compromise、drop、power、compare、wait、ask 等
  - { id: s1, send: m1, from: alice, to: bob, text: '九点见' }
  - { id: s2, compromise: bob.phone, by: mallory, takes: [keys] } # 不写 takes：密钥和聊天记录都拷走
expect: [not canRead(mallory, m1)] # 运行结束时必须成立；写法见 docs/probes.zh-CN.md
variants: # 同一个故事的改动：set、replace、insert-after、remove
  - { id: keys-kept, set: { protections: { eraseMessageKeys: off } }, expect: ['canRead(mallory, m1)'] }
`;
