/** Files that are known and left out, each with its reason: what this simulator does not compute (yet). */
import type { Localized } from '../text.ts';
import { fieldOf, named } from './shape.ts';
import { otherProtocol } from './transcripts.ts';
import type { Checker, Content } from './types.ts';

const reason = (en: string, zh: string): Localized => ({ en, zh });

const AES_GCM = reason(
  'no suite has AES-GCM: nothing here uses it yet',
  '算法套件没有 AES-GCM：这里还没有用到它的地方',
);
const NO_ED25519 = reason(
  'nothing here signs with plain Ed25519; XEdDSA, which is used, accepts s + L',
  '这里不用普通的 Ed25519 签名；实际用的 XEdDSA 接受 s + L',
);
const GROUPS = reason('group messages are not part of this version', '这个版本还没有群消息');
const WHATSAPP = reason('this part of the app is not modelled in this version', '这个版本还没有模拟应用的这一部分');
const NOISE = reason('the Noise transport is not computed in this version', '这个版本还没有真正计算 Noise 传输层');
const BACKUPS = reason('password-based backups are not part of this version', '这个版本还没有用密码保护的备份');
const TRANSPARENCY = reason('key transparency is not part of this version', '这个版本还没有密钥透明');
const MLS = reason('MLS is another protocol; this simulator does not speak it', 'MLS 是另一种协议，本模拟器不支持');
const UNKNOWN = reason('nothing here knows this kind of file', '这里不认识这种文件');

/** By the end of the path: what is longer stands first. */
const KNOWN: readonly (readonly [family: Localized, reason: Localized, ...endings: string[]])[] = [
  [{ en: 'AES-GCM (Wycheproof)', zh: 'AES-GCM（Wycheproof）' }, AES_GCM, 'aes_gcm.json'],
  [{ en: 'Ed25519 (Wycheproof)', zh: 'Ed25519（Wycheproof）' }, NO_ED25519, 'ed25519.json'],
  [{ en: 'group messages (WhatsApp form)', zh: '群消息（WhatsApp 格式）' }, GROUPS, 'wa/groups.json'],
  [{ en: 'media files (WhatsApp)', zh: '媒体文件（WhatsApp）' }, WHATSAPP, 'wa/media.json'],
  [{ en: 'app state (WhatsApp)', zh: '应用状态（WhatsApp）' }, WHATSAPP, 'wa/appstate.json'],
  [{ en: 'message secrets (WhatsApp)', zh: '消息密钥派生（WhatsApp）' }, WHATSAPP, 'wa/message-secret.json'],
  [
    { en: 'linking a device (WhatsApp)', zh: '关联设备（WhatsApp）' },
    WHATSAPP,
    'wa/adv-pairing.json',
    'wa/pairing-code.json',
  ],
  [{ en: 'Noise', zh: 'Noise' }, NOISE, 'wa/noise-xx.json', 'noise.json'],
  [{ en: 'OPAQUE', zh: 'OPAQUE' }, BACKUPS, 'opaque_rfc9807.json'],
  [{ en: 'key transparency', zh: '密钥透明' }, TRANSPARENCY, 'ecvrf_ed25519_tai.json', 'akd_whatsapp_v1_lookup.json'],
  [
    { en: 'MLS', zh: 'MLS' },
    MLS,
    'mls_crypto_basics.json',
    'mls_key_schedule.json',
    'mls_secret_tree.json',
    'mls_transcript_hashes.json',
    'mls_tree_math.json',
  ],
];

const skipping = (name: Localized, reads: Checker['reads'], reasonOf: (file: Content) => Localized): Checker => ({
  name,
  reads,
  check: (file) => ({ outcomes: [], skipped: [{ cases: casesIn(file.value), reason: reasonOf(file) }] }),
});

/** Families that are left out, and last of all what nobody knows. */
export const NOT_YET: readonly Checker[] = [
  ...KNOWN.map(([name, why, ...endings]) => skipping(name, named(...endings), () => why)),
  skipping(
    { en: 'group messages (libsignal)', zh: '群消息（libsignal）' },
    ({ value }) => fieldOf(value, 'format') === 'group-transcript/1',
    () => GROUPS,
  ),
  skipping(
    { en: 'conversations of other protocols', zh: '其他协议的会话记录' },
    (file) => otherProtocol(file) !== undefined,
    (file) => otherProtocol(file) ?? UNKNOWN,
  ),
  skipping(
    { en: 'unknown files', zh: '不认识的文件' },
    () => true,
    () => UNKNOWN,
  ),
];

/** How many cases such a file has, as far as it can be told; a file without a list is one. */
function casesIn(value: unknown): number {
  const lists = ['cases', 'vectors', 'tests', 'steps'].map((name) => fieldOf(value, name));
  const list = lists.find((one): one is readonly unknown[] => Array.isArray(one));
  return list ? list.length : 1;
}
