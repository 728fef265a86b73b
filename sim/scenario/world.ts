/** A played run as the probe language sees it. */
import { accountOf } from '../actors/types.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { TICKS } from '../trace.ts';
import type { MessageLabel, Outcome, Party, PartyId, Seq, Sign, Tick } from '../trace.ts';
import { lettersOf } from './letters.ts';
import type { Played } from './play.ts';
import type { ProbeWorld } from './probe-eval.ts';
import { sendingAs, type Forge } from './sending.ts';

export function probeWorld(played: Played, knowledge: Knowledge, forge?: Forge): ProbeWorld {
  const { trace, options } = played;
  // Links are parts of the network: counting both would count one reader twice.
  const counted = trace.header.parties.filter((party) => party.kind !== 'link');
  return {
    canRead: (party, message, at) => knowledge.knowsMessage(party, message, at),
    state: (party, message, at) => knowledge.cell(party, message, at).state,
    ...deviceWords(played),
    copies: (message, party, at) => {
      const found = options.files?.copiesOf(knowledge, message, at);
      return (party === undefined ? found?.readable : found?.copies.filter(({ owner }) => owner === party).length) ?? 0;
    },
    carved: (device, at) => options.files?.everydayLeft(knowledge, device, at) ?? 0,
    canSendAs: sendingAs(played, forge),
    readers: (message, at) => counted.filter(({ id }) => knowledge.knowsMessage(id, message, at)).map(({ id }) => id),
    stepEnds: (id) => (trace.steps.find((step) => step.id === id)?.end ?? 0) - 1,
    lastSeq: trace.events.length - 1,
    moments: trace.events.map(({ seq }) => seq),
  };
}

type DeviceWord =
  | 'delivered'
  | 'refused'
  | 'expired'
  | 'ticked'
  | 'signals'
  | 'heldBack'
  | 'askedAgain'
  | 'sealedAgain'
  | 'timesShown'
  | 'shownBefore'
  | 'deleted';

/** What the devices and the server did: read off the outcomes. */
function deviceWords(played: Played): Pick<ProbeWorld, DeviceWord> {
  const { events } = played.trace;
  const count = (at: Seq, test: (outcome: Outcome, actor: PartyId) => boolean): number => {
    let found = 0;
    for (const { seq, actor, outcomes } of events)
      if (seq <= at) for (const outcome of outcomes) if (test(outcome, actor)) found++;
    return found;
  };
  const happened = (at: Seq, test: (outcome: Outcome, actor: PartyId) => boolean): boolean =>
    events.some((event) => event.seq <= at && event.outcomes.some((outcome) => test(outcome, event.actor)));
  const isShown = (outcome: Outcome, message: MessageLabel): boolean =>
    outcome.kind === 'shown' && outcome.message === message;
  return {
    delivered: (message, device, at) => {
      const devices = device === undefined ? recipientDevices(played, message) : [device];
      const shows = (id: PartyId): boolean => happened(at, (one, actor) => actor === id && isShown(one, message));
      return devices.length > 0 && devices.every(shows);
    },
    refused: (message, at) => happened(at, (one) => one.kind === 'refused' && one.message === message),
    expired: (message, at) => happened(at, (one) => one.kind === 'expired' && one.message === message),
    ticked: (message, tick, at) => {
      const least = TICKS.indexOf(tick);
      const isEnough = (shown: Tick): boolean => TICKS.indexOf(shown) >= least;
      return happened(at, (one) => one.kind === 'ticked' && one.message === message && isEnough(one.tick));
    },
    signals: (person, sign, at) =>
      happened(at, (one, actor) => one.kind === 'sign' && accountOf(actor) === person && isMeant(one.sign, sign)),
    heldBack: (message, at) => happened(at, (one) => one.kind === 'held-back' && one.message === message),
    askedAgain: (message, at) => happened(at, (one) => one.kind === 'asked-again' && one.message === message),
    sealedAgain: (message, at) =>
      happened(at, (one) => one.kind === 'retry' && one.message === message && one.verdict === 'sealed-again'),
    timesShown: (message, device, at) => count(at, (one, actor) => actor === device && isShown(one, message)),
    shownBefore: (first, second, device, at) => {
      const lines = linesOn(played, device, at);
      const above = lines.indexOf(first);
      return above !== -1 && above < lines.indexOf(second);
    },
    deleted: (message, device, at) => {
      const own = events.filter((event) => event.seq <= at && event.actor === device);
      return isGone(
        own.flatMap(({ outcomes }) => outcomes),
        message,
      );
    },
  };
}

/** Whether the last that a device did with a message was to list it no more; one that empties itself lists none. */
function isGone(outcomes: readonly Outcome[], message: MessageLabel): boolean {
  let fate: 'never-here' | 'listed' | 'gone' = 'never-here';
  for (const one of outcomes) {
    if ((one.kind === 'wrote' || one.kind === 'shown') && one.message === message) fate = 'listed';
    else if (one.kind === 'deleted' && one.message === message) fate = 'gone';
    else if (fate === 'listed' && EMPTYING.has(one.kind)) fate = 'gone';
  }
  return fate === 'gone';
}

const EMPTYING: ReadonlySet<Outcome['kind']> = new Set(['uninstalled', 'reset', 'replaced']);

/** Codes that match are a sign too, but none that anything is wrong. */
const isMeant = (seen: Sign, asked: Sign | undefined): boolean =>
  asked === undefined ? seen !== 'codes-match' : seen === asked;

/** Labels in the chat of a device, from the top, as it stood then. */
function linesOn(played: Played, device: PartyId, at: Seq): readonly MessageLabel[] {
  const last = played.trace.events.findLast((event) => event.seq <= at && event.actor === device);
  const chat: unknown = last?.after.places.chat;
  if (typeof chat !== 'object' || chat === null || !('lines' in chat) || !Array.isArray(chat.lines)) return [];
  const lines: readonly unknown[] = chat.lines;
  return lines.map((line) => (typeof line === 'object' && line !== null && 'label' in line ? String(line.label) : ''));
}

/** Devices of the account that a message is for. */
function recipientDevices(played: Played, message: MessageLabel): readonly PartyId[] {
  const letter = lettersOf(played.actions).get(message);
  if (!letter) return [];
  const isRecipients = (party: Party): boolean => party.kind === 'device' && party.account === accountOf(letter.to);
  return played.trace.header.parties.filter(isRecipients).map(({ id }) => id);
}
