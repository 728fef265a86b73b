/** Growth of the closure, in exact counts: rules that fire and premises that are ticked off, over two decades of rules. */
import { model } from '../../sim/crypto/model.ts';
import { closureOf, type Facts } from '../../sim/knowledge/closure.ts';
import { evidenceOf, type Evidence } from '../../sim/knowledge/evidence.ts';
import { lasts } from '../../sim/knowledge/holdings.ts';
import { PUBLIC, type ValueId } from '../../sim/knowledge/values.ts';
import { play } from '../../sim/scenario/play.ts';
import { alternating } from '../../sim/testing/conversation.ts';
import type { Seq } from '../../sim/trace.ts';
import { optionsOf } from './cryptography.ts';
import { judged, number, plain, type Row } from './rows.ts';

const MESSAGES = [32, 100, 320, 1_000, 3_800] as const;

export function closureRows(): readonly Row[] {
  const sizes = MESSAGES.map(measure);
  const firings = exponent(sizes.map(({ rules, fired }) => [rules, fired]));
  const ticks = exponent(sizes.map(({ rules, ticked }) => [rules, ticked]));
  const ratios = sizes.map(({ rules, fired }) => `${(fired / rules).toFixed(3)} of ${number(rules)}`);
  return [
    judged('growth exponent, rules fired', firings, firings.toFixed(4), { gate: 1.02, unit: '' }),
    judged('growth exponent, premises ticked off', ticks, ticks.toFixed(4), { gate: 1.02, unit: '' }),
    plain('share of the rules that fire', ratios.join(';  ')),
  ];
}

interface Size {
  readonly rules: number;
  readonly fired: number;
  readonly ticked: number;
}

/**
 * Whoever has all packets and the first keys of one phone, where no fresh keys are drawn in replies: everything opens, so that
 * the closure has to fire nearly every rule.
 */
function measure(messages: number): Size {
  const scenario = alternating(messages, { protections: { freshRatchetKeys: false } });
  const evidence = evidenceOf(play(scenario, optionsOf(model)).trace);
  const rules = evidence.rules();
  const facts = packetsAndFirstKeys(evidence);
  const { firings, ticks } = closureOf(rules, facts, evidence.values.count());
  return { rules: rules.count, fired: firings, ticked: ticks };
}

function packetsAndFirstKeys(evidence: Evidence): Facts {
  const start: Seq = evidence.story().messages[0]?.seq ?? 0;
  const held = evidence.holdings('alice.phone');
  const keys = held.values.filter((_, i) => held.places[i] === 'keys' && lasts(held, i, start));
  const values: ValueId[] = [];
  const seqs: Seq[] = [];
  const add = (value: ValueId, seq: Seq): void => {
    if (value === PUBLIC) return;
    values.push(value);
    seqs.push(seq);
  };
  let copied = false;
  for (const { value, seq } of evidence.story().sightings) {
    if (!copied && seq >= start) for (const key of keys) add(key, start);
    copied ||= seq >= start;
    add(value, seq);
  }
  return { values, seqs };
}

/** Slope of the least-squares line through the logarithms. */
function exponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
