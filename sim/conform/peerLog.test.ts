import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { fileOf } from '../testing/vectors.ts';
import { conform } from './conform.ts';
import type { PeerReplay } from './peerLog.ts';
import type { Family } from './types.ts';

/** A peer that counts: enough to see that state goes on from line to line. */
const counting: PeerReplay = {
  start: () => 0,
  answerLine: (state, line) => {
    const { id, cmd } = JSON.parse(line) as { id: number; cmd: string };
    const count = Number(state) + 1;
    if (cmd !== 'count')
      return { state, answer: JSON.stringify({ id, ok: false, error: { class: 'malformed', message: `no ${cmd}` } }) };
    return { state: count, answer: JSON.stringify({ ok: true, id, result: { body: `0${count}` } }) };
  },
};
const replayed = (lines: readonly unknown[], peer: PeerReplay | undefined = counting): Family | undefined =>
  conform([fileOf('log.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))], { suite: native, peer })[0];

const ask = (id: number, cmd = 'count') => ({ id, cmd });
const told = (id: number, body: string) => ({ id, ok: true, result: { body } });
const refused = (id: number, message: string, kind = 'malformed') => ({
  id,
  ok: false,
  error: { class: kind, message },
});

describe('a recorded log of a peer', () => {
  it('is put again line by line, as turns or as pairs, whatever the order of keys', () => {
    const turns = [ask(1), told(1, '01'), ask(2), told(2, '02')];
    const pairs = [
      { request: ask(1), answer: told(1, '01') },
      { request: ask(2), answer: told(2, '02') },
    ];
    for (const lines of [turns, pairs])
      expect(replayed(lines)).toMatchObject({ cases: 2, passed: 2, negatives: { passed: 2, of: 2 } });
  });

  it('holds other words for a refusal, and no other class', () => {
    expect(replayed([ask(1, 'dance'), refused(1, 'whatever')])).toMatchObject({ passed: 1, negatives: { of: 0 } });
    expect(replayed([ask(1, 'dance'), refused(1, 'whatever', 'other')])).toMatchObject({ passed: 0 });
  });

  it('fails where another answer comes', () => {
    expect(replayed([ask(1), told(1, '02')])?.failed[0]).toMatchObject({ path: 'log.jsonl', id: 'exchange 0' });
  });

  it('is skipped, with its number of exchanges, where no peer is there to ask', () => {
    const [family] = conform([fileOf('log.jsonl', `${JSON.stringify(ask(1))}\n${JSON.stringify(told(1, '01'))}\n`)], {
      suite: native,
    });
    expect(family).toMatchObject({ cases: 0, skipped: [{ cases: 1 }] });
  });

  it.each([
    ['a request without its answer', [ask(1), told(1, '01'), ask(2)], 'without an answer'],
    ['two requests in a row', [ask(1), ask(2)], 'an answer has a field ok'],
    ['numbers only', [1, 2], 'an answer has a field ok'],
  ])('that is %s is told as such', (_, lines, what) => {
    expect(replayed(lines)?.failed[0]?.problem.en).toContain(what);
  });

  it('with a line that is no JSON is a file that cannot be read', () => {
    const [family] = conform([fileOf('log.jsonl', '{"id":1}\n{"id":')], { suite: native, peer: counting });
    expect(family?.name.en).toBe('unreadable files');
  });
});
