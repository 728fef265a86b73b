/**
 * One generated step, and what it means in a scenario. A step names people and messages by number; what does not fit is bent
 * until it fits, so that most random stories mean something.
 */
import { accountOf, linkOf, SERVER } from '../actors/types.ts';
import { TAMPER_TARGETS, type Action, type FaultStep, type MisdeedStep, type SendStep } from '../scenario/types.ts';
import { TAKEABLE_PLACES, TICKS, type ActorId, type FaultKind, type Misdeed } from '../trace.ts';
import { deletionOf, type DeletionDraft } from './deletionDraft.ts';
import { at } from './picking.ts';

/** One generated step; numbers are taken modulo what exists. */
export type Draft =
  | { readonly do: 'send'; readonly from: number; readonly to: number }
  /** Whoever was written to last answers. */
  | { readonly do: 'reply' }
  /** Whoever was written to last answers, and what she answers travels along. */
  | { readonly do: 'quote' }
  /** Whoever wrote last writes once more. */
  | { readonly do: 'again' }
  | { readonly do: 'compromise'; readonly device: number; readonly keysOnly: boolean }
  | { readonly do: 'implant'; readonly device: number; readonly keysOnly: boolean; readonly on: boolean }
  | { readonly do: 'replay'; readonly message: number }
  | { readonly do: 'tamper'; readonly device: number; readonly flip: number }
  | FaultDraft
  | { readonly do: 'power'; readonly device: number; readonly on: boolean }
  | { readonly do: 'service'; readonly up: boolean }
  | MisdeedDraft
  | { readonly do: 'compel' }
  | { readonly do: 'new-phone'; readonly device: number }
  | { readonly do: 'compare' | 'approve'; readonly by: number; readonly with: number }
  | { readonly do: 'read'; readonly message: number; readonly device: number }
  | DeletionDraft
  | { readonly do: 'wait'; readonly minutes: number };

interface FaultDraft {
  readonly do: 'fault';
  readonly fault: FaultKind;
  readonly device: number;
  readonly next: number;
  readonly toward: number;
  readonly everything: boolean;
  readonly amount: number;
}

interface MisdeedDraft {
  readonly do: 'misdeed';
  readonly misdeed: Misdeed;
  readonly device: number;
  readonly other: number;
  readonly message: number;
  readonly amount: number;
}

/** Shorter than the minute between two steps, and longer. */
const DELAYS_S = [30, 600, 3_000] as const;
const BANDWIDTHS = [20, 200, 2_000] as const;

const pick = <T>(list: readonly T[], index: number): T => {
  const item = at(list, index);
  if (item === undefined) throw new Error('the lists to pick from are constants and not empty');
  return item;
};

/** Undefined where the step speaks of a message and none was written yet. */
export function actionOf(
  step: Draft,
  id: string,
  sends: readonly SendStep[],
  devices: readonly ActorId[],
): Action | undefined {
  switch (step.do) {
    case 'send':
      return sendOf(step, id, sends.length + 1, devices);
    case 'reply':
    case 'quote': {
      const last = sends.at(-1);
      const reply = last && sending(id, sends.length + 1, pick(devicesOf(last.to, devices), 0), accountOf(last.from));
      return reply && step.do === 'quote' ? { ...reply, quotes: last.send } : reply;
    }
    case 'again': {
      const last = sends.at(-1);
      return last && sending(id, sends.length + 1, last.from, last.to);
    }
    case 'compromise':
      return { kind: 'compromise', id, compromise: pick(devices, step.device), by: 'mallory', takes: placesOf(step) };
    case 'implant': {
      const takes = step.on ? placesOf(step) : TAKEABLE_PLACES;
      return { kind: step.on ? 'implant' : 'remove', id, device: pick(devices, step.device), by: 'mallory', takes };
    }
    case 'replay':
      return sends.length === 0
        ? undefined
        : { kind: 'replay', id, replay: pick(sends, step.message).send, by: 'mallory' };
    case 'tamper': {
      const flip = pick(TAMPER_TARGETS, step.flip);
      return { kind: 'tamper', id, tamper: linkOf(pick(devices, step.device)), by: 'mallory', flip };
    }
    case 'fault':
      return faultOf(step, id, pick(devices, step.device));
    case 'power':
      return { kind: 'power', id, device: pick(devices, step.device), on: step.on };
    case 'service':
      return { kind: 'service', id, up: step.up };
    case 'misdeed':
      return misdeedOf(step, id, sends, devices);
    case 'new-phone':
      return { kind: 'new-phone', id, device: pick(devices, step.device) };
    case 'compel':
      return { kind: 'compel', id, by: 'mallory' };
    case 'compare':
    case 'approve': {
      const by = accountOf(pick(devices, step.by));
      const other = pick(othersThan(by, devices), step.with);
      return step.do === 'compare'
        ? { kind: 'compare', id, by, with: accountOf(other) }
        : { kind: 'approve', id, by, contact: accountOf(other) };
    }
    case 'read': {
      if (sends.length === 0) return undefined;
      const { send, to } = pick(sends, step.message);
      return { kind: 'read', id, read: send, on: pick(devicesOf(to, devices), step.device) };
    }
    case 'wait':
      return { kind: 'wait', id, wait: step.minutes };
    default:
      return deletionOf(step, id, sends, devices);
  }
}

