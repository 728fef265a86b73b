/** The arrows of packets: where each begins and ends, and what is written on it. Pure; lengths in rem. */
import type { Journey } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { PartyId, Seq } from '../../../sim/trace.ts';
import type { RowIndex } from './rows.ts';
import { isFirst, packetName, timesOf } from './say.ts';
import { SHORT_NAMES, SPACE_TIME_WORDS } from './words.ts';

export interface ArrowMark {
  /** The packet and which arrival of it. */
  readonly key: string;
  readonly journey: Journey;
  /** `again`: a copy of a packet that came before. */
  readonly kind: Journey['fate']['kind'] | 'again';
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly text: string;
}

/** Where actors and events stand in the picture, and what has happened. */
export interface Place {
  readonly x: (where: PartyId) => number;
  readonly y: (seq: Seq) => number;
  readonly now: Seq;
  readonly height: number;
}

/** How far down the line of a packet goes that comes nowhere. */
const DROP = 0.7;

export interface Arrows {
  readonly arrows: readonly ArrowMark[];
  /** How many more there are than may be drawn. */
  readonly more: number;
}

/** The arrows of these packets that can be seen; those that begin or end in view come before those that only pass. */
export function arrowsOf(
  journeys: readonly Journey[],
  index: RowIndex,
  place: Place,
  { language }: { readonly language: Language },
  most: number,
): Arrows {
  const seen = journeys.flatMap((journey) => arrowsOfOne(journey, index, place, language)).filter(isIn(place));
  if (seen.length <= most) return { arrows: seen, more: 0 };
  const ends = ({ from, to }: ArrowMark): boolean =>
    (from.y >= 0 && from.y <= place.height) || (to.y >= 0 && to.y <= place.height);
  const kept = new Set([...seen.filter(ends), ...seen.filter((arrow) => !ends(arrow))].slice(0, most));
  return { arrows: seen.filter((arrow) => kept.has(arrow)), more: seen.length - most };
}

const isIn =
  ({ height }: Place) =>
  ({ from, to }: ArrowMark): boolean =>
    Math.min(from.y, to.y) <= height && Math.max(from.y, to.y) >= 0;

function arrowsOfOne(journey: Journey, index: RowIndex, place: Place, language: Language): readonly ArrowMark[] {
  const { id, by, to, sent, fate, again } = journey;
  const begin = { x: place.x(by), y: place.y(sent.seq) };
  const key = `${sent.seq} ${id}`;
  const happened = fate.kind !== 'under-way' && fate.seq <= place.now;
  const kind = happened ? fate.kind : 'under-way';
  const end = happened
    ? { x: endX(journey, place), y: place.y(fate.seq) }
    : { x: middle(begin.x, place.x(to)), y: begin.y };
  const falls = end.y <= begin.y;
  return [
    {
      key,
      journey,
      kind,
      from: begin,
      to: falls ? { ...end, y: begin.y + DROP } : end,
      text: textOf(journey, kind, index, place.now, language),
    },
    ...again
      .filter(({ seq }) => seq <= place.now)
      .map(({ seq }): ArrowMark => ({
        key: `${key} again ${seq}`,
        journey,
        kind: 'again',
        from: begin,
        to: { x: place.x(to), y: place.y(seq) },
        text: packetName(journey, language),
      })),
  ];
}

/** A packet that is lost or taken ends on its link; one that finds nobody ends where it was to go. */
function endX({ by, to, fate }: Journey, place: Place): number {
  const ends = fate.kind === 'stopped' || (fate.kind === 'lost' && fate.why !== 'away');
  return ends ? middle(place.x(by), place.x(to)) : place.x(to);
}

const middle = (a: number, b: number): number => (a + b) / 2;

/** What stands at the line: the packet, and in a word what is special about its way. */
function textOf(journey: Journey, kind: ArrowMark['kind'], index: RowIndex, now: Seq, language: Language): string {
  const { fate, disturbances } = journey;
  const times = isFirst(journey, index) ? timesOf(journey, index, now) : 1;
  const words = [
    ...disturbances.map((one) => SHORT_NAMES[one][language]),
    ...(kind === 'lost' && fate.kind === 'lost' ? [SHORT_NAMES[fate.why][language]] : []),
    ...(kind === 'refused' || kind === 'stopped' ? [SPACE_TIME_WORDS[kind][language]] : []),
  ];
  return [`${packetName(journey, language)}${times > 1 ? ` ×${times}` : ''}`, ...words].join(
    language === 'en' ? ', ' : '，',
  );
}
