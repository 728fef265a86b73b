/** What each step of a story did in a run, read off its events: codes and data, for every view that tells it. */
import type {
  ActorId,
  InapplicableReason,
  MessageLabel,
  Outcome,
  RefusalReason,
  RetryVerdict,
  Seq,
  Sign,
  TakeablePlace,
  Tick,
} from '../trace.ts';
import type { Bytes } from '../crypto/bytes.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import type { SessionVersion } from '../protocol/constants.ts';
import { scanMatches } from '../protocol/fingerprint.ts';
import { deviceOf } from './casting.ts';
import { changesIn, ownWindow, type Change } from './deletion-story.ts';
import type { Played } from './play.ts';
import type { Action } from './types.ts';
import { whereaboutsOf, type Whereabouts } from './whereabouts.ts';

/** What a step did, for narration. */
export type ActionView =
  | { readonly kind: 'start' }
  | {
      readonly kind: 'send';
      readonly message: MessageLabel;
      readonly from: ActorId;
      readonly to: string;
      readonly shownOn: readonly ActorId[];
      /** Where it is at the end of the step, apart from where it is shown. */
      readonly whereabouts: Whereabouts;
      readonly came: Came;
    }
  | {
      readonly kind: 'compromise';
      readonly device: ActorId;
      readonly by: ActorId;
      readonly takes: readonly TakeablePlace[];
      /** Used message keys in what was copied: what `eraseMessageKeys` is about. */
      readonly usedKeys: number;
    }
  | {
      readonly kind: 'replay';
      readonly message: MessageLabel;
      readonly by: ActorId;
      readonly accepted: boolean;
      readonly reason?: RefusalReason;
    }
  | { readonly kind: 'tamper'; readonly link: string; readonly by: ActorId }
  | { readonly kind: 'wait'; readonly minutes: number; readonly came: Came }
  /** Something is done to links, devices, the server or keys, or people do something: the step itself says what. */
  | { readonly kind: 'deed'; readonly deed: Deed; readonly came: Came }
  /** A person goes by a sign that she has seen, and does not write the message. */
  | {
      readonly kind: 'held-back';
      readonly message: MessageLabel;
      readonly by: string;
      readonly to: string;
      readonly sign: Sign;
    }
  /** A person does not compare codes, although there was the occasion. */
  | { readonly kind: 'not-compared'; readonly by: string; readonly with: string }
  | {
      readonly kind: 'inapplicable';
      readonly why: InapplicableReason;
      /** Where it was too late: how many seconds there would have been. */
      readonly withinSeconds?: number;
    };

/** Steps whose own fields say what is done. */
export type Deed = Exclude<Action, { kind: 'send' | 'compromise' | 'replay' | 'tamper' | 'wait' }>;

/** What came about from a step until the next one, whatever had caused it. */
export interface Came {
  /** Messages shown on devices, in order; not the one that the step itself sends. */
  readonly arrived: readonly { readonly message: MessageLabel; readonly device: ActorId }[];
  /** Signs that people were shown. */
  readonly signs: readonly { readonly device: ActorId; readonly sign: Sign; readonly about: string }[];
  /** The most that a device shows beside an own message since this step. */
  readonly ticks: readonly { readonly device: ActorId; readonly message: MessageLabel; readonly tick: Tick }[];
  readonly expired: readonly MessageLabel[];
  /** Packets with a message that went no further, by where they were lost. */
  readonly lost: readonly { readonly message: MessageLabel; readonly link: string; readonly times: number }[];
  /** Messages that a device could not open and asked for again, each once. */
  readonly asked: readonly { readonly device: ActorId; readonly from: ActorId; readonly message: MessageLabel }[];
  /** What devices made of being asked, by whomever. */
  readonly retries: readonly {
    readonly device: ActorId;
    readonly to: ActorId;
    readonly message: MessageLabel;
    readonly verdict: RetryVerdict;
  }[];
  /** Devices whose last one-time prekey went out, and what devices handed in. */
  readonly drained: readonly ActorId[];
  readonly prekeys: readonly { readonly device: ActorId; readonly oneTime: number; readonly signed: boolean }[];
  /** The codes that phones showed, and the result of comparing them: digit by digit, and by one phone that scans the other. */
  readonly codes: readonly ShownCode[];
  readonly match: boolean | undefined;
  readonly scanned: boolean | undefined;
  /** The version of the sessions in which devices sealed, the lowest where they differ; absent where it goes without saying. */
  readonly session?: SessionVersion;
  /** What became of messages that were there already, and of files. */
  readonly changes: readonly Change[];
}

