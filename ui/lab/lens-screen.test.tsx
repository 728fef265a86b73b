import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { choiceFor, engine, lastOf, runOf } from '../figures/testing/runs.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { HOME } from '../state/url.ts';
import { connectEngine } from '../worker/client.ts';
import { Packets } from './packets.tsx';
import type { LabContext } from './screen.tsx';
import { Sheet } from './sheet.tsx';
import { LAB_WORDS } from './words.ts';

const ID = 'keys-stolen-late';
const run = runOf(ID);
const frame = run.frames[lastOf(run)];
if (frame === undefined) throw new Error('a run has at least its start frame');

const contextWith = (own: Readonly<Record<string, string>>): LabContext => ({
  state: { ...HOME, page: 'lab', scenario: ID, own },
  language: 'en',
  engine: connectEngine().engine,
  run,
  frame,
  seq: frame.seq,
  charts: [],
  go: () => undefined,
});
const drawn = (page: ReactNode): string =>
  renderToStaticMarkup(<LanguageProvider language="en">{page}</LanguageProvider>);

describe('the lab seen through the lens', () => {
  const lens = engine.metadata(choiceFor(ID), 'server', frame.seq, 'open');
  const cell = { cell: 'm1/mallory' };

  it('opens no proof from a cell, and says why; without it every cell asks', () => {
    for (const own of [cell, { ...cell, as: 'table' }]) {
      const open = drawn(<Sheet context={contextWith(own)} />);
      expect(open).toContain('aria-expanded="true"');
      expect(open).toContain(LAB_WORDS.howToAsk.en);
      const lensed = drawn(<Sheet context={contextWith({ ...own, lens: 'server' })} lens={lens} />);
      expect(lensed).not.toContain('aria-expanded');
      expect(lensed).toContain(LAB_WORDS.askWithoutLens.en);
    }
  });

  it('shows no packet that is not seen from there: what is seen stands in its own figure', () => {
    const lensed = drawn(<Packets context={contextWith({ view: 'packets', lens: 'server' })} />);
    expect(lensed).toBe(`<p>${LAB_WORDS.packetsOf({ name: 'the company' }).en}</p>`);
    expect(drawn(<Packets context={contextWith({ view: 'packets' })} />)).toContain(LAB_WORDS.playing.en);
  });
});
