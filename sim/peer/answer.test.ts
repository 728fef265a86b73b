/** Each command of the line protocol: what it does, what it refuses, and with which class. */
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../crypto/bytes.ts';
import { KYBER_1024, ML_KEM_1024, withKem } from '../crypto/kem.ts';
import { noble } from '../crypto/noble.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import { UNACKNOWLEDGED_MS } from '../limits.ts';
import { newEndpoint } from '../protocol/endpoint.ts';
import { parsePrekeyMessage } from '../protocol/message.ts';
import { drawPrekeys } from '../protocol/prekeys.ts';
import { open } from '../protocol/session.ts';
import { acquainted, ALICE, BOB, driver, strangers, type Driver, type Json } from '../testing/lines.ts';
import { toolsFor } from '../testing/tools.ts';
import { answerLine, newPeers } from './answer.ts';
import { NO_LOG } from './tools.ts';

/** One message from a peer to another: what its text was, as the other has it. */
function passed(lines: Driver, from: 'a' | 'b', plaintext: string): unknown {
  const [to, fromName, toName] = from === 'a' ? (['b', ALICE, BOB] as const) : (['a', BOB, ALICE] as const);
  const sealed = lines.get('encrypt', { peer: from, remote: toName, plaintext });
  return lines.get('decrypt', { peer: to, remote: fromName, ...sealed })['plaintext'];
}
const bytesOf = (value: unknown): Uint8Array => fromHex(String(value)) ?? new Uint8Array(0);
/** For comparisons; what the library gives has no type. */
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const someText = like(/./);
/** Hexadecimal with the last bit of its last byte altered. */
const altered = (value: unknown): string => {
  const bytes = bytesOf(value);
  return toHex(bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
};

describe('a conversation', () => {
  test.each(['x3dh-v3', 'pqxdh-v4'])('of %s goes both ways', (impl) => {
    const lines = acquainted({}, { impl });
    for (const text of ['6869', '', 'ff'.repeat(500)]) {
      expect(passed(lines, 'a', text)).toBe(text);
      expect(passed(lines, 'b', text)).toBe(text);
    }
  });

  test('begins with prekey messages until the first reply', () => {
    const lines = acquainted();
    const type = (): unknown => lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '00' })['type'];
    expect([type(), type()]).toEqual(['prekey', 'prekey']);
    passed(lines, 'a', '01');
    passed(lines, 'b', '02');
    expect(type()).toBe('whisper');
  });

  test('is the same again from the same seeds, whatever was asked about it in between', () => {
    const all = [false, true].map((curious) => {
      const lines = acquainted();
      if (curious) lines.get('state', { peer: 'a', remote: BOB });
      passed(lines, 'a', '01');
      if (curious) lines.fails('encrypt', { peer: 'a', remote: ALICE, plaintext: '' });
      return lines.get('encrypt', { peer: 'b', remote: ALICE, plaintext: '02' });
    });
    expect(all[0]).toEqual(all[1]);
  });

  test('has other keys for peers of one seed with other names, and for each peer without a seed', () => {
    const lines = driver();
    const made = (args: object): unknown => lines.get('newIdentity', { impl: 'x3dh-v3', ...args })['identityPublic'];
    const keys = [
      made({ peer: '1', name: 'alice', seed: 1 }),
      made({ peer: '2', name: 'bob', seed: 1 }),
      made({ peer: '3', name: 'alice', device: 2, seed: 1 }),
      made({ peer: '4', name: 'alice' }),
      made({ peer: '5', name: 'alice' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(made({ peer: '6', name: 'alice', seed: 1 })).toBe(keys[0]);
  });
});

describe('newIdentity', () => {
  test('takes a registration id, a version byte and injected keys', () => {
    const identityKey = '08'.padEnd(62, '1').concat('40');
    const lines = strangers({}, { registrationId: 77, wireVersion: '0x34', inject: { identityKey } });
    const bundle = lines.get('bundle', { peer: 'b' });
    expect(bundle).toMatchObject({ registrationId: 77, device: 1 });
    expect(bundle['identityPublic']).toBe(`05${toHex(noble.publicKey(bytesOf(identityKey)))}`);
    lines.get('processBundle', { peer: 'a', remote: BOB, bundle });
    expect(lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '' })['body']).toMatch(/^34/);
  });

  test('refuses a handle that is taken, and a version byte of another implementation', () => {
    const lines = strangers();
    const identity = { peer: 'a', impl: 'x3dh-v3', name: 'alice' };
    expect(lines.fails('newIdentity', identity)).toMatch(/^other: peer/);
    expect(lines.fails('newIdentity', { ...identity, peer: 'c', wireVersion: '0x44' })).toMatch(/^malformed: wireV/);
    expect(lines.fails('newIdentity', { ...identity, peer: 'c', wireVersion: 0x99 })).toMatch(/^malformed: wireV/);
    expect(lines.get('newIdentity', { ...identity, peer: 'c', wireVersion: 0x34 })).toMatchObject({ name: 'alice' });
    lines.get('drop', { peer: 'a' });
    expect(lines.fails('drop', { peer: 'a' })).toMatch(/^other/);
    lines.get('newIdentity', identity);
  });

  test('scales limits: a jump at the limit is made, one past it refused', () => {
    const lines = acquainted({}, { limits: { forwardJump: 3 } });
    passed(lines, 'a', '00');
    lines.get('skip', { peer: 'a', remote: BOB, count: 4 });
    const far = lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '01' });
    expect(lines.fails('decrypt', { peer: 'b', remote: ALICE, ...far })).toMatch(/^too-far/);
    const other = acquainted({}, { limits: { forwardJump: 3 } });
    passed(other, 'a', '00');
    other.get('skip', { peer: 'a', remote: BOB, count: 3 });
    expect(passed(other, 'a', '01')).toBe('01');
  });
});

