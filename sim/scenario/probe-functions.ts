/** The functions of the probe language that are yes or no by themselves, and those that give a number. */
import { SIGNS, TICKS } from '../trace.ts';
import { expected } from './probe-notes.ts';
import { fail, name, nextName, nextWord, peek, sign, type Reader } from './probe-reader.ts';
import type { NumberValue, Probe } from './probe.ts';

export const STATEMENTS = [
  'canRead',
  'knows',
  'canSendAs',
  'delivered',
  'refused',
  'expired',
  'ticked',
  'signals',
  'heldBack',
  'askedAgain',
  'sealedAgain',
  'shownBefore',
] as const satisfies readonly Probe['kind'][];
export type Statement = (typeof STATEMENTS)[number];

/** `(arguments)` after the function's name. */
export function statement(reader: Reader, kind: Statement): Probe | undefined {
  if (!sign(reader, '(')) return undefined;
  const probe = call(reader, kind);
  return probe !== undefined && sign(reader, ')') ? probe : undefined;
}

function call(reader: Reader, kind: Statement): Probe | undefined {
  switch (kind) {
    case 'canRead':
    case 'knows': {
      const cell = cellName(reader);
      return cell && { kind, ...cell };
    }
    case 'canSendAs':
      return sendingAs(reader);
    case 'delivered': {
      const message = name(reader, 'message');
      if (message === undefined || peek(reader).text !== ',')
        return message === undefined ? undefined : { kind, message };
      const device = nextName(reader, 'device');
      return device === undefined ? undefined : { kind, message, device };
    }
    case 'refused':
    case 'expired':
    case 'heldBack':
    case 'askedAgain':
    case 'sealedAgain': {
      const message = name(reader, 'message');
      return message === undefined ? undefined : { kind, message };
    }
    case 'ticked': {
      const message = name(reader, 'message');
      const tick = message === undefined ? undefined : nextWord(reader, TICKS);
      return message === undefined || tick === undefined ? undefined : { kind, message, tick };
    }
    case 'signals': {
      const person = name(reader, 'person');
      if (person === undefined || peek(reader).text !== ',') return person === undefined ? undefined : { kind, person };
      const shown = nextWord(reader, SIGNS);
      return shown === undefined ? undefined : { kind, person, sign: shown };
    }
    case 'shownBefore':
      return ordering(reader);
  }
}

function sendingAs(reader: Reader): Probe | undefined {
  const party = name(reader, 'forger');
  const as = party === undefined ? undefined : nextName(reader, 'sender');
  const device = as === undefined ? undefined : nextName(reader, 'device');
  if (party === undefined || as === undefined || device === undefined) return undefined;
  return { kind: 'canSendAs', party, as, device };
}

function ordering(reader: Reader): Probe | undefined {
  const first = name(reader, 'message');
  const second = first === undefined ? undefined : nextName(reader, 'message');
  const device = second === undefined ? undefined : nextName(reader, 'device');
  if (first === undefined || second === undefined || device === undefined) return undefined;
  return { kind: 'shownBefore', first, second, device };
}

/** `party, message` */
export function cellName(reader: Reader): { readonly party: string; readonly message: string } | undefined {
  const party = name(reader, 'party');
  const message = party === undefined ? undefined : nextName(reader, 'message');
  return party === undefined || message === undefined ? undefined : { party, message };
}

/** What can be counted: `(readers(m1))` or `(shown(m1, bob.phone))` after `count`. */
export function counted(reader: Reader): Exclude<NumberValue, { kind: 'number' }> | undefined {
  if (!sign(reader, '(')) return undefined;
  const token = peek(reader);
  if (token.text !== 'readers' && token.text !== 'shown')
    return fail(reader, expected('readers(..) or shown(..)', 'readers(..) 或 shown(..)', token));
  reader.position++;
  const value = token.text === 'readers' ? readersOf(reader) : timesOf(reader);
  return value !== undefined && sign(reader, ')') ? value : undefined;
}

/** `(m1)` after `readers` */
export function readersOf(reader: Reader): { readonly kind: 'count'; readonly message: string } | undefined {
  const message = sign(reader, '(') ? name(reader, 'message') : undefined;
  return message !== undefined && sign(reader, ')') ? { kind: 'count', message } : undefined;
}

/** `(m1, bob.phone)` after `shown` */
function timesOf(reader: Reader): Extract<NumberValue, { kind: 'times' }> | undefined {
  const message = sign(reader, '(') ? name(reader, 'message') : undefined;
  const device = message === undefined ? undefined : nextName(reader, 'device');
  if (message === undefined || device === undefined || !sign(reader, ')')) return undefined;
  return { kind: 'times', message, device };
}
