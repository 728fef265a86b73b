/** What a single value is worth: the messages that it opens for whoever recorded the network, and only because of it. */
import type { Bytes } from '../crypto/bytes.ts';
import type { MessageLabel, Seq, Trace } from '../trace.ts';
import { closureOf, firstSeen, type Closure } from './closure.ts';
import { evidenceOf } from './evidence.ts';
import type { ValueId } from './values.ts';

/** Messages written up to an event that follow from all packets until then and these bytes, and not from the packets alone. */
export type Worth = (bytes: Bytes, at: Seq) => readonly MessageLabel[];

/** The worth of any value of a run; what all answers share is computed once. */
export function worthIn(trace: Trace): Worth {
  const evidence = evidenceOf(trace);
  return (bytes, at) => {
    const rules = evidence.rules();
    const { messages, sightings } = evidence.story();
    const value = evidence.values.find(bytes);
    if (value < 0) return [];
    const seen = sightings.filter(({ kind, seq, value: packet }) => kind === 'sent' && seq <= at && packet >= 0);
    const closureWith = (more: readonly ValueId[]): Closure => {
      const values = [...more, ...seen.map((sighting) => sighting.value)];
      const seqs = [...more.map(() => 0), ...seen.map(({ seq }) => seq)];
      return closureOf(rules, { values, seqs }, evidence.values.count(), at);
    };
    const withIt = closureWith([value]);
    const without = closureWith([]);
    return messages.flatMap(({ label, value: body, seq }) =>
      seq <= at && firstSeen(withIt, body) <= at && firstSeen(without, body) > at ? [label] : [],
    );
  };
}