describe('bundle and processBundle', () => {
  test('give each one-time prekey once, none where none is wanted, and private halves on demand', () => {
    const lines = strangers({}, { impl: 'pqxdh-v4' });
    const ids = [1, 2].map(() => lines.get('bundle', { peer: 'b' })['preKey']);
    expect(ids).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(lines.get('bundle', { peer: 'b', oneTime: false })).not.toHaveProperty('preKey');
    const whole = lines.get('bundle', { peer: 'b', private: true });
    for (const part of ['signedPreKey', 'preKey'] as const) {
      const { private: secret, public: open_ } = whole[part] as { private: string; public: string };
      expect(`05${toHex(noble.publicKey(bytesOf(secret)))}`).toBe(open_);
    }
    expect(whole['kyberPreKey']).toMatchObject({ public: like(/^0a/), private: someText });
    expect(JSON.stringify(lines.get('bundle', { peer: 'b' }))).not.toContain('private');
  });

  test('refuse a signature with one bit altered, and are done with the right one', () => {
    const lines = strangers({}, { impl: 'pqxdh-v4' });
    for (const corrupt of ['signed', 'kyber']) {
      const bundle = lines.get('bundle', { peer: 'b', corrupt });
      expect(lines.fails('processBundle', { peer: 'a', remote: BOB, bundle })).toMatch(/^bad-signature/);
    }
    const bundle = lines.get('bundle', { peer: 'b' });
    expect(lines.get('processBundle', { peer: 'a', remote: BOB, bundle })).toMatchObject({
      baseKey: { private: like(/^[0-9a-f]{64}$/) },
    });
    expect(strangers().fails('bundle', { peer: 'b', corrupt: 'kyber' })).toMatch(/^malformed: corrupt/);
  });

  test('use injected keys, and tell them', () => {
    const lines = strangers();
    const inject = { baseKey: `10${'22'.repeat(30)}55`, ratchetKey: `18${'33'.repeat(30)}66` };
    const bundle = lines.get('bundle', { peer: 'b' });
    expect(lines.get('processBundle', { peer: 'a', remote: BOB, bundle, inject })).toMatchObject({
      baseKey: { private: inject.baseKey },
      ratchetKey: { private: inject.ratchetKey },
    });
    expect(passed(lines, 'a', '01')).toBe('01');
  });

  test('a post-quantum peer opens nothing without post-quantum keys, and nothing of version 3', () => {
    const lines = driver();
    lines.get('newIdentity', { peer: 'a', impl: 'x3dh-v3', name: 'alice' });
    lines.get('newIdentity', { peer: 'b', impl: 'pqxdh-v4', name: 'bob' });
    const [classic, hybrid] = ['a', 'b'].map((peer) => lines.get('bundle', { peer }));
    expect(lines.fails('processBundle', { peer: 'b', remote: ALICE, bundle: classic })).toMatch(/^other/);
    lines.get('processBundle', { peer: 'a', remote: BOB, bundle: hybrid });
    const old = lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '' });
    expect(lines.fails('decrypt', { peer: 'b', remote: ALICE, ...old })).toMatch(/^other/);
    const newer = acquainted({}, { impl: 'pqxdh-v4' }).get('encrypt', { peer: 'a', remote: BOB, plaintext: '' });
    expect(lines.fails('decrypt', { peer: 'a', remote: BOB, ...newer })).toMatch(/^version/);
  });

  test.each([ML_KEM_1024, KYBER_1024] as const)('a bundle with a key of type %i is answered in kind', (type) => {
    const tools = toolsFor('other side', { suite: withKem(noble, nobleKem), handshake: 'pqxdh' });
    const drawn = drawPrekeys(1, tools);
    const pair = nobleKem.keyPair(type, tools.entropy.draw('kem seed', 64));
    const signature = noble.sign(drawn.identity.privateKey, pair.publicKey, tools.entropy.draw('nonce', 64));
    const kem = drawn.kem && { ...drawn.kem, lastResort: { id: 9, pair, signature } };
    const other = newEndpoint({ ...drawn, kem });
    const { signedPrekey: signed } = drawn;
    const lines = strangers({}, { impl: 'pqxdh-v4' });
    const bundle = {
      registrationId: drawn.registrationId,
      identityPublic: toHex(drawn.identity.publicKey),
      signedPreKey: { id: signed.id, public: toHex(signed.pair.publicKey), signature: toHex(signed.signature) },
      kyberPreKey: { id: 9, public: toHex(pair.publicKey), signature: toHex(signature) },
    };
    lines.get('processBundle', { peer: 'a', remote: { name: 'carol', device: 2 }, bundle });
    const sealed = lines.get('encrypt', { peer: 'a', remote: { name: 'carol', device: 2 }, plaintext: '6869' });
    const opening = open(other, 'alice.1', 'prekey', bytesOf(sealed['body']), 'test', tools);
    expect(opening.ok && toHex(opening.plaintext)).toBe('6869');
  });
});

