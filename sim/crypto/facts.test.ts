/** Known answers of PROTOCOL.md section 17.2 that concern the primitives; the XEdDSA external row is libsignal's own. */
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8, type Bytes } from './bytes.ts';
import { noble } from './noble.ts';

const bytes = (hex: string): Bytes => {
  const result = fromHex(hex);
  if (!result) throw new Error(`${hex} is not hexadecimal`);
  return result;
};
const filled = (value: number, length: number): Bytes => new Uint8Array(length).fill(value);
const sequence = Uint8Array.from({ length: 32 }, (_, i) => i);
const hexPieces = (input: Bytes, salt: Bytes, info: string, widths: readonly number[]): readonly string[] =>
  noble.hkdf(input, salt, utf8(info), widths).map((piece) => toHex(piece));

describe('the known answers of the fact sheet', () => {
  const seed = noble.hmac(filled(1, 32), Uint8Array.of(1));

  test('X3DH: root and chain of F and three agreements', () => {
    expect(
      hexPieces(concat(filled(0xff, 32), sequence, sequence, sequence), filled(0, 32), 'WhisperText', [32, 32]),
    ).toEqual([
      'bb678ed6e71a8fdb7e21b5fb06f09c5389fedac2d9797fc3fafc4502ec4646e7',
      '645c9308df229ded2b57dbd8503488eaca73caa038f5ca3b00428c4b9c18efa2',
    ]);
  });

  test('KDF_RK: root and chain of a root and an agreement', () => {
    expect(hexPieces(filled(0x22, 32), filled(0x11, 32), 'WhisperRatchet', [32, 32])).toEqual([
      '9daeaa1e8c7e8b788d4bc90ec8c2a5b992b4b505d14e74ca049ddb4f9e8ed91b',
      '1b31f67b64b589df27b980ffa916bb940f0e47fbc13569bf1fd0622d04725dca',
    ]);
  });

  test('KDF_CK: message seed and next chain key', () => {
    expect(toHex(seed)).toBe('cc6efb872c237f565ee82df42e4cab00098b13710395e3c6d29f2907d69e4f04');
    expect(toHex(noble.hmac(filled(1, 32), Uint8Array.of(2)))).toBe(
      'c31d79abaf8f2150ee1cfe3dc732eed02a56f79647909bad055a831cb762e9a2',
    );
  });

  test('message keys: cipher key, MAC key and IV of a seed', () => {
    expect(hexPieces(seed, filled(0, 32), 'WhisperMessageKeys', [32, 32, 16])).toEqual([
      '3b9fc7fd6b27e72db25c23c27613dee53ec6502f36b7c8569b2cebd89058c33a',
      '82b3e00cd378b833e64c7761e3cacd5fb06d20a34a02583bfa196025ebafcba1',
      '0f11148a4b7a5ed630eee4d00193bf41',
    ]);
  });

  test('group keys: IV and cipher key of a seed', () => {
    expect(hexPieces(seed, filled(0, 32), 'WhisperGroup', [16, 32])).toEqual([
      'b33d1e557776dcb63983699e5140dd2d',
      '7e5ee45f1aa1f5e50874bd77f43672b897b4bfcc0f3c6aad91d73161efc3f4b6',
    ]);
  });

  test('XEdDSA, external row: a signature with the sign bit set verifies', () => {
    const publicKey = bytes('ab7e717d4a163b7d9a1d8071dfe9dcf8cdcd1cea3339b6356be84d887e322c64');
    const message = bytes('05edce9d9c415ca78cb7252e72c2c4a554d3eb29485a0e1d503118d1a82d99fb4a');
    const signature = bytes(
      '5de88ca9a89b4a115da79109c67c9c7464a3e4180274f1cb8c63c2984e286dfbede82deb9dcd9fae0bfbb821569b3d9001bd8130cd11d486cef047bd60b86e88',
    );
    expect(toHex(noble.publicKey(bytes('c097248412e58bf05df487968205132794178e367637f5818f81e0e6ce73e865')))).toBe(
      toHex(publicKey),
    );
    expect(noble.verify(publicKey, message, signature)).toBe(true);
    expect(
      noble.verify(
        publicKey,
        message,
        signature.map((byte, i) => (i === 63 ? byte ^ 0x80 : byte)),
      ),
    ).toBe(false);
  });

  test('XEdDSA, deterministic row: key and signature byte for byte', () => {
    const privateKey = sequence.map((byte, i) => (i === 31 ? 0x5f : byte));
    const signature = noble.sign(privateKey, concat(Uint8Array.of(5), filled(0x42, 32)), filled(7, 64));
    expect(toHex(noble.publicKey(privateKey))).toBe('8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f');
    expect(toHex(signature)).toBe(
      '2a2a9bd4fc19ef4eef9af40725c603b2d61aad7e4a59e6e5b05c27954ba7c56ca09ebb26ac5543ab465630b2b54d17b8f3eb5a0e4c0b05b9ce2f84c86f62ac0a',
    );
  });
});
