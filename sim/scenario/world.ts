/** A played run as the probe language sees it. */
import { accountOf } from '../actors/types.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { MessageLabel, Outcome, Party, PartyId, Seq } from '../trace.ts';
import type { Played } from './play.ts';
import type { ProbeWorld } from './probe-eval.ts';

export function probeWorld(played: Played, knowledge: Knowledge): ProbeWorld {
  const { trace } = played;
  const lastSeq = trace.events.length - 1;
  const happened = (at: Seq, test: (outcome: Outcome, actor: PartyId) => boolean): boolean =>
    trace.events.some((event) => event.seq <= at && event.outcomes.some((outcome) => test(outcome, event.actor)));
  const shownOn = (device: PartyId, message: MessageLabel, at: Seq): boolean =>
    happened(at, (outcome, actor) => outcome.kind === 'shown' && actor === device && outcome.message === message);
  // Links are parts of the network: counting both would count one reader twice.
  const counted = trace.header.parties.filter((party) => party.kind !== 'link');
  return {
    canRead: (party, message, at) => knowledge.knowsMessage(party, message, at),
    state: (party, message, at) => knowledge.cell(party, message, at).state,
    delivered: (message, device, at) => {
      const devices = device === undefined ? recipientDevices(played, message) : [device];
      return devices.length > 0 && devices.every((id) => shownOn(id, message, at));
    },
    refused: (message, at) => happened(at, (outcome) => outcome.kind === 'refused' && outcome.message === message),
    readers: (message, at) => counted.filter(({ id }) => knowledge.knowsMessage(id, message, at)).map(({ id }) => id),
    stepEnds: (id) => (trace.steps.find((step) => step.id === id)?.end ?? 0) - 1,
    lastSeq,
    moments: trace.events.map(({ seq }) => seq),
  };
}

/** Devices of the account that a message is for. */
function recipientDevices(played: Played, message: MessageLabel): readonly PartyId[] {
  const send = played.actions.find((action) => action.kind === 'send' && action.send === message);
  if (send?.kind !== 'send') return [];
  const isRecipients = (party: Party): boolean => party.kind === 'device' && party.account === accountOf(send.to);
  return played.trace.header.parties.filter(isRecipients).map(({ id }) => id);
}
