/**
 * The door for a host that brings its own primitives: with them it builds a real suite that gives the same bytes, faster.
 * Separate from `index.ts` because the page brings none.
 */
export { iterated, realSuite } from './crypto/real.ts';
export { sign, verifyBy } from './crypto/xeddsa.ts';
