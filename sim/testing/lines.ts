/** A conversation with live peers, line by line, as a driver on the other end of the pipe has it. */
import { answerLine, newPeers, type PeersOptions } from '../peer/answer.ts';
import type { Peers } from '../peer/types.ts';

/** Any JSON object: what a test does not expect in it shows when it is compared. */
export type Json = Readonly<Record<string, unknown>>;
export interface Answer {
  readonly id: string | number | null;
  readonly ok: boolean;
  readonly result?: Json;
  readonly error?: { readonly class: string; readonly message: string };
}

export interface Driver {
  /** The whole answer to a command. */
  readonly ask: (cmd: string, args?: object) => Answer;
  /** The result of a command that must be done. */
  readonly get: (cmd: string, args?: object) => Json;
  /** The error class of a command that must fail and change nothing; with the message, where it is wanted. */
  readonly fails: (cmd: string, args?: object) => string;
  readonly state: () => Peers;
  /** Lines that were sent, in order. */
  readonly sent: readonly string[];
}

export function driver(options: PeersOptions = {}): Driver {
  let state = newPeers(options);
  const sent: string[] = [];
  const ask = (cmd: string, args: object = {}): Answer => {
    const line = JSON.stringify({ id: sent.length, cmd, ...args });
    sent.push(line);
    const answered = answerLine(state, line);
    const answer = JSON.parse(answered.answer) as Answer;
    if (answer.id !== sent.length - 1) throw new Error(`another id came back: ${answered.answer}`);
    if (!answer.ok && answered.state !== state) throw new Error(`a failed command changed something: ${line}`);
    ({ state } = answered);
    return answer;
  };
  return {
    ask,
    get: (cmd, args) => {
      const answer = ask(cmd, args);
      if (!answer.result) throw new Error(`${cmd} failed: ${answer.error?.class} ${answer.error?.message}`);
      return answer.result;
    },
    fails: (cmd, args) => {
      const answer = ask(cmd, args);
      if (!answer.error) throw new Error(`${cmd} was done`);
      return `${answer.error.class}: ${answer.error.message}`;
    },
    state: () => state,
    sent,
  };
}

export const ALICE = { name: 'alice', device: 1 } as const;
export const BOB = { name: 'bob', device: 1 } as const;

/** Peers `a` (Alice) and `b` (Bob), who have not met. */
export function strangers(options: PeersOptions = {}, identity: object = {}): Driver {
  const lines = driver(options);
  lines.get('newIdentity', { peer: 'a', impl: 'x3dh-v3', name: ALICE.name, seed: 1, ...identity });
  lines.get('newIdentity', { peer: 'b', impl: 'x3dh-v3', name: BOB.name, seed: 2, ...identity });
  return lines;
}

/** The same, and Alice has a session towards Bob. */
export function acquainted(options: PeersOptions = {}, identity: object = {}): Driver {
  const lines = strangers(options, identity);
  lines.get('processBundle', { peer: 'a', remote: BOB, bundle: lines.get('bundle', { peer: 'b' }) });
  return lines;
}
