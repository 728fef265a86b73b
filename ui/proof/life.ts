/**
 * When a missing value existed and when it could have been copied, as a small time line. Pure: positions from 0 to 1.
 * The scale is linear; a stay is never drawn thinner than can be seen.
 */
import type { Stay } from '../../sim/knowledge/types.ts';
import type { Instant, PartyId } from '../../sim/trace.ts';
import type { RunView } from '../worker/api.ts';

export interface LifeLine {
  readonly stays: readonly { readonly from: number; readonly to: number; readonly open: boolean }[];
  readonly thefts: readonly { readonly at: number; readonly clockAt: Instant }[];
  readonly start: Instant;
  readonly end: Instant;
}

const THINNEST = 0.015;

/** @param party whose thefts are marked */
export function lifeLine(view: RunView, party: PartyId, stays: readonly Stay[]): LifeLine | undefined {
  const thefts = view.frames.flatMap((frame) =>
    frame.action.kind === 'compromise' && frame.action.by === party ? [frame.at] : [],
  );
  const spans = stays.map((stay) => ({
    from: timeOf(view, stay.from),
    to: stay.to === undefined ? undefined : timeOf(view, stay.to),
  }));
  const now = view.frames[view.frames.length - 1]?.at ?? 0;
  const times = [...spans.flatMap((span) => [span.from, span.to ?? now]), ...thefts];
  if (spans.length === 0 || times.length === 0) return undefined;
  const start = Math.min(...times);
  const end = Math.max(...times, start + 1);
  const x = (at: Instant): number => Math.min(1, Math.max(0, (at - start) / (end - start)));
  return {
    stays: spans.map((span) => {
      const from = Math.min(x(span.from), 1 - THINNEST);
      return { from, to: Math.max(x(span.to ?? end), from + THINNEST), open: span.to === undefined };
    }),
    thefts: thefts.map((at) => ({ at: x(at), clockAt: at })),
    start,
    end,
  };
}

/** The time of an event. */
export const timeOf = (view: RunView, seq: number): Instant => view.events[seq]?.at ?? view.frames[0]?.at ?? 0;
