/** Who with whom: accounts on a ring and an edge for each pair; or, where only traffic is seen, devices and the company. Pure. */
import { scalePoint, scaleSqrt } from 'd3';
import type { Language, Localized } from '../../../sim/text.ts';
import type { MetadataView } from '../../worker/api.ts';
import { numberText } from '../../i18n/metadata.ts';
import { actorName } from '../names.ts';
import { METADATA_WORDS } from './words.ts';

export interface Graph {
  readonly nodes: readonly NodeMark[];
  readonly edges: readonly EdgeMark[];
  readonly width: number;
  readonly height: number;
}
export interface NodeMark {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}
export interface EdgeMark {
  readonly ends: readonly [string, string];
  readonly from: Point;
  readonly to: Point;
  /** Where its words stand. */
  readonly middle: Point;
  readonly width: number;
  readonly count: string;
  readonly bytes: string;
}
interface Point {
  readonly x: number;
  readonly y: number;
}
interface Link {
  readonly ends: readonly [string, string];
  readonly count: number;
  readonly bytes: number;
}

const WIDTH = 24;
const RADIUS = { x: 8.5, y: 5 } as const;
/** Two names lie on one line; more need the height of the ring. */
const FLAT = 5;
const TALL = 14;
const THICKEST = 0.75;
const THINNEST = 0.0625;
const COMPANY = 'server';

export function graphOf(view: MetadataView, language: Language): Graph {
  const accounts = seesAccounts(view);
  const ids = accounts
    ? view.accounts.map(({ account }) => account)
    : [...view.traffic.map(({ device }) => device), ...(view.traffic.length > 0 ? [COMPANY] : [])];
  const height = ids.length > 2 ? TALL : FLAT;
  const nodes = placed(ids, height, language);
  const links = accounts ? pairLinks(view) : trafficLinks(view);
  return { nodes, edges: edgesOf(links, nodes, accounts, language), width: WIDTH, height };
}

/** Whether packets could be told apart; else only devices are seen to talk to the company. */
export const seesAccounts = ({ facts }: Pick<MetadataView, 'facts'>): boolean =>
  facts.some(({ says }) => says.kind !== 'nothing');

/** On a ring, beginning at the left: two names stand side by side. */
function placed(ids: readonly string[], height: number, language: Language): readonly NodeMark[] {
  const angle = scalePoint<string>()
    .domain(ids)
    .range([Math.PI, Math.PI + (2 * Math.PI * (ids.length - 1)) / Math.max(1, ids.length)]);
  return ids.map((id) => {
    const turn = ids.length === 1 ? Math.PI : (angle(id) ?? 0);
    return {
      id,
      name: actorName(id, language),
      x: rounded(WIDTH / 2 + RADIUS.x * Math.cos(turn)),
      y: rounded(height / 2 - 0.5 + (height === FLAT ? 0 : RADIUS.y * Math.sin(turn))),
    };
  });
}

const pairLinks = ({ pairs }: MetadataView): readonly Link[] =>
  pairs.map(({ between, messages, bytes }) => ({ ends: between, count: messages, bytes }));

const trafficLinks = ({ traffic }: MetadataView): readonly Link[] =>
  traffic.map(({ device, packets, sentBytes, receivedBytes }) => ({
    ends: [device, COMPANY],
    count: packets,
    bytes: sentBytes + receivedBytes,
  }));

function edgesOf(
  links: readonly Link[],
  nodes: readonly NodeMark[],
  accounts: boolean,
  language: Language,
): readonly EdgeMark[] {
  const thickness = scaleSqrt()
    .domain([0, Math.max(1, ...links.map(({ count }) => count))])
    .range([THINNEST, THICKEST]);
  const word = (count: number): Localized =>
    accounts ? METADATA_WORDS.messages({ count }) : METADATA_WORDS.packetCount({ count });
  return links.flatMap(({ ends, count, bytes }): readonly EdgeMark[] => {
    const [from, to] = ends.map((end) => nodes.find(({ id }) => id === end));
    if (!from || !to) return [];
    return [
      {
        ends,
        from: { x: from.x, y: from.y },
        to: { x: to.x, y: to.y },
        middle: { x: rounded((from.x + to.x) / 2), y: rounded((from.y + to.y) / 2) },
        width: rounded(thickness(count)),
        count: word(count)[language],
        bytes: METADATA_WORDS.byteCount({ count: numberText(bytes, language) })[language],
      },
    ];
  });
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