export interface ShownCode {
  readonly device: ActorId;
  readonly contact: string;
  readonly digits: string;
  /** What the QR code carries. */
  readonly scan: Bytes;
}

/** What a step did, read off its events. */
export function actionView(played: Played, action: Action): ActionView {
  const step = played.trace.steps.find(({ id }) => id === action.id);
  const events = step ? played.trace.events.slice(step.first, step.end) : [];
  const outcomes = events.flatMap((event) => event.outcomes.map((outcome) => ({ outcome, actor: event.actor })));
  const refusal = outcomes.find(({ outcome }) => outcome.kind === 'inapplicable')?.outcome;
  // Codes that had to wait for keys were compared in the end.
  const isCompared = outcomes.some(({ outcome }) => outcome.kind === 'compared');
  if (refusal?.kind === 'inapplicable' && !isCompared) {
    const { why } = refusal;
    return { kind: 'inapplicable', why, ...(why === 'too-late' ? ownWindow(action, played.scenario) : {}) };
  }
  const refrained = refrainedIn(outcomes);
  if (refrained !== undefined) return refrained;
  const shownOn = (label: MessageLabel): readonly ActorId[] =>
    outcomes.flatMap(({ outcome, actor }) => (outcome.kind === 'shown' && outcome.message === label ? [actor] : []));
  switch (action.kind) {
    case 'send':
      return {
        kind: 'send',
        message: action.send,
        from: deviceOf(played.scenario, action.from),
        to: action.to,
        shownOn: shownOn(action.send),
        whereabouts: whereaboutsAfter(played, action),
        came: cameOf(outcomes, played.scenario, action.send),
      };
    case 'compromise': {
      const device = deviceOf(played.scenario, action.compromise);
      return {
        kind: 'compromise',
        device,
        by: action.by,
        takes: action.takes,
        usedKeys: usedKeysIn(played, action.by, step?.end ?? 0),
      };
    }
    case 'replay': {
      const refused = outcomes.find(({ outcome }) => outcome.kind === 'refused')?.outcome;
      const accepted = shownOn(action.replay).length > 0;
      return {
        kind: 'replay',
        message: action.replay,
        by: action.by,
        accepted,
        ...(refused?.kind === 'refused' ? { reason: refused.reason } : {}),
      };
    }
    case 'tamper':
      return { kind: 'tamper', link: action.tamper, by: action.by };
    case 'wait':
      return { kind: 'wait', minutes: action.wait, came: cameOf(outcomes, played.scenario) };
    default:
      return { kind: 'deed', deed: action, came: cameOf(outcomes, played.scenario) };
  }
}

function whereaboutsAfter(played: Played, action: Extract<Action, { kind: 'send' }>): Whereabouts {
  const after = played.checkpoints[played.steps.findIndex(({ id }) => id === action.id) + 1];
  return after === undefined ? 'nowhere' : whereaboutsOf(after.world, action.send);
}

interface Happened {
  readonly actor: ActorId;
  readonly outcome: Outcome;
}

/** What a person did not do, although the story gave occasion to it. */
function refrainedIn(happened: readonly Happened[]): ActionView | undefined {
  for (const { actor, outcome } of happened) {
    if (outcome.kind === 'not-compared') return { kind: 'not-compared', by: actor, with: outcome.contact };
    if (outcome.kind !== 'held-back') continue;
    const { message, contact, sign } = outcome;
    return { kind: 'held-back', message, by: actor, to: contact, sign };
  }
  return undefined;
}

