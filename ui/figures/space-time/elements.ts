/**
 * The marks as elements of the picture, each in a numbered slot: when the window moves, slots change what they show instead of
 * coming and going, so that a frame writes little. Pure: the component only hands these to the DOM. Lengths in px of 1/16 rem.
 */
import type { ArrowMark } from './arrows.ts';
import type { BarMark, Point, PointMark, SpaceTimeMarks } from './layout.ts';
import type { MarkName } from './words.ts';

export interface SvgElement {
  /** Slot: the kind of mark and its number in the window. */
  readonly key: string;
  readonly tag: 'path' | 'text';
  /** Look, as `data-look`. */
  readonly look: string;
  /** `d` of a path; of a text its place, as a transform. */
  readonly place: string;
  readonly text: string;
}

const REM = 16;
const px = (rem: number): number => Math.round(rem * REM * 10) / 10;
const at = ({ x, y }: Point): string => `${px(x)} ${px(y)}`;

/** From the ground up: what lasts, lifelines, causes, packets, what happened. */
export function elementsOf(marks: SpaceTimeMarks): readonly SvgElement[] {
  return [
    ...marks.lanes.map(({ kind, x }, slot) => path(`lane${slot}`, `lane ${kind}`, `M${px(x)} 0V${px(marks.height)}`)),
    ...marks.bars.map((bar, slot) => path(`bar${slot}`, `bar ${bar.stretch.kind}`, barPath(bar))),
    ...(marks.causes.length < 2 ? [] : [path('causes', 'causes', `M${marks.causes.map(at).join('L')}`)]),
    ...marks.arrows.flatMap((arrow, slot) => [
      path(`arrow${slot}`, `arrow ${arrow.kind}`, arrowPath(arrow)),
      text(`name${slot}`, 'name', labelPlace(arrow, marks.height), arrow.text),
    ]),
    ...marks.points.map((point, slot) => path(`point${slot}`, `point ${point.kind}`, pointPath(point))),
  ];
}

const path = (key: string, look: string, place: string): SvgElement => ({ key, tag: 'path', look, place, text: '' });
const text = (key: string, look: string, where: Point, words: string): SvgElement => ({
  key,
  tag: 'text',
  look,
  place: `translate(${at(where)})`,
  text: words,
});

const barPath = ({ x, from, to }: Pick<BarMark, 'x' | 'from' | 'to'>): string => `M${px(x)} ${px(from)}V${px(to)}`;

/** The line with what stands at its end; one path, so that it is one write. */
function arrowPath({ kind, from, to }: Pick<ArrowMark, 'kind' | 'from' | 'to'>): string {
  const direction = Math.sign(to.x - from.x) || 1;
  const x = px(to.x);
  const y = px(to.y);
  const head = `M${x - 9 * direction} ${y - 4.5}L${x} ${y}L${x - 9 * direction} ${y + 4.5}`;
  switch (kind) {
    case 'arrived':
    case 'again':
      return `M${at(from)}L${x} ${y}${head}`;
    case 'refused':
      return `M${at(from)}L${x - 4 * direction} ${y}M${x - 4 * direction} ${y - 7}V${y + 7}`;
    case 'stopped':
      return `M${at(from)}L${x} ${y}M${x - 5} ${y - 5}h10v10h-10Z`;
    case 'lost':
      // A gap, and beyond it a cross: it went no further.
      return `M${at(from)}L${at(toward(from, to, 0.75))}M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10`;
    case 'under-way':
      return `M${at(from)}L${x} ${y}`;
  }
}

const toward = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** In the middle of that part of the line that is in view. */
function labelPlace({ from, to }: ArrowMark, height: number): Point {
  const shareAt = (y: number): number =>
    Math.max(0, Math.min(1, to.y === from.y ? 0.5 : (y - from.y) / (to.y - from.y)));
  return toward(from, to, (shareAt(0) + shareAt(height)) / 2);
}

function pointPath({ kind, x, y, out }: Omit<PointMark, 'seq'>): string {
  const [left, top] = [px(x), px(y)];
  switch (kind) {
    case 'event':
      return `M${left - 3.5} ${top}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`;
    case 'passed-on':
      return `M${left - 4} ${top - 4}h8v8h-8Z`;
    case 'held':
      return `M${left - 4.5} ${top}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z`;
    case 'recorded':
      return `M${left} ${top - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`;
    case 'theft':
      return `${out === undefined ? '' : `M${px(out)} ${top}H${left}`}M${left - 5} ${top - 5}h10v10h-10Z`;
    case 'misdeed':
      return `M${left} ${top - 6}l6 11h-12Z`;
    case 'disturbed':
      return `M${left - 6} ${top + 4}l4 -8l4 8l4 -8`;
    case 'sign':
      return `M${left} ${top - 7}v8M${left} ${top + 4}v2`;
  }
}

const ARROWS = ['arrived', 'refused', 'lost', 'stopped', 'under-way', 'again'] as const;
const BARS = ['off', 'down', 'cut', 'throttle', 'implant'] as const;
const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => names.some((one) => one === name);

/** One mark alone, in a box of 2 by 1.25 rem. */
export function sampleOf(name: MarkName): Pick<SvgElement, 'look' | 'place'> {
  if (isOneOf(ARROWS, name)) {
    const to = { x: 1.6, y: 0.75 };
    return { look: `arrow ${name}`, place: arrowPath({ kind: name, from: { x: 0.1, y: 0.4 }, to }) };
  }
  if (isOneOf(BARS, name)) return { look: `bar ${name}`, place: barPath({ x: 1, from: 0.1, to: 1.15 }) };
  return { look: `point ${name}`, place: pointPath({ kind: name, x: 1, y: 0.625, out: undefined }) };
}

/** How much a frame writes to the DOM when the picture goes from one set of elements to another. */
export function writesBetween(before: readonly SvgElement[], after: readonly SvgElement[]): number {
  const old = new Map(before.map((element) => [element.key, element]));
  let writes = 0;
  for (const element of after) {
    const was = old.get(element.key);
    old.delete(element.key);
    if (was === undefined) writes += 1;
    else
      writes +=
        Number(was.look !== element.look) + Number(was.place !== element.place) + Number(was.text !== element.text);
  }
  return writes + old.size;
}
