import { describe, expect, it } from 'vitest';
import { concat, type Bytes } from '../crypto/bytes.ts';
import { kemOf, ML_KEM_1024, type Kem } from '../crypto/kem.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import type { Suite } from '../crypto/suite.ts';
import { evidenceOf } from './evidence.ts';
import { knowledgeOf } from './knowledge.ts';
import { callsOf, LINK, secret, sent, traceOf, type HandStep } from './testing/build.ts';

/** What somebody who sees these values on a link can produce, after all these calls. */
function knowsFrom(seen: readonly Bytes[], steps: readonly HandStep[], wanted: Bytes): boolean {
  const trace = traceOf([...steps, { actor: 'a.phone', outcomes: seen.map((bytes) => sent(bytes)) }]);
  return knowledgeOf(trace).knowsValue(LINK, wanted, trace.events.length - 1);
}

const [a, b, key, text] = [secret(1), secret(2), secret(3), secret(4)];
const iv = secret(5, 16);

describe.each([model, noble])('rules from calls of the $name suite', (suite: Suite) => {
  const [publicA, publicB] = [suite.publicKey(a), suite.publicKey(b)];
  const agreement = suite.agree(a, publicB);
  const shared = agreement.ok ? agreement.shared : secret(0);
  const pairs = (privateKey: Bytes): HandStep => ({
    actor: 'a.phone',
    calls: callsOf((r) => r.suite.publicKey(privateKey), suite),
  });
  const agreed: HandStep = { actor: 'a.phone', calls: callsOf((r) => r.suite.agree(a, publicB), suite) };

  it('lets either private key agree, in whatever order the key pairs and the agreement were computed', () => {
    for (const steps of [
      [pairs(a), pairs(b), agreed],
      [agreed, pairs(a), pairs(b)],
      [pairs(b), agreed, pairs(a)],
    ]) {
      expect(knowsFrom([b, publicA], steps, shared)).toBe(true);
      expect(knowsFrom([a, publicB], steps, shared)).toBe(true);
      expect(knowsFrom([publicA, publicB], steps, shared)).toBe(false);
    }
  });

  it('finds the pairs from two agreements with one result where nobody computed a public key', () => {
    const theirs: HandStep = { actor: 'b.phone', calls: callsOf((r) => r.suite.agree(b, publicA), suite) };
    const second = suite.agree(a, suite.publicKey(key));
    const more: HandStep = { actor: 'a.phone', calls: callsOf((r) => r.suite.agree(a, suite.publicKey(key)), suite) };
    expect(knowsFrom([key, publicA], [agreed, theirs, more, pairs(key)], second.ok ? second.shared : key)).toBe(true);
    expect(knowsFrom([key, publicA], [agreed, more, pairs(key)], second.ok ? second.shared : key)).toBe(false);
  });

  it('opens a ciphertext from the moment of its encryption, with key and iv, and not without', () => {
    const ciphertext = suite.cbcEncrypt(key, iv, text);
    const steps: HandStep[] = [{ actor: 'a.phone', calls: callsOf((r) => r.suite.cbcEncrypt(key, iv, text), suite) }];
    expect(knowsFrom([key, iv, ciphertext], steps, text)).toBe(true);
    expect(knowsFrom([key, iv, text], steps, ciphertext)).toBe(true);
    expect(knowsFrom([key, ciphertext], steps, text)).toBe(false);
  });

  it('gives every piece of a key derivation, and nothing backwards', () => {
    const derive = (s: Suite): readonly Bytes[] => s.hkdf(a, b, Uint8Array.of(1), [32, 32, 16]);
    const steps: HandStep[] = [{ actor: 'a.phone', calls: callsOf((r) => derive(r.suite), suite) }];
    for (const piece of derive(suite)) {
      expect(knowsFrom([a, b], steps, piece)).toBe(true);
      expect(knowsFrom([piece], steps, a)).toBe(false);
    }
  });
});

describe('rules from key encapsulation', () => {
  const kem = kemOf(model);
  const { privateKey, publicKey } = kem.keyPair(ML_KEM_1024, secret(6, 64));
  const sealed = kem.encapsulate(publicKey, key);
  const { ciphertext, secret: shared } = sealed.ok ? sealed : { ciphertext: key, secret: key };
  const step = (work: (recorded: Kem) => void): HandStep => ({
    actor: 'a.phone',
    calls: callsOf((r) => work(kemOf(r.suite))),
  });
  const pairs = step((recorded) => recorded.keyPair(ML_KEM_1024, secret(6, 64)));
  const seals = step((recorded) => recorded.encapsulate(publicKey, key));
  const opens = step((recorded) => recorded.decapsulate(privateKey, ciphertext));

  it('let the private key open a ciphertext that nobody has opened yet, whichever was recorded first', () => {
    for (const steps of [[pairs, seals], [seals, pairs], [opens]]) {
      expect(knowsFrom([privateKey, ciphertext], steps, shared)).toBe(true);
      expect(knowsFrom([publicKey, ciphertext], steps, shared)).toBe(false);
      expect(knowsFrom([privateKey], steps, shared)).toBe(false);
    }
    expect(knowsFrom([privateKey, ciphertext], [seals], shared)).toBe(false);
  });

  it('give the sender its secret back from its entropy, and nobody the entropy or the private key', () => {
    expect(knowsFrom([publicKey, key], [pairs, seals], shared)).toBe(true);
    for (const wanted of [key, privateKey])
      expect(knowsFrom([publicKey, ciphertext, shared], [pairs, seals, opens], wanted)).toBe(false);
  });
});

describe('rules from containers', () => {
  const whole = concat(Uint8Array.of(9), a, b);
  const packed: HandStep = { actor: 'a.phone', calls: callsOf((r) => r.containers.pack([a, b], whole)) };
  const unpacked: HandStep = { actor: 'b.phone', calls: callsOf((r) => r.containers.unpack(whole, [a, b])) };

  it('takes parts out of a packed whole, and builds the whole from all of its parts only', () => {
    expect(knowsFrom([whole], [packed], b)).toBe(true);
    expect(knowsFrom([a, b], [packed], whole)).toBe(true);
    expect(knowsFrom([a], [packed], whole)).toBe(false);
  });

  it('takes parts out of an unpacked whole, and does not build it from them', () => {
    expect(knowsFrom([whole], [unpacked], a)).toBe(true);
    expect(knowsFrom([a, b], [unpacked], whole)).toBe(false);
  });

  it('does not build a message from the parts beside its text: the text is no public frame', () => {
    const wrote: HandStep = {
      actor: 'a.phone',
      calls: packed.calls ?? [],
      outcomes: [{ kind: 'wrote', message: 'm1', to: 'b', text: 'hi', body: whole }],
    };
    expect(knowsFrom([a, b], [wrote], whole)).toBe(false);
    expect(knowsFrom([whole], [wrote], a)).toBe(true);
  });
});

describe('the rule log', () => {
  it('records what is computed again only once, at its first event', () => {
    const calls = callsOf((r) => {
      r.suite.hmac(a, b);
      r.suite.cbcEncrypt(key, iv, text);
    });
    const reopened = callsOf((r) => r.suite.cbcDecrypt(key, iv, model.cbcEncrypt(key, iv, text)));
    const rules = evidenceOf(
      traceOf([
        { actor: 'a.phone', calls },
        { actor: 'b.phone', calls: [...calls, ...reopened] },
      ]),
    ).rules();
    expect(rules.count).toBe(3);
    expect(rules.countAt(-1)).toBe(0);
    expect(rules.countAt(0)).toBe(3);
  });
});
