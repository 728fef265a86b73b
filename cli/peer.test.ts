/** `unsealed peer` as a process: lines in, lines out, whatever comes; and the conversation in its document is a real one. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MEBIBYTE = 1024 * 1024;
const peer = (input: string | Buffer, args: readonly string[] = []): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ['cli/unsealed.mjs', 'peer', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * MEBIBYTE,
  });
const answersTo = (lines: readonly string[], args: readonly string[] = []): readonly string[] => {
  const { stdout, stderr, status } = peer(lines.map((line) => `${line}\n`).join(''), args);
  expect([stderr, status]).toEqual(['', 0]);
  return stdout.trimEnd().split('\n');
};
const identity = (id: number, seed?: number): string =>
  JSON.stringify({ id, cmd: 'newIdentity', peer: `p${id}`, impl: 'pqxdh-v4', name: 'alice', seed });

describe('the document', () => {
  it.each(['docs/peer.md', 'docs/peer.zh-CN.md'])('%s shows a conversation that really takes place', (page) => {
    const shown = [...readFileSync(page, 'utf8').matchAll(/^([<>]) (.*)$/gm)].map(([, mark, line]) => ({ mark, line }));
    const lines = (mark: string): readonly string[] =>
      shown.filter((one) => one.mark === mark).map(({ line }) => line ?? '');
    expect(shown.length).toBeGreaterThan(20);
    expect(answersTo(lines('>'))).toEqual(lines('<'));
  });
});

describe('the process', () => {
  it('lives through garbage, answers each line once and in order, and ends with its input', () => {
    const input = Buffer.concat([
      Buffer.from('{"id":0,"cmd":"hello"}\n'),
      Buffer.from([0xff, 0xfe, 0x00, 0x0a]),
      Buffer.from('\n'),
      Buffer.alloc(5 * MEBIBYTE, 'x'),
      Buffer.from('\n{"id":1,"cmd":"encrypt"}\r\n'),
      Buffer.from(`{"id":2,"cmd":"hello","x":${'['.repeat(MEBIBYTE)}\n`),
      Buffer.from('{"id":3,"cmd":"hello"}'),
    ]);
    const { stdout, stderr, status } = peer(input);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; error?: { class: string; message: string } });
    expect([stderr, status]).toEqual(['', 0]);
    expect(answers.map(({ id, error }) => [id, error?.class])).toEqual([
      [0, undefined],
      [null, 'malformed'],
      [null, 'malformed'],
      [null, 'malformed'],
      [1, 'malformed'],
      [null, 'malformed'],
      [3, undefined],
    ]);
    expect(answers[3]?.error?.message).toContain('longer than 4194304 bytes');
    expect(stdout).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('answers ten thousand lines in order', () => {
    const lines = Array.from({ length: 10_000 }, (_, id) => JSON.stringify({ id, cmd: 'hello' }));
    const ids = answersTo(lines).map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids).toEqual(lines.map((_, id) => id));
  });

  it('draws the same where a seed is given, on every real suite, and other keys where none is', () => {
    const runs = [
      answersTo([identity(1)], ['--seed', '5']),
      answersTo([identity(1)], ['--seed', '5', '--suite', 'noble']),
      answersTo([identity(1)]),
      answersTo([identity(1)]),
    ].map(([line]) => line);
    expect(runs[0]).toBe(runs[1]);
    expect(new Set(runs).size).toBe(3);
    expect(answersTo([identity(1, 7)])).toEqual(answersTo([identity(1, 7)], ['--suite', 'noble', '--seed', '9']));
  });

  it('takes a reader that stops early for no error', () => {
    const piped = spawnSync(
      'sh',
      ['-c', `yes '{"id":1,"cmd":"hello"}' | "${process.execPath}" cli/unsealed.mjs peer | head -n 1; echo done`],
      { encoding: 'utf8' },
    );
    expect(piped.stdout).toMatch(/^\{"id":1,"ok":true.*\}\ndone\n$/);
    expect(piped.stderr).toBe('');
  });
});
