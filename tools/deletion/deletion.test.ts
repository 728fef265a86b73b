/** The page about deletion says what is so: every experiment is in it, its figures are measured again, and it is the newest one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSqlite } from '../../cli/sqlite.ts';
import { SENTENCE_EXPERIMENTS, TOKEN_EXPERIMENTS } from '../../sim/storage/experiment-tables.ts';
import { FAULT_RUNS } from '../../sim/testing/faults.ts';
import { formatted } from '../conformance/formatted.ts';
import { accuracy } from './accuracy.ts';
import { measureQuickly, readFigures } from './figures.ts';
import { GROUPS, rowName } from './groups.ts';
import { deletionPage, pageFile } from './page.ts';

const root = join(import.meta.dirname, '..', '..');
const store = await loadSqlite();
const figures = readFigures(root);

describe('the page', () => {
  it.each(['en', 'zh'] as const)('is what npm run deletion makes of its figures (%s)', async (language) => {
    const file = pageFile(language);
    expect(readFileSync(join(root, file), 'utf8')).toBe(await formatted(deletionPage(figures, language), file, root));
  });

  it('has every experiment, in one group each, and no two of one name', () => {
    const all = [...TOKEN_EXPERIMENTS, ...SENTENCE_EXPERIMENTS].map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
    const rowsOf = (kind: string): readonly string[] =>
      GROUPS.filter((group) => group.kind === kind).flatMap(({ rows }) => Object.keys(rows));
    const names = (experiments: typeof TOKEN_EXPERIMENTS): readonly string[] => [
      ...new Set(experiments.map(({ name }) => rowName(name))),
    ];
    expect(rowsOf('settings').toSorted()).toEqual(names(TOKEN_EXPERIMENTS).toSorted());
    expect(rowsOf('looks').toSorted()).toEqual(names(SENTENCE_EXPERIMENTS).toSorted());
  });
});

describe('the figures', () => {
  it('of experiments, files and decay are what is measured now', () => {
    const { accuracy: _accuracy, faults: _faults, ...quick } = figures;
    expect(quick).toEqual(measureQuickly(store));
  });

  it('of the carver are what is measured now, with a journal that is deleted', () => {
    const kept = figures.accuracy.settings.filter(({ journal }) => journal === 'delete');
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(accuracy(store, ['delete']).settings);
  });

  it('of crash points are those that the crash test counts, and nothing was lost', () => {
    expect(figures.faults.map(({ points }) => points)).toEqual(FAULT_RUNS.map(({ points }) => points));
    for (const { lost, stuck, mistold } of figures.faults) expect([lost, stuck, mistold]).toEqual([0, 0, 0]);
  });
});
