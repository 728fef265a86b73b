import { describe, expect, it } from 'vitest';
import { said } from './testing/said.ts';

const ONE = 'scenarios/one-message.yaml';

interface FieldData {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  readonly content: string;
  readonly value?: number | string;
}
interface LayerData {
  readonly kind: string;
  readonly bytes?: string;
  readonly closed?: string;
  readonly fields: readonly FieldData[];
}
const layersOf = (args: readonly string[]): readonly LayerData[] => {
  const { out } = said(['run', ONE, '--json', '--variant', 'company-holds-keys', ...args]);
  const [run] = JSON.parse(out) as readonly { readonly bytes: { readonly layers: readonly LayerData[] } }[];
  return run?.bytes.layers ?? [];
};

describe('unsealed run --bytes', () => {
  it('prints a packet layer by layer, down to the text, with the names of the page', () => {
    const { code, out } = said(['run', ONE, '--bytes', 'm1']);
    expect(code).toBe(0);
    for (const word of ['Stanza', 'Prekey message', 'Ratchet message', 'check value', 'message secret']) {
      expect(out).toContain(word);
    }
    expect(said(['run', ONE, '--bytes', 'm1', '--lang', 'zh']).out).toMatch(/信封，\d+ 字节/);
  });

  it('says what is sealed for a party instead of showing it', () => {
    const { out } = said(['run', ONE, '--bytes', 'm1,network']);
    expect(out).toContain('Sealed: the network has the ciphertext, and nothing that opens it.');
    expect(out).not.toContain('message secret');
  });

  it('gives the same to programs: fields that tile the bytes, and none of what is sealed', () => {
    const layers = layersOf(['--bytes', 'm1,alice.phone']);
    expect(layers.length).toBeGreaterThan(3);
    for (const { bytes, fields } of layers) {
      expect(fields.reduce((sum, { length }) => sum + length, 0)).toBe((bytes ?? '').length / 2);
    }
    const sealed = layersOf(['--bytes', 'm1,network']).filter(({ closed }) => closed !== undefined);
    expect(sealed.map(({ bytes, fields }) => [bytes, fields])).toEqual(sealed.map(() => [undefined, []]));
    expect(sealed.length).toBeGreaterThan(0);
  });
});
