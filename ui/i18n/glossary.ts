/**
 * The glossary on the screen: a name and one sentence for each term that lessons, proofs and the lab use.
 * At most 25 words or 40 汉字 a sentence, for readers from thirteen up. The long glossary is docs/glossary.md.
 */
import type { Term } from '../../sim/knowledge/types.ts';
import type { Localized } from '../../sim/text.ts';

/** Values that proofs name keep the simulator's code; the rest are ideas. */
export type TermId = Exclude<Term, 'container' | 'message' | 'value'> | Idea;

type Idea =
  | 'endToEnd'
  | 'key'
  | 'publicKeyPair'
  | 'messageKey'
  | 'ratchet'
  | 'forwardSecrecy'
  | 'healing'
  | 'sealed'
  | 'remnant'
  | 'metadata'
  | 'server'
  | 'session'
  | 'prekeyBundle'
  | 'keyAgreement'
  | 'hkdf'
  | 'hmac'
  | 'aesCbc'
  | 'mac'
  | 'plaintext'
  | 'attacker'
  | 'protection'
  | 'variant'
  | 'trace'
  | 'proof'
  | 'seed'
  | 'securityCode'
  | 'keySwap'
  | 'receipt'
  | 'spyware';

export interface GlossaryEntry {
  readonly name: Localized;
  readonly gloss: Localized;
}

