/** `--send-as PARTY:SENDER:DEVICE`: whether the party could write to this device in the sender's name, tried out on a fork of the run. */
import { forge, toHex, type ForgeAttempt, type ForgeStrategy, type Played } from '../../sim/index.ts';
import type { Language, Localized } from '../../sim/text.ts';
import { REFUSAL_NAMES } from '../../ui/i18n/terms.ts';
import { say, unknown, Unusable } from '../input.ts';
import { MARKS, type Names } from '../words.ts';

export interface SendAs {
  readonly party: string;
  readonly sender: string;
  readonly device: string;
}

/** Reads `mallory:alice:bob.phone` against the run's parties. */
export function sendAsOf(word: string, played: Played, language: Language): SendAs {
  const [party = '', sender = '', device = '', ...rest] = word.split(':');
  if (rest.length > 0 || party === '' || sender === '' || device === '') {
    throw new Unusable(
      say(
        {
          en: `--send-as takes PARTY:SENDER:DEVICE, for example mallory:alice:bob.phone, not ${word}.`,
          zh: `--send-as 要写成“参与方:冒充谁:设备”，例如 mallory:alice:bob.phone，不能是 ${word}。`,
        },
        language,
      ),
    );
  }
  const { parties } = played.trace.header;
  const able = parties.flatMap(({ kind, id }) => (kind === 'attacker' || kind === 'server' ? [id] : []));
  const devices = parties.flatMap((one) => (one.kind === 'device' ? [one] : []));
  const senders = [...new Set(devices.flatMap(({ id, account }) => [account, id]))];
  if (!able.includes(party)) throw new Unusable(unknown('party', party, party, able, language));
  if (!senders.includes(sender)) throw new Unusable(unknown('party', sender, sender, senders, language));
  const ids = devices.map(({ id }) => id);
  if (!ids.includes(device)) throw new Unusable(unknown('party', device, device, ids, language));
  return { party, sender, device };
}

/** The answer at the end of the run, and every attempt with what came of it. */
export function sendAsLines(
  { party, sender, device }: SendAs,
  played: Played,
  names: Names,
  language: Language,
): readonly string[] {
  const end = played.checkpoints.at(-1);
  if (!end) throw new Error('a played run has the checkpoint of its end');
  const { accepted, attempts } = forge(end, party, sender, device);
  const [who, as, to] = [names(party), names(sender), names(device)];
  const verdict: Localized = accepted
    ? { en: `${who} can write to ${to} as ${as}.`, zh: `${who}能冒充${as}给${to}发消息。` }
    : { en: `${who} cannot write to ${to} as ${as}.`, zh: `${who}无法冒充${as}给${to}发消息。` };
  return [verdict[language], ...attempts.map((attempt) => `  ${attemptLine(attempt, language)}`)];
}

const STRATEGIES: Readonly<Record<ForgeStrategy, Localized>> = {
  'stolen-session': { en: 'with the sender’s session', zh: '用发送者的会话' },
  'mirrored-session': { en: 'with the recipient’s own session, turned round', zh: '把收件设备自己的会话反过来用' },
  'stolen-identity': { en: 'with the sender’s identity key, in a new session', zh: '用发送者的身份密钥另开会话' },
  'computed-identity': {
    en: 'with the sender’s identity key, computed from its public one',
    zh: '用由公钥算出的发送者身份密钥',
  },
  'own-identity': { en: 'with a key of its own', zh: '用自己的密钥' },
};
const NOTHING: Localized = { en: 'no answer', zh: '没有回应' };
const NOT_TRIED: Localized = { en: 'not possible: it has no such key', zh: '试不了：手里没有这样的密钥' };
const ACCEPTED: Localized = { en: 'accepted, packet', zh: '被接受，数据包' };
/** Enough of a packet to tell it from another. */
const SHOWN_BYTES = 12;

function attemptLine({ strategy, tried, outcome, packet }: ForgeAttempt, language: Language): string {
  const colon = MARKS[language].colon;
  const how = STRATEGIES[strategy][language];
  if (!tried) return how + colon + NOT_TRIED[language];
  if (outcome === 'nothing') return how + colon + NOTHING[language];
  if (outcome !== 'accepted') return how + colon + REFUSAL_NAMES[outcome][language];
  return `${how}${colon}${ACCEPTED[language]} ${packet ? toHex(packet.bytes.subarray(0, SHOWN_BYTES), ' ') : ''} ..`;
}
