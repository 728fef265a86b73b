/** What people and places are called in figures: short column heads, full names, and forms that fit inside a sentence. */
import type { Language, Localized } from '../../sim/text.ts';
import type { ActorId, Party, PartyId } from '../../sim/trace.ts';

/** The cast of `scenarios/cast.yaml`; a test compares the two. */
export const CAST_NAMES: Readonly<Record<string, Localized>> = {
  alice: { en: 'Alice', zh: '爱丽丝' },
  bob: { en: 'Bob', zh: '鲍勃' },
  carol: { en: 'Carol', zh: '卡萝尔' },
  dave: { en: 'Dave', zh: '戴夫' },
  mallory: { en: 'Mallory', zh: '马洛里' },
  gateway: { en: 'The gateway', zh: '网关' },
};

const DEVICES: Readonly<Record<string, Localized>> = {
  phone: { en: 'phone', zh: '手机' },
  laptop: { en: 'laptop', zh: '电脑' },
  tablet: { en: 'tablet', zh: '平板' },
};

const PLACES: Readonly<Record<string, Localized>> = {
  server: { en: 'Company', zh: '公司' },
  network: { en: 'Network', zh: '网络' },
};

/** `alice` and `alice.phone` -> Alice. An id outside the cast is shown as its author wrote it, with a capital. */
export function personName(id: string, language: Language): string {
  const account = accountOf(id);
  return (PLACES[account] ?? CAST_NAMES[account])?.[language] ?? capital(account);
}

/** `alice.phone` -> Alice’s phone; `server` -> Company; `mallory` -> Mallory; a link by its two ends. */
export function actorName(id: PartyId, language: Language): string {
  const place = PLACES[id];
  if (place !== undefined) return place[language];
  if (id.includes('-')) return linkName(id, language);
  const dot = id.indexOf('.');
  if (dot === -1) return personName(id, language);
  const device = DEVICES[id.slice(dot + 1)]?.[language] ?? id.slice(dot + 1);
  return language === 'en' ? `${personName(id, 'en')}’s ${device}` : `${personName(id, 'zh')}的${device}`;
}

/** Inside a sentence: `the company`, `the network`; people and phones as they are. */
export function actorInSentence(id: PartyId, language: Language): string {
  if (language === 'en' && (id === 'server' || id === 'network'))
    return id === 'server' ? 'the company' : 'the network';
  return actorName(id, language);
}

/** `the keys in Bob’s phone`, `鲍勃手机里的密钥`: Chinese drops the particle of the owner. */
export function contentOf(id: ActorId, what: string, language: Language): string {
  // A person is no container: what an attacker copied is with her.
  if (!id.includes('.') && PLACES[id] === undefined)
    return language === 'en' ? `${what} with ${actorInSentence(id, 'en')}` : `${actorName(id, 'zh')}${what}里`;
  if (language === 'en') return `${what} in ${actorInSentence(id, 'en')}`;
  return `${actorName(id, 'zh').replace('的', '')}里的${what}`;
}

/** On a phone's screen: the person; a person with several devices by the device. */
export const ownerName = (device: PartyId, parties: readonly Party[], language: Language): string =>
  parties.filter((party) => party.kind === 'device' && party.account === accountOf(device)).length > 1
    ? actorName(device, language)
    : personName(device, language);

export const partyName = (party: Party, language: Language): string => actorName(party.id, language);

export const accountOf = (id: string): string => (id.includes('.') ? id.slice(0, id.indexOf('.')) : id);

/** Names in a row: `A`, `A and B`, `A, B and C`; Chinese uses the enumeration comma. */
export function listOf(names: readonly string[], language: Language): string {
  if (language === 'zh') return names.join('、');
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;
}

/** English starts a sentence with a capital; Chinese has none. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function linkName(id: string, language: Language): string {
  const ends = id.split('-').map((end) => actorInSentence(end, language));
  return language === 'en' ? `the link between ${ends.join(' and ')}` : `${ends.join('与')}之间的线路`;
}

/** Names written as `{bob}` in a scenario's text, filled in; any other slot stays as it is. */
export const withNames = (text: string, language: Language): string =>
  text.replace(/\{([a-z0-9][a-z0-9.-]*)\}/g, (_, id: string) => actorName(id, language));
