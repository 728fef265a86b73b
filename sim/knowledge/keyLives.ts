/** When a key of a device was made and erased: read off what stood in its keys after each event (`holdings.ts`). */
import { equalBytes, toHex, type Bytes } from '../crypto/bytes.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { ActorId, Seq, TraceEvent } from '../trace.ts';
import { holdingsOf, STILL } from './holdings.ts';
import type { KeyLife } from './keyTypes.ts';
import { valueTable, type ValueId } from './values.ts';

/** The life of a key that was made in this event. */
export type Lives = (key: Bytes, made: Seq, publicKey?: Bytes) => KeyLife;

const ID_BYTES = 8;
export const keyId = (bytes: Bytes): string => toHex(bytes.subarray(0, ID_BYTES));

/** Lives of a device's keys as far as these events tell. */
export function livesOf(events: readonly TraceEvent[], device: ActorId): Lives {
  const values = valueTable();
  const { values: held, places, to } = holdingsOf(events, device, values);
  const ends = new Map<ValueId, Seq>();
  for (const [i, value] of held.entries()) if (places[i] === 'keys') ends.set(value, to[i] ?? STILL);
  return (bytes, made, publicKey) => {
    const end = ends.get(values.find(bytes));
    const own = { id: keyId(publicKey ?? bytes), bytes, made, ...(publicKey === undefined ? {} : { publicKey }) };
    if (end === undefined) return { ...own, state: 'passed', gone: made };
    return end === STILL ? { ...own, state: 'here' } : { ...own, state: 'erased', gone: end };
  };
}

/** The keys that an actor keeps after an event; undefined where it keeps none. */
export function endpointIn({ after }: TraceEvent): Endpoint | undefined {
  const { keys } = after.places;
  return isEndpoint(keys) ? keys : undefined;
}

const isEndpoint = (kept: unknown): kept is Endpoint =>
  typeof kept === 'object' && kept !== null && 'prekeys' in kept && 'sessions' in kept && 'archived' in kept;

export const sameBytes = (a: Bytes | undefined, b: Bytes | undefined): boolean =>
  a !== undefined && b !== undefined && equalBytes(a, b);
