import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { answerLine, newPeers } from '../peer/answer.ts';
import { nobleKem, withKem } from '../postQuantum.ts';
import { fileOf } from '../testing/vectors.ts';
import { conform } from './conform.ts';
import type { Family } from './types.ts';

const suite = withKem(native, nobleKem);
const replayed = (...lines: readonly unknown[]): Family | undefined =>
  conform(
    [fileOf('log.jsonl', lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))],
    {
      suite,
    },
  )[0];

const remote = { name: 'bob', device: 1 };
const REQUESTS: readonly string[] = [
  { id: 1, cmd: 'newIdentity', peer: 'a', impl: 'x3dh-v3', name: 'alice', seed: 1 },
  { id: 2, cmd: 'newIdentity', peer: 'b', impl: 'x3dh-v3', name: 'bob', seed: 2 },
  { id: 3, cmd: 'encrypt', peer: 'a', remote, plaintext: '00' },
  { id: 4, cmd: 'sign', privateKey: '01', message: '' },
].map((request) => JSON.stringify(request));
const GARBAGE = 'neither a request nor JSON';

/** What a process would have written: each request with its answer. */
function recorded(requests: readonly string[]): readonly { readonly request: string; readonly answer: unknown }[] {
  let peers = newPeers({ suite });
  return requests.map((request) => {
    const { state, answer } = answerLine(peers, request);
    peers = state;
    return { request, answer: JSON.parse(answer) as unknown };
  });
}
const LOG = recorded([...REQUESTS, GARBAGE]);
const inTurns = (log: typeof LOG): readonly unknown[] => log.flatMap(({ request, answer }) => [request, answer]);

describe('a recorded log of peers', () => {
  it('is put again line by line, as turns or as pairs, with what was no request too', () => {
    const pairs = LOG.map(({ request, answer }) =>
      request === GARBAGE ? { request, answer } : { request: JSON.parse(request) as unknown, answer },
    );
    for (const lines of [inTurns(LOG), pairs])
      expect(replayed(...lines)).toMatchObject({
        cases: 5,
        passed: 5,
        failed: [],
        negatives: { passed: 2, of: 2 },
      });
  });

  it('can be the conversation of the documentation', () => {
    const page = readFileSync(new URL('../../docs/peer.md', import.meta.url), 'utf8');
    const lines = page.split('\n').flatMap((line) => (/^[<>] /.test(line) ? line.slice(2) : []));
    const family = replayed(...lines);
    expect(family).toMatchObject({ passed: lines.length / 2, failed: [] });
    expect(family?.negatives.of).toBeGreaterThanOrEqual(10);
    expect(family?.negatives.passed).toBe(family?.negatives.of);
  });

  it('may have other words for a refusal, and keys in another order, and no other class', () => {
    const refusal = (kind: string) => ({ error: { message: 'other words', class: kind }, ok: false, id: 3 });
    const [request] = REQUESTS.slice(2);
    expect(replayed({ request, answer: refusal('other') })).toMatchObject({ passed: 1, negatives: { of: 0 } });
    expect(replayed({ request, answer: refusal('duplicate') })).toMatchObject({ passed: 0 });
  });

  it('fails at the answer in which one character is another', () => {
    const text = JSON.stringify(LOG[1]?.answer).replace(/"identityPublic":"05./, '"identityPublic":"05x');
    const log = LOG.with(1, { request: LOG[1]?.request ?? '', answer: JSON.parse(text) as unknown });
    expect(replayed(...inTurns(log))?.failed).toMatchObject([{ path: 'log.jsonl', id: 'exchange 1' }]);
  });

  it('with an answer too deep to be walked is a line like all others', () => {
    const deep = `{"ok":true,"result":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(replayed(REQUESTS[0], deep)?.failed).toHaveLength(1);
  });

  it.each([
    ['nothing', [''], 'there is no line in it'],
    ['a request without its answer', inTurns(LOG).slice(0, -1), 'without an answer'],
    ['requests only', REQUESTS, 'exchange 0 (from 0) has no field ok'],
    ['numbers only', ['1', '2'], 'has no field ok'],
    ['an answer that was cut off', [REQUESTS[0], '{"id":1,'], 'has no field ok'],
  ])('that is %s is told as such', (_, lines, what) => {
    const [failure, ...more] = replayed(...lines)?.failed ?? [];
    expect(more).toEqual([]);
    expect(failure?.problem.en).toContain(what);
  });
});