const placesOf = ({ keysOnly }: { readonly keysOnly: boolean }): readonly ('keys' | 'chat')[] =>
  keysOnly ? ['keys'] : TAKEABLE_PLACES;
const devicesOf = (account: string, devices: readonly ActorId[]): readonly ActorId[] =>
  devices.filter((device) => accountOf(device) === account);
const othersThan = (account: string, devices: readonly ActorId[]): readonly ActorId[] =>
  devices.filter((device) => accountOf(device) !== account);

function sendOf(
  step: Extract<Draft, { do: 'send' }>,
  id: string,
  count: number,
  devices: readonly ActorId[],
): SendStep {
  const from = pick(devices, step.from);
  const people = [...new Set(othersThan(accountOf(from), devices).map(accountOf))];
  return sending(id, count, from, pick(people, step.to));
}

/** Four blocks of text and more: an altered block is then inside the text and not the padding. */
const sending = (id: string, count: number, from: ActorId, to: string): SendStep => ({
  kind: 'send',
  id,
  send: `m${count}`,
  from,
  to,
  text: `Message ${count}, long enough to fill several blocks of the cipher.`,
});

function faultOf(step: FaultDraft, id: string, device: ActorId): FaultStep {
  const { fault } = step;
  const isLasting = fault === 'cut' || fault === 'throttle' || fault === 'heal';
  const toward = pick(['both', device, SERVER], step.toward);
  return {
    kind: 'fault',
    id,
    fault,
    link: linkOf(device),
    next: isLasting ? 1 : step.next,
    of: isLasting || step.everything ? 'everything' : 'messages',
    seconds: fault === 'delay' ? pick(DELAYS_S, step.amount) : 0,
    bytesPerSecond: fault === 'throttle' ? pick(BANDWIDTHS, step.amount) : 0,
    ...(isLasting || toward === 'both' ? {} : { toward }),
  };
}

function misdeedOf(
  step: MisdeedDraft,
  id: string,
  sends: readonly SendStep[],
  devices: readonly ActorId[],
): MisdeedStep | undefined {
  const { misdeed } = step;
  const against = pick(devices, step.device);
  const base = { kind: 'misdeed', id, misdeed, against, seconds: 0 } as const;
  switch (misdeed) {
    case 'drop':
    case 'reorder':
    case 'withhold-kem':
      return base;
    case 'delay':
      return { ...base, seconds: pick(DELAYS_S.slice(1), step.amount) };
    case 'swap-keys':
    case 'swap-prekey':
      return { ...base, other: pick(othersThan(accountOf(against), devices), step.other) };
    case 'replay': {
      if (sends.length === 0) return undefined;
      const { send, to } = pick(sends, step.message);
      return { ...base, message: send, against: pick(devicesOf(to, devices), step.other) };
    }
    case 'forge-retry': {
      if (sends.length === 0) return undefined;
      const { send, from } = pick(sends, step.message);
      return { ...base, message: send, against: from, other: pick(othersThan(accountOf(from), devices), step.other) };
    }
    case 'forge-ticks': {
      if (sends.length === 0) return undefined;
      const { send, from } = pick(sends, step.message);
      return { ...base, message: send, against: from, tick: pick(TICKS, step.amount) };
    }
  }
}
