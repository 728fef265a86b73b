import { describe, expect, it } from 'vitest';
import { runOf, choiceFor, engine } from '../testing/runs.ts';
import { layoutCode, type CodeComparison } from './layout.ts';
import { comparisonAt } from './of-frame.tsx';

const DIGITS = '300354477692869396892869876765458257569162576843440918079131';
/** The third and the last group are others. */
const OTHERS = '300354477692860396892869876765458257569162576843440918079132';

const comparison = (theirs: string): CodeComparison => ({
  contact: 'bob',
  mine: { owner: 'alice.phone', digits: DIGITS, scan: Uint8Array.of(1, 2, 3) },
  theirs: { owner: 'bob.phone', digits: theirs, scan: Uint8Array.of(3, 2, 1) },
  match: theirs === DIGITS,
  scanned: theirs === DIGITS,
});
const equal = comparison(DIGITS);
const swapped = comparison(OTHERS);

describe('two codes side by side', () => {
  it('are twelve groups of five digits on each phone, in order, with nothing lost', () => {
    for (const phone of layoutCode(swapped, 'en').phones) {
      expect(phone.groups.map((group) => group.digits.length)).toEqual(Array.from({ length: 12 }, () => 5));
      expect(phone.groups.map((group) => group.number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    }
    const [mine, theirs] = layoutCode(swapped, 'en').phones;
    expect(mine.groups.map((group) => group.digits).join('')).toBe(DIGITS);
    expect(theirs.groups.map((group) => group.digits).join('')).toBe(OTHERS);
  });

  it('mark the groups that differ on both phones, and no others', () => {
    for (const phone of layoutCode(swapped, 'en').phones) {
      expect(phone.groups.filter((group) => group.differs).map((group) => group.number)).toEqual([3, 12]);
    }
    expect(layoutCode(equal, 'en').pairs.some((pair) => pair.differs)).toBe(false);
  });

  it('say whose phone it is, and with whom the chat', () => {
    const [mine, theirs] = layoutCode(equal, 'en').phones;
    expect([mine.owner, mine.chat]).toEqual(['Alice’s phone', 'Chat with Bob']);
    expect([theirs.owner, theirs.chat]).toEqual(['Bob’s phone', 'Chat with Alice']);
    expect(layoutCode(equal, 'zh').phones[0].chat).toBe('与鲍勃的聊天');
  });

  it('say what comes of it, with the count of groups that differ', () => {
    expect(layoutCode(swapped, 'en').verdict).toContain('2 of 12 groups differ.');
    expect(layoutCode(comparison(DIGITS.replace(/1$/, '2')), 'en').verdict).toContain('1 of 12 groups differs.');
    expect(layoutCode(swapped, 'zh').verdict).toContain('12 组数字里有 2 组不同');
    expect(layoutCode(equal, 'en').verdict).toContain('same digits');
    expect(layoutCode(equal, 'zh').verdict).toContain('完全一样');
  });

  it('have a square pattern each, of what the phone’s own QR code carries, with a light margin', () => {
    const [mine, theirs] = layoutCode(equal, 'en').phones;
    expect(theirs.qr.side).toBe(mine.qr.side);
    expect(theirs.qr.path).not.toBe(mine.qr.path);
    // A finder pattern begins at the margin's inner corner, seven dark modules wide.
    expect(mine.qr.path.startsWith('M4 4h7')).toBe(true);
  });

  it('come from a run with what was scanned, which says the same as the digits, in every variant', () => {
    const written = choiceFor('compare-codes');
    const variants = runOf('compare-codes').scenario.variants.map(({ id }) => ({ ...written, variant: id }));
    const compared = [written, ...variants].flatMap((choice) =>
      engine.play(choice).frames.flatMap((frame) => comparisonAt(frame) ?? []),
    );
    expect(new Set(compared.map(({ match }) => match))).toEqual(new Set([true, false]));
    for (const one of compared) {
      expect(one.scanned).toBe(one.match);
      // Version, and of both users the name and 32 bytes: more than the digits would fill.
      expect(one.mine.scan.length).toBeGreaterThan(2 * 32);
      expect(layoutCode(one, 'zh').scan).toBe(one.match ? '扫描的结果：密钥一致。' : '扫描的结果：密钥不一致。');
    }
  });
});
