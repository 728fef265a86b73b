/** The functions of the probe language that are yes or no by themselves, and those that give a number. */
import { SIGNS, TICKS } from '../trace.ts';
import { expected } from './probe-notes.ts';
import { fail, name, nextName, nextWord, peek, sign, type Reader } from './probe-reader.ts';
import type { Amount, Probe } from './probe.ts';

export const STATEMENTS = [
  'canRead',
  'recoverable',
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
  'deleted',
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
    case 'recoverable':
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
    case 'deleted': {
      const message = name(reader, 'message');
      const device = message === undefined ? undefined : nextName(reader, 'device');
      return message === undefined || device === undefined ? undefined : { kind, message, device };
    }
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

const COUNTED = { readers: readersOf, shown: timesOf, copies: copiesOf } as const;

/** What can be counted: `(readers(m1))`, `(shown(m1, bob.phone))` or `(copies(m1))` after `count`. */
export function counted(reader: Reader): Amount | undefined {
  if (!sign(reader, '(')) return undefined;
  const token = peek(reader);
  if (token.text !== 'readers' && token.text !== 'shown' && token.text !== 'copies')
    return fail(
      reader,
      expected('readers(..), shown(..) or copies(..)', 'readers(..)、shown(..) 或 copies(..)', token),
    );
  reader.position++;
  const value = COUNTED[token.text](reader);
  return value !== undefined && sign(reader, ')') ? value : undefined;
}

/** `(m1)` after `readers` */
export function readersOf(reader: Reader): { readonly kind: 'count'; readonly message: string } | undefined {
  const message = sign(reader, '(') ? name(reader, 'message') : undefined;
  return message !== undefined && sign(reader, ')') ? { kind: 'count', message } : undefined;
}

/** `(m1, bob.phone)` after `shown` */
function timesOf(reader: Reader): Extract<Amount, { kind: 'times' }> | undefined {
  const message = sign(reader, '(') ? name(reader, 'message') : undefined;
  const device = message === undefined ? undefined : nextName(reader, 'device');
  if (message === undefined || device === undefined || !sign(reader, ')')) return undefined;
  return { kind: 'times', message, device };
}

/** `(m1)`, or `(m1, alice.phone)`, after `copies` */
function copiesOf(reader: Reader): Extract<Amount, { kind: 'copies' }> | undefined {
  const message = sign(reader, '(') ? name(reader, 'message') : undefined;
  if (message === undefined) return undefined;
  if (peek(reader).text !== ',') return sign(reader, ')') ? { kind: 'copies', message } : undefined;
  const party = nextName(reader, 'party');
  return party !== undefined && sign(reader, ')') ? { kind: 'copies', message, party } : undefined;
}

/** `(bob.phone)` after `carved` */
export function carvedOf(reader: Reader): Extract<Amount, { kind: 'carved' }> | undefined {
  const device = sign(reader, '(') ? name(reader, 'device') : undefined;
  return device !== undefined && sign(reader, ')') ? { kind: 'carved', device } : undefined;
}
