/**
 * What a generated story means as a scenario: its people, and its steps one after the other. In the end every fault is taken
 * back, so that delivery can be judged. What a single step means: `draft.ts`.
 */
import { SERVER } from '../actors/types.ts';
import { LATENCY_MS } from '../limits.ts';
import type { ProtectionId } from '../protections.ts';
import {
  ATTACKER_CAPABILITIES,
  SERVER_CAPABILITIES,
  type Action,
  type CastMember,
  type Scenario,
  type SendStep,
} from '../scenario/types.ts';
import type { StorageSettings } from '../storage/settings.ts';
import type { ActorId, LinkId } from '../trace.ts';
import { actionOf, type Draft } from './draft.ts';

/** A generated story: its people, what their phones do about a changed key, and its steps. */
export interface StoryDraft {
  /** `pair`: two phones, so that replies are frequent; `many`: three people, one with two devices. */
  readonly cast: CastName;
  readonly onKeyChange: Scenario['onKeyChange'];
  readonly retryReceipts: boolean;
  readonly steps: readonly Draft[];
  /** How devices keep files; undefined: they keep none. */
  readonly storage: StorageSettings | undefined;
  /** How sessions begin, and whether the attacker has a quantum computer in the end. */
  readonly later: { readonly handshake: Scenario['handshake']; readonly quantum: boolean };
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
const LATER: Action = { kind: 'quantum', id: 'later', quantum: 'mallory' };
const ANY_SERVER: CastMember = { role: 'server', can: SERVER_CAPABILITIES };

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
    handshake: story.later.handshake,
    retryReceipts: story.retryReceipts,
    ...(story.storage ? { storage: story.storage } : {}),
    protections: off === undefined ? {} : { [off]: false },
    steps: [...actionsOf(story.steps, devices), ...(story.later.quantum ? [LATER] : [])],
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
