/**
 * Random scenarios as plain data: an array of small steps that shrinks well, and what each step means in a story.
 *
 * A step names people and messages by number; what does not fit is bent until it fits, so that most random stories mean
 * something. Faults are explicit, never probabilities: the shrunk counterexample is a scenario file.
 */
import fc from 'fast-check';
import { accountOf, linkOf } from '../actors/types.ts';
import type { ProtectionId } from '../protections.ts';
import { ATTACKER_CAPABILITIES, TAMPER_TARGETS, type Action, type CastMember, type Scenario } from '../scenario/types.ts';

/** One generated step; numbers are taken modulo what exists. */
export type Draft =
  | { readonly do: 'send'; readonly from: number; readonly to: number }
  | { readonly do: 'compromise'; readonly device: number; readonly keysOnly: boolean }
  | { readonly do: 'replay'; readonly message: number }
  | { readonly do: 'tamper'; readonly device: number; readonly flip: number };

const number = fc.nat({ max: 11 });
const draft: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const), from: number, to: number }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('compromise' as const), device: number, keysOnly: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replay' as const), message: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tamper' as const), device: number, flip: number }) },
);

/** A generated story: how many people are in it, and its steps. */
export interface StoryDraft {
  /** `pair`: two phones, so that replies are frequent; `many`: three people, one with two devices. */
  readonly cast: keyof typeof CASTS;
  readonly steps: readonly Draft[];
}

/** Stories of up to `longest` steps; an unbiased length, so that long ones come as often as short ones. */
export const stories = (longest: number): fc.Arbitrary<StoryDraft> =>
  fc.record({
    cast: fc.constantFrom<StoryDraft['cast']>('pair', 'many'),
    steps: fc.array(draft, { minLength: 1, maxLength: longest, size: 'max' }),
  });

const owning = (...devices: readonly string[]): CastMember => ({ role: 'person', devices });
const WATCHER: CastMember = { role: 'attacker', watches: ['network'], can: ATTACKER_CAPABILITIES };
const CASTS = {
  pair: { alice: owning('phone'), bob: owning('phone'), mallory: WATCHER },
  many: { alice: owning('phone'), bob: owning('phone', 'laptop'), carol: owning('phone'), mallory: WATCHER },
} as const satisfies Readonly<Record<string, Scenario['cast']>>;

const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('the lists to pick from are constants and not empty');
  return item;
};

/** The scenario that this story means, with one protection off where a mutant is wanted. */
export function scenarioOf({ cast, steps }: StoryDraft, off?: ProtectionId): Scenario {
  const devices = Object.entries(CASTS[cast]).flatMap(([person, member]) =>
    member.role === 'person' ? member.devices.map((device) => `${person}.${device}`) : [],
  );
  const actions: Action[] = [];
  let sent = 0;
  for (const [index, step] of steps.entries()) {
    if (step.do === 'send') sent++;
    const action = actionOf(step, `s${index + 1}`, sent, devices);
    if (action) actions.push(action);
  }
  return {
    id: off === undefined ? 'generated' : `without-${off.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: 'A generated story',
    question: 'Which invariant does this story break?',
    serves: [],
    level: 'lab',
    cast: CASTS[cast],
    shows: { figure: 'who-can-read', parties: [...devices, 'mallory'] },
    starts: '10:00',
    limits: 'lesson',
    latencyMs: 40,
    onKeyChange: 'accept',
    protections: off === undefined ? {} : { [off]: false },
    steps: actions,
    expect: [],
    variants: [],
  };
}

function actionOf(step: Draft, id: string, sent: number, devices: readonly string[]): Action | undefined {
  switch (step.do) {
    case 'send': {
      const from = pick(devices, step.from);
      const others = [...new Set(devices.map(accountOf))].filter((person) => person !== accountOf(from));
      // Four blocks of text and more: an altered block is then inside the text and not the padding.
      const text = `Message ${sent}, long enough to fill several blocks of the cipher.`;
      return { kind: 'send', id, send: `m${sent}`, from, to: pick(others, step.to), text };
    }
    case 'compromise': {
      const takes = step.keysOnly ? (['keys'] as const) : (['keys', 'chat'] as const);
      return { kind: 'compromise', id, compromise: pick(devices, step.device), by: 'mallory', takes };
    }
    case 'replay':
      return sent === 0 ? undefined : { kind: 'replay', id, replay: `m${1 + (step.message % sent)}`, by: 'mallory' };
    case 'tamper': {
      const link = linkOf(pick(devices, step.device));
      return { kind: 'tamper', id, tamper: link, by: 'mallory', flip: pick(TAMPER_TARGETS, step.flip) };
    }
  }
}
