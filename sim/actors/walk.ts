/**
 * The only file that knows XState: walks an actor's chart once with the pure `transition()` and keeps what comes out as data.
 *
 * A chart has no context, so where a signal leads depends on (chart, phase, signal) alone: the public `transition()` builds a
 * throw-away actor at every call (measured: 20 to 40 microseconds), a look-up costs none of that. The page's build does the
 * walk beforehand (`tools/charts-plugin.ts`), so that a browser need not load XState to look things up.
 */
import { initialTransition, transition, type AnyStateMachine, type StateValue } from 'xstate';
import { CHARTS } from './charts.ts';
import { ACTOR_KINDS, type ActorKind } from './kinds.ts';
import type { ChartTable, Phase } from './step.ts';

/** The tables of all kinds of actors. */
export const walkCharts = (): Readonly<Record<string, ChartTable>> =>
  Object.fromEntries(ACTOR_KINDS.map((kind) => [kind, walk(kind, CHARTS[kind])]));

function walk(kind: ActorKind, chart: AnyStateMachine): ChartTable {
  const [start, atStart] = initialTransition(chart);
  requireNoActions(kind, atStart);
  const first = pathOf(start.value);
  const arrows: { from: Phase; to: Phase; signal: string }[] = [];
  const seen = new Map<Phase, typeof start>([[first, start]]);
  for (const [phase, snapshot] of seen) {
    for (const signal of signalsOf(chart)) {
      const [after, effects] = transition(chart, snapshot, { type: signal });
      requireNoActions(kind, effects);
      const to = pathOf(after.value);
      if (to === phase) continue;
      arrows.push({ from: phase, to, signal });
      if (!seen.has(to)) seen.set(to, after);
    }
  }
  return { first, phases: [...seen.keys()], arrows };
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
