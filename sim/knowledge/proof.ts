/**
 * Proofs: a least-cost derivation of a message from what a party really has, in the order in which to execute it.
 *
 * The derivation is drawn as a graph: what is used twice appears once. Section 1.
 */
import type { Seq } from '../trace.ts';
import { cheapest, HELD, type Derivations } from './cheapest.ts';
import type { Evidence, MessageTrail } from './evidence.ts';
import type { Observer } from './observers.ts';
import { operandsOf, premisesOf } from './operands.ts';
import { named } from './terms.ts';
import type { Proof, ProofInput, ProofStep } from './types.ts';
import { PUBLIC, type ValueId } from './values.ts';

/** How the observer reads the message at this moment, at least cost; undefined where it cannot. */
export function proofOf(evidence: Evidence, observer: Observer, message: MessageTrail, at: Seq): Proof | undefined {
  if (message.seq > at) return undefined;
  const rules = evidence.rules();
  const base = observer.baseAt(at).filter((value) => value !== PUBLIC);
  const found = cheapest(rules, rules.countAt(at), base, evidence.values.count(), message.value);
  const cost = found.cost[message.value] ?? Infinity;
  if (cost === Infinity) return undefined;
  const heading = { party: observer.party, message: message.label, at, cost };
  return { ...heading, ...drawn(evidence, observer, found, message.value, at) };
}

/** Positions of values among the leaves and steps of a proof. */
interface Positions {
  readonly leaf: ReadonlyMap<ValueId, number>;
  readonly step: ReadonlyMap<ValueId, number>;
}

function drawn(
  evidence: Evidence,
  observer: Observer,
  found: Derivations,
  goal: ValueId,
  at: Seq,
): Pick<Proof, 'leaves' | 'steps'> {
  const leaf = new Map<ValueId, number>();
  const step = new Map<ValueId, number>();
  const leaves: Proof['leaves'][number][] = [];
  const steps: ProofStep[] = [];
  for (const value of premisesFirst(evidence, found, goal)) {
    const rule = found.rule[value] ?? HELD;
    if (rule === HELD) {
      const source = observer.sourceOf(value, at);
      if (!source) throw new Error('a base value has a source: it was taken from a packet or a place');
      leaf.set(value, leaves.length);
      leaves.push({ value: named(evidence, value), source });
    } else {
      const executed = stepOf(evidence, rule, value, { leaf, step });
      step.set(value, steps.length);
      steps.push(executed);
    }
  }
  return { leaves, steps };
}

/** The values of the derivation, each once, premises before conclusions. */
function premisesFirst(evidence: Evidence, found: Derivations, goal: ValueId): readonly ValueId[] {
  const order: ValueId[] = [];
  const entered = new Set<ValueId>();
  const done = new Set<ValueId>();
  // A stack of its own: chains of a long run are deeper than the call stack.
  const stack = [goal];
  for (let value = stack.at(-1); value !== undefined; value = stack.at(-1)) {
    const rule = found.rule[value] ?? HELD;
    if (rule === HELD || entered.has(value)) {
      stack.pop();
      if (!done.has(value)) order.push(value);
      done.add(value);
      continue;
    }
    entered.add(value);
    const premises = premisesOf(evidence.rules(), rule);
    for (const premise of premises.toReversed()) if (!done.has(premise)) stack.push(premise);
  }
  return order;
}

function stepOf(evidence: Evidence, rule: number, value: ValueId, positions: Positions): ProofStep {
  const { op, inputs, index, widths } = operandsOf(evidence.rules(), rule, evidence.values);
  const references = inputs.map(({ bytes, frame }): ProofInput => {
    const input = frame ? PUBLIC : evidence.values.find(bytes);
    const step = positions.step.get(input);
    if (step !== undefined) return { from: 'step', index: step };
    const leaf = positions.leaf.get(input);
    if (leaf !== undefined) return { from: 'leaf', index: leaf };
    if (input !== PUBLIC) throw new Error('premises come before their conclusion, and what is no premise is public');
    return { from: 'public', bytes };
  });
  return { op, inputs: references, output: named(evidence, value), index, ...(widths === undefined ? {} : { widths }) };
}