function cameOf(happened: readonly Happened[], scenario: Played['scenario'], own?: MessageLabel): Came {
  const of = <Kind extends Outcome['kind']>(
    kind: Kind,
  ): readonly { actor: ActorId; outcome: Extract<Outcome, { kind: Kind }> }[] =>
    happened.flatMap(({ actor, outcome }) => (isKind(outcome, kind) ? [{ actor, outcome }] : []));
  const ticks = of('ticked').map(({ actor, outcome: { message, tick } }) => ({ device: actor, message, tick }));
  const codes = of('code').map(({ actor, outcome: { contact, digits, scan } }) => ({
    device: actor,
    contact,
    digits,
    scan,
  }));
  const [mine, theirs] = codes;
  const versions = of('sealed').flatMap(({ outcome }) => outcome.version ?? []);
  return {
    arrived: of('shown').flatMap(({ actor, outcome: { message } }) =>
      message === own ? [] : [{ message, device: actor }],
    ),
    // A person is told by her device: the device's own sign would say it twice.
    signs: once(
      of('sign').flatMap(({ actor, outcome: { sign, about } }) =>
        actor.includes('.') ? [{ device: actor, sign, about }] : [],
      ),
    ),
    ticks: ticks.filter(
      ({ device, message }, i) =>
        !ticks.slice(i + 1).some((later) => later.device === device && later.message === message),
    ),
    expired: of('expired').map(({ outcome }) => outcome.message),
    lost: lostIn(of('fault').map(({ outcome }) => outcome)),
    asked: of('asked-again').flatMap(({ actor, outcome: { message, from, count } }) =>
      count === 1 ? [{ device: actor, from, message }] : [],
    ),
    retries: of('retry').map(({ actor, outcome: { to, message, verdict } }) => ({
      device: actor,
      to,
      message,
      verdict,
    })),
    drained: of('drained').map(({ outcome: { device } }) => device),
    prekeys: of('prekeys').map(({ actor, outcome: { oneTime, signed } }) => ({ device: actor, oneTime, signed })),
    codes,
    match: of('compared')[0]?.outcome.match,
    scanned: mine && theirs && scanMatches(mine.scan, theirs.scan, UNRECORDED),
    ...(versions.length === 0 ? {} : { session: versions.includes(3) ? 3 : 4 }),
    changes: changesIn(happened, scenario),
  };
}

/** Each sign once, however often it came: a full disk says so at every try. */
const once = (signs: Came['signs']): Came['signs'] =>
  signs.filter(
    ({ device, sign, about }, i) =>
      signs.findIndex((one) => one.device === device && one.sign === sign && one.about === about) === i,
  );

const isKind = <Kind extends Outcome['kind']>(
  outcome: Outcome,
  kind: Kind,
): outcome is Extract<Outcome, { kind: Kind }> => outcome.kind === kind;

function lostIn(faults: readonly Extract<Outcome, { kind: 'fault' }>[]): Came['lost'] {
  const lost = new Map<string, { message: MessageLabel; link: string; times: number }>();
  for (const { fault, packet } of faults) {
    const { label: message, link, errand } = packet;
    const isLost = fault === 'dropped' || fault === 'cut' || fault === 'away';
    if (!isLost || errand !== 'message' || message === undefined) continue;
    const key = `${message} ${link}`;
    lost.set(key, { message, link, times: (lost.get(key)?.times ?? 0) + 1 });
  }
  return [...lost.values()];
}

/** Keys of messages already used, in everything that an attacker has copied by then. */
function usedKeysIn(played: Played, attacker: ActorId, before: Seq): number {
  const state = played.trace.events.findLast((event) => event.seq < before && event.actor === attacker)?.after.places
    .loot;
  let count = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'used' && Array.isArray(inner)) count += inner.length;
      else visit(inner);
    }
  };
  visit(state);
  return count;
}