describe('trust', () => {
  const changed = (trust: string): Driver => {
    const lines = acquainted({}, { trust });
    passed(lines, 'a', '01');
    passed(lines, 'b', '02');
    lines.get('newIdentity', { peer: 'new', impl: 'x3dh-v3', name: 'bob', seed: 3 });
    return lines;
  };
  const fromNew = (lines: Driver): Json => {
    lines.get('processBundle', { peer: 'new', remote: ALICE, bundle: lines.get('bundle', { peer: 'a' }) });
    return lines.get('encrypt', { peer: 'new', remote: ALICE, plaintext: '03' });
  };

  test('on first use refuses another identity key, in a bundle and in a message', () => {
    const lines = changed('tofu');
    const bundle = lines.get('bundle', { peer: 'new' });
    expect(lines.fails('processBundle', { peer: 'a', remote: BOB, bundle })).toMatch(/^untrusted-identity/);
    expect(lines.fails('decrypt', { peer: 'a', remote: BOB, ...fromNew(lines) })).toMatch(/^untrusted-identity/);
    expect(passed(lines, 'b', '04')).toBe('04');
  });

  test('in all takes it, and lets the sessions of the former one go', () => {
    const lines = changed('all');
    const late = lines.get('encrypt', { peer: 'b', remote: ALICE, plaintext: '04' });
    expect(lines.get('decrypt', { peer: 'a', remote: BOB, ...fromNew(lines) })).toEqual({ plaintext: '03' });
    expect(lines.fails('decrypt', { peer: 'a', remote: BOB, ...late })).toMatch(/^decrypt-failed/);
    const bundle = lines.get('bundle', { peer: 'b' });
    lines.get('processBundle', { peer: 'a', remote: BOB, bundle });
    expect(passed(lines, 'a', '05')).toBe('05');
  });
});

