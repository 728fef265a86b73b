import { describe, expect, it } from 'vitest';
import { narrateDeed } from '../../lab/narration.ts';
import type { DivergenceView, EventView } from '../../worker/api.ts';
import { divergenceText, partingText } from './divergence.ts';

const at = 36_000_000;
const eventOf = (outcomes: EventView['outcomes']): EventView => ({
  seq: 7,
  at,
  step: 's1',
  cause: undefined,
  actor: 'bob.phone',
  phase: 'ready.idle',
  outcomes,
});
const say = (divergence: DivergenceView | undefined, language: 'en' | 'zh' = 'en'): string =>
  divergenceText(divergence, {
    language,
    base: language === 'en' ? 'As written' : '原样',
    other: language === 'en' ? 'A cut link' : '线路断开',
    tell: (event) => narrateDeed(event, language),
  });
const shown = eventOf([{ kind: 'shown', message: 'm1', other: 'alice.phone' }]);
const refused = eventOf([{ kind: 'refused', message: 'm1', other: 'alice.phone', detail: 'bad-mac' }]);

describe('the sentence of the first divergence', () => {
  it('names what each run does there', () => {
    expect(say({ kind: 'deeds', at, base: shown, other: refused })).toBe(
      'The runs part at 10:00: in “As written” Bob’s phone opens m1 and shows it; in “A cut link” Bob’s phone refuses m1: check value does not fit.',
    );
    expect(say({ kind: 'deeds', at, base: shown, other: refused }, 'zh')).toBe(
      '两次运行从 10:00 起不同：在“原样”里，鲍勃的手机打开并显示 m1；在“线路断开”里，鲍勃的手机拒收 m1：校验值对不上。',
    );
  });

  it('says when a cell first differs, where one does', () => {
    const words = { language: 'en', base: 'A', other: 'B', tell: () => 'Bob waits' } as const;
    const divergence = { kind: 'deeds', at, base: shown, other: undefined } as const;
    expect(partingText({ divergence, shows: at + 60_000 }, words)).toBe(
      'The runs part at 10:00: only in “A” Bob waits. The first cell differs at 10:01.',
    );
    expect(partingText({ divergence, shows: at + 60_000 }, { ...words, language: 'zh' })).toContain(
      '10:01 起，格子开始不同。',
    );
    expect(partingText({ divergence, shows: undefined }, words)).toBe(divergenceText(divergence, words));
  });

  it('names the only run in which something happens', () => {
    expect(say({ kind: 'deeds', at, base: shown, other: undefined })).toContain(
      'only in “As written” Bob’s phone opens',
    );
    expect(say({ kind: 'deeds', at, base: undefined, other: shown }, 'zh')).toContain(
      '只有在“线路断开”里，鲍勃的手机打开',
    );
  });

  it('never says the same of both runs as if that were the difference', () => {
    const text = say({ kind: 'deeds', at, base: shown, other: shown });
    expect(text).toContain('not with the same result');
    expect(text.match(/opens m1/g)).toHaveLength(1);
  });

  it('leaves out what would be said alike of both runs', () => {
    const changed = { kind: 'identity-changed', other: 'alice.phone' };
    const sign = { kind: 'sign', other: 'alice', detail: 'code-changed' };
    expect(say({ kind: 'deeds', at, base: eventOf([changed]), other: eventOf([changed, sign]) })).toBe(
      'The runs part at 10:00: only in “A cut link” Bob’s phone sees: “Alice’s security code has changed.”',
    );
  });

  it('says what a step of the story orders, where its event alone would say little', () => {
    const ordered = { kind: 'tamper', id: 't1', tamper: 'bob.phone-server', by: 'mallory', flip: 'text' } as const;
    const quiet = { ...eventOf([]), actor: 'mallory', ordered };
    expect(say({ kind: 'deeds', at, base: quiet, other: undefined })).toBe(
      'The runs part at 10:00: only in “As written” Mallory alters the next message on the link between Bob’s phone and the company.',
    );
  });

  it('quotes texts that differ, shortened', () => {
    const text = say({
      kind: 'deeds',
      at,
      base: { ...shown, text: 'Meet at nine' },
      other: { ...shown, text: `\u0007${'x'.repeat(90)}` },
    });
    expect(text).toContain('shows it: “Meet at nine”; in');
    expect(text).toContain(`shows it: “\uFFFD${'x'.repeat(59)}…”.`);
  });

  it('names the key that is kept or not made', () => {
    const quiet = { kind: 'quiet', at, actor: 'bob.phone' } as const;
    const used = { kind: 'keys', word: 'usedKey', counts: [0, 1], lost: [0, 0] } as const;
    expect(say({ ...quiet, difference: used })).toContain(
      'in “As written” Bob’s phone does not keep the key that it has just used; in “A cut link” Bob’s phone keeps the key that it has just used.',
    );
    expect(say({ ...quiet, difference: used }, 'zh')).toContain(
      '在“原样”里，鲍勃的手机不保留刚用过的密钥；在“线路断开”里，鲍勃的手机把刚用过的密钥留了下来。',
    );
    const fresh = { kind: 'keys', word: 'ratchetKey', counts: [1, 0], lost: [1, 0] } as const;
    expect(say({ ...quiet, difference: fresh })).toContain(
      'gets 1 new ratchet key and erases 1 ratchet key; in “A cut link” Bob’s phone leaves its ratchet key as it is.',
    );
    expect(say({ ...quiet, difference: fresh }, 'zh')).toContain(
      '有了 1 把新的棘轮密钥，擦除了 1 把棘轮密钥；在“线路断开”里，鲍勃的手机没有动棘轮密钥。',
    );
  });

  it('names what is kept or computed where no deed differs, and says so where nothing does', () => {
    const quiet = { kind: 'quiet', at, actor: 'bob.phone' } as const;
    expect(say({ ...quiet, difference: { kind: 'holds', place: 'keys', counts: [1, 3] } })).toContain(
      'Bob’s phone (keys) holds 1 value in “As written”, 3 in “A cut link”',
    );
    expect(say({ ...quiet, difference: { kind: 'computes', operation: 'agree', counts: [2, 1] } }, 'zh')).toContain(
      '鲍勃的手机执行 X25519 的次数，在“原样”里是 2，在“线路断开”里是 1',
    );
    expect(say(undefined)).toBe('The two runs do not differ at all.');
    expect(say(undefined, 'zh')).toBe('两次运行没有任何不同。');
  });
});
