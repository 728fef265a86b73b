/** Whose a piece of text is, where neither a label nor a row number says so. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../crypto/bytes.ts';
import type { MessageTrail } from '../evidence.ts';
import type { Finding } from './finding.ts';
import { remainsOf } from './remains.ts';

const written = (label: string, text: string, index: number): MessageTrail => ({
  index,
  label,
  from: 'alice.phone',
  to: 'bob',
  text,
  body: utf8(text),
  value: index,
  seq: index,
  at: index,
  ciphertexts: [],
  packets: [],
  mentions: [],
});
const found = (text: string, more: Partial<Finding> = {}): Finding => ({
  file: 'messages.db',
  where: 'freeblock',
  page: 2,
  offset: 4096,
  length: text.length,
  table: 'message',
  isListed: false,
  row: undefined,
  label: undefined,
  text,
  blobs: [],
  ...more,
});

const FIRST = written('m1', 'I will pay you 500', 0);
const EDITED = written('m2', 'I will pay you 50', 1);
const charactersOf = (message: MessageTrail, finding: Finding): readonly number[] =>
  remainsOf(message, [finding], new Map(), [FIRST, EDITED]).map(({ characters }) => characters);

describe('a piece of text that two messages begin with', () => {
  it('belongs to the one that is there whole', () => {
    expect(charactersOf(FIRST, found('I will pay you 50'))).toEqual([]);
    expect(charactersOf(EDITED, found('I will pay you 50'))).toEqual([17]);
  });

  it('belongs to the longer one where there is more of it', () => {
    expect(charactersOf(FIRST, found('I will pay you 500'))).toEqual([18]);
  });

  it('may be either’s where neither is there whole', () => {
    expect(charactersOf(FIRST, found('I will pay'))).toEqual([10]);
    expect(charactersOf(EDITED, found('I will pay'))).toEqual([10]);
  });

  it('is no question where its label is still there', () => {
    expect(charactersOf(FIRST, found('I will pay you 50', { label: 'm2' }))).toEqual([]);
    expect(charactersOf(FIRST, found('I will pay you 50', { label: 'm1' }))).toEqual([17]);
  });
});
