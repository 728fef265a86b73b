import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TransportProjection } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { MetadataView } from '../../worker/api.ts';
import { choiceFor, engine, runOf } from '../testing/runs.ts';
import type { FigureAs } from '../legend.tsx';
import { MetadataFigure } from './figure.tsx';
import { layoutMetadata, type MetadataMarks } from './layout.ts';
import { METADATA_WORDS } from './words.ts';

const END = 1_000_000;
const viewOf = (
  party: string,
  transport: TransportProjection = 'open',
  language: Language = 'en',
  scenario = 'keys-stolen-late',
): MetadataView => engine.metadata(choiceFor(scenario, { language }), party, END, transport);
const ticksOf = ({ strips }: MetadataMarks) => strips.rows.flatMap(({ ticks }) => ticks);

describe('the metadata figure', () => {
  it('draws an edge for each pair, with the number of messages and bytes that the company counted', () => {
    const view = viewOf('server');
    const { graph } = layoutMetadata(view, 'en');
    expect(graph.nodes.map(({ name }) => name)).toEqual(['Alice', 'Bob']);
    expect(graph.edges.map(({ count }) => count)).toEqual([`${view.messages.length} messages`]);
    expect(graph.edges[0]?.bytes).toBe(`${view.pairs[0]?.bytes} bytes`);
  });

  it('draws devices and the company where only traffic is seen, and nobody’s partner', () => {
    const { graph, graphTitle, closing } = layoutMetadata(viewOf('bob.phone-server', 'wrapped'), 'en');
    expect(graph.nodes.map(({ name }) => name)).toEqual(['Bob’s phone', 'Company']);
    expect(graphTitle).toBe(METADATA_WORDS.traffic.en);
    expect(closing).toMatch(/sees no message, and not who writes to whom/);
    expect(closing).not.toContain('Alice');
  });

  it('puts every packet on the strip of its device, in order of time', () => {
    const view = viewOf('network');
    const { strips } = layoutMetadata(view, 'en');
    expect(ticksOf(layoutMetadata(view, 'en')).reduce((sum, { packets }) => sum + packets, 0)).toBe(view.facts.length);
    for (const { ticks } of strips.rows) {
      for (const toward of ['server', 'device'] as const) {
        const places = ticks.filter((tick) => tick.toward === toward).map(({ x }) => x);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
      for (const { x } of ticks) expect(x >= strips.left && x <= strips.width).toBe(true);
    }
  });

  it('comes to a sentence that is counted from the run', () => {
    const { closing } = layoutMetadata(viewOf('server'), 'en');
    const all = runOf('keys-stolen-late').messages.length;
    expect(closing).toBe(
      `The company cannot open any of these ${all} messages. It knows that Alice and Bob wrote ${all} times, when, and about how long each was.`,
    );
    const holder = engine.metadata(
      { ...choiceFor('one-message'), variant: 'company-holds-keys' },
      'server',
      END,
      'open',
    );
    expect(layoutMetadata(holder, 'en').closing).toMatch(/^The company can read this message\. It also knows/);
    expect(layoutMetadata(viewOf('server', 'open', 'zh'), 'zh').closing).toContain(
      '一条也打不开。但它知道爱丽丝和鲍勃之间写了',
    );
  });

  it('is empty before anything has passed', () => {
    const view = engine.metadata(choiceFor('one-message'), 'server', -1, 'open');
    const marks = layoutMetadata(view, 'en');
    expect([marks.graph.nodes, marks.graph.edges, marks.strips.rows, marks.strips.axis]).toEqual([[], [], [], []]);
    expect(marks.closing).toBe('Nothing has passed here yet.');
  });

  it('draws the same picture as before', async () => {
    const pictures = [viewOf('server'), viewOf('network', 'wrapped')].map((view) => textOf(layoutMetadata(view, 'en')));
    await expect(pictures.join('\n\n')).toMatchFileSnapshot('__snapshots__/stolen-late.en.txt');
    const chinese = textOf(layoutMetadata(viewOf('alice.phone-server', 'open', 'zh'), 'zh'));
    await expect(chinese).toMatchFileSnapshot('__snapshots__/stolen-late.zh.txt');
  });
});

/** The marks as lines: what stands where, and what it says. */
function textOf(marks: MetadataMarks): string {
  const { graph, strips } = marks;
  return [
    marks.graphTitle,
    ...graph.nodes.map(({ name, x, y }) => `  ${name} at ${x} ${y}`),
    ...graph.edges.map(({ ends, width, count, bytes }) => `  ${ends.join(' – ')} width ${width}: ${count}, ${bytes}`),
    `axis ${strips.axis.map(({ x, clock }) => `${clock} at ${x}`).join(', ')}`,
    ...strips.rows.flatMap((row) => [
      `  ${row.name} at ${row.y}`,
      ...row.ticks.map(
        ({ x, toward, length, packets, time, bytes, tells }) =>
          `    ${time} at ${x}, ${toward}, ${length} long: ${packets}, ${bytes}: ${tells.join(' | ')}`,
      ),
    ]),
    marks.closing,
    ...marks.notes,
  ].join('\n');
}

describe('the prediction gate', () => {
  it('holds: nothing after the step that is shown is known to anybody', () => {
    const choice = choiceFor('keys-stolen-late');
    const run = runOf('keys-stolen-late');
    const step = run.messages[1]?.step ?? '';
    const view = engine.metadata(choice, 'server', END, 'open', step);
    expect(view.messages.map(({ message }) => message)).toEqual(['m1', 'm2']);
    expect(view.at).toBe(run.frames.find((frame) => frame.step === step)?.seq);
  });
});

describe('picture and table', () => {
  const drawn = (marks: MetadataMarks, as: FigureAs, language: Language): string =>
    renderToStaticMarkup(
      <LanguageProvider language={language}>
        <MetadataFigure marks={marks} as={as} onAs={() => undefined} />
      </LanguageProvider>,
    );
  const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;

  it.each(['en', 'zh'] as const)(
    'hold the same edges, ticks and sentences, and no text of a message: %s',
    (language) => {
      const texts = runOf('keys-stolen-late', { language }).messages.map(({ text }) => text);
      for (const party of ['server', 'network', 'alice.phone-server', 'mallory']) {
        for (const transport of ['open', 'wrapped'] as const) {
          const marks = layoutMetadata(viewOf(party, transport, language), language);
          const picture = drawn(marks, 'picture', language);
          const table = drawn(marks, 'table', language);
          expect(count(picture, /class="[^"]*tick/g)).toBe(count(table, /data-tick/g));
          expect(count(picture, /class="[^"]*edge/g)).toBe(count(table, /data-edge/g));
          for (const { count: messages, bytes } of marks.graph.edges) {
            for (const html of [picture, table])
              expect([html.includes(messages), html.includes(bytes)]).toEqual([true, true]);
          }
          for (const html of [picture, table]) {
            expect(html).toContain(marks.closing);
            expect(html).toContain(METADATA_WORDS.noText[language]);
            for (const text of texts) expect(html).not.toContain(text);
          }
        }
      }
    },
  );
});
