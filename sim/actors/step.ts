/** Moves an actor's chart by a signal: a look-up in what `walk.ts` found with XState. */
import { ACTOR_KINDS, type ActorKind } from './kinds.ts';
import { TABLES } from './tables.ts';

/** Phases are dotted paths: `ready.idle`. */
export type Phase = string;

/** A chart as data: every phase and every arrow. */
export interface ChartTable {
  readonly first: Phase;
  readonly phases: readonly Phase[];
  readonly arrows: readonly { readonly from: Phase; readonly to: Phase; readonly signal: string }[];
}

/** The same for pictures. */
export interface ChartView extends ChartTable {
  readonly kind: ActorKind;
}

/** The phase in which an actor of this kind begins. */
export function firstPhase(kind: ActorKind): Phase {
  return lookUp(kind).table.first;
}

/** The phase after a signal; the same phase where the chart does not know the signal there. */
export function advance(kind: ActorKind, phase: Phase, signal: string): Phase {
  return lookUp(kind).next.get(phase)?.get(signal) ?? phase;
}

export function chartViews(): readonly ChartView[] {
  return ACTOR_KINDS.map((kind) => ({ kind, ...lookUp(kind).table }));
}

interface LookUp {
  readonly table: ChartTable;
  /** By phase, then by signal. */
  readonly next: ReadonlyMap<Phase, ReadonlyMap<string, Phase>>;
}

const known = new Map<ActorKind, LookUp>();

function lookUp(kind: ActorKind): LookUp {
  const found = known.get(kind);
  if (found) return found;
  const table = TABLES[kind];
  if (!table) throw new Error(`every kind of actor has a chart, and ${kind} has none`);
  const next = new Map<Phase, Map<string, Phase>>(table.phases.map((phase) => [phase, new Map()]));
  for (const { from, to, signal } of table.arrows) next.get(from)?.set(signal, to);
  const made = { table, next };
  known.set(kind, made);
  return made;
}
