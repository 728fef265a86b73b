/**
 * One line in, one line out: the whole protocol of live peers as a function. A command that fails changes nothing, and no line
 * throws. Reading and writing lines is the command line's.
 */
import * as z from 'zod';
import { fromUtf8, utf8, type Bytes } from '../crypto/bytes.ts';
import { noble } from '../crypto/noble.ts';
import { nobleKem } from '../crypto/nobleKem.ts';
import { withKem } from '../crypto/kem.ts';
import type { Suite } from '../crypto/suite.ts';
import { PEER_LIMITS } from '../limits.ts';
import { commandOf, KNOWN_NAMES } from './commands.ts';
import { failed, type Failed, type Outcome, type Peers } from './types.ts';
import { problemOf } from './values.ts';

/** The suite needs key encapsulation (`withKem`) where a peer is to speak version 4. The seed is a safe integer. */
export interface PeersOptions {
  readonly suite?: Suite;
  readonly seed?: number;
}

/** A process without peers; by default on the noble suite, and with draws that are always the same. */
export const newPeers = ({ suite = withKem(noble, nobleKem), seed = 0 }: PeersOptions = {}): Peers => ({
  suite,
  seed,
  step: 0,
  byHandle: new Map(),
});

export interface Answered {
  readonly state: Peers;
  /** One line of JSON, without its end. */
  readonly answer: string;
}

/** Answers one line (without its end): the state after it, and the answer. The state is the very same where the command failed. */
export function answerLine(state: Peers, line: string | Bytes): Answered {
  const request = readRequest(line);
  if (!request.ok) return { state, answer: written(request.id, request.failure) };
  const outcome = done(state, request);
  const answer = written(request.id, outcome);
  if (!outcome.ok) return { state, answer };
  if (utf8(answer).length > PEER_LIMITS.lineBytes) return { state, answer: written(request.id, TOO_LONG_ANSWER) };
  // A command that changes nothing leaves later draws as they are.
  const { peers } = outcome;
  return { state: peers === state ? state : { ...peers, step: state.step + 1 }, answer };
}

type Id = string | number | null;
interface Request {
  readonly ok: true;
  readonly id: Id;
  readonly cmd: string;
  readonly args: unknown;
}
interface Unreadable {
  readonly ok: false;
  readonly id: Id;
  readonly failure: Failed;
}

const id = z.union([
  z.string().max(PEER_LIMITS.nameCharacters),
  z
    .number()
    .max(2 ** 53 - 1)
    .min(1 - 2 ** 53),
]);
const envelope = z.looseObject({ id, cmd: z.string() });
const identified = z.looseObject({ id });

function readRequest(line: string | Bytes): Request | Unreadable {
  const unreadable = (what: string, of: Id = null): Unreadable => ({
    ok: false,
    id: of,
    failure: failed('malformed', what),
  });
  const bytes = typeof line === 'string' ? utf8(line) : line;
  if (bytes.length > PEER_LIMITS.lineBytes)
    return unreadable(`the line is longer than ${PEER_LIMITS.lineBytes} bytes; send less at once`);
  const text = typeof line === 'string' ? line : fromUtf8(line);
  if (text === undefined) return unreadable('the line is not UTF-8');
  const json = parsed(text);
  if (json === undefined) return unreadable('the line is not JSON');
  const read = envelope.safeParse(json);
  if (read.success) {
    const { id: of, cmd, ...args } = read.data;
    return { ok: true, id: of, cmd, args };
  }
  const known = identified.safeParse(json);
  return unreadable(problemOf(read.error), known.success ? known.data.id : null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function done(state: Peers, { cmd, args }: Request): Outcome {
  const command = commandOf(cmd);
  if (!command) return failed('malformed', `cmd: no such command; there are ${KNOWN_NAMES.join(', ')}`);
  try {
    return command(state, args);
  } catch (error) {
    // Would be a defect of ours. Whoever talks to this peer is told, and the other peers live on.
    return failed('other', `a defect of this peer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const TOO_LONG_ANSWER = failed('other', `the answer would be longer than ${PEER_LIMITS.lineBytes} bytes`);

const written = (of: Id, outcome: Outcome): string =>
  JSON.stringify(
    outcome.ok ? { id: of, ok: true, result: outcome.result } : { id: of, ok: false, error: outcome.error },
  );
