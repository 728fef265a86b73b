import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { KeysView } from '../../worker/api.ts';
import type { FigureAs } from '../legend.tsx';
import { choiceFor, engine, runOf } from '../testing/runs.ts';
import { KeysFigure } from './figure.tsx';
import { BOX, boxesOf, layoutKeys, type KeysMarks, type KeysOptions, type SessionMarks } from './layout.ts';

const viewOf = (scenario: string, at = 1_000_000, language: Language = 'en', key?: string): KeysView => {
  const choice = choiceFor(scenario, { language });
  const view = engine.keys(choice, { device: 'bob.phone', peer: 'alice.phone' }, at, key);
  if (!view) throw new Error('devices of a shipped story have sessions');
  return view;
};

const WIDE: Omit<KeysOptions, 'timeOf'> = { language: 'en', room: 55, isNarrow: false };
const NARROW: Omit<KeysOptions, 'timeOf'> = { language: 'zh', room: 21.5, isNarrow: true };
const marksOf = (scenario: string, options = WIDE, at?: number): KeysMarks => {
  const { events } = runOf(scenario, { language: options.language });
  const view = viewOf(scenario, at ?? events.length - 1, options.language);
  return layoutKeys(view, { ...options, timeOf: (seq) => events[seq]?.at ?? 0 });
};

/** A session as a static SVG string: what stands where and what it says. */
const svgOf = ({ title, notes, width, height, boxes, lines, times }: SessionMarks): string =>
  [
    `<svg viewBox="0 0 ${width} ${height}"><title>${[title, ...notes].join(' · ')}</title>`,
    ...times.map(({ x, y, clock, event, part }) => `  <text x="${x}" y="${y}">${clock} ${event} ${part}</text>`),
    ...lines.map((corners) => `  <path d="${corners.map(([x, y]) => `${x} ${y}`).join(' L ')}"/>`),
    ...boxes.map(
      ({ x, y, word, bytes, state, changed }) =>
        `  <rect x="${x}" y="${y}" data-state="${state}"${changed ? ' class="changed"' : ''}>${word} ${bytes}</rect>`,
    ),
    '</svg>',
  ].join('\n');
const svgsOf = ({ sessions, prekeys, legend }: KeysMarks): string =>
  [...sessions, prekeys].map(svgOf).join('\n') + `\n<desc>${legend.join(' ')}</desc>`;

describe('the keys figure', () => {
  it('draws the staircase of a session, wide and narrow', () => {
    expect(svgsOf(marksOf('keys-stolen-late'))).toMatchSnapshot('wide');
    expect(svgsOf(marksOf('keys-stolen-late', NARROW))).toMatchSnapshot('narrow, zh');
  });

  it('lets no two boxes overlap, and none stand outside, at every width', () => {
    for (const scenario of ['keys-stolen-late', 'poor-network', 'key-swap']) {
      for (const options of [WIDE, { ...WIDE, room: 44 }, NARROW]) {
        const { sessions, prekeys } = marksOf(scenario, options);
        for (const { boxes, height } of [...sessions, prekeys]) {
          for (const [i, a] of boxes.entries()) {
            expect(a.x >= 0 && a.x + BOX.width <= options.room && a.y + BOX.height <= height + 0.01).toBe(true);
            for (const b of boxes.slice(i + 1)) {
              const apart = Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height;
              expect([scenario, a.place, b.place, apart]).toEqual([scenario, a.place, b.place, true]);
            }
          }
        }
      }
    }
  });

  it('reaches every key with the arrow keys: each box that is a button stands in the grid once', () => {
    const marks = marksOf('poor-network');
    const reached = [...marks.sessions, marks.prekeys].flatMap(({ grid }) => grid.flat());
    const buttons = boxesOf(marks).flatMap(({ place, state }) => (state === 'public' ? [] : [place]));
    expect(reached.toSorted()).toEqual(buttons.toSorted());
  });

  it('grows downwards: what was there at an earlier event keeps its place', () => {
    const { events } = runOf('keys-stolen-late');
    const end = marksOf('keys-stolen-late');
    for (let at = 20; at < events.length; at += 9) {
      const places = new Map(boxesOf(end).map(({ place, x, y }) => [place, `${x} ${y}`]));
      for (const { place, x, y } of boxesOf(marksOf('keys-stolen-late', WIDE, at))) {
        expect([at, place, places.get(place)]).toEqual([at, place, `${x} ${y}`]);
      }
    }
  });

  it.each(['en', 'zh'] as const)('says the same as picture and as table (%s)', (language) => {
    const { events } = runOf('keys-stolen-late', { language });
    const marks = marksOf('keys-stolen-late', { ...WIDE, language });
    const chosen = boxesOf(marks).find(({ place }) => place.endsWith('.message0'));
    const view = viewOf('keys-stolen-late', events.length - 1, language, chosen?.id);
    const html = (as: FigureAs): string =>
      renderToStaticMarkup(
        <LanguageProvider language={language}>
          <KeysFigure
            view={view}
            language={language}
            selected={chosen?.id}
            onSelect={() => undefined}
            onPairing={() => undefined}
            onEvent={() => undefined}
            onPacket={() => undefined}
            timeOf={(seq) => events[seq]?.at ?? 0}
            tell={(seq) => `told ${seq}`}
            as={as}
            onAs={() => undefined}
          />
        </LanguageProvider>,
      );
    const [picture, table] = [html('picture'), html('table')];
    for (const { word, bytes } of boxesOf(marks)) {
      for (const one of [picture, table]) expect([one.includes(word), one.includes(bytes)]).toEqual([true, true]);
    }
    expect(table.match(/data-key/g)).toHaveLength(boxesOf(marks).length);
    expect(view.about?.opens).toHaveLength(1);
    for (const one of [picture, table]) expect(one).toContain(view.about?.opens[0]);
  });

  it('finds the packet that a message key seals', () => {
    const box = boxesOf(marksOf('keys-stolen-late')).find(({ place }) => place.endsWith('.message0'));
    const view = viewOf('keys-stolen-late', 1_000_000, 'en', box?.id);
    const { inspection } = engine.bytes(choiceFor('keys-stolen-late'), view.about?.packet, undefined, 1_000_000);
    expect(inspection?.packet.message).toBe(view.about?.opens[0]);
  });
});
