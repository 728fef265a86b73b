/**
 * Names and results filled into a text: `{bob}` becomes the name in the reader's language, `{count(readers(m1))}` a number
 * taken from the run. `{{` and `}}` are the braces themselves. Numbers in explanations are queries, never typed by hand.
 */
import { inLanguage } from '../text.ts';
import type { Language, ScenarioText } from '../text.ts';
import type { PartyId } from '../trace.ts';
import { answer } from './probe-eval.ts';
import type { ProbeWorld } from './probe-eval.ts';
import { parseQuery } from './probe-syntax.ts';

export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  /** `offset` is where the inside of the braces begins. */
  | { readonly kind: 'slot'; readonly text: string; readonly offset: number };

export type Split =
  | { readonly ok: true; readonly parts: readonly TextPart[] }
  /** A brace without its partner, at this offset. */
  | { readonly ok: false; readonly offset: number };

/** What a person, device or place is called. */
export type Names = (id: PartyId, language: Language) => string;

/** A plain word between braces is a name; anything else is a query. */
export const isName = (slot: string): boolean => /^[a-z0-9][a-z0-9.-]*$/.test(slot);

/**
 * The text in one language with every slot filled in. Without a world, or where a slot cannot be read (a checked scenario
 * has none), the slot stays as written.
 */
export function interpolate(text: ScenarioText, language: Language, names: Names, world?: ProbeWorld): string {
  const source = inLanguage(text, language);
  const split = splitText(source);
  if (!split.ok) return source;
  return split.parts
    .map((part) => (part.kind === 'words' ? part.text : fill(part.text, language, names, world)))
    .join('');
}

/** Words and slots of one text, in order. */
export function splitText(source: string): Split {
  const parts: TextPart[] = [];
  let words = '';
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character !== '{' && character !== '}') {
      words += character;
    } else if (source.charAt(at + 1) === character) {
      words += character;
      at++;
    } else {
      const end = character === '{' ? source.indexOf('}', at) : -1;
      const slot = source.slice(at + 1, end);
      if (end === -1 || slot.includes('{')) return { ok: false, offset: at };
      if (words !== '') parts.push({ kind: 'words', text: words });
      words = '';
      parts.push({ kind: 'slot', text: slot.trim(), offset: at + 1 + (slot.length - slot.trimStart().length) });
      at = end;
    }
  }
  if (words !== '') parts.push({ kind: 'words', text: words });
  return { ok: true, parts };
}

function fill(slot: string, language: Language, names: Names, world: ProbeWorld | undefined): string {
  if (isName(slot)) return names(slot, language);
  const parsed = parseQuery(slot);
  if (!parsed.ok || world === undefined) return `{${slot}}`;
  const found = answer(parsed.query, world);
  return typeof found === 'number'
    ? String(found)
    : listed(
        found.map((id) => names(id, language)),
        language,
      );
}

/** `A, B and C` or `A、B 和 C`. */
function listed(items: readonly string[], language: Language): string {
  const last = items.at(-1);
  if (last === undefined) return language === 'en' ? 'nobody' : '没有人';
  const others = items.slice(0, -1).join(language === 'en' ? ', ' : '、');
  if (others === '') return last;
  return language === 'en' ? `${others} and ${last}` : `${others}和${last}`;
}
