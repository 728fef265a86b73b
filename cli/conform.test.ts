/** The command `unsealed conform` as a person meets it: good folders, folders of nonsense, wrong words. */
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OWN_RECORDINGS } from '../sim/testing/vectors.ts';
import { said } from './testing/said.ts';

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-conform-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};
const conform = (...args: readonly string[]) => said(['conform', ...args, '--suite', 'native']);

describe('unsealed conform', () => {
  it('prints each family with its figures and the SHA-256 of its files, and ends with 0', () => {
    const { code, out, err } = conform(OWN_RECORDINGS);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/conversations x3dh-v3 +4 +(\d+) +\1 +0 +0 +(\d+) of \2\n/);
    expect(out).toMatch(/001-ping-pong-baileys-baileys\.json {2}SHA-256 [0-9a-f]{64}/);
    expect(out).toContain('Everything that was run conforms.');
  });

  it('says the same in Chinese', () => {
    const { code, out } = said(['conform', OWN_RECORDINGS, '--suite', 'native', '--lang', 'zh']);
    expect(code).toBe(0);
    expect(out).toContain('改动一个字节后被发现');
    expect(out).toContain('运行过的用例全部相符。');
    expect(out).not.toMatch(/passed|failed|conforms/);
  });

  it('gives everything to programs with --json', () => {
    const report = JSON.parse(conform(OWN_RECORDINGS, '--json').out) as {
      conforms: boolean;
      suite: string;
      families: readonly { cases: number; passed: number; files: readonly unknown[] }[];
    };
    expect(report).toMatchObject({ conforms: true, suite: 'native', strict: false });
    expect(report.families[0]?.files).toHaveLength(4);
    expect(report.families[0]?.passed).toBe(report.families[0]?.cases);
  });

  it('passes over what it cannot do, and does not with --strict', () => {
    const folder = folderWith({ 'wycheproof/aes_gcm.json': '{"cases":[1,2,3]}', 'README.md': 'not a vector' });
    cpSync(OWN_RECORDINGS, folder, { recursive: true });
    const lenient = conform(folder);
    expect(lenient.code).toBe(0);
    expect(lenient.out).toContain('skipped wycheproof/aes_gcm.json, cases: 3: no suite has AES-GCM');
    expect(lenient.out).not.toContain('README');
    const strict = conform(folder, '--strict');
    expect(strict.code).toBe(1);
    expect(strict.out).toContain('--strict allows none');
  });

  it('ends with 1 and a line for each file that is no vector, and replays the others', () => {
    const folder = folderWith({ 'x25519.json': '{"cases":', 'hmac_sha256.json': '{"cases":7}', 'odd.json': '3' });
    cpSync(OWN_RECORDINGS, folder, { recursive: true });
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.json'));
    const { code, out, err } = conform(folder);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('FAILED x25519.json, file: not JSON');
    expect(out).toContain('FAILED hmac_sha256.json, file: not a file of this family: cases: ');
    expect(out).toContain('skipped odd.json, cases: 1: nothing here knows this kind of file');
    expect(out).toMatch(/conversations x3dh-v3 +4 +(\d+) +\1 +0/);
    expect(out).toContain('Cases that FAIL: 2.');
    expect(out).not.toMatch(/\n +at /);
  });

  it('does not conform where nothing was run at all', () => {
    const { code, out } = conform(folderWith({ 'odd.json': '3' }));
    expect(code).toBe(1);
    expect(out).toContain('Nothing was run.');
  });
});

describe('unsealed conform, used wrongly', () => {
  const empty = folderWith({});
  const file = join(folderWith({ 'a.json': '{}' }), 'a.json');

  it.each([
    [[], 'needs a folder'],
    [[empty], 'There is no vector file in'],
    [[join(empty, 'nowhere')], 'There is no folder'],
    [[file], 'is not a folder. Name the folder that it is in.'],
    [[OWN_RECORDINGS, 'more'], 'does not take "more"'],
    [[OWN_RECORDINGS, '--strict=yes'], '--strict takes no value'],
    [[OWN_RECORDINGS, '--seed', '1'], 'takes no --seed'],
    [[OWN_RECORDINGS, '--suite', 'model'], 'takes noble or native'],
    [[OWN_RECORDINGS, '--suite', 'magic'], '--suite takes noble'],
  ])('%j: one line with a cure, exit 2', (args, what) => {
    const { code, out, err } = said(['conform', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(what);
    expect(err).not.toMatch(/\n +at /);
    const chinese = said(['conform', ...args, '--lang', 'zh']);
    expect(chinese.code).toBe(2);
    expect(chinese.err).toMatch(/\p{Script=Han}/u);
  });
});
