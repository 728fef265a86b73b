/** `--bytes PACKET[,PARTY]`: a packet layer by layer, every byte in a named field, as the page's inspector shows it. */
import {
  inspect,
  packetsOf,
  toHex,
  type Inspection,
  type Knowledge,
  type PacketEntry,
  type Played,
} from '../../sim/index.ts';
import type { Language } from '../../sim/text.ts';
import type { PartyId, Trace } from '../../sim/trace.ts';
import { layersOf, type LayerMark } from '../../ui/figures/bytes/layout.ts';
import { BYTES_WORDS } from '../../ui/figures/bytes/words.ts';
import { actorName } from '../../ui/figures/names.ts';
import { say, unknown, Unusable } from '../input.ts';
import { textTable } from '../text-table.ts';
import { heading, INSPECTOR_WORDS, MARKS } from '../words.ts';

export interface AskedBytes {
  /** An id (`14.0`), a name (`message:m1:bob.phone@alice.phone`), or a message: then the first packet that carries it. */
  readonly packet: string;
  readonly party: PartyId | undefined;
}

type Run = { readonly played: Played };

/** Reads `14.0`, `m1` or `m1,mallory` against the runs: the packet must be in one of them at least. */
export function askedBytes(word: string, runs: readonly Run[], language: Language): AskedBytes {
  const [packet = '', party, ...rest] = word.split(',');
  if (packet === '' || party === '' || rest.length > 0) {
    throw new Unusable(
      say(
        {
          en: `--bytes takes PACKET or PACKET,PARTY, for example m1 or 14.0,mallory, not ${word}.`,
          zh: `--bytes 要写成“数据包”或“数据包,参与方”，例如 m1 或 14.0,mallory，不能是 ${word}。`,
        },
        language,
      ),
    );
  }
  const parties = [...new Set(runs.flatMap(({ played }) => played.trace.header.parties.map(({ id }) => id)))];
  if (party !== undefined && !parties.includes(party))
    throw new Unusable(unknown('party', party, party, parties, language));
  if (!runs.some(({ played }) => packetIn(played.trace, packet))) {
    const entries = runs.flatMap(({ played }) => packetsIn(played.trace));
    const names = [...new Set(entries.flatMap(({ message, id }) => message ?? id))];
    throw new Unusable(unknown('packet', packet, packet, names, language));
  }
  return { packet, party };
}

const packetsIn = (trace: Trace): readonly PacketEntry[] => packetsOf(trace, trace.events.length - 1);

function packetIn(trace: Trace, wanted: string): PacketEntry | undefined {
  const packets = packetsIn(trace);
  return (
    packets.find(({ id, name }) => id === wanted || name === wanted) ??
    packets.find(({ errand, message }) => errand === 'message' && message === wanted)
  );
}

/** The packet in one run, at its end; undefined where this run has none of that name, or not that party. */
export function bytesIn(
  { packet, party }: AskedBytes,
  { trace }: Played,
  knowledge: Knowledge,
): Inspection | undefined {
  const entry = packetIn(trace, packet);
  const { parties } = trace.header;
  if (!entry || (party !== undefined && !parties.some(({ id }) => id === party))) return undefined;
  const end = parties.find(({ kind, id }) => kind === 'device' && (id === entry.from || id === entry.to))?.id;
  return inspect(trace, knowledge, entry.id, party ?? end ?? entry.from, trace.events.length - 1);
}

/** The lines of the answer. */
export function bytesLines(inspection: Inspection | undefined, language: Language): readonly string[] {
  if (!inspection) return [INSPECTOR_WORDS.notHere[language]];
  const { packet, party } = inspection;
  const { comma } = MARKS[language];
  return [
    heading(BYTES_WORDS.title, language) +
      [
        packet.name,
        packet.id,
        `${packet.from} → ${packet.to}`,
        BYTES_WORDS.size({ bytes: packet.sizeBytes })[language],
      ].join(comma),
    heading(BYTES_WORDS.eyes, language) + actorName(party, language),
    ...layersOf(inspection, language).flatMap((layer) => layerLines(layer, language)),
  ];
}

function layerLines(layer: LayerMark, language: Language): readonly string[] {
  const { comma } = MARKS[language];
  const indent = '  '.repeat(layer.depth + 1);
  const title = `${indent}${layer.name}${comma}${layer.size}`;
  if (layer.closed !== undefined) return ['', title, `${indent}${layer.closed}`];
  const { offset, length, field, value, origin, readers } = BYTES_WORDS;
  const head = [offset, length, field, value, origin, readers].map((word) => word[language]);
  const rows = layer.fields.map((one) => [
    String(one.offset),
    String(one.length),
    one.name,
    one.value,
    one.origin,
    one.readers,
  ]);
  return ['', title, ...textTable([head, ...rows]).map((line) => indent + line)];
}

/** The same for programs: bytes in hex. */
export const bytesData = (inspection: Inspection | undefined): unknown =>
  inspection &&
  JSON.parse(JSON.stringify(inspection, (_, part: unknown) => (part instanceof Uint8Array ? toHex(part) : part)));
