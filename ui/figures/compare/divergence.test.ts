import { describe, expect, it } from 'vitest';
import { narrateDeed } from '../../lab/narration.ts';
import type { DivergenceView, EventView } from '../../worker/api.ts';
import { divergenceText } from './divergence.ts';

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
