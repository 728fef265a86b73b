/**
 * A question with no right option, or with two, cannot be seen in the file: it takes the base run to know. This gives the
 * problem its place in the file, like every other one.
 */
import { LineCounter } from 'yaml';
import { note, type Note } from './findings.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './types.ts';
import { locate } from './yaml-places.ts';
import { readYaml } from './yaml-source.ts';

/** The problem, where the number of options that hold in the base run is not one; `holds` comes from `judge`. */
export function rightOptionProblem(
  file: string,
  source: string,
  scenario: Scenario,
  holds: readonly boolean[],
): Problem | undefined {
  const right = holds.filter(Boolean).length;
  if (right === 1) return undefined;
  const { code, message, cure } = right === 0 ? noneRight() : severalRight(right);
  const step = scenario.steps.findIndex(({ kind }) => kind === 'ask');
  const lines = new LineCounter();
  const yaml = readYaml(source, lines);
  const at = yaml.ok
    ? locate(yaml.document, source, { path: ['steps', step, 'options'], onKey: true, code, message, cure })
    : 0;
  const { line, col } = lines.linePos(at);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), code, message, cure };
}

const noneRight = (): Note =>
  note(
    'no-right-option',
    'None of these options is right in the base run.',
    '在原样运行中，这些选项没有一个是对的。',
    'Run the file with `unsealed run` and write one `when` that describes what really happens.',
    '先用 `unsealed run` 看看实际结果，再让其中一个 `when` 与它相符。',
  );

const severalRight = (count: number): Note =>
  note(
    'several-right-options',
    `${count} of these options are right in the base run; exactly one must be.`,
    `在原样运行中，这些选项里有 ${count} 个是对的；只能有一个。`,
    'Make the `when` of the others say something that does not happen.',
    '请改写其余选项的 `when`，让它们描述没有发生的事。',
  );