describe('messages', () => {
  test('are refused by class: repeated, altered, of another version, cut short, for nobody', () => {
    const lines = acquainted();
    const sealed = lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '01' });
    const tried = (change: object, remote: object = ALICE): string =>
      lines.fails('decrypt', { peer: 'b', remote, ...sealed, ...change });
    const body = String(sealed['body']);
    expect(tried({ body: `55${body.slice(2)}` })).toMatch(/^version/);
    expect(tried({ body: `44${body.slice(2)}` })).toMatch(/^version/);
    expect(tried({ body: body.slice(0, 20) })).toMatch(/^malformed/);
    expect(tried({ type: 'whisper' })).toMatch(/^no-session/);
    const parsed = parsePrekeyMessage(bytesOf(body), NO_LOG);
    const inner = toHex(parsed.ok ? parsed.message : new Uint8Array(0));
    expect(tried({ body: body.replace(inner, altered(inner)) })).toMatch(/^decrypt-failed/);
    lines.get('decrypt', { peer: 'b', remote: ALICE, ...sealed });
    expect(tried({})).toMatch(/^duplicate/);
    expect(tried({}, { name: 'carol', device: 1 })).toMatch(/^missing-prekey/);
    expect(lines.fails('encrypt', { peer: 'a', remote: { ...BOB, device: 2 }, plaintext: '' })).toMatch(/^no-session/);
  });

  test('are not sealed in a session that nobody has answered for 30 days', () => {
    const lines = acquainted();
    lines.get('advanceTime', { peer: 'a', ms: UNACKNOWLEDGED_MS - 1 });
    lines.get('encrypt', { peer: 'a', remote: BOB, plaintext: '' });
    lines.get('advanceTime', { peer: 'a', ms: 1 });
    expect(lines.fails('encrypt', { peer: 'a', remote: BOB, plaintext: '' })).toMatch(/^no-session/);
    expect(lines.fails('skip', { peer: 'a', remote: BOB, count: 1 })).toMatch(/^no-session/);
    expect(lines.fails('advanceTime', { peer: 'a', ms: 2 ** 53 - 1 })).toMatch(/^malformed: ms/);
  });

  test('still open after the session was archived; then the next needs a new one', () => {
    const lines = acquainted();
    passed(lines, 'a', '01');
    const late = lines.get('encrypt', { peer: 'b', remote: ALICE, plaintext: '02' });
    lines.get('archive', { peer: 'a', remote: BOB });
    expect(lines.get('state', { peer: 'a', remote: BOB })).toEqual({ current: null, archived: 1 });
    expect(lines.fails('archive', { peer: 'a', remote: BOB })).toMatch(/^no-session/);
    expect(lines.fails('encrypt', { peer: 'a', remote: BOB, plaintext: '' })).toMatch(/^no-session/);
    expect(lines.get('decrypt', { peer: 'a', remote: BOB, ...late })).toEqual({ plaintext: '02' });
  });
});

