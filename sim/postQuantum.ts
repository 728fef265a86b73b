/**
 * The door for runs with post-quantum keys: separate from `index.ts` because the page loads it only when such a run is asked
 * for. `withKem(suite, nobleKem)` is the suite to play it on; the model suite has its own already.
 */
export { withKem } from './crypto/kem.ts';
export { nobleKem } from './crypto/nobleKem.ts';
