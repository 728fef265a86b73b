/** Why an event happened: the events that led to it, read off their causes. Pure. */
import type { Seq } from '../../../sim/trace.ts';
import type { EventView } from '../../worker/api.ts';

/** From what the story ordered to the event itself. */
export function causesOf(events: readonly EventView[], seq: Seq): readonly Seq[] {
  const chain: Seq[] = [];
  // A cause is always earlier, so that the chain ends.
  for (let at: Seq | undefined = seq; at !== undefined && events[at] !== undefined; at = events[at]?.cause)
    chain.push(at);
  return chain.toReversed();
}
