/** What a shipped file must say about its wrong options, as far as the file alone can tell. */
import { describe, expect, it } from 'vitest';
import { edited } from '../testing/exampleScenario.ts';
import { parseScenario } from './parse.ts';

const codes = (source: string): readonly string[] => {
  const result = parseScenario('example.yaml', source, { shipped: true });
  return result.ok ? [] : result.problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
};
const never = 'never: {en: Because, zh: 因为}';

/** The example without its variants. */
const alone = (piece: string, by: string): string => edited(piece, by).split('variants:', 1)[0] ?? '';

describe('the options of a shipped file', () => {
  it('say why never where no variant could make them right', () => {
    expect(codes(alone('misconception: M09}', 'misconception: M09 }'))).toContain('16:9 never-needed');
    expect(codes(alone('misconception: M09}', `misconception: M09, ${never}}`)).join()).not.toContain('never');
    expect(codes(edited('misconception: M09}', 'misconception: M09 }')).join()).not.toContain('never');
  });

  it('say so of no option that is right', () => {
    expect(codes(edited("m1)'}\n  - {id: s2", `m1)', ${never}}\n  - {id: s2`)).join()).toContain('never-of-right');
  });
});
