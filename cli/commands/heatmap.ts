/** `--heatmap DEVICE`: if this device were copied at the end of a step, which messages would open? One row a copy. */
import { heatmapOf, type Heatmap, type Knowledge, type Played } from '../../sim/index.ts';
import type { Language } from '../../sim/text.ts';
import type { PartyId } from '../../sim/trace.ts';
import { fallOf } from '../../ui/figures/heatmap/layout.ts';
import { FALL_NAMES, FALL_WORDS, HEATMAP_WORDS } from '../../ui/figures/heatmap/words.ts';
import { actorInSentence } from '../../ui/figures/names.ts';
import { clock } from '../../ui/figures/say.ts';
import { say, unknown, Unusable } from '../input.ts';
import { textTable } from '../text-table.ts';
import { MARKS, METADATA_WORDS } from '../words.ts';

/** Reads `bob.phone` against the runs: a device of at least one of them. */
export function copiedDeviceOf(
  word: string,
  runs: readonly { readonly played: Played }[],
  language: Language,
): PartyId {
  const parties = runs.flatMap(({ played }) => played.trace.header.parties);
  const devices = [...new Set(parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : [])))];
  if (devices.includes(word)) return word;
  if (parties.some(({ id }) => id === word)) {
    const known = devices.join(MARKS[language].names);
    throw new Unusable(
      say(
        {
          en: `${word} is no device: only what lies on a device can be copied. Ask for one of: ${known}.`,
          zh: `${word} 不是设备；只有设备上的内容才能这样拷走。可以用的有：${known}。`,
        },
        language,
      ),
    );
  }
  throw new Unusable(unknown('party', word, word, devices, language));
}

/** The same for programs; undefined where this variant has no such device. */
export const heatmapData = (device: PartyId, { played, knowledge }: KnownPlayed): Heatmap | undefined =>
  played.trace.header.parties.some(({ id }) => id === device) ? heatmapOf(knowledge, device) : undefined;

interface KnownPlayed {
  readonly played: Played;
  readonly knowledge: Knowledge;
}

/** The lines of the answer. */
export function heatmapLines(device: PartyId, run: KnownPlayed, language: Language): readonly string[] {
  const map = heatmapData(device, run);
  if (!map) return [device + MARKS[language].colon + METADATA_WORDS.notHere[language]];
  const rows = map.rows.map(({ step, at, cells }) => {
    const next = cells.findIndex(({ written }) => !written);
    return [
      `${clock(at, language)} ${step}`,
      ...cells.map((cell, i) => {
        const fall = fallOf(cell, map.messages[i]?.open ?? false, 'everything');
        return `${i === next ? '|' : ' '} ${fall === 'no' ? '-' : FALL_WORDS[fall][language]}`;
      }),
    ];
  });
  const head = ['', ...map.messages.map(({ label }) => `  ${label}`)];
  return [
    HEATMAP_WORDS.caption({ device: actorInSentence(device, language) })[language],
    ...textTable([head, ...rows]).map((line) => `  ${line}`),
    `  ${legend(language)}`,
    `  ${HEATMAP_WORDS.assumed[language]}`,
  ];
}

function legend(language: Language): string {
  const { colon, semicolon } = MARKS[language];
  return [
    ...(['keys', 'text', 'open'] as const).map(
      (fall) => FALL_WORDS[fall][language] + colon + FALL_NAMES[fall][language],
    ),
    `-${colon}${FALL_NAMES.no[language]}`,
    `|${colon}${HEATMAP_WORDS.line[language]}`,
  ].join(semicolon);
}
