import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actorName, CAST_NAMES, contentOf, listOf, ownerName } from './names.ts';

const root = join(import.meta.dirname, '../..');

describe('names', () => {
  it('of the cast are those of the cast file', () => {
    const file = parse(readFileSync(join(root, 'scenarios/cast.yaml'), 'utf8')) as {
      readonly cast: readonly { readonly id: string; readonly name: unknown }[];
    };
    expect(CAST_NAMES).toEqual(Object.fromEntries(file.cast.map(({ id, name }) => [id, name])));
  });

  it('of devices, places and links read naturally in both languages', () => {
    expect(actorName('bob.phone', 'en')).toBe('Bob’s phone');
    expect(actorName('bob.phone', 'zh')).toBe('鲍勃的手机');
    expect(contentOf('bob.phone', 'the keys', 'en')).toBe('the keys in Bob’s phone');
    expect(contentOf('bob.phone', '密钥', 'zh')).toBe('鲍勃手机里的密钥');
    expect(actorName('alice.phone-server', 'en')).toBe('the link between Alice’s phone and the company');
    expect(actorName('zoe.phone', 'en')).toBe('Zoe’s phone');
    const phone = { id: 'bob.phone', kind: 'device', account: 'bob', device: 'phone' } as const;
    const laptop = { ...phone, id: 'bob.laptop', device: 'laptop' } as const;
    expect(ownerName('bob.phone', [phone], 'en')).toBe('Bob');
    expect(ownerName('bob.laptop', [phone, laptop], 'en')).toBe('Bob’s laptop');
    expect(listOf(['m1', 'm2', 'm3'], 'en')).toBe('m1, m2 and m3');
    expect(listOf(['m1', 'm2'], 'zh')).toBe('m1、m2');
  });
});
