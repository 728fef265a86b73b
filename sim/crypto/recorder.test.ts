import { describe, expect, test } from 'vitest';
import { concat, toHex, type Bytes } from './bytes.ts';
import { entropyFor } from './entropy.ts';
import { prefixed, unprefixed } from './keys.ts';
import { model } from './model.ts';
import { recorderFor } from './recorder.ts';

const entropy = entropyFor(7, 'recorder');
const key = entropy.draw('key', 32);
const peer = model.publicKey(entropy.draw('peer', 32));
const iv = entropy.draw('iv', 16);
const message = entropy.draw('message', 20);
const fresh = entropy.draw('fresh', 64);
const salt = new Uint8Array(32);

describe('the recorder', () => {
  test('computes what the bare suite computes', () => {
    const { suite } = recorderFor(model);
    expect(suite.name).toBe('model');
    expect(suite.publicKey(key)).toEqual(model.publicKey(key));
    expect(suite.agree(key, peer)).toEqual(model.agree(key, peer));
    expect(suite.hkdf(key, salt, iv, [32, 16])).toEqual(model.hkdf(key, salt, iv, [32, 16]));
    expect(suite.hmac(key, message)).toEqual(model.hmac(key, message));
    const ciphertext = suite.cbcEncrypt(key, iv, message);
    expect(ciphertext).toEqual(model.cbcEncrypt(key, iv, message));
    expect(suite.cbcDecrypt(key, iv, ciphertext)).toEqual({ ok: true, plaintext: message });
    const signature = suite.sign(key, message, fresh);
    expect(signature).toEqual(model.sign(key, message, fresh));
    expect(suite.verify(suite.publicKey(key), message, signature)).toBe(true);
    expect(suite.verify(peer, message, signature)).toBe(false);
  });

  test('records each computation once, in order, with its inputs and outputs', () => {
    const { suite, calls } = recorderFor(model);
    const publicKey = suite.publicKey(key);
    const agreement = suite.agree(key, peer);
    const pieces = suite.hkdf(key, salt, iv, [32, 32, 16]);
    const tag = suite.hmac(key, message);
    const ciphertext = suite.cbcEncrypt(key, iv, message);
    suite.cbcDecrypt(key, iv, ciphertext);
    const signature = suite.sign(key, message, fresh);
    expect(calls).toEqual([
      { op: 'publicKey', inputs: [key], outputs: [publicKey] },
      { op: 'agree', inputs: [key, peer], outputs: [agreement.ok ? agreement.shared : undefined] },
      { op: 'hkdf', inputs: [key, salt, iv], outputs: pieces },
      { op: 'hmac', inputs: [key, message], outputs: [tag] },
      { op: 'cbcEncrypt', inputs: [key, iv, message], outputs: [ciphertext] },
      { op: 'cbcDecrypt', inputs: [key, iv, ciphertext], outputs: [message] },
      { op: 'sign', inputs: [key, message, fresh], outputs: [signature] },
    ]);
  });

  test('records nothing for what gave nothing: a refused agreement, a failed opening, a verification', () => {
    const { suite, calls } = recorderFor(model);
    expect(suite.agree(key, new Uint8Array(32)).ok).toBe(false);
    expect(suite.cbcDecrypt(key, iv, new Uint8Array(15)).ok).toBe(false);
    expect(suite.verify(peer, message, fresh)).toBe(false);
    expect(calls).toEqual([]);
  });

  test('keeps the calls of one step apart from those of another', () => {
    const one = recorderFor(model);
    const other = recorderFor(model);
    one.suite.hmac(key, message);
    expect(one.calls).toHaveLength(1);
    expect(other.calls).toHaveLength(0);
  });
});

describe('recorded containers', () => {
  test('find the parts of a concatenation by themselves, also when two are equal', () => {
    const { containers, calls } = recorderFor(model);
    const whole = concat(key, Uint8Array.of(1, 2, 3), key, iv);
    containers.pack([key, Uint8Array.of(1, 2, 3), key, iv], whole);
    containers.unpack(whole, [key, key, iv]);
    expect(calls).toEqual([
      { op: 'pack', inputs: [key, key, iv], outputs: [whole], offsets: [0, 35, 67] },
      { op: 'unpack', inputs: [whole], outputs: [key, key, iv], offsets: [0, 35, 67] },
    ]);
  });

  test('with nothing of 16 bytes or more inside are not recorded: everyone knows such parts', () => {
    const { containers, calls } = recorderFor(model);
    containers.pack([iv.slice(0, 15), Uint8Array.of(1)], concat(iv.slice(0, 15), Uint8Array.of(1)));
    containers.unpack(iv, []);
    expect(calls).toEqual([]);
  });

  test('that do not hold a part, or not in this order, or not at this offset, are a bug and throw', () => {
    const { containers } = recorderFor(model);
    const whole = concat(key, iv);
    const wrong: readonly (() => void)[] = [
      () => containers.pack([message], whole),
      () => containers.unpack(whole, [iv, key]),
      () => containers.pack([key], whole, [1]),
      () => containers.pack([key, iv], whole, [0]),
      () => containers.pack([iv], whole, [40]),
      () => containers.pack([key, key], key, [0, 0]),
    ];
    for (const act of wrong) expect(act).toThrow('byte for byte');
  });
});

describe('public keys on the wire', () => {
  const publicKey = model.publicKey(key);
  test('are the type byte 05 and the key, both ways, and recorded both ways', () => {
    const { containers, calls } = recorderFor(model);
    const wire = prefixed(publicKey, containers);
    expect(toHex(wire)).toBe(`05${toHex(publicKey)}`);
    expect(unprefixed(wire, containers)).toEqual(publicKey);
    expect(calls).toEqual([
      { op: 'pack', inputs: [publicKey], outputs: [wire], offsets: [1] },
      { op: 'unpack', inputs: [wire], outputs: [publicKey], offsets: [1] },
    ]);
  });

  test('of another type or length are refused, and nothing is recorded', () => {
    const { containers, calls } = recorderFor(model);
    const wire = (type: number, length: number): Bytes => new Uint8Array(length).fill(type, 0, 1);
    for (const bytes of [wire(5, 0), wire(5, 32), wire(5, 34), wire(4, 33), wire(6, 33)])
      expect(unprefixed(bytes, containers)).toBeUndefined();
    expect(unprefixed(wire(5, 33), recorderFor(model).containers)).toEqual(new Uint8Array(32));
    expect(calls).toEqual([]);
    expect(() => prefixed(new Uint8Array(33), containers)).toThrow('32 bytes');
  });
});
