/**
 * What the screen calls the values, states, operations, places and refusals that the simulator names by code.
 * Records over the simulator's own types: a code without a name in both languages does not compile.
 */
import type { CellState, ProofStep, Term } from '../../sim/knowledge/types.ts';
import type { Localized } from '../../sim/text.ts';
import type { InapplicableReason, Place, RefusalReason } from '../../sim/trace.ts';

type Names<Code extends string> = Readonly<Record<Code, Localized>>;

/** Values in a proof. */
export const TERM_NAMES: Names<Term> = {
  identityKey: { en: 'identity key', zh: '身份密钥' },
  signedPrekey: { en: 'signed prekey', zh: '签名预密钥' },
  oneTimePrekey: { en: 'one-time prekey', zh: '一次性预密钥' },
  kemPrekey: { en: 'post-quantum prekey', zh: '后量子预密钥' },
  baseKey: { en: 'base key', zh: '临时密钥' },
  ratchetKey: { en: 'ratchet key', zh: '棘轮密钥' },
  publicKey: { en: 'public key', zh: '公钥' },
  sharedSecret: { en: 'shared secret', zh: '共享秘密' },
  kemSecret: { en: 'encapsulated secret', zh: '封装的秘密' },
  quantumComputer: { en: 'quantum computer', zh: '量子计算机' },
  rootKey: { en: 'root key', zh: '根密钥' },
  chainKey: { en: 'chain key', zh: '链密钥' },
  messageKeySeed: { en: 'message key', zh: '消息密钥' },
  cipherKey: { en: 'cipher key', zh: '加密密钥' },
  macKey: { en: 'check key', zh: '校验密钥' },
  iv: { en: 'starting bytes (IV)', zh: '初始向量（IV）' },
  signature: { en: 'signature', zh: '数字签名' },
  ciphertext: { en: 'ciphertext', zh: '密文' },
  packet: { en: 'packet', zh: '数据包' },
  container: { en: 'record', zh: '组合数据' },
  paddedText: { en: 'padded text', zh: '补齐后的内容' },
  message: { en: 'message', zh: '消息' },
  value: { en: 'value', zh: '数据' },
};

/** The word in a cell and in the legend: what this party can do with this message. */
export const STATE_NAMES: Names<CellState> = {
  readable: { en: 'reads', zh: '可读' },
  remnant: { en: 'left over', zh: '残留' },
  sealed: { en: 'sealed', zh: '密封' },
  erased: { en: 'erased', zh: '已擦除' },
  metadata: { en: 'metadata', zh: '元数据' },
  never: { en: 'never had', zh: '从未有过' },
};

/** Links of a proof: what is computed, or taken out of what. */
export const OPERATION_NAMES: Names<ProofStep['op']> = {
  publicKey: { en: 'X25519 public key', zh: 'X25519 求公钥' },
  agree: { en: 'X25519', zh: 'X25519' },
  hkdf: { en: 'HKDF', zh: 'HKDF' },
  hmac: { en: 'HMAC', zh: 'HMAC' },
  cbcEncrypt: { en: 'AES-256-CBC seal', zh: 'AES-256-CBC 密封' },
  cbcDecrypt: { en: 'AES-256-CBC open', zh: 'AES-256-CBC 打开' },
  sign: { en: 'XEdDSA', zh: 'XEdDSA' },
  kemKeyPair: { en: 'KEM key pair', zh: 'KEM 生成密钥对' },
  encapsulate: { en: 'KEM encapsulate', zh: 'KEM 封装' },
  decapsulate: { en: 'KEM decapsulate', zh: 'KEM 解封装' },
  pack: { en: 'put together', zh: '拼装' },
  unpack: { en: 'take apart', zh: '拆开' },
  slice: { en: 'take out', zh: '取出' },
  discreteLog: { en: 'private key from the public one', zh: '由公钥算出私钥' },
};

/** Where a value lies on a device, on the server or with the attacker. */
export const PLACE_NAMES: Names<Place> = {
  keys: { en: 'keys', zh: '密钥' },
  chat: { en: 'chat', zh: '聊天记录' },
  queue: { en: 'waiting messages', zh: '待送消息' },
  log: { en: 'server log', zh: '服务器日志' },
  masks: { en: 'false keys', zh: '冒充用的密钥' },
  loot: { en: 'copied data', zh: '拷走的数据' },
  public: { en: 'public', zh: '公开信息' },
  notices: { en: 'notification history', zh: '通知历史' },
  saved: { en: 'saved copies', zh: '另存的副本' },
  files: { en: 'storage', zh: '存储' },
};

/** Why a device did not accept what came in. */
export const REFUSAL_NAMES: Names<RefusalReason> = {
  duplicate: { en: 'received before', zh: '以前收过' },
  'too-far': { en: 'too many messages missing before it', zh: '前面缺的消息太多' },
  'bad-mac': { en: 'check value does not fit', zh: '校验值对不上' },
  'bad-signature': { en: 'signature does not fit', zh: '签名对不上' },
  'untrusted-identity': { en: 'not the identity key known so far', zh: '不是原来的身份密钥' },
  'missing-prekey': { en: 'its prekey is not there any more', zh: '对应的预密钥已经不在' },
  'no-session': { en: 'no session with this device', zh: '和这台设备没有会话' },
  version: { en: 'unknown message version', zh: '不认识的消息版本' },
  'low-order-point': { en: 'unusable public key', zh: '公钥不可用' },
  'shown-before': { en: 'shown already', zh: '已经显示过' },
  'not-post-quantum': { en: 'no post-quantum key', zh: '没有后量子密钥' },
  malformed: { en: 'not a well-formed message', zh: '消息格式不对' },
};

/** Why a step of the story could not be done in a run. */
export const INAPPLICABLE_NAMES: Names<InapplicableReason> = {
  'not-recorded': { en: 'it was not recorded', zh: '没有录下' },
  'not-sent': { en: 'it is not there', zh: '没有这条消息' },
  'devices-unknown': { en: 'not all devices are known yet', zh: '双方的设备还没有认全' },
  'no-code': { en: 'there is no code yet: they have not met', zh: '双方还没有联系过，没有安全码' },
  'already-so': { en: 'it is so already', zh: '本来就是这样' },
  'switched-off': { en: 'the device is switched off', zh: '设备关着' },
  'too-late': { en: 'too late: too much time has gone by', zh: '太晚了，已经过了期限' },
  'not-yours': { en: 'only whoever wrote it may do that', zh: '只有写它的人才能这样做' },
  gone: { en: 'it does not stand in the chat', zh: '聊天里没有这条消息' },
  'seen-once': {
    en: 'the messenger blocks screenshots of what can be seen once',
    zh: '只能看一次的内容，通信应用不让截屏',
  },
  'no-files': { en: 'no files are kept in this story', zh: '这个故事里不保存文件' },
};
