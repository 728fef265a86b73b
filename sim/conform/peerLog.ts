/**
 * Recorded logs of a live peer (JSON lines: request and answer in turn, or one object `{request, answer}` a line): every request
 * is put again, and ours must give the recorded answer. The words of an error message are free; its class is not.
 */
import { CONFORM_LIMITS } from '../limits.ts';
import type { Localized } from '../text.ts';
import { fieldOf } from './shape.ts';
import type { Broken, Checked, Checker, Outcome } from './types.ts';

/** A live peer as a function: the state before and a request, the state after and the answer, one line each. */
export interface PeerReplay {
  /** Nobody lives in the process yet. */
  readonly start: () => unknown;
  readonly answerLine: (state: unknown, line: string) => { readonly state: unknown; readonly answer: string };
}

export const PEER_LOG: Checker = {
  name: { en: 'peer logs', zh: '对端进程日志' },
  reads: ({ path }) => isLog(path),
  check: ({ value }, { peer }) => {
    const log = exchangesOf(Array.isArray(value) ? value : []);
    if ('broken' in log) return log;
    if (!peer) return { outcomes: [], skipped: [{ cases: log.exchanges.length, reason: NO_PEER }] };
    let state = peer.start();
    const outcomes = log.exchanges.map(({ request, answer }, i): Outcome => {
      const given = peer.answerLine(state, JSON.stringify(request));
      state = given.state;
      const ours = comparable(parsed(given.answer));
      const isSame = ours === comparable(answer);
      return {
        id: `exchange ${i}`,
        ...(isSame ? {} : { problem: OTHER_ANSWER }),
        ...(fieldOf(answer, 'ok') === true ? { noticed: ours !== comparable(altered(answer)) } : {}),
      };
    });
    return { outcomes } satisfies Checked;
  },
};

export const isLog = (path: string): boolean => path.endsWith('.jsonl');

/** The lines of a log as values; undefined where one of them is no JSON. */
export function linesOf(text: string): readonly unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsed);
  return values.includes(undefined) ? undefined : values;
}

interface Exchange {
  readonly request: unknown;
  readonly answer: unknown;
}

function exchangesOf(lines: readonly unknown[]): { readonly exchanges: readonly Exchange[] } | Broken {
  if (lines.length > CONFORM_LIMITS.logLines) return broken(`more than ${CONFORM_LIMITS.logLines} lines`);
  const exchanges: Exchange[] = [];
  let request: unknown;
  for (const line of lines) {
    const [asked, answered] = [fieldOf(line, 'request'), fieldOf(line, 'answer')];
    if (request === undefined && asked !== undefined && answered !== undefined)
      exchanges.push({ request: asked, answer: answered });
    else if (request === undefined) request = line;
    else {
      exchanges.push({ request, answer: line });
      request = undefined;
    }
  }
  if (request !== undefined) return broken('a request without an answer at the end');
  const stray = exchanges.findIndex(({ answer }) => typeof fieldOf(answer, 'ok') !== 'boolean');
  return stray === -1 ? { exchanges } : broken(`exchange ${stray}: an answer has a field ok`);
}

const broken = (what: string): Broken => ({
  broken: { en: `not a log of a peer: ${what}`, zh: `不是对端进程的日志：${what}` },
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer in one form: keys in order, and without the words of an error message. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'message' && typeof value === 'string') return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The answer with one character of one text altered, or one more field where it has no text. */
function altered(answer: unknown): unknown {
  let isDone = false;
  const copy = JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      if (isDone || key === 'message' || typeof value !== 'string' || value === '') return value;
      isDone = true;
      return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
    }),
  ) as Readonly<Record<string, unknown>>;
  return isDone ? copy : { ...copy, altered: true };
}

const NO_PEER: Localized = {
  en: 'nobody here answers requests of the line protocol yet (unsealed peer)',
  zh: '这里还没有能回答行协议请求的一方（unsealed peer）',
};
const OTHER_ANSWER: Localized = { en: 'another answer than the recorded one', zh: '回答与记录的不同' };
