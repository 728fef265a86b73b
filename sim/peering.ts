/** The door for live peers: one line in, one line out. Separate from `index.ts` because it loads the reader of requests. */
export { answerLine, newPeers } from './peer/answer.ts';
export type { Peers } from './peer/types.ts';
