/**
 * Random scenarios as plain data: an array of small steps that shrinks well, and what each step means in a story.
 *
 * A step names people and messages by number; what does not fit is bent until it fits, so that most random stories mean
 * something. Faults are explicit, never probabilities: the shrunk counterexample is a scenario file.
 */
import fc from 'fast-check';
import type { ProtectionId } from '../protections.ts';
import { TAMPER_TARGETS, type Action, type Scenario } from '../scenario/types.ts';

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

/** Stories of up to `longest` steps; an unbiased length, so that long ones come as often as short ones. */
export const drafts = (longest: number): fc.Arbitrary<readonly Draft[]> =>
  fc.array(draft, { minLength: 1, maxLength: longest, size: 'max' });

const PEOPLE = ['alice', 'bob', 'carol'] as const;
const DEVICES = ['alice.phone', 'bob.phone', 'bob.laptop', 'carol.phone'] as const;
const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('the lists to pick from are constants and not empty');
  return item;
};

/** The scenario that these steps mean, with one protection off where a mutant is wanted. */
export function scenarioOf(steps: readonly Draft[], off?: ProtectionId): Scenario {
  const actions: Action[] = [];
  let sent = 0;
  for (const [index, step] of steps.entries()) {
    if (step.do === 'send') sent++;
    const action = actionOf(step, `s${index + 1}`, sent);
    if (action) actions.push(action);
  }
  return {
    id: off === undefined ? 'generated' : `without-${off.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    title: 'A generated story',
    question: 'Which invariant does this story break?',
    serves: [],
    level: 'lab',
    cast: {
      alice: { role: 'person', devices: ['phone'] },
      bob: { role: 'person', devices: ['phone', 'laptop'] },
      carol: { role: 'person', devices: ['phone'] },
      mallory: { role: 'attacker', watches: ['network'] },
    },
    shows: { figure: 'who-can-read', parties: [...DEVICES, 'mallory'] },
    starts: '10:00',
    limits: 'lesson',
    latencyMs: 40,
    protections: off === undefined ? {} : { [off]: false },
    steps: actions,
    expect: [],
    variants: [],
  };
}

function actionOf(step: Draft, id: string, sent: number): Action | undefined {
  switch (step.do) {
    case 'send': {
      const from = pick(DEVICES, step.from);
      const others = PEOPLE.filter((person) => !from.startsWith(`${person}.`));
      // Four blocks of text and more: an altered block is then inside the text and not the padding.
      return {
        kind: 'send',
        id,
        send: `m${sent}`,
        from,
        to: pick(others, step.to),
        text: `Message ${sent}, long enough to fill several blocks of the cipher.`,
      };
    }
    case 'compromise':
      return {
        kind: 'compromise',
        id,
        compromise: pick(DEVICES, step.device),
        by: 'mallory',
        takes: step.keysOnly ? ['keys'] : ['keys', 'chat'],
      };
    case 'replay':
      return sent === 0 ? undefined : { kind: 'replay', id, replay: `m${1 + (step.message % sent)}`, by: 'mallory' };
    case 'tamper':
      return {
        kind: 'tamper',
        id,
        tamper: `${pick(DEVICES, step.device)}-server`,
        by: 'mallory',
        flip: pick(TAMPER_TARGETS, step.flip),
      };
  }
}
