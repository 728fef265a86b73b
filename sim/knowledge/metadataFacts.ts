/** Facts from packets really sent: who had the packet in hand, and what stands in its fields. Reads a trace only. */
import { SERVER } from '../actors/types.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { decodeStanza, type Stanza } from '../protocol/stanza.ts';
import type { LinkId, Outcome, Packet, Party, Seq, Trace, TraceEvent } from '../trace.ts';
import type { FactSource, MetadataFact, Said, TransportProjection } from './metadataTypes.ts';

/** What the server has: every packet that reached it, and every one that it sent. Wrapping ends at it. */
export function serverFacts(trace: Trace, last: Seq): readonly MetadataFact[] {
  return trace.events.slice(0, last + 1).flatMap((event): readonly MetadataFact[] => {
    if (event.actor !== SERVER) return [];
    const come = arrivedAt(event, trace);
    const gone = sentIn(event);
    return [
      ...(come === undefined ? [] : [factOf(come, event, noteOf(come, event))]),
      ...gone.map((packet) => factOf(packet, event, 'envelope')),
    ];
  });
}

/** What a listener on these links has: every packet that was put on one of them, whether it arrives or not. */
export function listenerFacts(
  trace: Trace,
  links: ReadonlySet<LinkId>,
  transport: TransportProjection,
  last: Seq,
): readonly MetadataFact[] {
  const how = transport === 'open' ? 'envelope' : 'wire';
  return trace.events
    .slice(0, last + 1)
    .flatMap((event) =>
      sentIn(event).flatMap((packet) => (links.has(packet.link) ? [factOf(packet, event, how)] : [])),
    );
}

/** What somebody got who was handed what the server has: its notes as they stood then. */
export function disclosedFacts(trace: Trace, to: Party, last: Seq): readonly MetadataFact[] {
  const handed = trace.events
    .slice(0, last + 1)
    .find(({ outcomes }) => outcomes.some((outcome) => outcome.kind === 'disclosed' && outcome.to === to.id));
  if (!handed) return [];
  return serverFacts(trace, handed.seq)
    .filter(({ how }) => how === 'noted')
    .map((fact) => ({ ...fact, seq: handed.seq }));
}

const sentIn = ({ outcomes }: TraceEvent): readonly Packet[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.packet] : []));

const ARRIVAL = 'packet ';

/** The packet that this event is the arrival of; undefined where it came to nobody: the server was down. */
function arrivedAt({ input, cause, outcomes }: TraceEvent, trace: Trace): Packet | undefined {
  if (!input.startsWith(ARRIVAL) || cause === undefined) return undefined;
  if (outcomes.some((outcome) => outcome.kind === 'fault' && isAway(outcome))) return undefined;
  const id = input.slice(ARRIVAL.length);
  const sender = trace.events[cause];
  return sender && sentIn(sender).find((packet) => packet.id === id);
}

const isAway = (outcome: Extract<Outcome, { kind: 'fault' }>): boolean => outcome.fault === 'away';

/** Whether the server wrote it down: its log holds a note of this moment, or the whole packet. */
function noteOf(packet: Packet, event: TraceEvent): FactSource {
  const noted = event.outcomes.some((outcome) => outcome.kind === 'noted');
  return noted || keeps(event.after.places.log, packet) ? 'noted' : 'envelope';
}

function keeps(log: unknown, packet: Packet): boolean {
  if (typeof log !== 'object' || log === null || !('kept' in log) || !Array.isArray(log.kept)) return false;
  return log.kept.includes(packet);
}

function factOf(packet: Packet, event: TraceEvent, how: FactSource): MetadataFact {
  const toward = packet.to === SERVER ? 'server' : 'device';
  const wrapped = how === 'wire';
  return {
    seq: event.seq,
    at: event.at,
    how,
    via: packet.link,
    device: deviceOn(packet.link),
    toward,
    sizeBytes: packet.bytes.length,
    errand: wrapped ? undefined : packet.errand,
    says: wrapped ? { kind: 'nothing' } : saidBy(decodeStanza(packet.bytes, UNRECORDED)),
  };
}

const deviceOn = (link: LinkId): string => link.slice(0, -`-${SERVER}`.length);

/** The fields of a stanza that tell who, to whom and what for: never its body. */
function saidBy(stanza: Stanza | undefined): Said {
  if (stanza === undefined) return { kind: 'nothing' };
  switch (stanza.kind) {
    case 'message': {
      const { label, from, to, sealedFor } = stanza;
      return { kind: 'message', message: label, from, to, forDevice: sealedFor };
    }
    case 'receipt':
      return { kind: 'receipt', message: stanza.label, by: stanza.device, to: stanza.from, tick: stanza.tick };
    case 'fetch':
      return { kind: 'asks-keys', by: stanza.device, accounts: stanza.accounts };
    case 'bundles':
      return { kind: 'gives-keys', devices: stanza.entries.map(({ device }) => device) };
    case 'register':
      return { kind: 'registers', device: stanza.device };
    case 'accepted':
      return { kind: 'service', device: stanza.sealedFor, message: stanza.label };
    case 'acknowledge':
      return { kind: 'service', device: stanza.device, message: stanza.label };
    default:
      return { kind: 'service', device: stanza.device, message: undefined };
  }
}
