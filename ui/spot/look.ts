/** What a person can tell from phones alone: which runs look alike, and what on a screen is out of the ordinary. Pure. */
import type { ActorId, Instant, MessageLabel, PartyId, Sign } from '../../sim/trace.ts';
import type { ChatLine, RevealedRun, RevealView, RoundView } from '../worker/api.ts';

/** Something on a screen that is not so in a chat where all goes well. */
export type Oddity =
  | { readonly kind: 'sign'; readonly device: ActorId; readonly sign: Sign | 'off'; readonly about: string }
  | {
      readonly kind: 'late';
      readonly device: ActorId;
      readonly message: MessageLabel;
      readonly at: Instant;
      readonly came: Instant;
    }
  /** Nothing more than `sent` stands beside an own message. */
  | { readonly kind: 'only-sent'; readonly device: ActorId; readonly message: MessageLabel };

export const isLate = (line: ChatLine): line is ChatLine & { readonly came: Instant } =>
  line.came !== undefined && line.came !== line.at;

export function odditiesOf({ phones }: RoundView): readonly Oddity[] {
  return Object.entries(phones).flatMap(([device, lines]) => lines.flatMap((line) => oddityOf(device, line) ?? []));
}

function oddityOf(device: ActorId, line: ChatLine): Oddity | undefined {
  const { message, at, sign } = line;
  if (sign !== undefined) return { kind: 'sign', device, sign: sign.sign, about: sign.about };
  if (isLate(line)) return { kind: 'late', device, message, at, came: line.came };
  return line.tick === 'sent' ? { kind: 'only-sent', device, message } : undefined;
}

/** A round holds what a person sees and nothing else, so equal rounds are equal screens. */
const lookOf = ({ phones }: RoundView): string => JSON.stringify(phones);

/** Rounds that look the same, in groups of two and more. */
export function alike(rounds: readonly RoundView[]): readonly (readonly number[])[] {
  const looks = rounds.map(lookOf);
  return [...new Set(looks)]
    .map((look) => [...looks.keys()].filter((round) => looks[round] === look))
    .filter((group) => group.length > 1);
}

/** Who in the figure, besides the people with the phones, could read this message. */
export function onlookersWhoRead(
  { messages, parties }: RevealView,
  run: RevealedRun,
  message: MessageLabel,
): readonly PartyId[] {
  const states = run.states[messages.indexOf(message)] ?? [];
  return parties.flatMap(({ id, kind }, index) => (kind !== 'device' && states[index] === 'readable' ? [id] : []));
}

/** Groups of rounds that look the same although not the same parties could read. */
export function alikeButReadByOthers(rounds: readonly RoundView[], reveal: RevealView): readonly (readonly number[])[] {
  const readers = (round: number): string => {
    const run = reveal.runs[round];
    return run === undefined ? '' : reveal.messages.map((one) => onlookersWhoRead(reveal, run, one).join()).join('/');
  };
  return alike(rounds).filter((group) => new Set(group.map(readers)).size > 1);
}
