import { knownScenarios } from 'virtual:scenarios';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../sim/text.ts';
import { narrateDeed } from '../../lab/narration.ts';
import { choiceFor, engine } from '../testing/runs.ts';
import { divergenceText, partingText } from './divergence.ts';

describe('the sentence of every shipped variant', () => {
  it.each(Object.entries(knownScenarios))(
    'says of %s what differs, not the same of both runs',
    (scenario, variants) => {
      for (const language of LANGUAGES) {
        const base = { ...choiceFor(scenario, { language }), suite: 'model' } as const;
        const { others } = engine.compare(
          base,
          variants.map((variant) => ({ ...base, variant })),
        );
        for (const [i, { divergence, shows }] of others.entries()) {
          const tell: Parameters<typeof divergenceText>[1]['tell'] = (event) => narrateDeed(event, language);
          const words = { language, base: 'A', other: 'B', tell };
          if (divergence === undefined) {
            // Everybody does the same, and what differs is what lies in the files: a cell must show it.
            expect(shows, variants[i]).toBeDefined();
            expect(partingText({ divergence, shows }, words)).toMatch(/files|文件/);
            continue;
          }
          const text = divergenceText(divergence, words);
          expect(text).toMatch(/“[AB]”.*\p{L}{2}.*[.。”]$/u);
          expect(text).not.toMatch(
            /undefined|\.phone|takes note|没有别的动作|same result|结果不一样|(?<!\d in )“[AB]”[ ，]*[.。]/,
          );
        }
      }
    },
  );
});
