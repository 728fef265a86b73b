/**
 * The answer of a probe in one run. What a run is, is behind `ProbeWorld`: evaluation needs no engine, and ends for every
 * probe, because each node asks at most one question about each moment.
 */
import type { CellState } from '../knowledge/types.ts';
import type { MessageLabel, PartyId, Seq, Sign, Tick } from '../trace.ts';
import type { Comparison, NumberValue, Probe, Query, StateValue } from './probe.ts';

/** What a run must be able to say. Names were checked before; one that this run never met is simply never read, shown or refused. */
export interface ProbeWorld {
  readonly canRead: (party: PartyId, message: MessageLabel, at: Seq) => boolean;
  readonly state: (party: PartyId, message: MessageLabel, at: Seq) => CellState;
  /** Shown on this device by then; without a device: on every device of the recipient. */
  readonly delivered: (message: MessageLabel, device: PartyId | undefined, at: Seq) => boolean;
  /** Some device refused a packet of this message by then. */
  readonly refused: (message: MessageLabel, at: Seq) => boolean;
  /** The server had given it up by then. */
  readonly expired: (message: MessageLabel, at: Seq) => boolean;
  /** Some device of the sender showed this tick, or a later one, by then. */
  readonly ticked: (message: MessageLabel, tick: Tick, at: Seq) => boolean;
  /** The person had seen this sign by then; without a sign: any that is a warning. */
  readonly signals: (person: string, sign: Sign | undefined, at: Seq) => boolean;
  /** Its writer had gone by a sign and not written it by then. */
  readonly heldBack: (message: MessageLabel, at: Seq) => boolean;
  /** Some device had asked for it again by then. */
  readonly askedAgain: (message: MessageLabel, at: Seq) => boolean;
  /** The sender's device had sealed it again by then. */
  readonly sealedAgain: (message: MessageLabel, at: Seq) => boolean;
  /** How often the device had shown it by then. */
  readonly timesShown: (message: MessageLabel, device: PartyId, at: Seq) => number;
  /** Both stand in the device's chat then, the first above the second. */
  readonly shownBefore: (first: MessageLabel, second: MessageLabel, device: PartyId, at: Seq) => boolean;
  /** The device had it by then, and does not list it any more. */
  readonly deleted: (message: MessageLabel, device: PartyId, at: Seq) => boolean;
  /** Readable copies there are then; with a party, those that this one has, in any form. */
  readonly copies: (message: MessageLabel, party: PartyId | undefined, at: Seq) => number;
  /** Everyday messages whose whole text can be found in the device's files then. */
  readonly carved: (device: PartyId, at: Seq) => number;
  /** What the party has at the end of the last step by then makes a packet that the device takes for one of `as`. */
  readonly canSendAs: (party: PartyId, as: string, device: PartyId, at: Seq) => boolean;
  /** Parties that can read it then, in the order of the trace's parties: devices, network as one, server, attackers. */
  readonly readers: (message: MessageLabel, at: Seq) => readonly PartyId[];
  /** The last event of a step; -1 where the run ended before it. */
  readonly stepEnds: (step: string) => Seq;
  readonly lastSeq: Seq;
  /** Moments at which anything can change, ascending: what `ever` and `always` visit. */
  readonly moments: readonly Seq[];
}

/** Whether the probe holds at this moment of the run (default: at its end). */
export function evaluate(probe: Probe, world: ProbeWorld, at: Seq = world.lastSeq): boolean {
  return holds(probe, { world, history: new Map() }, at);
}

/** `history` keeps, for each `ever` and `always`, its answer at every moment: nesting them stays linear in the run's length. */
interface Evaluation {
  readonly world: ProbeWorld;
  readonly history: Map<Probe, readonly boolean[]>;
}

function holds(probe: Probe, evaluation: Evaluation, at: Seq): boolean {
  const { world } = evaluation;
  switch (probe.kind) {
    case 'canRead':
      return world.canRead(probe.party, probe.message, at);
    case 'knows':
      return world.state(probe.party, probe.message, at) !== 'never';
    case 'recoverable':
      return isRecoverable(world.state(probe.party, probe.message, at));
    case 'deleted':
      return world.deleted(probe.message, probe.device, at);
    case 'canSendAs':
      return world.canSendAs(probe.party, probe.as, probe.device, at);
    case 'expired':
      return world.expired(probe.message, at);
    case 'ticked':
      return world.ticked(probe.message, probe.tick, at);
    case 'signals':
      return world.signals(probe.person, probe.sign, at);
    case 'heldBack':
      return world.heldBack(probe.message, at);
    case 'askedAgain':
      return world.askedAgain(probe.message, at);
    case 'sealedAgain':
      return world.sealedAgain(probe.message, at);
    case 'shownBefore':
      return world.shownBefore(probe.first, probe.second, probe.device, at);
    case 'delivered':
      return world.delivered(probe.message, probe.device, at);
    case 'refused':
      return world.refused(probe.message, at);
    case 'sameState':
      return (stateOf(probe.left, world, at) === stateOf(probe.right, world, at)) === probe.equal;
    case 'compare':
      return compare(numberOf(probe.left, world, at), probe.operator, numberOf(probe.right, world, at));
    case 'at':
      return holds(probe.probe, evaluation, world.stepEnds(probe.step));
    case 'ever':
    case 'always':
      return upTo(probe, evaluation, at);
    case 'not':
      return !holds(probe.probe, evaluation, at);
    case 'and':
      return holds(probe.left, evaluation, at) && holds(probe.right, evaluation, at);
    case 'or':
      return holds(probe.left, evaluation, at) || holds(probe.right, evaluation, at);
  }
}

/** `ever` and `always` over the moments up to `at`; with no such moment, `ever` is false and `always` true. */
function upTo(probe: Extract<Probe, { kind: 'ever' | 'always' }>, evaluation: Evaluation, at: Seq): boolean {
  const { moments } = evaluation.world;
  const nothingYet = probe.kind === 'always';
  let answers = evaluation.history.get(probe);
  if (answers === undefined) {
    let soFar = nothingYet;
    answers = moments.map((moment) => {
      const now = holds(probe.probe, evaluation, moment);
      soFar = probe.kind === 'ever' ? soFar || now : soFar && now;
      return soFar;
    });
    evaluation.history.set(probe, answers);
  }
  const last = moments.findLastIndex((moment) => moment <= at);
  return answers[last] ?? nothingYet;
}

/** What a query fills in: a number, or the parties that can read the message. */
export function answer(query: Query, world: ProbeWorld, at: Seq = world.lastSeq): number | readonly PartyId[] {
  const moment = query.step === undefined ? at : world.stepEnds(query.step);
  return query.kind === 'readers' ? world.readers(query.message, moment) : numberOf(query, world, moment);
}

const isRecoverable = (state: CellState): boolean => state === 'readable' || state === 'remnant';

const stateOf = (value: StateValue, world: ProbeWorld, at: Seq): CellState =>
  value.kind === 'word' ? value.word : world.state(value.party, value.message, at);

function numberOf(value: NumberValue, world: ProbeWorld, at: Seq): number {
  switch (value.kind) {
    case 'number':
      return value.value;
    case 'count':
      return world.readers(value.message, at).length;
    case 'times':
      return world.timesShown(value.message, value.device, at);
    case 'copies':
      return world.copies(value.message, value.party, at);
    case 'carved':
      return world.carved(value.device, at);
  }
}

function compare(left: number, operator: Comparison, right: number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
