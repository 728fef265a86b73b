/** Small pieces of text that all figures share: clock times, first bytes, who-when-how-large. Pure. */
import { toHex, type Bytes } from '../../sim/crypto/bytes.ts';
import type { EnvelopeFacts } from '../../sim/knowledge/types.ts';
import type { Language } from '../../sim/text.ts';
import type { Instant } from '../../sim/trace.ts';
import { personName } from './names.ts';

const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** `18:02`: the time of day alone, where a line above names the day. */
export const timeOfDay = (at: Instant): string =>
  `${two(Math.floor(at / 3_600_000) % 24)}:${two(Math.floor(at / 60_000) % 60)}`;

/** `18:02`; from the story's second day on `day 2, 18:02`, `第 2 天 18:02`. */
export const clock = (at: Instant, language: Language): string => onDay(at, timeOfDay(at), language);

/** The same with seconds, for what happens within one minute. */
export function clockSeconds(at: Instant, language: Language): string {
  const seconds = Math.floor(at / 1000);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return onDay(at, parts.map(two).join(':'), language);
}

function onDay(at: Instant, time: string, language: Language): string {
  const day = Math.floor(at / DAY_MS) + 1;
  if (day <= 1) return time;
  return language === 'en' ? `day ${day}, ${time}` : `第 ${day} 天 ${time}`;
}

/** `7f 3a 9c 41 ..`: the first bytes of a longer value; no dots where these are all. */
export function firstBytes(bytes: Bytes, count = 4): string {
  const shown = toHex(bytes.subarray(0, count), ' ');
  return bytes.length > count ? `${shown} ..` : shown;
}

/** A text that came out of altered bytes, with a mark for each control character in it. */
export const legible = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');

/** Whose cell it is, for people who do not see the column: `Bob’s phone, m1:`. */
export const cellOwner = (name: string, message: string, language: Language): string =>
  language === 'en' ? `${name}, ${message}:` : `${name}，${message}：`;

/** `Alice to Bob, 18:02, 96 bytes`: what an envelope tells without being opened. */
export function envelopeLine(envelope: EnvelopeFacts, language: Language): string {
  const from = personName(envelope.from, language);
  const to = personName(envelope.to, language);
  const at = clock(envelope.at, language);
  return language === 'en'
    ? `${from} to ${to}, ${at}, ${envelope.sizeBytes} ${envelope.sizeBytes === 1 ? 'byte' : 'bytes'}`
    : `${from}发给${to}，${at}，${envelope.sizeBytes} 字节`;
}

/** A wait as people say it: `40 minutes`, `2 days`. */
export function passing(minutes: number, language: Language): string {
  const days = minutes / (24 * 60);
  if (Number.isInteger(days)) return language === 'en' ? `${days} ${days === 1 ? 'day' : 'days'}` : `${days} 天`;
  const hours = minutes / 60;
  if (Number.isInteger(hours))
    return language === 'en' ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${hours} 小时`;
  return language === 'en' ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : `${minutes} 分钟`;
}

const UNITS = [
  { below: 1000, per: 1, en: 'ms', zh: '毫秒' },
  { below: 60_000, per: 1000, en: 's', zh: '秒' },
  { below: 3_600_000, per: 60_000, en: 'min', zh: '分钟' },
  { below: 86_400_000, per: 3_600_000, en: 'h', zh: '小时' },
  { below: Infinity, per: 86_400_000, en: 'd', zh: '天' },
] as const;

/** A duration that people can read: `40 ms`, `1.2 s`, `15 min`. */
export function duration(milliseconds: number, language: Language): string {
  const unit = UNITS.find((candidate) => milliseconds < candidate.below) ?? UNITS[4];
  return `${Math.round((milliseconds / unit.per) * 10) / 10} ${unit[language]}`;
}
