import { describe, expect, it } from 'vitest';
import type { Localized } from '../../sim/text.ts';
import { GLOSSARY } from './glossary.ts';
import { OPERATION_NAMES, PLACE_NAMES, REFUSAL_NAMES, STATE_NAMES, TERM_NAMES } from './terms.ts';

const entries = Object.entries(GLOSSARY);
const allNames = [TERM_NAMES, STATE_NAMES, OPERATION_NAMES, PLACE_NAMES, REFUSAL_NAMES].flatMap((record) =>
  Object.values(record),
);
const hanCount = (text: string): number => [...text.matchAll(/\p{Script=Han}/gu)].length;

describe('the glossary on the screen', () => {
  it('explains each term in at most 25 words and 40 Han characters', () => {
    expect(entries.length).toBeGreaterThan(25);
    const tooLong = entries.filter(([, { gloss }]) => gloss.en.split(/\s+/).length > 25 || hanCount(gloss.zh) > 40);
    expect(tooLong.map(([id]) => id)).toEqual([]);
    const tooShort = entries.filter(([, { gloss }]) => gloss.en.split(/\s+/).length < 5 || hanCount(gloss.zh) < 6);
    expect(tooShort.map(([id]) => id)).toEqual([]);
  });

  it('calls a value by the same name as a proof does', () => {
    const names: Readonly<Record<string, Localized>> = TERM_NAMES;
    const shared = entries.filter(([id]) => id in names);
    expect(shared.length).toBeGreaterThan(12);
    expect(shared.filter(([id, { name }]) => name.en !== names[id]?.en || name.zh !== names[id]?.zh)).toEqual([]);
  });
});

describe('Chinese names and explanations', () => {
  const texts = [...allNames.map(({ zh }) => zh), ...entries.flatMap(([, { name, gloss }]) => [name.zh, gloss.zh])];

  it('use full-width punctuation and a space between Han and Latin letters or digits', () => {
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) {
      expect(text).not.toMatch(/[,;:?!()]/);
      expect(text).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    }
  });

  it('never call a key 密码 or 钥匙, and never use 后向安全', () => {
    for (const text of texts) expect(text).not.toMatch(/密码|钥匙|后向安全|前向安全/);
  });
});
