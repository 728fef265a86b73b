/**
 * The published vectors and recorded conversations of the reference folder, family by family: how many cases each has, that all
 * of them pass in both real suites, and that every altered copy is noticed. Skipped, loudly, where the folder is absent.
 */
import { describe, expect, it } from 'vitest';
import { native } from '../../cli/native.ts';
import { noble } from '../crypto/noble.ts';
import { nobleKem, withKem } from '../postQuantum.ts';
import { filesIn, hasReference } from '../testing/vectors.ts';
import { conform } from './conform.ts';
import { STRICT } from './habits.ts';
import { replay } from './replay.ts';
import { RECORDING } from './transcript.ts';

const there = hasReference();
const files = there ? filesIn() : [];
const at = (start: string) => files.filter(({ path }) => path.startsWith(start));

/** Where its files are, its name, how many there are, cases, controls, skipped cases. */
const FAMILIES = [
  ['published/wycheproof/x25519', 'X25519 (Wycheproof)', 1, 140, 122, 0],
  ['published/rfc7748', 'X25519 (RFC 7748)', 1, 6, 6, 0],
  ['published/wycheproof/aes_cbc', 'AES-256-CBC (Wycheproof)', 1, 29, 6, 29],
  ['published/wycheproof/hkdf', 'HKDF-SHA256 (Wycheproof)', 1, 40, 39, 0],
  ['published/rfc5869', 'HKDF-SHA256 (RFC 5869)', 1, 1, 1, 0],
  ['published/wycheproof/hmac', 'HMAC-SHA256 (Wycheproof)', 1, 70, 16, 0],
  ['published/wycheproof/mlkem_1024.', 'ML-KEM-1024 (Wycheproof)', 1, 17, 10, 0],
  ['published/wycheproof/mlkem_1024_keygen', 'ML-KEM-1024 key pairs (Wycheproof)', 1, 6, 6, 0],
  ['published/wycheproof/mlkem_1024_encaps', 'ML-KEM-1024 encapsulation (Wycheproof)', 1, 9, 4, 0],
  ['published/wycheproof/mlkem_1024_semi', 'ML-KEM-1024 decapsulation (Wycheproof)', 1, 6, 2, 0],
  ['xeddsa', 'XEdDSA (libsignal)', 1, 106, 38, 0],
  ['published/libsignal_unit', 'libsignal unit tests', 1, 73, 9, 0],
  ['fingerprints', 'fingerprints (libsignal)', 1, 72, 60, 0],
  ['published/ows', 'conversations of version 3 (OWS)', 1, 44, 44, 0],
  ['transcripts/', 'conversations x3dh-v3', 22, 609, 582, 0],
  ['transcripts/', 'conversations pqxdh-v4', 3, 134, 127, 0],
  ['published/wycheproof/aes_gcm', 'AES-GCM (Wycheproof)', 1, 0, 0, 37],
  ['published/wycheproof/ed25519', 'Ed25519 (Wycheproof)', 1, 0, 0, 36],
  ['transcripts/024', 'conversations of other protocols', 1, 0, 0, 20],
] as const;

describe.skipIf(!there).each([noble, native])('the reference folder, $name suite', (suite) => {
  it.each(FAMILIES)('%s: %s', (start, name, count, cases, controls, skipped) => {
    const own = at(start).filter(({ path, text }) => path !== '' && familyIn(path, text, name));
    const [family] = conform(own, { suite: withKem(suite, nobleKem) });
    expect(family?.failed).toEqual([]);
    expect(family?.name.en).toBe(name);
    expect(family?.files).toHaveLength(count);
    expect([family?.cases, family?.passed]).toEqual([cases, cases]);
    expect(family?.negatives).toEqual({ passed: controls, of: controls });
    expect(family?.skipped.reduce((sum, one) => sum + one.cases, 0)).toBe(skipped);
  });
});

/** The recordings of all versions lie in one folder. */
const familyIn = (path: string, text: string, name: string): boolean =>
  !path.startsWith('transcripts/') ||
  (name.endsWith('v4') ? isV4(text) : name.endsWith('v3') ? text.includes('"x3dh-v3"') : path.includes('024'));
const isV4 = (text: string): boolean => text.includes('pqxdh-v4') && text.includes('no SPQR');

describe.skipIf(!there)('the whole reference folder', () => {
  it('is the one that its index lists, and no file of it is unknown', () => {
    const others = files.filter(({ path }) => !/^(transcripts|published|xeddsa|fingerprints)/.test(path));
    const families = conform(others, { suite: withKem(native, nobleKem) });
    const [index] = conform(
      files.filter(({ path }) => path === 'INDEX.json'),
      { suite: native },
    );
    expect(index?.skipped.map((skip) => skip.cases)).toEqual([65]);
    const names = families.map(({ name }) => name.en);
    expect(names).toContain('group messages (libsignal)');
    expect(names).not.toContain('unknown files');
    expect(names).not.toContain('unreadable files');
  });
});

describe.skipIf(!there)('what peers do that the protocol does not ask for', () => {
  const suite = withKem(native, nobleKem);
  const recording = (number: string) =>
    RECORDING.parse(JSON.parse(files.find(({ path }) => path.startsWith(`transcripts/${number}`))?.text ?? ''));
  const failures = (number: string) =>
    replay(recording(number), suite, STRICT).flatMap(({ id, problem }) => (problem ? [`${id}: ${problem.en}`] : []));

  it('a prekey id 0 that nobody gave out is refused, as the reference implementation does', () => {
    expect(failures('026').slice(0, 2)).toEqual([
      'step 2 encrypt: other bytes were sent',
      'step 3 decrypt: recorded as accepted, ours: refused (missing-prekey)',
    ]);
  });

  it('2,002 messages ahead are read under the real limits, where a peer with a limit of 2,000 refuses', () => {
    expect(failures('018')[0]).toContain('refusal: recorded as refused');
  });
});
