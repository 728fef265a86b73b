/** Sentences of the space-time diagram: times with their day, packets with what became of them. Pure. */
import type { Journey } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import { REFUSAL_NAMES } from '../../i18n/terms.ts';
import type { EventView } from '../../worker/api.ts';
import { actorInSentence, actorName, capital, listOf } from '../names.ts';
import { clockSeconds } from '../say.ts';
import { attemptsKey, near, SENDING, type RowIndex } from './rows.ts';
import { DISTURBANCE_NAMES, ERRAND_NAMES, LOSS_NAMES, SPACE_TIME_WORDS, STRETCH_NAMES } from './words.ts';

/** `10:02:05`; from the second day on with the day. */
export const timeOf = clockSeconds;

/** `m1`, `receipt m1`, `keys`: what a packet carries. */
export function packetName({ errand, label }: Pick<Journey, 'errand' | 'label'>, language: Language): string {
  const name = ERRAND_NAMES[errand][language];
  if (label === undefined) return name;
  if (errand === 'message') return label;
  return language === 'en' ? `${name} ${label}` : `${label} 的${name}`;
}

/** How the way of a packet ended by `now`. */
function fateText({ fate }: Journey, now: Seq, language: Language): string {
  if (fate.kind === 'under-way' || fate.seq > now) return SPACE_TIME_WORDS.underWay[language];
  const colon = language === 'en' ? ': ' : '：';
  switch (fate.kind) {
    case 'arrived':
      return SPACE_TIME_WORDS.arrived[language];
    case 'refused':
      return `${SPACE_TIME_WORDS.refused[language]}${colon}${REFUSAL_NAMES[fate.reason][language]}`;
    case 'lost':
      return LOSS_NAMES[fate.why][language];
    case 'stopped':
      return language === 'en'
        ? `stopped by ${actorInSentence(fate.by, 'en')}`
        : `被${actorInSentence(fate.by, 'zh')}截下`;
  }
}

/** Everything about one packet by `now`: `m1 → Bob’s phone, attempt 3, delayed, arrived`. What goes to the server says so by saying nothing. */
function packetText(journey: Journey, index: RowIndex, now: Seq, language: Language): string {
  const times = isFirst(journey, index) ? timesOf(journey, index, now) : 1;
  const parts = [
    `${packetName(journey, language)}${journey.to === 'server' ? '' : ` → ${actorName(journey.to, language)}`}`,
    ...(journey.attempt > 1 ? [SPACE_TIME_WORDS.attempt({ attempt: journey.attempt })[language]] : []),
    ...journey.disturbances.map((one) => DISTURBANCE_NAMES[one][language]),
    fateText(journey, now, language),
    ...(times > 1 ? [SPACE_TIME_WORDS.times({ times })[language]] : []),
  ];
  return parts.join(language === 'en' ? ', ' : '，');
}

/** How often a packet has been sent by `now`. */
export const timesOf = (journey: Journey, index: RowIndex, now: Seq): number =>
  index.attempts.get(attemptsKey(journey))?.journeys.filter(({ sent }) => sent.seq <= now).length ?? 1;

/** Where it is said how often a packet was sent. */
export const isFirst = (journey: Journey, index: RowIndex): boolean =>
  (index.attempts.get(attemptsKey(journey))?.journeys[0] ?? journey) === journey;

export interface PacketText {
  readonly id: string;
  readonly text: string;
}

/** The packets whose way began or was lost with an event, one text each, with what became of them. */
export const sentTexts = (event: EventView, index: RowIndex, now: Seq, language: Language): readonly PacketText[] =>
  (index.at.get(event.seq) ?? [])
    .filter((journey) => !isReceived(journey, event))
    .map((journey) => ({ id: `${journey.sent.seq} ${journey.id}`, text: packetText(journey, index, now, language) }));

/** The packets that came in with an event. */
const receivedAt = (event: EventView, index: RowIndex): readonly Journey[] =>
  (index.at.get(event.seq) ?? []).filter((journey) => isReceived(journey, event));

const isReceived = ({ sent, fate, again }: Journey, { seq }: EventView): boolean =>
  sent.seq !== seq &&
  (((fate.kind === 'arrived' || fate.kind === 'refused') && fate.seq === seq) ||
    again.some((copy) => copy.seq === seq));

/** What was done; where that is no more than receiving and sending, which packets. */
export function deedText(
  event: EventView,
  index: RowIndex,
  tell: (event: EventView) => string,
  language: Language,
): string {
  const received = receivedAt(event, index);
  const isSending = event.outcomes.some(({ kind }) => kind === 'sent');
  const isPlain = event.outcomes.every(({ kind }) => SENDING.has(kind)) && (isSending || received.length > 0);
  if (!isPlain) return tell(event);
  const who = capital(actorInSentence(event.actor, language));
  if (received.length === 0) return SPACE_TIME_WORDS.sends({ who })[language];
  const what = listOf(
    received.map((journey) => packetName(journey, language)),
    language,
  );
  const gap = language === 'zh' && /^[a-z0-9]/i.test(what) ? ' ' : '';
  return `${SPACE_TIME_WORDS.receives({ who, what: `${gap}${what}` })[language]}${isSending ? SPACE_TIME_WORDS.andSends[language] : ''}`;
}

/** What was done and what became of what was sent, in one line. */
export function lineText(
  event: EventView,
  index: RowIndex,
  { tell, language, now }: { tell: (event: EventView) => string; language: Language; now: Seq },
): string {
  const packets = sentTexts(event, index, now, language);
  const deed = deedText(event, index, tell, language);
  if (packets.length === 0) return deed;
  return `${deed}${language === 'en' ? ': ' : '：'}${packets.map(({ text }) => text).join(language === 'en' ? '; ' : '；')}`;
}

/** What begins or ends with an event and lasts: `device off`, `device off: ends`. */
export function stretchTexts(event: EventView, index: RowIndex, language: Language): readonly string[] {
  const row = index.rowOf[event.seq] ?? 0;
  return near(index.stretches, row, row).flatMap(({ kind, from, to }) => {
    const name = STRETCH_NAMES[kind][language];
    if (from === event.seq) return [name];
    if (to !== event.seq) return [];
    return [language === 'en' ? `${name}: ends` : `${name}：结束`];
  });
}
