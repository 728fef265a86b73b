/**
 * Observers: what each party has from outside at each moment, and what follows from it.
 *
 * Links, the network and attackers never forget: one closure answers for all moments. A device and the server have what
 * stands in their places *then*, nothing else: time is cut into windows in which that does not change, with one closure
 * each. Section 3.3.
 */
import type { ActorId, PartyId, Seq, TraceEvent } from '../trace.ts';
import { closureOf, firstSeen, type Closure, type Facts } from './closure.ts';
import type { Evidence, Sighting } from './evidence.ts';
import { lazy } from './lazy.ts';
import { lasts, STILL, type Holdings } from './holdings.ts';
import { QUANTUM_COMPUTER } from './quantum.ts';
import type { Source } from './types.ts';
import { PUBLIC, UNKNOWN, type ValueId } from './values.ts';

export interface Observer {
  readonly party: PartyId;
  /** In order, without gaps, to the last event; an observer that never has anything may have none. */
  readonly windows: () => readonly Window[];
  /** What it has from outside at this moment; may name a value twice. */
  readonly baseAt: (at: Seq) => readonly ValueId[];
  /** Where it has a base value from: the first time. */
  readonly sourceOf: (value: ValueId, at: Seq) => Source | undefined;
  /** Whether this sighting or mention of a message is its own. */
  readonly sees: (sighting: Sighting) => boolean;
}

/** Events [from, until] during which the observer forgets nothing. */
export interface Window {
  readonly from: Seq;
  readonly until: Seq;
  readonly closure: () => Closure;
}

/** Whether the observer can produce this value at this moment. */
export function knows(observer: Observer, value: ValueId, at: Seq): boolean {
  if (value === PUBLIC) return true;
  if (value === UNKNOWN) return false;
  const window = windowAt(observer.windows(), at);
  return window !== undefined && firstSeen(window.closure(), value) <= at;
}

function windowAt(windows: readonly Window[], at: Seq): Window | undefined {
  let low = 0;
  let high = windows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((windows[middle]?.from ?? STILL) <= at) low = middle + 1;
    else high = middle;
  }
  return windows[low - 1];
}

/** The observer for a party of the trace: a device, a link, `network`, the server, an attacker. */
export function observerOf(evidence: Evidence, id: PartyId): Observer {
  const { parties } = evidence.trace.header;
  const party = parties.find((candidate) => candidate.id === id);
  switch (party?.kind) {
    case 'device':
    case 'server':
      return keeper(evidence, id);
    case 'network':
      return recorder(evidence, id, (sighting) => sighting.kind === 'sent');
    case 'attacker':
      return recorder(
        evidence,
        id,
        ({ kind, by, packet }) => by === id || (kind === 'sent' && party.watches.includes(packet.link)),
        id,
      );
    case 'link':
      return link(evidence, id);
    case undefined:
      if (parties.some((other) => other.kind === 'network' && other.links.includes(id))) return link(evidence, id);
      throw new Error(`"${id}" is no party of this run; its parties are ${parties.map((each) => each.id).join(', ')}`);
  }
}

const link = (evidence: Evidence, id: PartyId): Observer =>
  recorder(evidence, id, ({ kind, packet }) => kind === 'sent' && packet.link === id);

/** Keeps for ever what it sees, and what ever stood in its own places (an attacker's loot). */
function recorder(evidence: Evidence, party: PartyId, sees: Observer['sees'], actor?: ActorId): Observer {
  const seen = lazy(() => evidence.story().sightings.filter(sees));
  const own = (): Holdings | undefined => (actor === undefined ? undefined : evidence.holdings(actor));
  const computer = lazy(() => evidence.quantum().find((one) => one.actor === actor));
  const machine = lazy(() => evidence.values.intern(QUANTUM_COMPUTER));
  const facts = lazy(() => {
    const since = computer();
    const found = merged(seen(), own());
    return since ? withFact(found, machine(), since.seq) : found;
  });
  const closure = lazy(() => {
    const rules = evidence.rules();
    return closureOf(rules, facts(), evidence.values.count());
  });
  const windows: readonly Window[] = [{ from: 0, until: evidence.trace.events.length - 1, closure }];
  return {
    party,
    sees,
    windows: () => windows,
    baseAt: (at) => facts().values.filter((_, i) => (facts().seqs[i] ?? STILL) <= at),
    sourceOf: (value, at) => {
      const since = computer();
      if (since && value === machine()) return { kind: 'assumed', seq: since.seq, at: since.at };
      const sighting = seen().find((each) => each.value === value);
      if (sighting && sighting.seq <= at) return sawSource(sighting);
      const holdings = own();
      const stay = holdings?.values.indexOf(value) ?? -1;
      return holdings && stay !== -1 ? lootSource(evidence, holdings, stay) : undefined;
    },
  };
}