describe('state and load', () => {
  test('carry a session over into another peer with the same identity', () => {
    const lines = acquainted({}, { impl: 'pqxdh-v4' });
    const { identityPrivate: identityKey } = strangers({}, { impl: 'pqxdh-v4' }).get('newIdentity', {
      peer: 'probe',
      impl: 'pqxdh-v4',
      name: ALICE.name,
      seed: 1,
    });
    const pending = lines.get('state', { peer: 'a', remote: BOB });
    lines.get('drop', { peer: 'a' });
    const fresh = { peer: 'a', impl: 'pqxdh-v4', name: ALICE.name, seed: 8, inject: { identityKey } };
    lines.get('newIdentity', fresh);
    lines.get('load', { peer: 'a', remote: BOB, state: pending });
    expect(lines.get('state', { peer: 'a', remote: BOB })).toEqual(pending);
    expect(passed(lines, 'a', '01')).toBe('01');
    const held = ['02', '03', '04'].map((plaintext) => lines.get('encrypt', { peer: 'b', remote: ALICE, plaintext }));
    expect(lines.get('decrypt', { peer: 'a', remote: BOB, ...held[2] })).toEqual({ plaintext: '04' });
    const skipping = lines.get('state', { peer: 'a', remote: BOB });
    expect(skipping).toMatchObject({ current: { receiving: [{ skippedCount: 2 }], pending: null } });
    lines.get('load', { peer: 'a', remote: BOB, state: skipping });
    expect(lines.get('state', { peer: 'a', remote: BOB })).toEqual(skipping);
    expect(lines.get('decrypt', { peer: 'a', remote: BOB, ...held[0] })).toEqual({ plaintext: '02' });
  });

  test('refuse a state that does not fit together, and say where', () => {
    const lines = acquainted();
    passed(lines, 'a', '01');
    passed(lines, 'b', '02');
    const whole = lines.get('state', { peer: 'a', remote: BOB });
    const current = whole['current'] as { sending: Json; receiving: readonly Json[] };
    const tried = (changes: object): string =>
      lines.fails('load', { peer: 'a', remote: BOB, state: { current: { ...current, ...changes } } });
    const sending = { ...current.sending, ratchetPrivate: '11'.repeat(32) };
    expect(tried({ sending })).toMatch(/^malformed: state\.current: sending\.ratchetKey/);
    const receiving = [{ ...current.receiving[0], skippedCount: 3 }];
    expect(tried({ receiving })).toMatch(/^malformed: state\.current: receiving\.0 lists 0 of 3/);
    expect(tried({ rootKey: 'AB'.repeat(32) })).toMatch(/^malformed: state\.current\.rootKey/);
    expect(tried({ version: 4 })).toMatch(/^version/);
    expect(tried({ remoteIdentity: `05${'22'.repeat(32)}` })).toMatch(/^untrusted-identity/);
    const { remoteIdentity: _, ...without } = whole['current'] as Json;
    const unknown = { peer: 'a', remote: { name: 'carol', device: 1 }, state: { current: without } };
    expect(lines.fails('load', unknown)).toMatch(/^malformed: state\.current\.remoteIdentity/);
  });
});

