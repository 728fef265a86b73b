/** What an altered message looks like where nobody checks: the shipped lesson's options are worded after it. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../crypto/bytes.ts';
import { known, optionsOf, shipped } from '../testing/shipped.ts';
import { inLanguage, LANGUAGES } from '../text.ts';

const lesson = shipped('bit-flip');
const sent = lesson.steps.find((step) => step.kind === 'send' && step.send === 'm2');
/** One block of AES. */
const GARBLED_BYTES = 16;

describe.each(['noble', 'model'] as const)('a flipped bit that nobody checks, with the %s suite', (suite) => {
  it.each(LANGUAGES)('garbles one block of the text and turns 8 into 9, in %s', (language) => {
    if (sent?.kind !== 'send') throw new Error('the lesson sends m2');
    const text = inLanguage(sent.text, language);
    const { played } = known(lesson, { ...optionsOf(suite, language), variant: 'no-check' });
    const shown = played.trace.events
      .flatMap(({ actor, outcomes }) => (actor === 'bob.phone' ? outcomes : []))
      .find((outcome) => outcome.kind === 'shown' && outcome.message === 'm2');
    if (shown?.kind !== 'shown') throw new Error('the phone shows m2');

    const [before = '', after = ''] = text.split('8');
    expect(shown.text.endsWith(`9${after}`)).toBe(true);
    const intact = sharedStart(shown.text, before);
    expect(utf8(before.slice(intact.length)).length).toBeGreaterThanOrEqual(GARBLED_BYTES);
    // A Han character that the block cuts through is garbled as a whole.
    expect(utf8(before.slice(intact.length)).length).toBeLessThanOrEqual(GARBLED_BYTES + 2);
  });
});

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
