/** The words of the table and of the list: for every mark of the picture a row that tells it. Pure. */
import type { Language } from '../../../sim/text.ts';
import type { Seq } from '../../../sim/trace.ts';
import type { EventView } from '../../worker/api.ts';
import { actorName, capital } from '../names.ts';
import { SPACE_TIME_WORDS } from './words.ts';
import type { RowIndex } from './rows.ts';
import { deedText, sentTexts, stretchTexts, timeOf, type PacketText } from './say.ts';
import type { RowWindow } from './window.ts';

export interface TwinRow {
  readonly seq: Seq;
  readonly clock: string;
  readonly who: string;
  readonly deed: string;
  /** Packets that this event sent and what became of them. */
  readonly packets: readonly PacketText[];
  readonly lasting: readonly string[];
  readonly cause: Seq | undefined;
}

export interface TwinOptions {
  readonly language: Language;
  readonly now: Seq;
  readonly tell: (event: EventView) => string;
}

export function twinOf(index: RowIndex, { first, last }: RowWindow, options: TwinOptions): readonly TwinRow[] {
  const { language, now, tell } = options;
  return index.seqs.slice(first, last + 1).flatMap((seq): TwinRow[] => {
    const event = index.view.events[seq];
    if (event === undefined) return [];
    return [
      {
        seq,
        clock: timeOf(event.at, language),
        who: capital(actorName(event.actor, language)),
        deed: deedText(event, index, tell, language),
        packets: sentTexts(event, index, now, language),
        lasting: stretchTexts(event, index, language),
        cause: event.cause,
      },
    ];
  });
}

/** The sentence of the live region: where one is, what happened, what came of it, and why. */
export function sentenceOf(row: TwinRow, all: number, language: Language): string {
  const stop = language === 'en' ? '. ' : '。';
  const cause =
    row.cause === undefined
      ? SPACE_TIME_WORDS.story[language]
      : SPACE_TIME_WORDS.event({ event: row.cause + 1 })[language];
  return [
    SPACE_TIME_WORDS.position({ event: row.seq + 1, all })[language],
    row.clock,
    row.deed,
    ...row.packets.map(({ text }) => text),
    ...row.lasting,
    `${SPACE_TIME_WORDS.cause[language]}${language === 'en' ? ' ' : '：'}${cause}`,
  ].join(stop);
}
