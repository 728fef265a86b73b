import { describe, expect, it } from 'vitest';
import { lengthOf } from './length.ts';

describe('a length of time', () => {
  it.each([
    [60, '1 minute', '1 分钟'],
    [900, '15 minutes', '15 分钟'],
    [4_096, '1 hour, 8 minutes and 16 seconds', '1 小时 8 分钟 16 秒'],
    [216_000, '2 days and 12 hours', '2 天 12 小时'],
    [7_776_000, '90 days', '90 天'],
  ])('of %i seconds is told in whole units', (seconds, en, zh) => {
    expect(lengthOf(seconds, 'en')).toBe(en);
    expect(lengthOf(seconds, 'zh')).toBe(zh);
  });
});
