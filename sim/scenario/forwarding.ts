/** A step that passes a message on may leave out its text: it is the other message's. */
import type { ScenarioText } from '../text.ts';
import type { MessageLabel } from '../trace.ts';
import type { Scenario, SendStep, Step, Variant } from './types.ts';

type Texts = ReadonlyMap<MessageLabel, ScenarioText>;

/** The scenario with those texts filled in; what passes on a message that there is not stays without. */
export function withForwardedTexts(scenario: Scenario): Scenario {
  const texts = textsIn(scenario.steps, new Map());
  return {
    ...scenario,
    steps: scenario.steps.map((step) => withText(step, texts)),
    variants: scenario.variants.map((variant) => inVariant(variant, texts)),
  };
}

/** A variant may pass on what it writes itself, or what the base story does. */
function inVariant(variant: Variant, before: Texts): Variant {
  const replaced = Object.entries(variant.replace);
  const inserted = Object.entries(variant.insertAfter);
  const texts = textsIn([...replaced.map(([, step]) => step), ...inserted.flatMap(([, steps]) => steps)], before);
  return {
    ...variant,
    replace: Object.fromEntries(replaced.map(([id, step]) => [id, withText(step, texts)])),
    insertAfter: Object.fromEntries(inserted.map(([id, steps]) => [id, steps.map((step) => withText(step, texts))])),
  };
}

function textsIn(steps: readonly Step[], before: Texts): Texts {
  const texts = new Map(before);
  for (const step of steps) {
    if (step.kind === 'send') texts.set(step.send, textOf(step, texts));
    if (step.kind === 'edit') texts.set(step.as, step.text);
  }
  return texts;
}

const withText = <One extends Step>(step: One, texts: Texts): One =>
  step.kind === 'send' && step.text === '' ? { ...step, text: textOf(step, texts) } : step;

const textOf = ({ text, forwards }: SendStep, texts: Texts): ScenarioText =>
  text === '' && forwards !== undefined ? (texts.get(forwards) ?? text) : text;
