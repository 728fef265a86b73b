import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { stormyTrace } from '../../../sim/testing/syntheticTrace.ts';
import { narrateDeed } from '../../lab/narration.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import { timelineOf } from '../testing/space-time.ts';
import { SpaceTime } from './figure.tsx';
import { VIEW_ROWS } from './window.ts';

const page = (events: number, as: 'picture' | 'table', now = events - 1): string =>
  renderToStaticMarkup(
    <LanguageProvider language="en">
      <SpaceTime
        view={timelineOf(stormyTrace(events))}
        language="en"
        now={now}
        tell={(event) => narrateDeed(event, 'en')}
        as={as}
        onAs={() => undefined}
        trueTime={false}
        onTrueTime={() => undefined}
      />
    </LanguageProvider>,
  );
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the figure of every packet', () => {
  it('puts only the rows in view on the page, the last that happened among them, and one tab stop', () => {
    const html = page(2_000, 'picture');
    expect(count(html, 'data-seq=')).toBe(VIEW_ROWS);
    expect(html).toContain('data-seq="1999"');
    expect(count(html, 'tabindex="0"')).toBe(1);
    expect(count(html, '<path')).toBe(count(page(10_000, 'picture'), '<path'));
  });

  it('says in a live sentence where one is, what happened, and because of what', () => {
    expect(page(20, 'picture')).toContain(
      'Event 20 of 20. 10:01:08. Alice’s phone receives receipt m2. Because of event 19</p>',
    );
  });

  it('has the same rows as a table, a windowful at a time', () => {
    const html = page(2_000, 'table');
    expect(count(html, '<tr>')).toBe(VIEW_ROWS + 1);
    expect(html).not.toContain('data-seq=');
    expect(html).toContain('Rows 1781 to 1800 of 1800');
  });

  it('says so where nothing has happened yet', () => {
    expect(page(20, 'picture', -1)).toContain('Nothing has happened yet.');
  });
});
