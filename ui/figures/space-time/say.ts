/** Sentences of the space-time diagram: times with their day, packets with what became of them. Pure. */
import type { Journey } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Instant, Seq } from '../../../sim/trace.ts';
import { REFUSAL_NAMES } from '../../i18n/terms.ts';
import type { EventView } from '../../worker/api.ts';
import { actorInSentence } from '../names.ts';
import { clockSeconds } from '../say.ts';
import { attemptsKey, near, type RowIndex } from './rows.ts';
import { DISTURBANCE_NAMES, ERRAND_NAMES, LOSS_NAMES, SPACE_TIME_WORDS, STRETCH_NAMES } from './words.ts';

const DAY_MS = 86_400_000;

/** `10:02:05`; from the second day on `day 3, 10:02:05`. */
export function timeOf(at: Instant, language: Language): string {
  const time = clockSeconds(at % DAY_MS);
  const day = Math.floor(at / DAY_MS) + 1;
  if (day === 1) return time;
  return language === 'en' ? `day ${day}, ${time}` : `第 ${day} 天 ${time}`;
}

/** `m1`, `receipt m1`, `keys`: what a packet carries. */
export function packetName({ errand, label }: Journey, language: Language): string {
  const name = ERRAND_NAMES[errand][language];
  if (label === undefined) return name;
  if (errand === 'message') return label;
  return language === 'en' ? `${name} ${label}` : `${label} 的${name}`;
}

/** How the way of a packet ended by `now`. */
export function fateText({ fate }: Journey, now: Seq, language: Language): string {
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

/** Everything about one packet by `now`: `m1, attempt 3, delayed, arrived`. */
export function packetText(journey: Journey, index: RowIndex, now: Seq, language: Language): string {
  const times = timesOf(journey, index, now);
  const parts = [
    packetName(journey, language),
    ...(journey.attempt > 1 ? [SPACE_TIME_WORDS.attempt({ attempt: journey.attempt })[language]] : []),
    ...(journey.attempt === 1 && times > 1 ? [SPACE_TIME_WORDS.times({ times })[language]] : []),
    ...journey.disturbances.map((one) => DISTURBANCE_NAMES[one][language]),
    fateText(journey, now, language),
  ];
  return parts.join(language === 'en' ? ', ' : '，');
}

/** How often a packet has been sent by `now`. */
export const timesOf = (journey: Journey, index: RowIndex, now: Seq): number =>
  index.attempts.get(attemptsKey(journey))?.journeys.filter(({ sent }) => sent.seq <= now).length ?? 1;

/** The packets that an event sent, one text each, with what became of them. */
export const sentTexts = (event: EventView, index: RowIndex, now: Seq, language: Language): readonly string[] =>
  (index.at.get(event.seq) ?? [])
    .filter(({ sent }) => sent.seq === event.seq)
    .map((journey) => packetText(journey, index, now, language));

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
