import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCast, parseMisconceptions, type Catalogue } from './catalogue.ts';

const MISCONCEPTIONS = 'scenarios/misconceptions.yaml';
const CAST = 'scenarios/cast.yaml';
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const shipped = parseMisconceptions(MISCONCEPTIONS, read(MISCONCEPTIONS));
const cast = parseCast(CAST, read(CAST));

const codes = (result: Catalogue<unknown>): readonly string[] => (result.ok ? [] : result.problems.map((p) => p.code));
const entry = (id: string, source = 'none found'): string =>
  `  - {id: ${id}, type: confusion, statement: {en: a, zh: 甲}, truth: {en: b, zh: 乙}, source: ${source}}\n`;
const fileWith = (...entries: readonly string[]): string =>
  `sources:\n  known: {kind: study, citation: c}\nmisconceptions:\n${entries.join('')}`;

describe('the shipped misconceptions', () => {
  it('can be read, and all 57 are there in sequence', () => {
    expect(codes(shipped)).toEqual([]);
    const ids = shipped.ok ? shipped.value.map(({ id }) => id) : [];
    expect(ids).toEqual(Array.from({ length: 57 }, (_, i) => `M${String(i + 1).padStart(2, '0')}`));
  });

  it('go both ways: some expect too much, some too little', () => {
    const types = shipped.ok ? shipped.value.flatMap(({ type, also }) => [type, ...(also ? [also] : [])]) : [];
    const count = (wanted: string): number => types.filter((type) => type === wanted).length;
    expect([count('over-trust'), count('under-trust'), count('confusion')]).toEqual([34, 9, 16]);
  });

  it('are written in each language with its own script and punctuation', () => {
    const texts = shipped.ok ? shipped.value.flatMap(({ statement, truth }) => [statement, truth]) : [];
    expect(texts).toHaveLength(114);
    for (const { en, zh } of texts) {
      expect(en).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(zh).not.toMatch(/[,;:?!]/);
      expect(zh, 'a space between Han and Latin letters or digits').not.toMatch(
        /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/,
      );
    }
  });

  it('carry a date wherever they speak of a product by name', () => {
    const undated = shipped.ok
      ? shipped.value.filter(
          ({ truth, dated }) => /WhatsApp|Signal|Telegram|Meta\b/.test(truth.en) && dated === undefined,
        )
      : [];
    expect(undated.map(({ id }) => id)).toEqual([]);
  });

  it('name at least one source for most beliefs, and each source is used', () => {
    const used = new Set(shipped.ok ? shipped.value.flatMap(({ source }) => source.map(({ id }) => id)) : []);
    const listed = [...read(MISCONCEPTIONS).matchAll(/^ {2}([a-z][a-z0-9-]+):$/gm)].map(([, id]) => id);
    expect(listed.length).toBeGreaterThan(40);
    expect(listed.filter((id) => id !== undefined && !used.has(id))).toEqual([]);
  });
});

describe('the shipped cast', () => {
  it('has six names in both languages, two of them attackers', () => {
    expect(cast.ok && cast.value.map(({ id, name }) => [id, name.en, name.zh])).toEqual([
      ['alice', 'Alice', '爱丽丝'],
      ['bob', 'Bob', '鲍勃'],
      ['carol', 'Carol', '卡萝尔'],
      ['dave', 'Dave', '戴夫'],
      ['mallory', 'Mallory', '马洛里'],
      ['gateway', 'The gateway', '网关'],
    ]);
    expect(cast.ok && cast.value.filter(({ role }) => role === 'attacker').map(({ id }) => id)).toEqual([
      'mallory',
      'gateway',
    ]);
  });
});

describe('a catalogue with a mistake', () => {
  it('is accepted without one', () => {
    expect(parseMisconceptions('f', fileWith(entry('M01'), entry('M02', '[{from: known}]'))).ok).toBe(true);
  });

  it('names the line and column of an id out of sequence', () => {
    const result = parseMisconceptions('f', fileWith(entry('M01'), entry('M03')));
    expect(!result.ok && result.problems[0]).toMatchObject({ file: 'f', line: 5, column: 10, code: 'out-of-sequence' });
  });

  it('names a source that is not listed, and is not fooled by names that every object has', () => {
    expect(codes(parseMisconceptions('f', fileWith(entry('M01', '[{from: nowhere}]'))))).toEqual(['unknown-source']);
    expect(codes(parseMisconceptions('f', fileWith(entry('M01', '[{from: toString}]'))))).toEqual(['unknown-source']);
  });

  it('names an unknown type, a missing language and an unknown key', () => {
    expect(codes(parseMisconceptions('f', fileWith(entry('M01').replace('confusion', 'doubt'))))).toEqual([
      'wrong-shape',
    ]);
    expect(codes(parseMisconceptions('f', fileWith(entry('M01').replace(', zh: 乙', ''))))).toEqual(['wrong-shape']);
    const extra = parseMisconceptions('f', fileWith(entry('M01').replace('type:', 'colour: blue, type:')));
    expect(!extra.ok && extra.problems.map(({ message }) => message.en)).toEqual([
      'misconceptions.0: unknown key colour',
    ]);
  });

  it('that is no YAML at all, or only references, gives a problem instead of an exception', () => {
    expect(codes(parseMisconceptions('f', 'a: [1,'))).toEqual(['not-yaml']);
    expect(codes(parseCast('f', ''))).toEqual(['wrong-shape']);
    expect(parseCast('f', 'cast: *nobody').ok).toBe(false);
  });

  it('names a person who is there twice', () => {
    const person = '  - {id: alice, name: {en: A, zh: 甲}, role: person, pronoun: she}\n';
    expect(codes(parseCast('f', `cast:\n${person}${person}`))).toEqual(['duplicate-id']);
  });
});
