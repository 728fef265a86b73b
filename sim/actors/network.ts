/**
 * The network: every link with what is wrong with it. Faults are explicit, name their link and say what they hit, so that a
 * story with fewer of them is a smaller story. PROTOCOL.md section 11; ARCHITECTURE section 5.
 */
import { REORDER_WAIT_MS } from '../limits.ts';
import type { ActorState, FaultEffect, Instant, LinkId, Packet } from '../trace.ts';
import { deviceOfLink, unchanged, type ActorEvent, type Context, type Effect, type Fault, type Step } from './types.ts';

export interface NetworkState extends ActorState {
  readonly places: Readonly<Record<string, never>>;
  readonly latencyMs: number;
  /** Links with something wrong, or busy; the others carry everything after `latencyMs`. */
  readonly links: Readonly<Record<LinkId, Link>>;
}

interface Link {
  /** Faults that wait for packets, oldest first. */
  readonly waiting: readonly Fault[];
  readonly cut: boolean;
  readonly bytesPerSecond: number | undefined;
  /** By the end towards which it carries: until when it is busy, on a link with a bandwidth. */
  readonly busyUntil: Readonly<Record<string, Instant>>;
}

const CLEAR: Link = { waiting: [], cut: false, bytesPerSecond: undefined, busyUntil: {} };

export const newNetwork = (latencyMs: number): NetworkState => ({ places: {}, latencyMs, links: {} });

/** What somebody, or chance, does to a link. */
export function handleNetwork(state: NetworkState, event: ActorEvent, _context: Context): Step<NetworkState> {
  if (event.kind !== 'fault') return unchanged(state);
  const { fault, by } = event;
  const links = { ...state.links, [fault.link]: disturb(state.links[fault.link] ?? CLEAR, fault) };
  const mended = fault.kind === 'heal';
  return {
    state: { ...state, links },
    effects: mended ? [reconnected(fault.link)] : [],
    signals: [!mended ? 'disturbed' : Object.values(links).every(isFine) ? 'mended' : 'disturbed'],
    outcomes: [{ kind: 'disturbed', fault: fault.kind, link: fault.link, by }],
  };
}

function disturb(link: Link, fault: Fault): Link {
  switch (fault.kind) {
    case 'cut':
      return { ...link, cut: true };
    case 'throttle':
      return { ...link, bytesPerSecond: fault.bytesPerSecond };
    case 'heal':
      return CLEAR;
    default:
      return { ...link, waiting: [...link.waiting, fault] };
  }
}

/** Nothing is wrong with any link. */
export const isClear = ({ links }: NetworkState): boolean => Object.values(links).every(isFine);

const isFine = (link: Link): boolean => link.waiting.length === 0 && !link.cut && link.bytesPerSecond === undefined;

const reconnected = (link: LinkId): Effect => ({
  kind: 'tell',
  to: deviceOfLink(link),
  event: { kind: 'reconnected' },
  name: 'reconnected',
});

/** What the network makes of one packet: when it arrives (twice where duplicated, never where lost), and why. */
export interface Passage {
  readonly state: NetworkState;
  readonly arrivals: readonly Instant[];
  readonly effect: FaultEffect | undefined;
  /** An earlier packet that waits to be overtaken comes right after this one. */
  readonly overtakes: boolean;
}

/** What of a packet matters to the link that carries it. */
type Passing = Pick<Packet, 'link' | 'to' | 'errand' | 'bytes'>;

/** Puts one packet on its link now. */
export function pass(state: NetworkState, packet: Passing, now: Instant): Passage {
  const link = state.links[packet.link];
  const arrival = now + state.latencyMs;
  if (!link || isFine(link)) return { state, arrivals: [arrival], effect: undefined, overtakes: true };
  if (link.cut) return { state, arrivals: [], effect: 'cut', overtakes: false };
  const timed = transmit(link, packet, now);
  const fault = link.waiting.find((one) => hits(one, packet));
  const next = fault ? spent(timed.link, fault) : timed.link;
  const passage = { state: { ...state, links: { ...state.links, [packet.link]: next } }, overtakes: true };
  const at = arrival + timed.takesMs;
  switch (fault?.kind) {
    case 'drop':
      return { ...passage, arrivals: [], effect: 'dropped', overtakes: false };
    case 'duplicate':
      return { ...passage, arrivals: [at, at + state.latencyMs], effect: 'duplicated' };
    case 'delay':
      return { ...passage, arrivals: [at + fault.byMs], effect: 'delayed' };
    case 'reorder':
      return { ...passage, arrivals: [at + REORDER_WAIT_MS], effect: 'reordered', overtakes: false };
    default:
      return { ...passage, arrivals: [at], effect: timed.takesMs > 0 ? 'queued-behind' : undefined };
  }
}

const hits = (fault: Fault, packet: Passing): boolean =>
  (fault.errand === undefined || fault.errand === packet.errand) &&
  (fault.toward === undefined || fault.toward === packet.to);

/** The fault has hit one packet more; it is gone when it has hit as many as it may. */
const spent = (link: Link, fault: Fault): Link => ({
  ...link,
  waiting: link.waiting.flatMap((one) =>
    one !== fault ? [one] : one.next > 1 ? [{ ...one, next: one.next - 1 }] : [],
  ),
});

/** On a link with a bandwidth, packets in one direction go one after the other. */
function transmit(link: Link, packet: Passing, now: Instant): { link: Link; takesMs: number } {
  if (link.bytesPerSecond === undefined) return { link, takesMs: 0 };
  const start = Math.max(now, link.busyUntil[packet.to] ?? now);
  const end = start + Math.ceil((packet.bytes.length * 1000) / link.bytesPerSecond);
  return { link: { ...link, busyUntil: { ...link.busyUntil, [packet.to]: end } }, takesMs: end - now };
}
