/**
 * What a generated story means as a scenario. A step names people and messages by number; what does not fit is bent until it
 * fits, so that most random stories mean something. In the end every fault is taken back, so that delivery can be judged.
 */
import { accountOf, linkOf, SERVER } from '../actors/types.ts';
import { LATENCY_MS } from '../limits.ts';
import type { ProtectionId } from '../protections.ts';
import {
  ATTACKER_CAPABILITIES,
  SERVER_CAPABILITIES,
  TAMPER_TARGETS,
  type Action,
  type CastMember,
  type FaultStep,
  type MisdeedStep,
  type Scenario,
  type SendStep,
} from '../scenario/types.ts';
import { FAULT_KINDS, TAKEABLE_PLACES, TICKS, type ActorId, type LinkId, type Misdeed } from '../trace.ts';

/** One generated step; numbers are taken modulo what exists. */
export type Draft =
  | { readonly do: 'send'; readonly from: number; readonly to: number }
  /** Whoever was written to last answers. */
  | { readonly do: 'reply' }
  | { readonly do: 'compromise'; readonly device: number; readonly keysOnly: boolean }
  | { readonly do: 'implant'; readonly device: number; readonly keysOnly: boolean; readonly on: boolean }
  | { readonly do: 'replay'; readonly message: number }
  | { readonly do: 'tamper'; readonly device: number; readonly flip: number }
  | FaultDraft
  | { readonly do: 'power'; readonly device: number; readonly on: boolean }
  | { readonly do: 'service'; readonly up: boolean }
  | MisdeedDraft
  | { readonly do: 'compel' }
  | { readonly do: 'compare' | 'approve'; readonly by: number; readonly with: number }
  | { readonly do: 'read'; readonly message: number; readonly device: number }
  | { readonly do: 'wait'; readonly minutes: number };

interface FaultDraft {
  readonly do: 'fault';
  readonly fault: number;
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

/** A generated story: its people, what their phones do about a changed key, and its steps. */
export interface StoryDraft {
  /** `pair`: two phones, so that replies are frequent; `many`: three people, one with two devices. */
  readonly cast: CastName;
  readonly onKeyChange: Scenario['onKeyChange'];
  readonly steps: readonly Draft[];
}
export type CastName = keyof typeof CASTS;

/** Keys that were asked for in vain on a bad network are used up all the same: enough that none runs out. */
const ONE_TIME_PREKEYS = 16;
const owning = (...devices: readonly string[]): CastMember => ({
  role: 'person',
  devices,
  oneTimePrekeys: ONE_TIME_PREKEYS,
});
const WATCHER: CastMember = { role: 'attacker', watches: ['network'], can: ATTACKER_CAPABILITIES };
const CASTS = {
  pair: { alice: owning('phone'), bob: owning('phone'), mallory: WATCHER },
  many: { alice: owning('phone'), bob: owning('phone', 'laptop'), carol: owning('phone'), mallory: WATCHER },
} as const satisfies Readonly<Record<string, Scenario['cast']>>;
const ANY_SERVER: CastMember = { role: 'server', can: SERVER_CAPABILITIES };

/** Shorter than the minute between two steps, and longer. */
const DELAYS_S = [30, 600, 3_000] as const;
const BANDWIDTHS = [20, 200, 2_000] as const;

const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('the lists to pick from are constants and not empty');
  return item;
};

/** The server is named only where it may do more than its work. */
export const hasServer = ({ steps }: StoryDraft): boolean =>
  steps.some((step) => step.do === 'misdeed' || step.do === 'compel');

/** The scenario that this story means, with one protection off where a mutant is wanted. */
export function scenarioOf(story: StoryDraft, off?: ProtectionId): Scenario {
  const people: Scenario['cast'] = CASTS[story.cast];
  const devices = Object.entries(people).flatMap(([person, member]) =>
    member.role === 'person' ? member.devices.map((device) => `${person}.${device}`) : [],
  );
  return {
    id: off === undefined ? 'generated' : `without-${off.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: 'A generated story',
    question: 'Which invariant does this story break?',
    serves: [],
    level: 'lab',
    cast: hasServer(story) ? { ...people, [SERVER]: ANY_SERVER } : people,
    shows: { figure: 'who-can-read', parties: [...devices, 'mallory'] },
    starts: '10:00',
    limits: 'lesson',
    latencyMs: LATENCY_MS,
    onKeyChange: story.onKeyChange,
    handshake: 'x3dh',
    protections: off === undefined ? {} : { [off]: false },
    steps: actionsOf(story.steps, devices),
    expect: [],
    variants: [],
  };
}

function actionsOf(steps: readonly Draft[], devices: readonly ActorId[]): readonly Action[] {
  const actions: Action[] = [];
  const sends: SendStep[] = [];
  for (const [index, step] of steps.entries()) {
    const action = actionOf(step, `s${index + 1}`, sends, devices);
    if (action) actions.push(action);
    if (action?.kind === 'send') sends.push(action);
  }
  return [...actions, ...closing(actions)];
}

/** Undefined where the step speaks of a message and none was written yet. */
function actionOf(
  step: Draft,
  id: string,
  sends: readonly SendStep[],
  devices: readonly ActorId[],
): Action | undefined {
  switch (step.do) {
    case 'send':
      return sendOf(step, id, sends.length + 1, devices);
    case 'reply': {
      const last = sends.at(-1);
      return last && sending(id, sends.length + 1, pick(devicesOf(last.to, devices), 0), accountOf(last.from));
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
  const fault = pick(FAULT_KINDS, step.fault);
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
    case 'forge-ticks': {
      if (sends.length === 0) return undefined;
      const { send, from } = pick(sends, step.message);
      return { ...base, message: send, against: from, tick: pick(TICKS, step.amount) };
    }
  }
}

/** Takes back what still disturbs: the server works, every device is on, every link carries. Links last: devices try again then. */
function closing(actions: readonly Action[]): readonly Action[] {
  let isUp = true;
  const off = new Set<ActorId>();
  const disturbed = new Set<LinkId>();
  for (const action of actions) {
    if (action.kind === 'service') isUp = action.up;
    else if (action.kind === 'power') off[action.on ? 'delete' : 'add'](action.device);
    else if (action.kind === 'fault') disturbed[action.fault === 'heal' ? 'delete' : 'add'](action.link);
  }
  return [
    ...(isUp ? [] : [{ kind: 'service', id: 'up', up: true } as const]),
    ...[...off].map((device): Action => ({ kind: 'power', id: `on-${idPart(device)}`, device, on: true })),
    ...[...disturbed].map((link): Action => ({
      kind: 'fault',
      id: `heal-${idPart(link)}`,
      fault: 'heal',
      link,
      next: 1,
      of: 'everything',
      seconds: 0,
      bytesPerSecond: 0,
    })),
  ];
}

const idPart = (name: string): string => name.replace('.', '-');
