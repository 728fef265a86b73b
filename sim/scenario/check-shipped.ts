/** What only scenarios that come with the program must keep: both languages, short texts, a misconception for each wrong option. */
import type { ScenarioText } from '../text.ts';
import { allTexts } from './check-texts.ts';
import type { Finding, Path } from './findings.ts';
import {
  idIsNotFile,
  misconceptionNeeded,
  neverNeeded,
  neverOfRight,
  noRightOption,
  oneLanguage,
  tooWordy,
} from './notes-shipped.ts';
import type { Scenario } from './types.ts';

/** Lengths that a learner reads at a sitting: PEDAGOGY's refutation text, and the four frames of the situation. */
const EXPLAIN = { words: 90, characters: 150 };
const STORY = { words: 60, characters: 100 };

/** All findings of a shipped file; `file` is its path or name. */
export function checkShipped(scenario: Scenario, file: string): readonly Finding[] {
  const fileName = (file.split(/[\\/]/).at(-1) ?? file).replace(/\.ya?ml$/, '');
  return [
    ...(fileName === scenario.id ? [] : [{ ...idIsNotFile(fileName), path: ['id'] }]),
    ...allTexts(scenario)
      .filter(({ text }) => typeof text === 'string')
      .map(({ path }) => ({ ...oneLanguage(), path })),
    ...checkLength(scenario.explain === undefined ? [] : [scenario.explain], ['explain'], EXPLAIN),
    ...checkLength(scenario.story ?? [], ['story'], STORY),
    ...checkMisconceptions(scenario),
    ...checkNever(scenario),
  ];
}

function checkLength(texts: readonly ScenarioText[], path: Path, most: typeof EXPLAIN): readonly Finding[] {
  const written = (language: 'en' | 'zh'): string =>
    texts.map((text) => (typeof text === 'string' ? '' : text[language])).join(' ');
  const words = written('en').split(/\s+/).filter(Boolean).length;
  const characters = written('zh').match(/\p{Script=Han}/gu)?.length ?? 0;
  return words > most.words || characters > most.characters
    ? [{ ...tooWordy(most.words, most.characters), path, onKey: true }]
    : [];
}

/** Which option is right is known only from a run; that exactly one names no misconception can be seen here. */
function checkMisconceptions(scenario: Scenario): readonly Finding[] {
  return scenario.steps.flatMap((step, i) => {
    if (step.kind !== 'ask') return [];
    const path = ['steps', i, 'options'];
    const unnamed = step.options.flatMap((option, k) => (option.misconception === undefined ? [k] : []));
    if (unnamed.length === 0) return [{ ...noRightOption(), path, onKey: true }];
    return unnamed.slice(1).map((k) => ({ ...misconceptionNeeded(), path: [...path, k] }));
  });
}

/**
 * Every wrong option is right in some variant or says why never. In which variant, only runs can tell; that the right option
 * says nothing of the kind, and that without variants all the others do, can be seen here.
 */
function checkNever(scenario: Scenario): readonly Finding[] {
  return scenario.steps.flatMap((step, i) => {
    if (step.kind !== 'ask') return [];
    return step.options.flatMap(({ misconception, never }, k): readonly Finding[] => {
      const path = ['steps', i, 'options', k];
      if (misconception === undefined)
        return never === undefined ? [] : [{ ...neverOfRight(), path: [...path, 'never'] }];
      return never === undefined && scenario.variants.length === 0 ? [{ ...neverNeeded(), path }] : [];
    });
  });
}
