/**
 * Forward secrecy and healing as one picture: if a device were copied at the end of a step, which messages would fall?
 *
 * Assumed of whoever copies: everything that any link carried was recorded, from beginning to end; the device is copied once;
 * and what then opens is asked at the end of the run. All copies are closed in one pass, one lane for each copy. Nobody
 * uses what was copied to take part in the conversation: that would be another run.
 */
import type { ActorId, Instant, MessageLabel, Seq } from '../trace.ts';
import { STILL } from './holdings.ts';
import type { Knowledge } from './knowledge.ts';
import { hasLane, lanesOf, sliceOf, type LaneMask } from './lanes.ts';
import { knows } from './observers.ts';
import type { ValueId } from './values.ts';

export interface Heatmap {
  readonly device: ActorId;
  /** In the order in which they were written. */
  readonly messages: readonly HeatColumn[];
  /** The moments of copying: before the first step, then after each. */
  readonly rows: readonly HeatRow[];
  /** Rules that were applied for all copies together: the work done. */
  readonly applied: number;
}
export interface HeatColumn {
  readonly label: MessageLabel;
  readonly from: ActorId;
  readonly to: string;
  readonly at: Instant;
  /** The recording alone gives it: no copy is needed. */
  readonly open: boolean;
}
export interface HeatRow {
  /** `start` is before the first step. */
  readonly step: string;
  readonly at: Instant;
  /** The copy is of the device as it was after this event. */
  readonly seq: Seq;
  /** In the order of the messages. */
  readonly cells: readonly HeatCell[];
}
export interface HeatCell {
  /** It had been written when the device was copied: a message of the past. */
  readonly written: boolean;
  /** Falls to a copy of the keys alone. */
  readonly keys: boolean;
  /** Falls to a copy of everything: the keys, and the chat with its drafts. */
  readonly everything: boolean;
}

/** Which copies open which messages. The party must be a device of the run. */
export function heatmapOf(knowledge: Knowledge, device: ActorId): Heatmap {
  const { evidence, messages } = knowledge;
  const { trace } = evidence;
  if (!trace.header.parties.some(({ kind, id }) => kind === 'device' && id === device))
    throw new Error(`"${device}" is no device of this run: only a device can be copied`);
  const last = trace.events.length - 1;
  const recorder = knowledge.observer('network');
  const isRecorded = (value: ValueId): boolean => knows(recorder, value, last);
  const moments = momentsOf(knowledge);
  const rules = evidence.rules();
  const begin = copiesOf(knowledge, device, moments);
  const goals = messages.flatMap(({ value }) => (isRecorded(value) ? [] : [value]));
  const slice = sliceOf(rules, rules.count, goals, isRecorded);
  const { maskOf, applied } = lanesOf(slice, begin, 2 * moments.length);
  const falls = (message: { readonly value: ValueId }, lane: number): boolean =>
    isRecorded(message.value) || hasLane(maskOf(message.value), lane);
  return {
    device,
    messages: messages.map(({ label, from, to, at, value }) => ({ label, from, to, at, open: isRecorded(value) })),
    rows: moments.map((moment, i) => ({
      ...moment,
      cells: messages.map((message) => ({
        written: message.seq <= moment.seq,
        keys: falls(message, i),
        everything: falls(message, moments.length + i),
      })),
    })),
    applied,
  };
}

type Moment = Pick<HeatRow, 'step' | 'at' | 'seq'>;

function momentsOf({ evidence: { trace } }: Knowledge): readonly Moment[] {
  const { steps, events } = trace;
  const before = (steps[0]?.first ?? events.length) - 1;
  const start: Moment = { step: 'start', at: steps[0]?.at ?? events[before]?.at ?? 0, seq: before };
  return [start, ...steps.map(({ id, at, end }) => ({ step: id, at, seq: end - 1 }))];
}

/**
 * In which lanes each value is had by the copy. Lane i is a copy of the keys at moment i; as many lanes further on, a copy of
 * everything.
 */
function copiesOf(
  { evidence }: Knowledge,
  device: ActorId,
  moments: readonly Moment[],
): ReadonlyMap<ValueId, LaneMask> {
  const { values, places, from, to } = evidence.holdings(device);
  const begin = new Map<ValueId, LaneMask>();
  values.forEach((value, i) => {
    const place = places[i];
    if (place !== 'keys' && place !== 'chat') return;
    const during = lanesDuring(moments, from[i] ?? STILL, to[i] ?? STILL);
    const all = during << BigInt(moments.length);
    begin.set(value, (begin.get(value) ?? 0n) | (place === 'keys' ? during | all : all));
  });
  return begin;
}

/** The moments at events [from, to). */
function lanesDuring(moments: readonly Moment[], from: Seq, to: Seq): LaneMask {
  let lanes = 0n;
  moments.forEach(({ seq }, lane) => {
    if (from <= seq && seq < to) lanes |= 1n << BigInt(lane);
  });
  return lanes;
}
