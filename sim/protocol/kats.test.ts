/** Known answers of the key derivations: inputs and outputs of PROTOCOL.md section 17.2, written out. */
import { describe, expect, it } from 'vitest';
import { toHex, type Bytes } from '../crypto/bytes.ts';
import { noble } from '../crypto/noble.ts';
import { toolsFor } from '../testing/tools.ts';
import { drawKeyPair } from './keyPair.ts';
import { bundleOf, drawPrekeys, type OneTimePrekey } from './prekeys.ts';
import { messageKeys, stepChain, stepRoot } from './ratchet.ts';
import { initiatorStart, recipientStart, type RecipientKeys, type SharedStart } from './x3dh.ts';
import type { Refused } from './tools.ts';

const SEQUENCE = Uint8Array.from({ length: 32 }, (_, i) => i);
const filled = (byte: number): Bytes => new Uint8Array(32).fill(byte);
const hexOf = (keys: Readonly<Record<string, Bytes>>): Record<string, string> =>
  Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, toHex(value)]));

const ROOT = 'bb678ed6e71a8fdb7e21b5fb06f09c5389fedac2d9797fc3fafc4502ec4646e7';
const CHAIN = '645c9308df229ded2b57dbd8503488eaca73caa038f5ca3b00428c4b9c18efa2';

describe('X3DH', () => {
  /** Every key agreement gives this secret: what is under test is what is made of the secrets. */
  const agreeing = (secret: Bytes) =>
    toolsFor('x3dh', { suite: { ...noble, agree: () => ({ ok: true, shared: secret }) } });
  const hexes = (start: SharedStart | Refused): Record<string, string> =>
    start.ok ? hexOf({ root: start.root, chain: start.chain }) : { refused: start.reason };

  const bob = drawPrekeys(1, toolsFor('bob'));
  const alice = drawPrekeys(0, toolsFor('alice'));
  const base = drawKeyPair('base', toolsFor('alice'));
  const keysOf = (oneTime: OneTimePrekey | undefined): RecipientKeys => ({
    identity: bob.identity,
    signed: bob.signedPrekey,
    oneTime,
    kem: undefined,
  });

  it('makes the known root and chain key of three agreed secrets, on both sides', () => {
    const tools = agreeing(SEQUENCE);
    expect(hexes(initiatorStart(alice.identity, base, bundleOf(bob, undefined), undefined, tools))).toEqual({
      root: ROOT,
      chain: CHAIN,
    });
    const started = recipientStart(keysOf(undefined), alice.identity.publicKey, base.publicKey, tools);
    expect(hexes(started)).toEqual({ root: ROOT, chain: CHAIN });
  });

  it('makes others of four secrets, and of another secret', () => {
    const withOneTime = bundleOf(bob, bob.oneTime[0]);
    expect(hexes(initiatorStart(alice.identity, base, withOneTime, undefined, agreeing(SEQUENCE)))['root']).not.toBe(
      ROOT,
    );
    const other = agreeing(SEQUENCE.with(31, 0));
    expect(hexes(initiatorStart(alice.identity, base, bundleOf(bob, undefined), undefined, other))['root']).not.toBe(
      ROOT,
    );
  });

  it('agrees on the same keys on both sides with real agreements, with and without a one-time prekey', () => {
    const tools = toolsFor('real');
    for (const oneTime of [undefined, bob.oneTime[0]]) {
      const ours = initiatorStart(alice.identity, base, bundleOf(bob, oneTime), undefined, tools);
      const theirs = recipientStart(keysOf(oneTime), alice.identity.publicKey, base.publicKey, tools);
      expect(ours.ok).toBe(true);
      expect(hexes(ours)).toEqual(hexes(theirs));
    }
  });
});

describe('the ratchet', () => {
  it('steps the root key to the known root and chain key', () => {
    expect(hexOf(stepRoot(filled(0x11), filled(0x22), toolsFor('root')))).toEqual({
      root: '9daeaa1e8c7e8b788d4bc90ec8c2a5b992b4b505d14e74ca049ddb4f9e8ed91b',
      chain: '1b31f67b64b589df27b980ffa916bb940f0e47fbc13569bf1fd0622d04725dca',
    });
  });

  it('steps the chain key to the known seed and next chain key', () => {
    expect(hexOf(stepChain(filled(0x01), toolsFor('chain')))).toEqual({
      seed: 'cc6efb872c237f565ee82df42e4cab00098b13710395e3c6d29f2907d69e4f04',
      next: 'c31d79abaf8f2150ee1cfe3dc732eed02a56f79647909bad055a831cb762e9a2',
    });
  });

  it('derives the known keys of one message', () => {
    const { seed } = stepChain(filled(0x01), toolsFor('chain'));
    expect(hexOf(messageKeys(seed, toolsFor('keys')))).toEqual({
      cipher: '3b9fc7fd6b27e72db25c23c27613dee53ec6502f36b7c8569b2cebd89058c33a',
      mac: '82b3e00cd378b833e64c7761e3cacd5fb06d20a34a02583bfa196025ebafcba1',
      iv: '0f11148a4b7a5ed630eee4d00193bf41',
    });
  });
});
