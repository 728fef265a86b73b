/**
 * Recorded logs of live peers (`../peer`): request and answer in turn, a line each, or one object `{request, answer}` a line. Every
 * request is put again, and ours must give the recorded answer. The words of an error message are free; its class is not.
 */
import { CONFORM_LIMITS } from '../limits.ts';
import { answerLine, newPeers } from '../peer/answer.ts';
import type { Localized } from '../text.ts';
import { fieldOf } from './shape.ts';
import type { Broken, Checker, Outcome } from './types.ts';

export const PEER_LOG: Checker = {
  name: { en: 'peer logs', zh: '对端进程日志' },
  reads: ({ path }) => isLog(path),
  check: ({ value }, { suite }) => {
    const log = exchangesOf(String(value));
    if ('broken' in log) return log;
    let peers = newPeers({ suite });
    const outcomes = log.exchanges.map(({ request, answer }, i): Outcome => {
      const given = answerLine(peers, request);
      peers = given.state;
      const ours = comparable(parsed(given.answer));
      const isSame = ours === comparable(answer);
      return {
        id: `exchange ${i}`,
        ...(isSame ? {} : { problem: OTHER_ANSWER }),
        ...(fieldOf(answer, 'ok') === true ? { noticed: ours !== comparable(altered(answer)) } : {}),
      };
    });
    return { outcomes };
  },
};

/** Its text is no JSON as a whole, and requests in it may be anything. */
export const isLog = (path: string): boolean => path.endsWith('.jsonl');

interface Exchange {
  /** The line as it was put. */
  readonly request: string;
  readonly answer: unknown;
}

function exchangesOf(text: string): { readonly exchanges: readonly Exchange[] } | Broken {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > CONFORM_LIMITS.logLines) return broken(TOO_LONG);
  const exchanges: Exchange[] = [];
  let request: string | undefined;
  for (const line of lines) {
    const pair = request === undefined ? pairIn(parsed(line)) : undefined;
    if (pair) exchanges.push(pair);
    else if (request === undefined) request = line;
    else {
      exchanges.push({ request, answer: parsed(line) });
      request = undefined;
    }
  }
  if (request !== undefined) return broken(UNANSWERED);
  if (exchanges.length === 0) return broken(EMPTY);
  const stray = exchanges.findIndex(({ answer }) => typeof fieldOf(answer, 'ok') !== 'boolean');
  return stray === -1 ? { exchanges } : broken(noAnswer(stray));
}

/** A request that was no JSON stands in a pair as a text. */
function pairIn(value: unknown): Exchange | undefined {
  const [request, answer] = [fieldOf(value, 'request'), fieldOf(value, 'answer')];
  if (request === undefined || answer === undefined) return undefined;
  return { request: typeof request === 'string' ? request : JSON.stringify(request), answer };
}

const broken = (what: Localized): Broken => ({
  broken: { en: `not a log of a peer: ${what.en}`, zh: `不是对端进程的日志：${what.zh}` },
});
const TOO_LONG: Localized = {
  en: `more than ${CONFORM_LIMITS.logLines} lines. Split it.`,
  zh: `超过 ${CONFORM_LIMITS.logLines} 行。请拆开。`,
};
const UNANSWERED: Localized = {
  en: 'its last line is a request without an answer. Take it out.',
  zh: '最后一行是没有回答的请求。请去掉它。',
};
const EMPTY: Localized = { en: 'there is no line in it.', zh: '里面一行也没有。' };
const noAnswer = (exchange: number): Localized => ({
  en: `the answer of exchange ${exchange} (from 0) has no field ok. Lines are requests and answers in turn.`,
  zh: `第 ${exchange} 组（从 0 数起）的回答没有 ok 字段。各行应是请求、回答交替。`,
});
const OTHER_ANSWER: Localized = { en: 'another answer than the recorded one', zh: '回答与记录的不同' };

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer in one form: keys in order, and without the words of an error message. */
const comparable = (answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'message' && typeof value === 'string') return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? '';

/** The answer with one character of one text altered, or one more field where it has no text. */
function altered(answer: unknown): unknown {
  let isDone = false;
  const copy: unknown = JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => {
      if (isDone || key === 'message' || typeof value !== 'string' || value === '') return value;
      isDone = true;
      return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
    }),
  );
  return isDone ? copy : { altered: copy };
}
