/**
 * When: one strip for each device on a common time axis, a tick for what passed. Packets that would lie on one another are one
 * tick with their number, so the cost is bounded by the width of the picture. Pure; lengths in rem.
 */
import { scaleSqrt, scaleUtc } from 'd3';
import type { MetadataFact } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Instant } from '../../../sim/trace.ts';
import type { MetadataView } from '../../worker/api.ts';
import { numberText, saidText } from '../../i18n/metadata.ts';
import { actorInSentence, actorName } from '../names.ts';
import { clock, clockSeconds } from '../say.ts';
import { METADATA_WORDS } from './words.ts';

export interface Strips {
  readonly rows: readonly StripMark[];
  /** Where the lines begin, right of the names. */
  readonly left: number;
  readonly axis: readonly { readonly x: number; readonly clock: string }[];
  readonly width: number;
  readonly height: number;
}
export interface StripMark {
  readonly device: string;
  readonly name: string;
  readonly y: number;
  readonly ticks: readonly TickMark[];
  readonly silences: readonly SilenceMark[];
}
export interface TickMark {
  readonly key: string;
  readonly x: number;
  readonly toward: MetadataFact['toward'];
  readonly length: number;
  readonly packets: number;
  readonly time: string;
  readonly bytes: string;
  /** What these packets tell by their own fields, each sentence once. */
  readonly tells: readonly string[];
}
export interface SilenceMark {
  readonly x: number;
  readonly width: number;
  readonly time: string;
}

const WIDTH = 44;
const NAMES = 9;
const END = 1;
const ROW = 4;
const TOP = 1.5;
const LONGEST = 1.25;
const SHORTEST = 0.25;
/** Ticks nearer than this are one. */
const GRAIN = 0.25;
const AXIS_TICKS = 6;
const TOLD = 4;
const MINUTE = 60_000;

export function stripsOf(view: MetadataView, language: Language): Strips {
  const { facts, traffic } = view;
  const first = facts.reduce((least, { at }) => Math.min(least, at), facts[0]?.at ?? 0);
  const last = facts.reduce((most, { at }) => Math.max(most, at), first + MINUTE);
  const scale = scaleUtc()
    .domain([first, last])
    .range([NAMES, WIDTH - END]);
  const xOf = (at: Instant): number => rounded(scale(at));
  const groups = traffic.map(({ device }) => ({ device, groups: groupsOf(facts, device, xOf) }));
  const largest = Math.max(1, ...groups.flatMap((row) => row.groups.map(bytesOf)));
  const length = scaleSqrt().domain([0, largest]).range([SHORTEST, LONGEST]);
  return {
    rows: groups.map((row, index) => ({
      device: row.device,
      name: actorName(row.device, language),
      y: TOP + ROW * index + ROW / 2,
      ticks: row.groups.map((group) => tickOf(group, xOf, (bytes) => rounded(length(bytes)), language)),
      silences: silencesOf(view, row.device, xOf, language),
    })),
    axis:
      facts.length === 0
        ? []
        : scale.ticks(AXIS_TICKS).map((date) => ({ x: xOf(+date), clock: clock(+date, language) })),
    left: NAMES,
    width: WIDTH,
    height: TOP + ROW * groups.length,
  };
}

type Group = readonly [MetadataFact, ...MetadataFact[]];

/** Packets of a device in one direction whose ticks would lie on one another. */
function groupsOf(facts: readonly MetadataFact[], device: string, xOf: (at: Instant) => number): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const fact of facts) {
    if (fact.device !== device) continue;
    const key = `${Math.round(xOf(fact.at) / GRAIN)} ${fact.toward}`;
    const group = groups.get(key);
    groups.set(key, group ? [...group, fact] : [fact]);
  }
  return [...groups.values()];
}

const bytesOf = (group: Group): number => group.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

function tickOf(
  group: Group,
  xOf: (at: Instant) => number,
  lengthOf: (bytes: number) => number,
  language: Language,
): TickMark {
  const [first] = group;
  const from = clockSeconds(first.at, language);
  const to = clockSeconds(group.at(-1)?.at ?? first.at, language);
  const bytes = bytesOf(group);
  const nameOf = (id: string): string => actorInSentence(id, language);
  return {
    key: `${first.device} ${first.toward} ${first.seq}`,
    x: xOf(first.at),
    toward: first.toward,
    length: lengthOf(bytes),
    packets: group.length,
    time: from === to ? from : `${from}–${to}`,
    bytes: METADATA_WORDS.byteCount({ count: numberText(bytes, language) })[language],
    tells: shortened([...new Set(group.map((fact) => saidText(fact, nameOf, language)))], language),
  };
}

function shortened(tells: readonly string[], language: Language): readonly string[] {
  if (tells.length <= TOLD) return tells;
  return [...tells.slice(0, TOLD), METADATA_WORDS.more({ count: tells.length - TOLD })[language]];
}

const silencesOf = (
  view: MetadataView,
  device: string,
  xOf: (at: Instant) => number,
  language: Language,
): readonly SilenceMark[] =>
  view.reach
    .filter((one) => one.kind === 'silent' && one.device === device)
    .map(({ from, to }) => ({
      x: xOf(from),
      width: rounded(Math.max(GRAIN, xOf(to) - xOf(from))),
      time: `${clockSeconds(from, language)}–${clockSeconds(to, language)}`,
    }));

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
