/**
 * An actor's statechart as boxes and arrows: phases one under the other in the order of the chart, the arrow to the next
 * phase straight, all others as arcs at the right, outside of those they enclose. Pure; lengths in px of the drawing.
 */
import type { ChartView } from '../../sim/actors/step.ts';

export interface ChartBox {
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
  readonly anchor: 'start' | 'middle';
  readonly from: string;
}

export interface ChartMarks {
  readonly boxes: readonly ChartBox[];
  readonly arrows: readonly ChartArrow[];
  readonly width: number;
  readonly height: number;
}

const BOX = { width: 112, height: 24, gap: 24 };
const ARC = 14;
const LABELS = 70;

export function layoutChart(chart: ChartView): ChartMarks {
  const boxes = chart.phases.map((phase, index) => ({
    phase,
    x: 0,
    y: index * (BOX.height + BOX.gap),
    width: BOX.width,
    height: BOX.height,
  }));
  const place = (phase: string): number => chart.phases.indexOf(phase);
  const arcs = chart.arrows.filter((arrow) => place(arrow.to) !== place(arrow.from) + 1);
  const arrows = chart.arrows.map((arrow): ChartArrow => {
    const from = place(arrow.from);
    const to = place(arrow.to);
    if (to === from + 1) return straight(arrow, from);
    return arc(arrow, from, to, arcs.indexOf(arrow));
  });
  return {
    boxes,
    arrows,
    width: BOX.width + ARC * (arcs.length + 1) + LABELS,
    height: boxes.length * (BOX.height + BOX.gap) - BOX.gap,
  };
}

type Signal = ChartView['arrows'][number];

const top = (index: number): number => index * (BOX.height + BOX.gap);

function straight(arrow: Signal, from: number): ChartArrow {
  const x = BOX.width / 3;
  const y = top(from) + BOX.height;
  const end = top(from + 1);
  return {
    path: `M${x} ${y}V${end - 5}`,
    head: `M${x} ${end}l-4 -7h8Z`,
    signal: arrow.signal,
    labelX: x + 8,
    labelY: y + BOX.gap / 2 + 4,
    anchor: 'start',
    from: arrow.from,
  };
}

function arc(arrow: Signal, from: number, to: number, order: number): ChartArrow {
  const out = BOX.width + ARC * (order + 1);
  const y1 = top(from) + BOX.height * (to < from ? 0.4 : 0.6);
  const y2 = top(to) + BOX.height * (to < from ? 0.6 : 0.4);
  return {
    path: `M${BOX.width} ${y1}H${out}V${y2}H${BOX.width + 6}`,
    head: `M${BOX.width} ${y2}l7 -4v8Z`,
    signal: arrow.signal,
    labelX: out + 5,
    labelY: (y1 + y2) / 2 + 4,
    anchor: 'start',
    from: arrow.from,
  };
}
