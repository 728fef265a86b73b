/** The measured tables, row by row, on real bytes. */
import { describe, expect, test } from 'vitest';
import { loadSqlite } from '../../cli/sqlite.ts';
import { SENTENCE_EXPERIMENTS, TOKEN_EXPERIMENTS } from './experiment-tables.ts';
import { findings } from './experiments.ts';

const store = await loadSqlite();

describe('what is left of a message', () => {
  test.each([...TOKEN_EXPERIMENTS, ...SENTENCE_EXPERIMENTS])('$name', (experiment) => {
    expect(findings(store, experiment)).toEqual(experiment.looks.map(({ found }) => found));
  });
});
