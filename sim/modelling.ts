/**
 * The door for runs on the model suite, whose arithmetic stands in for cryptography: separate from `index.ts` because the page loads
 * it only when somebody asks for such a run.
 */
export { model } from './crypto/model.ts';
