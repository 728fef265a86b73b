/**
 * What would have had to be obtained: every single value that existed outside the observer and would have sufficed; where
 * there is none, every two.
 *
 * Candidates stood in a device's or the server's places, or were computed by a recipient's processor and never stored. Not
 * candidates: the message itself in any wrapping, and what only the sender's processor held. Section 1.
 */
import { SHORTEST_SECRET_BYTES } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import type { ActorId, Seq } from '../trace.ts';
import { attemptOf } from './attempt.ts';
import type { Evidence, MessageTrail } from './evidence.ts';
import { STILL } from './holdings.ts';
import { sliceOf, sufficient, type Slice } from './lanes.ts';
import { knows, type Observer } from './observers.ts';
import { premisesOf } from './operands.ts';
import { sufficientPairs } from './pairs.ts';
import { formOf } from './rules.ts';
import { named } from './terms.ts';
import type { Candidate, Missing, MissingPairs, Stay } from './types.ts';
import type { ValueId } from './values.ts';

/** What the observer lacks to read the message at this moment; with a suite, also a decryption that was tried. */
export function missingOf(
  evidence: Evidence,
  observer: Observer,
  message: MessageTrail,
  at: Seq,
  suite?: Suite,
): Missing {
  const heading = { party: observer.party, message: message.label, at };
  if (isReadable(observer, message, at)) return { ...heading, singles: [], copies: [] };
  const search = searchOf(evidence, observer, message, at);
  const attempt = suite && attemptOf(evidence, observer, message, at, suite);
  return {
    ...heading,
    singles: sufficient(search.slice, search.candidates).map(search.candidate),
    copies: copiesOf(evidence, message, observer.party, at),
    ...(attempt === undefined ? {} : { attempt }),
  };
}

/**
 * Which two things together the observer lacks; undefined where a single one would have sufficed, or nothing is missing.
 * Costs far more than the singles: to be asked for when somebody wants to know.
 */
export function missingPairsOf(
  evidence: Evidence,
  observer: Observer,
  message: MessageTrail,
  at: Seq,
): MissingPairs | undefined {
  if (isReadable(observer, message, at)) return undefined;
  const { slice, candidates, candidate } = searchOf(evidence, observer, message, at);
  if (sufficient(slice, candidates).length > 0) return undefined;
  const { groups, cutShort } = sufficientPairs(slice, candidates);
  return {
    groups: groups.map(({ one, other }) => ({ one: one.map(candidate), other: other.map(candidate) })),
    cutShort,
  };
}

/** Or not written yet: nothing is missing then. */
const isReadable = (observer: Observer, message: MessageTrail, at: Seq): boolean =>
  message.seq > at || knows(observer, message.value, at);

interface Search {
  readonly slice: Slice;
  /** What existed outside the observer and could help, nearest to the message first. */
  readonly candidates: readonly ValueId[];
  readonly candidate: (value: ValueId) => Candidate;
}

function searchOf(evidence: Evidence, observer: Observer, message: MessageTrail, at: Seq): Search {
  const rules = evidence.rules();
  const slice = sliceOf(rules, rules.countAt(at), [message.value], (value) => knows(observer, value, at));
  const wanted = new Set(slice.values);
  const stays = staysOf(evidence, evidence.keepers, wanted, observer.party, at);
  const copied = staysOf(evidence, attackersOf(evidence), wanted, observer.party, at);
  const passed = computedByRecipients(evidence, message, at);
  const itself = wrappingsOf(evidence, message.value);
  return {
    slice,
    candidates: slice.values.filter((value) => !itself.has(value) && (stays.has(value) || passed.has(value))),
    candidate: (value) => ({
      value: named(evidence, value),
      stays: [...(stays.get(value) ?? []), ...(copied.get(value) ?? [])],
    }),
  };
}

/** Every stay of these values in the places of these actors, other than the observer, begun by then. */
function staysOf(
  evidence: Evidence,
  actors: readonly ActorId[],
  wanted: ReadonlySet<ValueId>,
  except: ActorId,
  at: Seq,
): ReadonlyMap<ValueId, readonly Stay[]> {
  const stays = new Map<ValueId, Stay[]>();
  for (const actor of actors) {
    if (actor === except) continue;
    const { values, places, from, to } = evidence.allHoldings(actor);
    values.forEach((value, i) => {
      const start = from[i] ?? STILL;
      if (start > at || !wanted.has(value)) return;
      const stay: Stay = { actor, place: places[i] ?? 'keys', from: start, to: endBy(to[i], at) };
      const others = stays.get(value);
      if (others) others.push(stay);
      else stays.set(value, [stay]);
    });
  }
  return stays;
}

/** The end of a stay as known at this moment. */
const endBy = (to: Seq | undefined, at: Seq): Seq | undefined => (to !== undefined && to <= at ? to : undefined);

/** Everything that went through the processor of a device (or company) for which the message was sealed. */
function computedByRecipients(evidence: Evidence, message: MessageTrail, at: Seq): ReadonlySet<ValueId> {
  const recipients = new Set(message.ciphertexts.map((ciphertext) => ciphertext.to));
  recipients.delete(message.from);
  const computed = new Set<ValueId>();
  for (const { actor, seq, calls } of evidence.trace.events) {
    if (seq > at || !recipients.has(actor)) continue;
    for (const { inputs, outputs } of calls) {
      for (const bytes of [...inputs, ...outputs]) {
        if (bytes.length >= SHORTEST_SECRET_BYTES) computed.add(evidence.values.find(bytes));
      }
    }
  }
  return computed;
}

/** The message and every container out of which it can simply be taken. */
function wrappingsOf(evidence: Evidence, body: ValueId): ReadonlySet<ValueId> {
  const rules = evidence.rules();
  const { start, list } = rules.giving();
  const found = new Set([body]);
  for (const value of found) {
    for (let i = start[value] ?? 0; i < (start[value + 1] ?? 0); i++) {
      const rule = list[i] ?? 0;
      if (formOf(rules, rule) === 'slice') for (const whole of premisesOf(rules, rule)) found.add(whole);
    }
  }
  return found;
}

/** Where the message itself stands or stood, with whoever it was. */
function copiesOf(evidence: Evidence, message: MessageTrail, except: ActorId, at: Seq): Missing['copies'] {
  return [...evidence.keepers, ...attackersOf(evidence)].flatMap((actor) => {
    if (actor === except) return [];
    const { values, places, from, to } = evidence.allHoldings(actor);
    return values.flatMap((value, i) => {
      const start = from[i] ?? STILL;
      if (value !== message.value || start > at) return [];
      return [{ actor, place: places[i] ?? 'chat', from: start, to: endBy(to[i], at) }];
    });
  });
}

const attackersOf = ({ trace }: Evidence): readonly ActorId[] =>
  trace.header.parties.flatMap((party) => (party.kind === 'attacker' ? [party.id] : []));