export const GLOSSARY: Readonly<Record<TermId, GlossaryEntry>> = {
  endToEnd: {
    name: { en: 'end-to-end encryption', zh: '端到端加密' },
    gloss: {
      en: 'Only the devices of the people who write to each other hold the keys. Whoever passes messages on cannot open them.',
      zh: '只有聊天双方的设备持有密钥，负责转交的一方打不开消息。',
    },
  },
  key: {
    name: { en: 'key', zh: '密钥' },
    gloss: {
      en: 'A secret number that seals and opens messages. Whoever has it can open them.',
      zh: '一串秘密的数字，用来密封和打开消息；谁有它，谁就打得开。',
    },
  },
  publicKeyPair: {
    name: { en: 'public and private key', zh: '公钥和私钥' },
    gloss: {
      en: 'Two numbers that belong together. The public one is shown to everyone; the private one stays on the device.',
      zh: '成对的两个数字：公钥给所有人看，私钥留在设备里。',
    },
  },
  publicKey: {
    name: { en: 'public key', zh: '公钥' },
    gloss: {
      en: 'The half of a key pair that everyone may see. It travels openly in the message.',
      zh: '密钥对里可以给所有人看的那一半，随消息公开传送。',
    },
  },
  paddedText: {
    name: { en: 'padded text', zh: '补齐后的内容' },
    gloss: {
      en: 'The message with a few filler bytes at its end, so that its exact length does not show.',
      zh: '在消息末尾补上几个填充字节，看不出确切长度。',
    },
  },
  messageKey: {
    name: { en: 'message key', zh: '消息密钥' },
    gloss: {
      en: 'Seals one single message. Both phones compute it, use it once and then erase it.',
      zh: '只密封一条消息。两部手机各自算出，用过一次就擦除。',
    },
  },
  messageKeySeed: {
    name: { en: 'message key', zh: '消息密钥' },
    gloss: {
      en: 'The start of one message’s keys: the one that seals and the one that checks are computed from it.',
      zh: '一条消息的加密密钥和校验密钥，都由它算出。',
    },
  },
  cipherKey: {
    name: { en: 'cipher key', zh: '加密密钥' },
    gloss: { en: 'Seals and opens the text of one message.', zh: '密封和打开一条消息的内容。' },
  },
  macKey: {
    name: { en: 'check key', zh: '校验密钥' },
    gloss: { en: 'Computes the check value of one message.', zh: '用来计算一条消息的校验值。' },
  },
  iv: {
    name: { en: 'starting bytes (IV)', zh: '初始向量（IV）' },
    gloss: {
      en: 'Bytes with which the cipher starts, so that texts that begin alike do not look alike.',
      zh: '加密时起头的字节，让开头相同的内容看起来不同。',
    },
  },
  chainKey: {
    name: { en: 'chain key', zh: '链密钥' },
    gloss: {
      en: 'Gives the key for the next message, then moves on to the next chain key. There is no way back.',
      zh: '先算出下一条消息的密钥，再变成下一把链密钥，不能倒着算。',
    },
  },
  rootKey: {
    name: { en: 'root key', zh: '根密钥' },
    gloss: {
      en: 'New chains start from it. It changes whenever the two phones mix in a fresh shared secret.',
      zh: '新的链从它开始。两部手机每次混入新的共享秘密，它就更新。',
    },
  },
  ratchet: {
    name: { en: 'ratchet', zh: '棘轮' },
    gloss: {
      en: 'A way of making new keys that only goes forward: today’s key does not give yesterday’s.',
      zh: '只进不退地换新密钥：由今天的密钥，算不出昨天的。',
    },
  },
  ratchetKey: {
    name: { en: 'ratchet key', zh: '棘轮密钥' },
    gloss: {
      en: 'A pair of keys that a phone makes afresh when it replies. The public one travels with the message.',
      zh: '手机回复时新生成的一对密钥，其中的公钥随消息送出。',
    },
  },
  forwardSecrecy: {
    name: { en: 'forward secrecy', zh: '前向保密' },
    gloss: {
      en: 'It protects the past: keys stolen today do not open what was recorded yesterday, because the old keys are gone.',
      zh: '保护过去的消息：旧密钥已擦除，今天偷走密钥，也打不开昨天录下的。',
    },
  },
  healing: {
    name: { en: 'closing again after a theft', zh: '失陷后恢复' },
    gloss: {
      en: 'Fresh keys in both sides’ replies shut out a thief who copied the old ones and now only listens.',
      zh: '失窃后，双方回复时换上新密钥；偷密钥的人若只是旁听，就又打不开了。',
    },
  },
  sealed: {
    name: { en: 'sealed', zh: '密封' },
    gloss: {
      en: 'This party has the bytes of the message but not the key, so it cannot read the text.',
      zh: '手里有消息的字节，却没有密钥，读不到内容。',
    },
  },
  remnant: {
    name: { en: 'left over (remnant)', zh: '残留' },
    gloss: {
      en: 'Not listed any more, but recoverable from the bytes of its storage, all of it or a part.',
      zh: '列表里已经没有，但从存储的字节里还能恢复出全部或一部分。',
    },
  },
  metadata: {
    name: { en: 'metadata', zh: '元数据' },
    gloss: {
      en: 'What shows without opening a message: who, to whom, when and how large.',
      zh: '不打开消息也看得到的：谁发给谁、什么时候、多大。',
    },
  },
  server: {
    name: { en: 'server (the company’s computer)', zh: '服务器（公司的电脑）' },
    gloss: {
      en: 'The company’s computer. It keeps messages until they can be delivered, and passes them on.',
      zh: '公司的电脑，暂存消息，再转交给接收者。',
    },
  },
  session: {
    name: { en: 'session', zh: '会话' },
    gloss: {
      en: 'What two devices remember about each other, so that every message gets its keys.',
      zh: '两台设备为彼此记住的状态，每条消息的密钥都从这里来。',
    },
  },
  prekeyBundle: {
    name: { en: 'prekey bundle', zh: '预密钥包' },
    gloss: {
      en: 'Public keys that a phone leaves with the server, so that others can write to it while it is off.',
      zh: '手机预先放在服务器上的公钥，它不在线时，别人也能给它写消息。',
    },
  },
  identityKey: {
    name: { en: 'identity key', zh: '身份密钥' },
    gloss: {
      en: 'The key that stands for one device, for as long as the app is installed on it.',
      zh: '代表一台设备的密钥，应用不重装就一直用它。',
    },
  },
  signedPrekey: {
    name: { en: 'signed prekey', zh: '签名预密钥' },
    gloss: {
      en: 'A key left with the server for new sessions. A signature made with the identity key shows whose it is.',
      zh: '放在服务器上、用于新会话的密钥，由身份密钥签名，表明是谁的。',
    },
  },
  oneTimePrekey: {
    name: { en: 'one-time prekey', zh: '一次性预密钥' },
    gloss: {
      en: 'A key left with the server for one new session: handed out once, erased after use.',
      zh: '放在服务器上、只用于一次新会话的密钥，用后擦除。',
    },
  },
  kemPrekey: {
    name: { en: 'post-quantum prekey', zh: '后量子预密钥' },
    gloss: {
      en: 'Another key left with the server, of a kind (ML-KEM) that no quantum computer is known to solve.',
      zh: '放在服务器上的另一种密钥（ML-KEM），目前还不知道用量子计算机解开它的办法。',
    },
  },
  kemSecret: {
    name: { en: 'encapsulated secret', zh: '封装的秘密' },
    gloss: {
      en: 'A fresh secret that travels in a capsule. Only the private post-quantum key takes it out.',
      zh: '装在“密封胶囊”里送去的新秘密，只有后量子私钥取得出来。',
    },
  },
  quantumComputer: {
    name: { en: 'quantum computer', zh: '量子计算机' },
    gloss: {
      en: 'A machine that, once large enough, would compute private X25519 keys from public ones. None is known today.',
      zh: '一种机器：如果造得足够大，就能由 X25519 公钥算出私钥。据目前所知，还没有这样的机器。',
    },
  },
  baseKey: {
    name: { en: 'base key', zh: '临时密钥' },
    gloss: {
      en: 'A pair of keys made to start one session. The public one travels with the first messages.',
      zh: '为开始一次会话新生成的一对密钥，公钥随最初的消息送出。',
    },
  },
  keyAgreement: {
    name: { en: 'key agreement', zh: '密钥协商' },
    gloss: {
      en: 'Each phone combines its own private key with the other’s public key. Both get the same secret, which never travels.',
      zh: '各自用自己的私钥和对方的公钥，算出同一个秘密，秘密本身从不传送。',
    },
  },
  sharedSecret: {
    name: { en: 'shared secret', zh: '共享秘密' },
    gloss: {
      en: 'The result of a key agreement: the same bytes on both phones, never sent.',
      zh: '密钥协商的结果：两部手机上相同的字节，从不发送。',
    },
  },
  hkdf: {
    name: { en: 'HKDF', zh: 'HKDF（密钥派生）' },
    gloss: {
      en: 'Turns one secret into several keys. It cannot be run backwards.',
      zh: '由一个秘密算出几把密钥，不能倒着算。',
    },
  },
  hmac: {
    name: { en: 'HMAC', zh: 'HMAC' },
    gloss: {
      en: 'Turns a key and some bytes into a new value. Without the key nobody can compute it.',
      zh: '由密钥和一段字节算出新值，没有密钥就算不出来。',
    },
  },
  aesCbc: {
    name: { en: 'AES-256-CBC', zh: 'AES-256-CBC' },
    gloss: {
      en: 'The cipher that seals a text with a key, in blocks of 16 bytes.',
      zh: '用密钥密封内容的加密算法，每 16 字节一块。',
    },
  },
  mac: {
    name: { en: 'check value (MAC)', zh: '校验值（消息认证码，MAC）' },
    gloss: {
      en: 'A few bytes at the end of a message. If anything was changed on the way, they no longer fit.',
      zh: '消息末尾的几个字节。途中有任何改动，就对不上。',
    },
  },
  signature: {
    name: { en: 'signature', zh: '数字签名' },
    gloss: {
      en: 'Bytes that only the owner of a private key can make, and that everyone can check.',
      zh: '只有私钥的主人做得出、人人都能验证的字节。',
    },
  },
  plaintext: {
    name: { en: 'plaintext', zh: '明文' },
    gloss: { en: 'The message as people can read it.', zh: '人看得懂的消息内容。' },
  },
  ciphertext: {
    name: { en: 'ciphertext', zh: '密文' },
    gloss: {
      en: 'The sealed form of a message: bytes that tell nothing about the text without the key.',
      zh: '密封后的消息，没有密钥就看不出内容的字节。',
    },
  },
  packet: {
    name: { en: 'packet', zh: '数据包' },
    gloss: {
      en: 'What travels over the network: a sealed message together with where it goes.',
      zh: '在网络上传送的数据：密封的消息，加上送到哪里。',
    },
  },
  attacker: {
    name: { en: 'attacker', zh: '攻击者' },
    gloss: {
      en: 'Whoever in the story listens, copies or changes what is not theirs. Here it is Mallory.',
      zh: '故事里偷听、拷走或改动别人数据的人，这里是马洛里。',
    },
  },
  protection: {
    name: { en: 'protection', zh: '保护' },
    gloss: {
      en: 'One part of the design. Here you can switch it off and see what it was good for.',
      zh: '设计里起保护作用的一部分。在这里可以关掉它，看看它有什么用。',
    },
  },
  variant: {
    name: { en: 'variant', zh: '变体' },
    gloss: { en: 'The same story with one thing changed, played again.', zh: '同一个故事，改动一处，重新运行。' },
  },
  trace: {
    name: { en: 'trace', zh: '运行记录' },
    gloss: {
      en: 'The record of everything that happened in a run. Every picture is drawn from it.',
      zh: '一次运行的完整记录，每幅图都照它画出。',
    },
  },
  proof: {
    name: { en: 'proof', zh: '证明' },
    gloss: {
      en: 'How a party gets from what it holds to the text, step by step. Each step can be computed again.',
      zh: '从手里的数据一步步得到内容的过程，每一步都能重算。',
    },
  },
  seed: {
    name: { en: 'seed', zh: '随机种子' },
    gloss: {
      en: 'A number behind all random choices of a run. The same number gives the same bytes.',
      zh: '一次运行的随机选择全由这个数字决定；数字相同，字节就相同。',
    },
  },
  securityCode: {
    name: { en: 'security code', zh: '安全码' },
    gloss: {
      en: 'Sixty digits computed from both sides’ identity keys. If two people see the same digits, nobody put other keys between them.',
      zh: '由双方身份密钥算出的六十位数字，用来核对公钥；两边一样，就没有人调包。',
    },
  },
  keySwap: {
    name: { en: 'key swap', zh: '调包公钥' },
    gloss: {
      en: 'Somebody in between hands each side keys of their own in the other’s name, and so opens everything that follows.',
      zh: '中间有人把自己的公钥冒充对方的，分别交给双方，之后的消息都能打开。',
    },
  },
  receipt: {
    name: { en: 'receipt (tick)', zh: '回执' },
    gloss: {
      en: 'A note that says a message was sent, delivered or read. It is not sealed: whoever passes it on can make it up.',
      zh: '说明消息已发出、已送达或已读的记录。它不密封，转交的人可以伪造。',
    },
  },
  spyware: {
    name: { en: 'spyware', zh: '间谍软件' },
    gloss: {
      en: 'A program that stays on a phone and reads what stands there, until it is removed.',
      zh: '留在手机里的程序，一直读取里面的内容，直到被清除。',
    },
  },
};
