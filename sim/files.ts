/**
 * The door for scenario files: reading, checking, writing, sharing. Separate from `index.ts` because YAML and its schema are
 * loaded only when somebody opens a file.
 */
export { parseCast, parseMisconceptions } from './scenario/catalogue.ts';
export { formatProblem } from './scenario/format-problem.ts';
export { readHabits } from './scenario/habit-words.ts';
export { decodeScenario, encodeScenario } from './scenario/link.ts';
export { parseScenario } from './scenario/parse.ts';
export { rightOptionProblem } from './scenario/right-option.ts';
export { closest } from './scenario/suggest.ts';
export { template } from './scenario/template.ts';
export { toYaml } from './scenario/to-yaml.ts';
