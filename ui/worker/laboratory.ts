/**
 * What only the lab, the phones-only screen and a lesson's last stage ask for: every packet, the metadata, every copy, keys and
 * bytes, runs side by side, the charts, the rounds. Loaded after the first answer (`worker.ts`), so that a first lesson does
 * not wait for it.
 */
import {
  chartViews,
  heatmapOf,
  journeysOf,
  metadataOf,
  stretchesOf,
  type TransportProjection,
} from '../../sim/index.ts';
import type { PartyId, Seq, Trace } from '../../sim/trace.ts';
import type { EngineApi, MetadataView, TimelineView } from './api.ts';
import { compareRuns } from './compare.ts';
import { eventsUpTo } from './events.ts';
import { lastSeqUpTo } from './frames.ts';
import { bytesView, keysView } from './inspector.ts';
import { revealView, roundsView } from './rounds.ts';
import type { KnownRun, Runs } from './runs.ts';
import { storageAnswers } from './storage.ts';

export type Laboratory = Pick<
  EngineApi,
  | 'timeline'
  | 'metadata'
  | 'compare'
  | 'heatmap'
  | 'keys'
  | 'bytes'
  | 'charts'
  | 'rounds'
  | 'reveal'
  | 'copies'
  | 'storage'
  | 'storagePage'
  | 'tidyAndLook'
  | 'removals'
>;

export const createLaboratory = (runs: Runs): Laboratory => ({
  timeline: (choice, upTo) => {
    const { played } = runs.of(choice);
    return timelineView(played.trace, lastSeqUpTo(played, upTo));
  },
  metadata: (choice, party, at, transport, upTo) => {
    const run = runs.of(choice);
    return metadataView(run, party, Math.min(at, lastSeqUpTo(run.played, upTo)), transport);
  },
  compare: (base, others) => compareRuns(runs.of(base), others.map(runs.of)),
  heatmap: (choice, device) => heatmapOf(runs.of(choice).knowledge, device),
  keys: (choice, pairing, at, key) => keysView(runs.of(choice), pairing, at, key),
  bytes: (choice, packet, party, at) => bytesView(runs.of(choice), packet, party, at),
  ...storageAnswers(runs),
  charts: chartViews,
  rounds: (choice) => roundsView(runs, choice),
  reveal: (choice) => revealView(runs, choice),
});

/** Every packet of a trace as far as an event; what comes later is not in it. */
export const timelineView = (trace: Trace, last: Seq): TimelineView => ({
  parties: trace.header.parties,
  events: eventsUpTo(trace, last),
  journeys: journeysOf(trace, last),
  stretches: stretchesOf(trace, last),
});

function metadataView(
  { played, knowledge }: KnownRun,
  party: PartyId,
  at: Seq,
  transport: TransportProjection,
): MetadataView {
  const metadata = metadataOf(played.trace, party, transport, at);
  const labels = metadata.messages.map(({ message }) => message);
  return { ...metadata, readable: labels.filter((label) => knowledge.cell(party, label, at).state === 'readable') };
}
