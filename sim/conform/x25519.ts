/** X25519: the vectors of Wycheproof and of RFC 7748. */
import * as z from 'zod';
import { toHex, type Bytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import { bytes, checker, hex, idOf, named, wycheproof } from './shape.ts';
import { equals, outcomesOf, refuses } from './vector.ts';

const agreed = (suite: Suite, privateKey: string, publicKey: string): Bytes | undefined => {
  const agreement = suite.agree(bytes(privateKey), bytes(publicKey));
  return agreement.ok ? agreement.shared : undefined;
};

/** Stricter than the vectors ask: refused exactly where the shared secret would be zero. */
export const X25519 = checker(
  { en: 'X25519 (Wycheproof)', zh: 'X25519（Wycheproof）' },
  named('x25519.json'),
  wycheproof({ public: hex, private: hex, shared: hex }),
  ({ cases }, { suite }) => ({
    outcomes: outcomesOf(
      cases.map((one) => {
        const shared = agreed(suite, one.private, one.public);
        return /^0+$/.test(one.shared)
          ? refuses(idOf(one), shared === undefined)
          : equals(idOf(one), bytes(one.shared), shared);
      }),
    ),
  }),
);

/** More would take minutes. */
const MOST_ITERATIONS = 1_000;

const rfc7748 = z.object({
  scalarMult: z.array(z.object({ scalar: hex, u: hex, out: hex })),
  iterated: z.array(z.object({ iterations: z.number().int().min(1).max(MOST_ITERATIONS), out: hex })),
  dh: z.object({ alicePrivate: hex, alicePublic: hex, bobPrivate: hex, bobPublic: hex, shared: hex }),
});

export const RFC_7748 = checker(
  { en: 'X25519 (RFC 7748)', zh: 'X25519（RFC 7748）' },
  named('rfc7748.json'),
  rfc7748,
  ({ scalarMult, iterated, dh }, { suite }) => ({
    outcomes: outcomesOf([
      ...scalarMult.map(({ scalar, u, out }, i) => equals(`5.2 no. ${i + 1}`, bytes(out), agreed(suite, scalar, u))),
      ...iterated.map(({ iterations, out }) =>
        equals(`5.2 iterated ${iterations}`, bytes(out), iterate(iterations, suite)),
      ),
      equals('6.1 public key of Alice', bytes(dh.alicePublic), suite.publicKey(bytes(dh.alicePrivate))),
      equals('6.1 public key of Bob', bytes(dh.bobPublic), suite.publicKey(bytes(dh.bobPrivate))),
      equals('6.1 secret of Alice', bytes(dh.shared), agreed(suite, dh.alicePrivate, dh.bobPublic)),
      equals('6.1 secret of Bob', bytes(dh.shared), agreed(suite, dh.bobPrivate, dh.alicePublic)),
    ]),
  }),
);

/** RFC 7748 section 5.2: k and u begin as 9; again and again (k, u) become (X25519(k, u), k). */
function iterate(times: number, suite: Suite): Bytes {
  const nine = `09${'00'.repeat(31)}`;
  let [k, u] = [nine, nine];
  for (let i = 0; i < times; i++) [k, u] = [toHex(agreed(suite, k, u) ?? new Uint8Array(0)), k];
  return bytes(k);
}
