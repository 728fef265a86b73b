import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import { LanguageProvider } from '../../i18n/language.tsx';
import type { FigureAs } from '../legend.tsx';
import { choiceFor, engine } from '../testing/runs.ts';
import { BytesFigure } from './figure.tsx';
import { hexRows, layersOf } from './layout.ts';

const END = 1_000_000;
const inspected = (party: string | undefined, language: Language = 'en', packet?: string): Inspection => {
  const view = engine.bytes(choiceFor('keys-stolen-late', { language }), packet, party, END);
  if (!view.inspection) throw new Error('something was sent in a shipped story');
  return view.inspection;
};
const packets = engine.bytes(choiceFor('keys-stolen-late'), undefined, undefined, END).packets;

const html = (inspection: Inspection, language: Language, as: FigureAs, selected?: string): string =>
  renderToStaticMarkup(
    <LanguageProvider language={language}>
      <BytesFigure
        inspection={inspection}
        language={language}
        selected={selected}
        onSelect={() => undefined}
        onEvent={() => undefined}
        onMessageKey={() => undefined}
        onWhyNot={() => undefined}
        as={as}
        onAs={() => undefined}
      />
    </LanguageProvider>,
  );

describe('the bytes inspector', () => {
  it('shows a packet with a message first, opened by the device at its end', () => {
    const { packet, party } = inspected(undefined);
    expect([packet.errand, packet.message, party]).toEqual(['message', 'm1', 'alice.phone']);
  });

  it('gives every byte of a layer one place in the hex, with its field, in order', () => {
    for (const { id } of packets) {
      const { layers } = inspected('alice.phone', 'en', id);
      for (const [index, layer] of layers.entries()) {
        const all = new Set(layer.fields.map((_, field) => `${index}.${field}`));
        for (const perRow of [8, 16]) {
          const cells = hexRows(layer, index, perRow, all).flatMap((row) => (row.kind === 'row' ? row.cells : []));
          expect(cells.map(({ hex }) => hex).join('')).toBe(Buffer.from(layer.bytes ?? []).toString('hex'));
          for (const [field, { length }] of layer.fields.entries())
            expect(cells.filter(({ key }) => key === `${index}.${field}`)).toHaveLength(length);
        }
      }
    }
  });

  it('folds the middle of a long field into one row that says how many it stands for', () => {
    const { layers } = inspected('alice.phone');
    const [stanza] = layers;
    if (!stanza) throw new Error('a packet is a stanza');
    const rows = hexRows(stanza, 0, 8, new Set());
    const folded = rows.flatMap((row) => (row.kind === 'folded' ? [row.rows] : []));
    expect(folded).toHaveLength(1);
    const shown = rows.filter(({ kind }) => kind === 'row').length;
    expect(shown + (folded[0] ?? 0)).toBe(Math.ceil(stanza.length / 8));
  });

  it.each(['en', 'zh'] as const)('says the same as picture, layer by layer, and as table (%s)', (language) => {
    const inspection = inspected('alice.phone', language);
    const table = html(inspection, language, 'table');
    const layers = layersOf(inspection, language);
    expect(table.match(/data-field/g)).toHaveLength(layers.flatMap(({ fields }) => fields).length);
    for (const layer of layers) {
      for (const field of layer.fields) {
        const picture = html(inspection, language, 'picture', field.key);
        for (const text of [field.name, field.meaning, field.origin, field.readers]) {
          const escaped = renderToStaticMarkup(<>{text}</>);
          expect([field.key, picture.includes(escaped), table.includes(escaped)]).toEqual([field.key, true, true]);
        }
      }
    }
  });

  it('writes a field that no link can name as the first of the packet', () => {
    const inspection = inspected('alice.phone');
    for (const selected of ['99.99', '-1.0', 'x', '0.99']) {
      expect(html(inspection, 'en', 'picture', selected)).toContain('What this stanza is for.');
    }
  });

  it('has no word of the message where it is sealed for the party', () => {
    const open = inspected('alice.phone');
    const text = open.layers.flatMap(({ fields }) => fields).find(({ id }) => id === 'content.text')?.value;
    expect(typeof text).toBe('string');
    const sealed = inspected('network');
    for (const as of ['picture', 'table'] as const) {
      for (let layer = 0; layer < sealed.layers.length; layer++) {
        expect(html(sealed, 'en', as, `${layer}.0`)).not.toContain(text);
      }
    }
  });
});
