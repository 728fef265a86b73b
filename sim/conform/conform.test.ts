/** What is not a vector at all: each such file is one clear line, and harms no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { nobleKem, withKem } from '../postQuantum.ts';
import { fileOf, filesIn, OWN_RECORDINGS } from '../testing/vectors.ts';
import { conform, conforms } from './conform.ts';
import { outcomesOf } from './vector.ts';
import type { Family, VectorFile } from './types.ts';

const suite = withKem(native, nobleKem);
const check = (...files: readonly VectorFile[]): readonly Family[] => conform(files, { suite });
const [, recording] = filesIn(OWN_RECORDINGS);
const good = recording ?? fileOf('none.json', '');

const rfc5869 = (changes: Readonly<Record<string, unknown>> = {}): VectorFile =>
  fileOf(
    'rfc5869_hkdf_sha256.json',
    JSON.stringify({
      cases: [
        {
          name: 'A.1',
          ikm: '0b'.repeat(22),
          salt: '000102030405060708090a0b0c',
          info: 'f0f1f2f3f4f5f6f7f8f9',
          okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
          ...changes,
        },
      ],
    }),
  );

describe('a report of families', () => {
  it('counts cases, controls and files, and keeps each hash', () => {
    const [family] = check(rfc5869());
    expect(family).toMatchObject({ cases: 1, passed: 1, failed: [], skipped: [], negatives: { passed: 1, of: 1 } });
    expect(family?.files).toEqual([{ path: 'rfc5869_hkdf_sha256.json', sha256: rfc5869().sha256 }]);
    expect(
      conforms(
        [family].flatMap((one) => one ?? []),
        true,
      ),
    ).toBe(true);
  });

  it('names the case that another implementation computes otherwise', () => {
    const [family] = check(rfc5869({ okm: '00'.repeat(42) }));
    expect(family).toMatchObject({ cases: 1, passed: 0 });
    expect(family?.failed.map(({ path, id }) => [path, id])).toEqual([['rfc5869_hkdf_sha256.json', 'A.1']]);
    expect(
      conforms(
        [family].flatMap((one) => one ?? []),
        false,
      ),
    ).toBe(false);
  });

  it('shows a check that checks nothing: its altered copy passes too', () => {
    const blind = outcomesOf([{ id: 'blind', expected: Uint8Array.of(1, 2, 3), passes: () => true }]);
    expect(blind).toEqual([{ id: 'blind', noticed: false }]);
    const seeing = outcomesOf([{ id: 'seeing', expected: Uint8Array.of(9), passes: ([byte]) => byte === 9 }]);
    expect(seeing).toEqual([{ id: 'seeing', noticed: true }]);
  });

  it('does not conform where nothing was run, and with strict where anything was skipped', () => {
    const unknown = fileOf('shopping.json', '["milk"]');
    expect(conforms(check(unknown), false)).toBe(false);
    expect(conforms(check(unknown, rfc5869()), false)).toBe(true);
    expect(conforms(check(unknown, rfc5869()), true)).toBe(false);
  });
});

describe('a folder with an index', () => {
  const index = (sha256: string): VectorFile =>
    fileOf('INDEX.json', JSON.stringify({ files: [{ path: rfc5869().path, sha256 }] }));

  it('holds the files that it lists, byte for byte', () => {
    const [family] = check(index(rfc5869().sha256), rfc5869());
    expect(family).toMatchObject({ cases: 1, passed: 1, skipped: [] });
    expect(check(index('00'.repeat(32)), rfc5869())[0]?.failed).toHaveLength(1);
  });

  it('tells of a file that is listed and not there', () => {
    expect(check(index(rfc5869().sha256))[0]).toMatchObject({ cases: 0, skipped: [{ cases: 1 }] });
  });
});

describe('a file that is not what it should be', () => {
  /** The one failure of that file, while the good recording beside it passes as ever. */
  function onlyFailure(file: VectorFile): string {
    const families = check(good, file);
    const failed = families.flatMap((family) => family.failed);
    expect(failed.map(({ path }) => path)).toEqual([file.path]);
    const beside = families.find(({ name }) => name.en === 'conversations x3dh-v3');
    expect(beside?.passed).toBeGreaterThan(8);
    expect(failed[0]?.problem.zh).not.toBe('');
    return failed[0]?.problem.en ?? '';
  }

  it.each([
    ['cut off', 'x25519.json', good.text.slice(0, 500)],
    ['empty', 'x25519.json', ''],
    ['binary', 'x25519.json', '\u0000\uFFFD\u0001'],
  ])('%s is no JSON', (_, path, text) => {
    expect(onlyFailure(fileOf(path, text))).toMatch(/^not JSON/);
  });

  it.each([
    ['another family under its name', 'x25519.json', rfc5869().text, 'cases.0.tcId'],
    ['a list', 'hmac_sha256.json', '[]', 'file'],
    ['null', 'xeddsa.json', 'null', 'file'],
    ['a case without its fields', 'hkdf_sha256.json', '{"cases":[{"tcId":1,"result":"valid"}]}', 'cases.0.ikm'],
    ['what is not hexadecimal', 'rfc5869_hkdf_sha256.json', rfc5869({ ikm: 'zz' }).text, 'cases.0.ikm'],
    [
      'an iteration without end',
      'rfc7748.json',
      '{"scalarMult":[],"iterated":[{"iterations":1e15,"out":""}]}',
      'iterated.0.iterations',
    ],
    [
      'fractions of steps',
      'a.json',
      '{"format":"transcript/1","protocol":"x3dh-v3","steps":[{"op":"advance","count":0.5}]}',
      'name',
    ],
  ])('%s is told with its place', (_, path, text, place) => {
    expect(onlyFailure(fileOf(path, text))).toContain(`not a file of this family: ${place}: `);
  });

  it('with keys of a size that no primitive takes cannot be computed', () => {
    const short = JSON.stringify({
      cases: [{ tcId: 1, result: 'valid', public: '00', private: '0102', shared: '01' }],
    });
    expect(onlyFailure(fileOf('x25519.json', short))).toContain('must have 32 bytes');
  });

  it('too deep to be read by hand is told like all others', () => {
    expect(onlyFailure(fileOf('x25519.json', '['.repeat(200_000)))).toMatch(/^not JSON/);
    expect(onlyFailure(fileOf('x25519.json', '['.repeat(5_000) + ']'.repeat(5_000)))).toContain('not a file');
  });

  it('that nobody could read says why', () => {
    const unread = { en: 'has too many bytes.', zh: '字节太多。' };
    expect(onlyFailure({ path: 'large.json', text: '', sha256: '', unread })).toBe('has too many bytes.');
  });

  it('is a line whatever of a recording is altered, removed or replaced', () => {
    const text = JSON.stringify(JSON.parse(good.text));
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom('', '"', '0', 'f', '{', '-1', '9e99', 'null'),
        (at, instead) => {
          const changed = text.slice(0, at) + instead + text.slice(at + 1);
          for (const family of check(fileOf('changed.json', changed)))
            for (const { problem } of family.failed) expect(problem.en.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
