/** `unsealed run FILE --compare VARIANT` as a person uses it. */
import { describe, expect, it } from 'vitest';
import { said } from './testing/said.ts';

const LATE = 'scenarios/keys-stolen-late.yaml';
const compare = (variant: string, ...more: readonly string[]): ReturnType<typeof said> =>
  said(['run', LATE, '--compare', variant, '--suite', 'model', ...more]);

describe('a comparison on the command line', () => {
  it('says where the variant parts from the run as built, and lists exactly the flipped cells', () => {
    const { code, out, err } = compare('whole-phone');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      'First difference: The runs part at 10:20: in “as built” Mallory copies keys in Bob’s phone;',
    );
    expect(out).toContain('Mallory copies keys and chat in Bob’s phone.');
    const flips = out.split('\n').slice(out.split('\n').indexOf('Cells that flip:') + 1);
    expect(flips).toEqual(['  m1  Mallory  sealed → reads', '  m2  Mallory  sealed → reads']);
  });

  it('finds which keys are kept or not made, where nobody does anything else', () => {
    expect(compare('keys-kept').out).toMatch(
      /What is kept differs from 10:02 on: .* Alice’s phone keeps the key that it has just used\./,
    );
    expect(compare('same-key-for-replies').out).toMatch(/What is kept differs from 10:05 on: .* 1 new ratchet key/);
  });

  it('says the same in Chinese, without an English word', () => {
    const { out } = compare('whole-phone', '--lang', 'zh');
    expect(out).toContain('第一处不同：两次运行从 10:20 起不同：');
    expect(out).toMatch(/m1 {2}马洛里 {2}密封 → 可读/);
    expect(out).not.toMatch(/Mallory|copies|sealed|undefined/);
  });

  it('lists what a phone shows otherwise, too', () => {
    const { out } = said(['run', 'scenarios/poor-network.yaml', '--compare', 'repeats-shown', '--suite', 'model']);
    expect(out.split('\n').slice(-2)).toEqual(['Cells that flip:', "  m4  Bob's phone  reads → reads · shown twice"]);
  });

  it('gives programs the codes', () => {
    const data: unknown = JSON.parse(compare('keys-kept', '--json').out);
    expect(data).toMatchObject({
      variant: { header: { variant: 'keys-kept' } },
      divergence: { kind: 'quiet', actor: 'alice.phone', difference: { kind: 'keys', word: 'usedKey' } },
      flips: [
        { message: 'm1', party: 'mallory', before: { state: 'sealed' }, after: { state: 'readable' } },
        { message: 'm2', party: 'mallory', before: { state: 'sealed' }, after: { state: 'readable' } },
      ],
    });
  });
});
