import { describe, expect, it } from 'vitest';
import type { RunView } from '../../worker/api.ts';
import { runOf, STOLEN_LATE } from '../testing/fixture.ts';
import { layoutPath } from './layout.ts';

const view = runOf(STOLEN_LATE);
const en = { language: 'en' } as const;

/** The same run with a party for each link, whose cells are the network's. */
const withLinks: RunView = {
  ...view,
  parties: [...view.parties, { kind: 'link', id: 'alice.phone-server' }, { kind: 'link', id: 'bob.phone-server' }],
  frames: view.frames.map((frame) => ({
    ...frame,
    cells: frame.cells.map((row) => [
      ...row,
      ...row.slice(1, 2).map((cell) => ({ ...cell, party: 'alice.phone-server' })),
      ...row.slice(1, 2).map((cell) => ({ ...cell, party: 'bob.phone-server', state: 'never' as const })),
    ]),
  })),
};

describe('the path of a message', () => {
  it('goes from the author’s phone over the company to the other phone, in that order', () => {
    expect(layoutPath(view, 2, en).places.map((place) => place.party)).toEqual([
      'bob.phone',
      'network',
      'server',
      'network',
      'alice.phone',
    ]);
    expect(layoutPath(view, 2, { ...en, message: 'm1' }).places.map((place) => place.party)).toEqual([
      'alice.phone',
      'network',
      'server',
      'network',
      'bob.phone',
    ]);
  });

  it('shows before sending the author’s words and holes everywhere else', () => {
    const places = layoutPath(view, 0, en).places;
    expect(places.map((place) => place.mark.state)).toEqual(['readable', 'hole', 'hole', 'hole', 'hole']);
    expect(places[0]?.mark.content).toEqual({ kind: 'text', text: 'Meet at nine, platform 4' });
  });

  it('asks about every place but the author’s when there is a question', () => {
    const states = layoutPath(view, 1, { ...en, holes: true }).places.map((place) => place.mark.state);
    expect(states).toEqual(['readable', 'hole', 'hole', 'hole', 'hole']);
  });

  it('shows each wire by itself where the run knows its links', () => {
    const places = layoutPath(withLinks, 1, en).places;
    expect(places.map((place) => place.party)).toEqual([
      'alice.phone',
      'alice.phone-server',
      'server',
      'bob.phone-server',
      'bob.phone',
    ]);
    expect(places.map((place) => place.mark.state)).toEqual(['readable', 'sealed', 'metadata', 'never', 'readable']);
  });

  it('marks the plates that differ from the run before, and no others', () => {
    const opened = runOf([{ send: 'm1', from: 'alice', text: 'Meet at nine', cells: 'rsrrs' }]);
    const before = runOf([{ send: 'm1', from: 'alice', text: 'Meet at nine', cells: 'rsmrs' }]);
    const changed = layoutPath(opened, 1, { ...en, against: before }).places.filter((place) => place.mark.changed);
    expect(changed.map((place) => place.party)).toEqual(['server']);
    expect(layoutPath(opened, 1, { ...en, against: before }).legend).toEqual(['readable', 'sealed', 'changed']);
  });
});