/** Both lists are in order of events; the result is too. Public values are left out. */
function merged(sightings: readonly Sighting[], holdings: Holdings | undefined): Facts {
  const values: ValueId[] = [];
  const seqs: Seq[] = [];
  const add = (value: ValueId, seq: Seq): void => {
    if (value === PUBLIC) return;
    values.push(value);
    seqs.push(seq);
  };
  let stay = 0;
  const addStaysBefore = (seq: Seq): void => {
    for (; holdings && (holdings.from[stay] ?? STILL) < seq; stay++)
      add(holdings.values[stay] ?? PUBLIC, holdings.from[stay] ?? 0);
  };
  for (const sighting of sightings) {
    addStaysBefore(sighting.seq);
    add(sighting.value, sighting.seq);
  }
  addStaysBefore(STILL);
  return { values, seqs };
}

/** The facts with one more at its place in the order of events: a quantum computer, from the moment at which it is assumed. */
function withFact({ values, seqs }: Facts, value: ValueId, seq: Seq): Facts {
  const later = seqs.findIndex((one) => one > seq);
  const at = later === -1 ? seqs.length : later;
  return { values: values.toSpliced(at, 0, value), seqs: seqs.toSpliced(at, 0, seq) };
}

/** Closures of windows asked about lately; a sweep over a long run must not keep them all. */
const KEPT_CLOSURES = 64;

/** Has what stands in its places at the moment, and forgets what it erases. */
function keeper(evidence: Evidence, actor: ActorId): Observer {
  const holdings = lazy(() => evidence.holdings(actor));
  const kept = new Map<Seq, Closure>();
  const baseAt = (at: Seq): readonly ValueId[] => holdings().values.filter((_, i) => lasts(holdings(), i, at));
  const closureFrom = (from: Seq, until: Seq): Closure => {
    const known = kept.get(from);
    if (known) return known;
    const values = baseAt(from);
    const rules = evidence.rules();
    const closure = closureOf(rules, { values, seqs: values.map(() => from) }, evidence.values.count(), until);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT_CLOSURES && !oldest.done) kept.delete(oldest.value);
    kept.set(from, closure);
    return closure;
  };
  const windows = lazy(() => {
    const { from, to } = holdings();
    const starts = [...new Set([...from, ...to])].filter((seq) => seq !== STILL).toSorted((a, b) => a - b);
    const last = evidence.trace.events.length - 1;
    return starts.map((start, i): Window => {
      const until = (starts[i + 1] ?? last + 1) - 1;
      return { from: start, until, closure: () => closureFrom(start, until) };
    });
  });
  return {
    party: actor,
    windows,
    baseAt,
    sourceOf: (value, at) => {
      const stay = holdings().values.findIndex((held, i) => held === value && lasts(holdings(), i, at));
      return stay === -1 ? undefined : holdsSource(evidence, holdings(), stay);
    },
    sees: ({ kind, packet }) => kind === 'sent' && (packet.from === actor || packet.to === actor),
  };
}

const sawSource = ({ packet, seq, at }: Sighting): Source => ({
  kind: 'saw',
  packet: packet.id,
  link: packet.link,
  seq,
  at,
});

function holdsSource(evidence: Evidence, holdings: Holdings, stay: number): Source {
  const event = eventOf(evidence, holdings.from[stay]);
  return { kind: 'holds', place: holdings.places[stay] ?? 'keys', seq: event.seq, at: event.at };
}

/** An attacker's holding: copied from a device where she says so and the device had it there then. */
function lootSource(evidence: Evidence, holdings: Holdings, stay: number): Source {
  const event = eventOf(evidence, holdings.from[stay]);
  const value = holdings.values[stay] ?? UNKNOWN;
  for (const outcome of event.outcomes) {
    if (outcome.kind !== 'copied') continue;
    const theirs = evidence.allHoldings(outcome.device);
    const place = outcome.takes.find((taken) =>
      theirs.values.some((held, i) => held === value && theirs.places[i] === taken && lasts(theirs, i, event.seq)),
    );
    if (place) return { kind: 'copied', device: outcome.device, place, seq: event.seq, at: event.at };
  }
  return holdsSource(evidence, holdings, stay);
}

function eventOf(evidence: Evidence, seq: Seq | undefined): TraceEvent {
  const event = evidence.trace.events[seq ?? -1];
  if (!event) throw new Error('stays begin at events of this trace');
  return event;
}
