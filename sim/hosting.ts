/**
 * The door for a host that brings its own primitives: with them it builds a real suite that gives the same bytes, faster.
 * Separate from `index.ts` because the page brings none.
 */
export { iterated, realSuite, type Primitives } from './crypto/real.ts';
export { sign, verifyBy, type Ed25519Verify } from './crypto/xeddsa.ts';
