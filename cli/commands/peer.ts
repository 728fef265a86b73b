/** `unsealed peer`: live peers on standard input and output. What they say to a line is `sim/peering.ts`; here are the lines. */
import { randomInt } from 'node:crypto';
import { stdin, stdout } from 'node:process';
import { pipeline } from 'node:stream';
import { concat, type Bytes } from '../../sim/crypto/bytes.ts';
import { PEER_LIMITS } from '../../sim/limits.ts';
import { answerLine, newPeers, type Peers } from '../../sim/peering.ts';
import { suiteOf, wholeNumber, type Input } from '../input.ts';
import { SUITES } from '../suites.ts';

/**
 * Starts the conversation and returns: the process lives on until its input ends. Lines are read no faster than their answers
 * are taken.
 */
export function peerCommand(input: Input): void {
  const suite = input.options.suite === undefined ? SUITES.native : suiteOf(input);
  const seed = input.options.seed === undefined ? randomInt(MOST_SEEDS) : wholeNumber(input, 'seed', 0, 0);
  const peers = newPeers({ suite, seed });
  pipeline(
    stdin,
    (chunks: AsyncIterable<Bytes>) => answers(peers, linesOf(chunks)),
    stdout,
    (error) => {
      // Whoever stops reading has heard enough.
      if (error && error.code !== 'EPIPE') throw error;
    },
  );
}

/** `randomInt` gives no more. */
const MOST_SEEDS = 2 ** 48 - 1;
const LINE_FEED = 0x0a;

async function* answers(peers: Peers, lines: AsyncIterable<Bytes>): AsyncGenerator<string> {
  let state = peers;
  for await (const line of lines) {
    const answered = answerLine(state, line);
    ({ state } = answered);
    yield `${answered.answer}\n`;
  }
}

/** The lines of a stream, without their ends. Of a line that is too long the start is kept: enough to say that it is. */
async function* linesOf(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let parts: Bytes[] = [];
  let length = 0;
  const keep = (part: Bytes): void => {
    const kept = part.subarray(0, PEER_LIMITS.lineBytes + 1 - length);
    if (kept.length > 0) parts.push(kept);
    length += kept.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield concat(...parts);
      parts = [];
      length = 0;
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield concat(...parts);
}