describe('commands without a peer', () => {
  test('hello names what can be done', () => {
    const hello = driver().get('hello');
    expect(hello).toMatchObject({ protocol: 1, impls: ['x3dh-v3', 'pqxdh-v4'] });
    for (const name of hello['commands'] as readonly string[]) {
      expect(driver().ask(name, { nonsense: 1 }).error?.class).toBe('malformed');
    }
  });

  test('groups are answered with a message', () => {
    for (const name of ['Create', 'Distribute', 'Process', 'Encrypt', 'Decrypt', 'Rotate'])
      expect(driver().fails(`group${name}`, { peer: 'a', group: 'g' })).toMatch(/^other: groups/);
  });

  test('a signature holds for its message and key only', () => {
    const lines = driver();
    const privateKey = '40'.repeat(32);
    const publicKey = `05${toHex(noble.publicKey(bytesOf(privateKey)))}`;
    const { signature } = lines.get('sign', { privateKey, message: '6869' });
    const valid = (args: object): unknown =>
      lines.get('verify', { publicKey, message: '6869', signature, ...args })['valid'];
    expect(valid({})).toBe(true);
    expect(valid({ message: '6870' })).toBe(false);
    expect(valid({ signature: altered(signature) })).toBe(false);
    expect(valid({ signature: '' })).toBe(false);
    expect(
      lines.fails('verify', { publicKey: altered(publicKey).replace(/^05/, '06'), message: '', signature }),
    ).toMatch(/^malformed: publicKey/);
  });

  test('a safety code is the same from both sides, and its scannable form turned round', () => {
    const lines = driver();
    const local = { name: '+14155550123', identityPublic: `05${'01'.repeat(32)}` };
    const remote = { name: '+14155550456', identityPublic: `05${'02'.repeat(32)}` };
    const one = lines.get('fingerprint', { local, remote, iterations: 2, version: 2 });
    const other = lines.get('fingerprint', { local: remote, remote: local, iterations: 2, version: 2 });
    expect(one['displayable']).toMatch(/^\d{60}$/);
    expect(one['displayable']).toBe(other['displayable']);
    const halves = (code: unknown): RegExpExecArray | null =>
      /^0802(.{4})0a20(.{64})(.{4})0a20(.{64})$/.exec(String(code));
    expect(halves(one['scannable'])?.[2]).toBe(halves(other['scannable'])?.[4]);
    expect(lines.fails('fingerprint', { local, remote, iterations: 1 })).toMatch(/^malformed: iterations/);
  });
});

describe('a line that is no request', () => {
  const answerTo = (line: string | Uint8Array): unknown => JSON.parse(answerLine(newPeers(), line).answer);
  const malformed = (id: unknown): object => ({
    id,
    ok: false,
    error: { class: 'malformed', message: someText },
  });

  test.each<readonly [string, string | Uint8Array]>([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['no object', '[1,2]'],
    ['null', 'null'],
    ['binary', Uint8Array.of(0xff, 0x00, 0xc3, 0x28)],
    ['no id', '{"cmd":"hello"}'],
    ['an id that is none', '{"id":{"a":1},"cmd":"hello"}'],
    ['an id beyond all numbers', '{"id":1e999,"cmd":"hello"}'],
    ['an id that would come back as another', '{"id":12345678901234567890,"cmd":"hello"}'],
    ['a line that is too long', `{"id":1,"cmd":"hello","x":"${'a'.repeat(4 * 1024 * 1024)}"}`],
    ['brackets without end', '['.repeat(1_000_000)],
  ])('%s is malformed, without an id', (_, line) => {
    expect(answerTo(line)).toEqual(malformed(null));
  });

  test.each([
    ['no command', '{"id":7}'],
    ['an unknown command', '{"id":7,"cmd":"help"}'],
    ['a command that every object has', '{"id":7,"cmd":"__proto__"}'],
    ['a command of another type', '{"id":7,"cmd":7}'],
    ['an unknown argument', '{"id":7,"cmd":"hello","x":1}'],
    ['hexadecimal of half a byte', '{"id":7,"cmd":"sign","privateKey":"0","message":""}'],
    ['deep brackets', `{"id":7,"cmd":"hello","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s is malformed, with its id', (_, line) => {
    expect(answerTo(line)).toEqual(malformed(7));
  });

  test('a line of exactly 4 MiB is read; an answer that would be longer is not given', () => {
    const start = '{"id":1,"cmd":"encrypt","peer":"a","remote":{"name":"bob","device":1},"plaintext":"';
    const space = 4 * 1024 * 1024 - utf8(start).length - 2;
    const line = `${start}${'00'.repeat(Math.floor(space / 2))}${space % 2 ? '"} ' : '"}'}`;
    const { state } = acquainted();
    const answered = answerLine(state(), line);
    expect(JSON.parse(answered.answer)).toMatchObject({ id: 1, error: { class: 'other' } });
    expect(answered.state).toBe(state());
    expect(JSON.parse(answerLine(state(), `${line} `).answer)).toEqual(malformed(null));
  });
});
