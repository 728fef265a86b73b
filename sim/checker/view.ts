/** What an invariant looks at: one played scenario with its trace, and the knowledge computed from it. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Played } from '../scenario/play.ts';
import type { ActorId, MessageLabel, Outcome, Seq, TraceEvent } from '../trace.ts';

export interface CheckView {
  readonly played: Played;
  readonly knowledge: Knowledge;
  readonly lastSeq: Seq;
  readonly happened: readonly Happened[];
}

/** An outcome with the event that it belongs to. */
export interface Happened {
  readonly event: TraceEvent;
  readonly outcome: Outcome;
}

export type OutcomeOf<Kind extends Outcome['kind']> = Extract<Outcome, { kind: Kind }>;

export function viewOf(played: Played, knowledge: Knowledge): CheckView {
  const happened: Happened[] = [];
  for (const event of played.trace.events) for (const outcome of event.outcomes) happened.push({ event, outcome });
  return { played, knowledge, lastSeq: played.trace.events.length - 1, happened };
}

/** All outcomes of a kind, in order. */
export function all<Kind extends Outcome['kind']>(
  view: CheckView,
  kind: Kind,
): readonly { readonly event: TraceEvent; readonly outcome: OutcomeOf<Kind> }[] {
  const isWanted = (entry: Happened): entry is { event: TraceEvent; outcome: OutcomeOf<Kind> } =>
    entry.outcome.kind === kind;
  return view.happened.filter(isWanted);
}

/** A copy that an attacker made of a device. */
export interface CopyMade {
  readonly attacker: ActorId;
  readonly device: ActorId;
  readonly seq: Seq;
  readonly keysOnly: boolean;
}

export const copiesMade = (view: CheckView): readonly CopyMade[] =>
  all(view, 'copied').map(({ event, outcome }) => ({
    attacker: event.actor,
    device: outcome.device,
    seq: event.seq,
    keysOnly: outcome.takes.every((place) => place === 'keys'),
  }));

/** Attackers who have copied nothing but keys, with their copies. */
export function keyThieves(view: CheckView): ReadonlyMap<ActorId, readonly CopyMade[]> {
  const byAttacker = new Map<ActorId, CopyMade[]>();
  for (const copy of copiesMade(view)) byAttacker.set(copy.attacker, [...(byAttacker.get(copy.attacker) ?? []), copy]);
  return new Map([...byAttacker].filter(([, copies]) => copies.every((copy) => copy.keysOnly)));
}

/** Where ciphertexts of a message were made: by which end, for which end. */
export const sealings = (view: CheckView, message: MessageLabel): readonly OutcomeOf<'sealed'>[] =>
  all(view, 'sealed').flatMap(({ outcome }) => (outcome.message === message ? [outcome] : []));
