/**
 * The door for conformance: published vectors and recorded conversations against our own code. Separate from `index.ts` because
 * the page does not run them.
 */
export { conform, conforms } from './conform/conform.ts';
export type { Family, VectorFile } from './conform/types.ts';
