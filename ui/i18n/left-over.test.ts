import { describe, expect, it } from 'vitest';
import type { Cell } from '../../sim/knowledge/types.ts';
import { foundSentence, leftOverSentence } from './left-over.ts';

const PART = { characters: 12, of: 35 } as const;
const cell = (message: string, party = 'mallory', remnant?: Cell['remnant']): Cell => ({
  message,
  party,
  state: remnant === undefined ? 'readable' : 'remnant',
  since: 0,
  ...(remnant === undefined ? {} : { remnant }),
});
const WHOLE = { characters: 35, of: 35 } as const;

describe('what is left over of one message', () => {
  it('is told of a device that does not list it, all of it or a part', () => {
    const part = cell('m1', 'bob.phone', PART);
    expect(leftOverSentence(part, 'Bob’s phone', { text: 'The spare ke', part: '12 of 35 characters' }, 'en')).toBe(
      'Bob’s phone no longer lists m1, but its storage still holds 12 of 35 characters, “The spare ke”.',
    );
    expect(leftOverSentence(part, '鲍勃的手机', { text: '备用', part: '35 个字符中的 12 个' }, 'zh')).toBe(
      '鲍勃的手机不再列出 m1，但存储里还有 35 个字符中的 12 个：“备用”。',
    );
    const whole = cell('m1', 'bob.phone', WHOLE);
    expect(leftOverSentence(whole, 'Bob’s phone', { text: 'Key', part: undefined }, 'en')).toContain(
      'still holds “Key”.',
    );
    expect(leftOverSentence(whole, '鲍勃的手机', { text: '钥', part: undefined }, 'zh')).toBe(
      '鲍勃的手机不再列出 m1，但存储里还有全文：“钥”。',
    );
  });

  it('is told of whoever copied the bytes', () => {
    expect(
      leftOverSentence(cell('m1', 'mallory', PART), 'Mallory', { text: 'The', part: '12 of 35 characters' }, 'en'),
    ).toBe('Mallory can recover m1 from copied bytes: 12 of 35 characters, “The”.');
    expect(
      leftOverSentence(cell('m1', 'mallory', PART), '马洛里', { text: '备', part: '35 个字符中的 12 个' }, 'zh'),
    ).toBe('马洛里能从拷走的字节里恢复出 m1，35 个字符中的 12 个：“备”。');
    expect(leftOverSentence(cell('m1', 'mallory', WHOLE), '马洛里', { text: '备', part: undefined }, 'zh')).toBe(
      '马洛里能从拷走的字节里恢复出 m1：“备”。',
    );
  });
});

describe('what somebody finds in a copied storage', () => {
  it('is told as whole messages and parts, or as nothing', () => {
    const found = [cell('m1'), cell('m2', 'mallory', WHOLE), cell('m3', 'mallory', PART)];
    expect(foundSentence('Mallory', found, 'en')).toBe('In it Mallory finds all of m1, m2, and a part of m3.');
    expect(foundSentence('马洛里', found, 'zh')).toBe('马洛里从中找到完整的 m1、m2，还有 m3 的一部分。');
    expect(foundSentence('Mallory', [], 'en')).toContain('finds no message');
    expect(foundSentence('马洛里', [], 'zh')).toContain('没有从中找到');
  });
});
