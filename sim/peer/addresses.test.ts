import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../crypto/bytes.ts';
import { driver } from '../testing/lines.ts';

const ALICE = { name: '96cab3bc-9985-40e7-8076-e1d36414c8a1', device: 1 } as const;
const BOB = { name: '29f41ba2-b35a-4633-a18f-dace0091377f', device: 3 } as const;
const CAROL = { ...ALICE, device: 2 } as const;

describe('peers whose names are account UUIDs', () => {
  it.each([
    ['pqxdh-v4', 'decrypt-failed'],
    ['x3dh-v3', undefined],
  ] as const)('of %s: their messages say from whom to whom only in version 4', (impl, refusal) => {
    const lines = driver();
    lines.get('newIdentity', { peer: 'a', impl, ...ALICE });
    lines.get('newIdentity', { peer: 'b', impl, ...BOB });
    lines.get('processBundle', { peer: 'a', remote: BOB, bundle: lines.get('bundle', { peer: 'b' }) });
    const sealed = lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '6869' });
    const both = [ALICE, BOB].map(({ name, device }) => `00${name.replaceAll('-', '')}0${device}`).join('');
    expect(toHex(fromHex(String(sealed['body'])) ?? new Uint8Array()).includes(both)).toBe(refusal !== undefined);
    if (refusal) expect(lines.fails('decrypt', { peer: 'b', remote: CAROL, ...sealed })).toContain(refusal);
    expect(lines.get('decrypt', { peer: 'b', remote: ALICE, ...sealed })['plaintext']).toBe('6869');
  });
});
