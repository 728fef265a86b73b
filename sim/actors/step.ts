/**
 * The only file that knows XState: moves an actor's chart by a signal, with the pure `transition()`.
 *
 * A chart has no context, so where a signal leads depends on (chart, phase, signal) alone and is computed once: the public
 * `transition()` builds a throw-away actor at every call (measured: 20 to 40 microseconds), a look-up costs none of that.
 */
import { initialTransition, transition, type AnyStateMachine, type StateValue } from 'xstate';
import { ACTOR_KINDS, CHARTS, type ActorKind } from './charts.ts';

/** Phases are dotted paths: `ready.idle`. */
export type Phase = string;

/** The phase in which an actor of this kind begins. */
export function firstPhase(kind: ActorKind): Phase {
  return tableOf(kind).first;
}

/** The phase after a signal; the same phase where the chart does not know the signal there. */
export function advance(kind: ActorKind, phase: Phase, signal: string): Phase {
  return tableOf(kind).next.get(phase)?.get(signal) ?? phase;
}

/** A chart as data, for pictures: every phase and every arrow. */
export interface ChartView {
  readonly kind: ActorKind;
  readonly first: Phase;
  readonly phases: readonly Phase[];
  readonly arrows: readonly { readonly from: Phase; readonly to: Phase; readonly signal: string }[];
}

export function chartViews(): readonly ChartView[] {
  return ACTOR_KINDS.map((kind) => tableOf(kind).view);
}

interface Table {
  readonly first: Phase;
  /** By phase, then by signal. */
  readonly next: ReadonlyMap<Phase, ReadonlyMap<string, Phase>>;
  readonly view: ChartView;
}

const tables = new Map<ActorKind, Table>();

/** Each chart is walked once with the real `transition()`; what comes out is a constant of the chart. */
function tableOf(kind: ActorKind): Table {
  const known = tables.get(kind);
  if (known) return known;
  const table = walk(kind, CHARTS[kind]);
  tables.set(kind, table);
  return table;
}

function walk(kind: ActorKind, chart: AnyStateMachine): Table {
  const [start, atStart] = initialTransition(chart);
  requireNoActions(kind, atStart);
  const first = pathOf(start.value);
  const next = new Map<Phase, ReadonlyMap<string, Phase>>();
  const arrows: { from: Phase; to: Phase; signal: string }[] = [];
  const seen = new Map<Phase, typeof start>([[first, start]]);
  for (const [phase, snapshot] of seen) {
    const from = new Map<string, Phase>();
    next.set(phase, from);
    for (const signal of signalsOf(chart)) {
      const [after, effects] = transition(chart, snapshot, { type: signal });
      requireNoActions(kind, effects);
      const to = pathOf(after.value);
      if (to === phase) continue;
      from.set(signal, to);
      arrows.push({ from: phase, to, signal });
      if (!seen.has(to)) seen.set(to, after);
    }
  }
  return { first, next, view: { kind, first, phases: [...seen.keys()], arrows } };
}

/** XState types a chart's events loosely; they are the signal names of its `on` tables. */
const signalsOf = (chart: AnyStateMachine): readonly string[] => chart.events.map(String);

function requireNoActions(kind: ActorKind, effects: readonly unknown[]): void {
  if (effects.length > 0) throw new Error(`chart ${kind} has actions; charts only own phases`);
}

function pathOf(value: StateValue): Phase {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value);
  const [key, inner] = entries[0] ?? [];
  if (key === undefined || inner === undefined || entries.length > 1)
    throw new Error('charts here have no parallel states');
  return `${key}.${pathOf(inner)}`;
}
