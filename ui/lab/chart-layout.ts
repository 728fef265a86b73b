/**
 * An actor's statechart as boxes and arrows: phases one under the other, phases of one parent inside its frame, the arrow to
 * the next phase straight, all others as arcs at the right that never share a column where they overlap. Pure; lengths in px.
 */
import type { ChartView } from '../../sim/index.ts';

export interface ChartBox {
  /** Dotted path; a frame's is the parent of what it encloses. */
  readonly phase: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ChartArrow {
  readonly path: string;
  readonly head: string;
  readonly signal: string;
  readonly labelX: number;
  readonly labelY: number;
  /** A phase, or a frame where every phase in it has this arrow. */
  readonly from: string;
}

export interface ChartMarks {
  readonly frames: readonly ChartBox[];
  readonly boxes: readonly ChartBox[];
  readonly arrows: readonly ChartArrow[];
  readonly width: number;
  readonly height: number;
}

const WIDTH = 118;
const BOX = 24;
const GAP = 24;
const INSET = 8;
const TITLE = 22;
const ARC = 14;
const COLUMN = 66;

export function layoutChart(chart: ChartView): ChartMarks {
  const { frames, boxes, height } = placePhases(chart.phases);
  const ends = new Map([...frames, ...boxes].map((box) => [box.phase, box]));
  const links = mergeArrows(chart).flatMap((arrow) => {
    const from = ends.get(arrow.from);
    const to = entryOf(arrow, ends.get(arrow.to), frames, boxes);
    return from === undefined || to === undefined ? [] : [{ ...arrow, a: from, b: to }];
  });
  const isNext = (link: Link): boolean => link.b.y > link.a.y && link.b.y - (link.a.y + link.a.height) <= GAP + INSET;
  const arcs = columnsOf(links.filter((link) => !isNext(link)));
  const used = Math.max(0, ...[...arcs.values()].map((column) => column + 1));
  return {
    frames,
    boxes,
    arrows: links.map((link) => (isNext(link) ? straight(link) : arc(link, arcs.get(link) ?? 0))),
    width: WIDTH + (used === 0 ? 0 : ARC + used * COLUMN),
    height,
  };
}

/** From outside, the first phase of a frame is entered through the frame: its title stays legible. */
function entryOf(
  arrow: { readonly from: string; readonly to: string },
  target: ChartBox | undefined,
  frames: readonly ChartBox[],
  boxes: readonly ChartBox[],
): ChartBox | undefined {
  const frame = frames.find((one) => one.phase === parentOf(arrow.to));
  if (frame === undefined || arrow.from.startsWith(frame.phase)) return target;
  const first = boxes.find((box) => parentOf(box.phase) === frame.phase);
  return first?.phase === arrow.to ? frame : target;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly signal: string;
  readonly a: ChartBox;
  readonly b: ChartBox;
}

const parentOf = (phase: string): string => phase.slice(0, Math.max(0, phase.lastIndexOf('.')));

/** Children of one parent together, in the order in which the chart first names them. */
function placePhases(phases: readonly string[]): Pick<ChartMarks, 'frames' | 'boxes' | 'height'> {
  const frames: ChartBox[] = [];
  const boxes: ChartBox[] = [];
  const groups = new Map<string, string[]>();
  for (const phase of phases) {
    const key = parentOf(phase) || phase;
    groups.set(key, [...(groups.get(key) ?? []), phase]);
  }
  let y = 0;
  for (const [key, members] of groups) {
    const framed = members[0] !== key;
    const inset = framed ? INSET : 0;
    const start = y;
    if (framed) y += TITLE;
    for (const phase of members) {
      boxes.push({ phase, x: inset, y, width: WIDTH - 2 * inset, height: BOX });
      y += BOX + GAP;
    }
    y -= GAP;
    if (framed) y += INSET;
    if (framed) frames.push({ phase: key, x: 0, y: start, width: WIDTH, height: y - start });
    y += GAP;
  }
  return { frames, boxes, height: y - GAP };
}

/** An arrow that every phase of a frame has is one arrow of the frame. */
export function mergeArrows(chart: ChartView): readonly { from: string; to: string; signal: string }[] {
  const merged: { from: string; to: string; signal: string }[] = [];
  for (const arrow of chart.arrows) {
    const parent = parentOf(arrow.from);
    const siblings = chart.phases.filter((phase) => parent !== '' && parentOf(phase) === parent);
    const twins = chart.arrows.filter((other) => siblings.includes(other.from) && other.signal === arrow.signal);
    const leaves = twins.every((other) => parentOf(other.to) !== parent);
    if (siblings.length < 2 || twins.length < siblings.length || !leaves) {
      merged.push(arrow);
      continue;
    }
    const targets = new Set(twins.map((other) => other.to));
    const to = targets.size === 1 ? arrow.to : parentOf(arrow.to) || arrow.to;
    if (!merged.some((other) => other.from === parent && other.signal === arrow.signal)) {
      merged.push({ from: parent, to, signal: arrow.signal });
    }
  }
  return merged;
}

/** The innermost column in which an arc overlaps no other. */
function columnsOf(links: readonly Link[]): ReadonlyMap<Link, number> {
  const columns = new Map<Link, number>();
  const span = (link: Link): readonly [number, number] => {
    const middles = [link.a, link.b].map((box) => box.y + box.height / 2);
    return [Math.min(...middles), Math.max(...middles)];
  };
  const byLength = [...links].sort((p, q) => span(p)[1] - span(p)[0] - (span(q)[1] - span(q)[0]));
  for (const link of byLength) {
    const [from, to] = span(link);
    let column = 0;
    while ([...columns].some(([other, taken]) => taken === column && span(other)[0] <= to && from <= span(other)[1])) {
      column += 1;
    }
    columns.set(link, column);
  }
  return columns;
}

function straight({ a, b, signal, from }: Link): ChartArrow {
  const x = WIDTH / 3;
  const y = a.y + a.height;
  return {
    path: `M${x} ${y}V${b.y - 5}`,
    head: `M${x} ${b.y}l-4 -7h8Z`,
    signal,
    labelX: x + 8,
    labelY: y + Math.min(b.y - y, GAP) / 2 + 4,
    from,
  };
}

function arc({ a, b, signal, from }: Link, column: number): ChartArrow {
  const out = WIDTH + ARC + column * COLUMN;
  const up = b.y < a.y;
  const y1 = Math.round(a.y + a.height * (up ? 0.35 : 0.65));
  const y2 = Math.round(b.y + b.height * (up ? 0.65 : 0.35));
  const end = b.x + b.width;
  return {
    path: `M${a.x + a.width} ${y1}H${out}V${y2}H${end + 6}`,
    head: `M${end} ${y2}l7 -4v8Z`,
    signal,
    labelX: out + 5,
    labelY: (y1 + y2) / 2 + 4,
    from,
  };
}
