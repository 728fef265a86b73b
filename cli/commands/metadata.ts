/** `--metadata PARTY`: what the company or a listener has of the run without opening a message, packet by packet. */
import {
  metadataOf,
  metadataParties,
  type Knowledge,
  type Metadata,
  type MetadataFact,
  type Played,
  type TransportProjection,
} from '../../sim/index.ts';
import type { Language } from '../../sim/text.ts';
import type { PartyId } from '../../sim/trace.ts';
import { actorInSentence } from '../../ui/figures/names.ts';
import { clockSeconds } from '../../ui/figures/say.ts';
import {
  closingText,
  contactLine,
  numberText,
  pairLine,
  REACH_NAMES,
  saidText,
  silentLine,
  SOURCE_NAMES,
  tickLine,
  type NameOf,
} from '../../ui/i18n/metadata.ts';
import { say, unknown, Unusable } from '../input.ts';
import { textTable } from '../text-table.ts';
import { heading, MARKS, METADATA_WORDS } from '../words.ts';

export interface Viewpoint {
  readonly party: PartyId;
  readonly transport: TransportProjection;
}

/** Reads `server`, `network:wrapped` or `alice.phone-server` against the runs. */
export function viewpointOf(word: string, runs: readonly { readonly played: Played }[], language: Language): Viewpoint {
  const [party = '', how = 'open', ...rest] = word.split(':');
  if (party === '' || rest.length > 0 || (how !== 'open' && how !== 'wrapped')) {
    throw new Unusable(
      say(
        {
          en: `--metadata takes PARTY or PARTY:wrapped, for example server or network:wrapped, not ${word}.`,
          zh: `--metadata 要写成“参与方”或“参与方:wrapped”，例如 server 或 network:wrapped，不能是 ${word}。`,
        },
        language,
      ),
    );
  }
  const devices = runs.flatMap(({ played }) =>
    played.trace.header.parties.flatMap((one) => (one.kind === 'device' ? [one.id] : [])),
  );
  const parties = [...new Set(runs.flatMap(({ played }) => metadataParties(played.trace)))];
  if (devices.includes(party)) {
    throw new Unusable(
      say(
        {
          en: `${party} is a device: it knows its own chats. Ask for one of: ${parties.join(', ')}.`,
          zh: `${party} 是一台设备，自己的聊天它当然知道。可以用的有：${parties.join('、')}。`,
        },
        language,
      ),
    );
  }
  if (!parties.includes(party)) throw new Unusable(unknown('party', party, party, parties, language));
  return { party, transport: how };
}

/** The same for programs; undefined where this variant has no such party. */
export const metadataData = ({ party, transport }: Viewpoint, { trace }: Played): Metadata | undefined =>
  metadataParties(trace).includes(party) ? metadataOf(trace, party, transport) : undefined;

/** The lines of the answer, at the end of the run. */
export function metadataLines(
  viewpoint: Viewpoint,
  played: Played,
  knowledge: Knowledge,
  language: Language,
): readonly string[] {
  const metadata = metadataData(viewpoint, played);
  if (!metadata) return [viewpoint.party + MARKS[language].colon + METADATA_WORDS.notHere[language]];
  const nameOf: NameOf = (id) => actorInSentence(id, language);
  const at = played.trace.events.length - 1;
  const { party, messages } = metadata;
  const readable = messages.filter(({ message }) => knowledge.cell(party, message, at).state === 'readable').length;
  return [
    heading(METADATA_WORDS.title, language) + party,
    ...(viewpoint.transport === 'wrapped' ? [`  ${METADATA_WORDS.projection[language]}`] : []),
    `  ${METADATA_WORDS.place[language]}`,
    ...factTable(metadata.facts, nameOf, language),
    ...sumLines(metadata, nameOf, language),
    `  ${closingText(metadata, readable, nameOf, language)}`,
  ];
}

function factTable(facts: readonly MetadataFact[], nameOf: NameOf, language: Language): readonly string[] {
  const rows = facts.map((fact) => [
    clockSeconds(fact.at, language),
    fact.toward === 'server' ? `${fact.device} → server` : `server → ${fact.device}`,
    numberText(fact.sizeBytes, language),
    SOURCE_NAMES[fact.how][language],
    saidText(fact, nameOf, language),
  ]);
  const { time, via, bytes, how, says } = METADATA_WORDS;
  return textTable([[time, via, bytes, how, says].map((word) => word[language]), ...rows]).map((line) => `  ${line}`);
}

/** Counts, first contacts, receipts and silences. */
function sumLines(metadata: Metadata, nameOf: NameOf, language: Language): readonly string[] {
  const { pairs, contacts, ticks, reach } = metadata;
  const at = (instant: number): string => clockSeconds(instant, language);
  return [
    ...pairs.map((pair) => pairLine(pair, nameOf, language)),
    ...contacts.map((contact) => `${at(contact.at)} ${contactLine(contact, nameOf, language)}`),
    ...ticks.map((tick) => `${at(tick.at)} ${tickLine(tick, nameOf, language)}`),
    ...reach
      .filter(({ kind }) => kind === 'silent')
      .map((one) => {
        const { open, close } = MARKS[language];
        const source = `${open}${REACH_NAMES[one.how][language]}${close}`.trimEnd();
        return `${at(one.from)}–${at(one.to)} ${silentLine(one, nameOf, language)}${source}`;
      }),
  ].map((line) => `  ${line}`);
}
