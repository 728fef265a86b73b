/** What an invariant looks at: one played scenario with its trace, and the knowledge computed from it. */
import type { DeviceState } from '../actors/deviceState.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Played } from '../scenario/play.ts';
import type { ActorId, ActorState, Instant, MessageLabel, Outcome, PartyId, Seq, TraceEvent } from '../trace.ts';

export interface CheckView {
  readonly played: Played;
  readonly knowledge: Knowledge;
  readonly lastSeq: Seq;
  /** Outcomes by their kind, each in order. */
  readonly happened: ReadonlyMap<Outcome['kind'], readonly Happened[]>;
  /** The events of each actor, in order. */
  readonly eventsOf: ReadonlyMap<ActorId, readonly TraceEvent[]>;
}

/** An outcome with the event that it belongs to. */
export interface Happened<One extends Outcome = Outcome> {
  readonly event: TraceEvent;
  readonly outcome: One;
}
export type HappenedOf<Kind extends Outcome['kind']> = Happened<Extract<Outcome, { kind: Kind }>>;

export function viewOf(played: Played, knowledge: Knowledge): CheckView {
  const happened = new Map<Outcome['kind'], Happened[]>();
  const eventsOf = new Map<ActorId, TraceEvent[]>();
  for (const event of played.trace.events) {
    append(eventsOf, event.actor, event);
    for (const outcome of event.outcomes) append(happened, outcome.kind, { event, outcome });
  }
  return { played, knowledge, lastSeq: played.trace.events.length - 1, happened, eventsOf };
}

/** Lists of what belongs together, each in order. */
export function grouped<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): ReadonlyMap<Key, readonly Value[]> {
  const lists = new Map<Key, Value[]>();
  for (const value of values) append(lists, keyOf(value), value);
  return lists;
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** All outcomes of a kind, in order. */
export function all<Kind extends Outcome['kind']>(view: CheckView, kind: Kind): readonly HappenedOf<Kind>[] {
  // `viewOf` has put each outcome under its own kind.
  return (view.happened.get(kind) ?? []) as readonly Happened[] as readonly HappenedOf<Kind>[];
}

/** What several invariants ask of a view, computed once for each view. */
export function oncePerView<T extends object>(compute: (view: CheckView) => T): (view: CheckView) => T {
  const known = new WeakMap<CheckView, T>();
  return (view) => {
    const before = known.get(view);
    if (before) return before;
    const made = compute(view);
    known.set(view, made);
    return made;
  };
}

/** What an actor's state was before an event; undefined before its first. */
export const stateBefore = (view: CheckView, { actor, seq }: TraceEvent): ActorState | undefined =>
  view.eventsOf.get(actor)?.findLast((event) => event.seq < seq)?.after;

/** The parts of a device's state, as an event of that device left them. */
export const deviceAfter = ({ after }: TraceEvent): DeviceState['places'] => (after as DeviceState).places;

/** The devices of the run, in the order of the cast. */
export const devicesOf = (view: CheckView): readonly ActorId[] =>
  view.played.trace.header.parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : []));

/** A copy that an attacker made of a device, once or by a program on it; or of the server, by an order. */
export interface CopyMade {
  readonly attacker: ActorId;
  readonly device: ActorId;
  readonly seq: Seq;
  readonly keysOnly: boolean;
}

export const copiesMade = oncePerView((view): readonly CopyMade[] =>
  all(view, 'copied').map(({ event, outcome }) => ({
    attacker: event.actor,
    device: outcome.device,
    // What was copied is what the device had when the copy was ordered.
    seq: event.seq,
    keysOnly: outcome.takes.every((place) => place === 'keys'),
  })),
);

/** The last event before this party had a quantum computer; the last of all where it never has one. */
export const withoutMachine = (view: CheckView, party: PartyId): Seq =>
  (all(view, 'quantum').find(({ event }) => event.actor === party)?.event.seq ?? view.lastSeq + 1) - 1;

/** Where ciphertexts of a message were made: by which end, for which end. */
export const sealings = (view: CheckView, message: MessageLabel): readonly HappenedOf<'sealed'>[] =>
  sealingsByMessage(view).get(message) ?? [];

/** In the order in which messages were first sealed. */
export const sealingsByMessage = oncePerView((view) => grouped(all(view, 'sealed'), ({ outcome }) => outcome.message));

/** Two devices between which the server gave out keys that are not theirs. */
export interface Swap {
  readonly deed: 'swap-keys' | 'swap-prekey';
  readonly pair: readonly [ActorId, ActorId];
  readonly seq: Seq;
  readonly at: Instant;
}

export const swaps = oncePerView((view): readonly Swap[] =>
  all(view, 'misdeed').flatMap(({ event, outcome: { deed, against } }): readonly Swap[] => {
    // Who asks in somebody's name does so with false keys, which it hands out from then on.
    const swap = deed === 'forge-retry' ? 'swap-keys' : deed;
    if (swap !== 'swap-keys' && swap !== 'swap-prekey') return [];
    const action = view.played.actions.find(({ id }) => id === event.step);
    const other = action?.kind === 'misdeed' ? action.other : undefined;
    return other === undefined ? [] : [{ deed: swap, pair: [against, other], seq: event.seq, at: event.at }];
  }),
);

/** Between these two, in either direction. */
export const isBetween = ({ pair }: Swap, one: ActorId, other: ActorId): boolean =>
  pair.includes(one) && pair.includes(other);
