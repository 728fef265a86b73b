/** Every text of a scenario with its place: length, control characters, and what stands between braces. */
import { INPUT_LIMITS } from '../limits.ts';
import { LANGUAGES } from '../text.ts';
import type { ScenarioText } from '../text.ts';
import { checkReferences } from './check-probes.ts';
import type { Finding, Note, Path } from './findings.ts';
import { isName, splitText } from './interpolate.ts';
import { controlCharacter, emptyText, outcomeBeforeAnswer, unclosedBrace, unknownName } from './notes-story.ts';
import { textTooLong } from './notes-words.ts';
import { parseQuery } from './probe-syntax.ts';
import type { Scope } from './scope.ts';
import type { Scenario, Step } from './types.ts';

export interface PlacedText {
  readonly text: ScenarioText;
  readonly path: Path;
  /** `message`: sent as written; `early`: shown before the answer, names only; `late`: may fill in results of the run. */
  readonly use: 'message' | 'early' | 'late';
}

/** Line breaks and tabs are text; other controls, lone surrogates and overrides of direction are not. */
const CONTROLS = /[^\P{Cc}\n\t]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u;

/** Every text, in the order of the file. */
export function allTexts(scenario: Scenario): readonly PlacedText[] {
  const found: PlacedText[] = [];
  const add = (text: ScenarioText | undefined, path: Path, use: PlacedText['use']): void => {
    if (text !== undefined) found.push({ text, path, use });
  };
  add(scenario.title, ['title'], 'early');
  add(scenario.question, ['question'], 'early');
  scenario.story?.forEach((text, i) => add(text, ['story', i], 'early'));
  scenario.steps.forEach((step, i) => found.push(...textsOf(step, ['steps', i])));
  add(scenario.explain, ['explain'], 'late');
  add(scenario.close?.text, ['close', 'text'], 'late');
  add(scenario.teach, ['teach'], 'late');
  scenario.variants.forEach((variant, i) => {
    const path = ['variants', i];
    add(variant.title, [...path, 'title'], 'late');
    for (const [id, step] of Object.entries(variant.replace)) found.push(...textsOf(step, [...path, 'replace', id]));
    for (const [id, steps] of Object.entries(variant.insertAfter)) {
      steps.forEach((step, k) => found.push(...textsOf(step, [...path, 'insert-after', id, k])));
    }
  });
  return found;
}

function textsOf(step: Step, path: Path): readonly PlacedText[] {
  // What passes on an unknown message is told so; that it has no text is no second mistake.
  if (step.kind === 'send' && step.forwards !== undefined && step.text === '') return [];
  if (step.kind === 'send' || step.kind === 'edit')
    return [{ text: step.text, path: [...path, 'text'], use: 'message' }];
  if (step.kind !== 'ask') return [];
  return [
    { text: step.ask, path: [...path, 'ask'], use: 'early' },
    ...step.options.flatMap((option, i): PlacedText[] => {
      const place = [...path, 'options', i];
      const never: PlacedText[] =
        option.never === undefined ? [] : [{ text: option.never, path: [...place, 'never'], use: 'late' }];
      return [{ text: option.text, path: [...place, 'text'], use: 'early' }, ...never];
    }),
  ];
}

/** All findings in the texts of a scenario. */
export function checkTexts(scenario: Scenario, scope: Scope): readonly Finding[] {
  const names = [...scope.people.keys(), ...scope.parties];
  return allTexts(scenario).flatMap(({ text, path, use }) =>
    (typeof text === 'string'
      ? [{ written: text, path }]
      : LANGUAGES.map((language) => ({ written: text[language], path: [...path, language] }))
    ).flatMap((one) => checkText(one.written, use, names, scope).map((found) => ({ ...found, path: one.path }))),
  );
}

type TextFinding = Note & { readonly offset?: number };

function checkText(
  written: string,
  use: PlacedText['use'],
  names: readonly string[],
  scope: Scope,
): readonly TextFinding[] {
  if (written.trim() === '') return [emptyText()];
  if (written.length > INPUT_LIMITS.textCharacters) return [textTooLong(INPUT_LIMITS.textCharacters)];
  const control = CONTROLS.exec(written);
  if (control !== null) return [{ ...controlCharacter(), offset: control.index }];
  if (use === 'message') return [];
  const split = splitText(written);
  if (!split.ok) return [{ ...unclosedBrace(), offset: split.offset }];
  return split.parts.flatMap((part) =>
    part.kind === 'slot' ? checkSlot(part.text, part.offset, use, names, scope) : [],
  );
}

function checkSlot(
  slot: string,
  offset: number,
  use: PlacedText['use'],
  names: readonly string[],
  scope: Scope,
): readonly TextFinding[] {
  if (isName(slot)) return names.includes(slot) ? [] : [{ ...unknownName('name', slot, names), offset }];
  const parsed = parseQuery(slot);
  if (!parsed.ok) return [{ ...parsed.problem, offset: offset + parsed.problem.column - 1 }];
  if (use === 'early') return [{ ...outcomeBeforeAnswer(), offset }];
  return checkReferences(parsed.references, scope).map((found) => ({ ...found, offset: offset + found.column - 1 }));
}
