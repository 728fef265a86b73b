import { describe, expect, test } from 'vitest';
import { forecastMarks, outcomeSentences, questionLines, type Place } from './outcome.ts';

const PARTIES = ['alice.phone', 'alice.phone-server', 'server', 'bob.phone-server', 'bob.phone'] as const;
const KINDS = ['phone', 'wire', 'server', 'wire', 'phone'] as const;
const LETTERS = { r: 'readable', s: 'sealed', m: 'metadata', n: 'never', h: 'hole' } as const;

/** One letter a place, in the order of the path. */
const path = (letters: string): readonly Place[] =>
  PARTIES.map((party, index) => {
    const state = LETTERS[letters[index] as keyof typeof LETTERS];
    return { party, kind: KINDS[index] ?? 'wire', state };
  });

describe('the forecast of an answer', () => {
  test('is one mark a place: what the answer claims, and nothing where it claims nothing', () => {
    const claims = [
      { party: 'server', message: 'm1', canRead: true },
      { party: 'bob.phone-server', message: 'm1', canRead: false },
    ];
    expect(forecastMarks(claims, path('rhhhh'))).toEqual(['readable', 'hole', 'readable', 'sealed', 'hole']);
  });
});

describe('the question', () => {
  test('stands in two lines where it tells something before it asks', () => {
    expect(questionLines('Alice sends Bob one message. Who can read it?')).toEqual([
      'Alice sends Bob one message.',
      'Who can read it?',
    ]);
    expect(questionLines('爱丽丝给鲍勃发一条消息。路上谁能读到它？')).toEqual([
      '爱丽丝给鲍勃发一条消息。',
      '路上谁能读到它？',
    ]);
    expect(questionLines('Who can read it?')).toEqual(['Who can read it?']);
  });
});

describe('the sentence below the path', () => {
  const said = (places: string, before?: string): readonly string[] =>
    outcomeSentences(path(places), before === undefined ? undefined : path(before)).map(({ en }) => en);

  test('says who could read, and what the company knows all the same', () => {
    expect(said('rsmsr')).toEqual([
      'Only the two phones could open it.',
      'The company passed the bytes on and knows who wrote to whom, and when.',
    ]);
  });

  test('after the change names what changed, and that the wires did not', () => {
    expect(said('rsrsr', 'rsmsr')).toEqual([
      'The wires look just as random as before; from outside nobody can tell.',
      'The company’s computer reads it now.',
    ]);
  });

  test('claims nothing that the run did not give', () => {
    expect(said('rsnsr')).toEqual(['Only the two phones could open it.']);
    expect(said('rrrrr')).toEqual([
      'Only Alice’s phone, the network, the company’s computer and Bob’s phone could open it.',
    ]);
    expect(said('rsmsr', 'rsmsr')).toEqual([
      'The wires look just as random as before; from outside nobody can tell.',
      'Only the two phones could open it.',
      'The company passed the bytes on and knows who wrote to whom, and when.',
    ]);
    expect(said('rrrsr', 'rsmsr')).toEqual(['The company’s computer reads it now.']);
  });
});
