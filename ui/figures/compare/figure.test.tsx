import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LanguageProvider } from '../../i18n/language.tsx';
import { choiceFor, engine, lastOf } from '../testing/runs.ts';
import { layout } from '../who-can-read/layout.ts';
import { Compare, type CompareProps } from './figure.tsx';
import { compareMarks } from './layout.ts';
import { CompareTable } from './table.tsx';

const base = choiceFor('poor-network');
const other = { ...base, variant: 'sent-once' };
const [first, second] = [engine.play(base), engine.play(other)];
const options = { language: 'en', size: 'lab', showChanges: false } as const;
const title = { title: '', note: '', loot: '' };
const steps = engine.compare(base, [other]).others[0]?.steps ?? {};
const drawn = (Figure: typeof Compare, flipsAt: CompareProps['flipsAt']): string =>
  renderToStaticMarkup(
    <LanguageProvider language="en">
      <Figure
        marks={compareMarks(layout(first, lastOf(first), options), layout(second, lastOf(second), options))}
        base={title}
        broken={title}
        {...(flipsAt === undefined ? {} : { flipsAt })}
      />
    </LanguageProvider>,
  );

describe('a comparison with the counts of its steps', () => {
  it('says at each step how many cells come to differ with it, and nothing where none does', () => {
    const counts = Object.values(steps).filter((fresh) => fresh > 0);
    expect(counts.length).toBeGreaterThan(0);
    const said = [...drawn(Compare, steps).matchAll(/(\d+) cells? comes? to differ/g)].map(([, count]) =>
      Number(count),
    );
    expect(said).toEqual(counts);
    expect(drawn(Compare, undefined)).not.toContain('to differ');
  });

  it('has them in the table too, one for each step of the story that both runs have', () => {
    const header = 'Cells that come to differ';
    expect(drawn(CompareTable, steps)).toContain(header);
    expect(drawn(CompareTable, undefined)).not.toContain(header);
  });
});
