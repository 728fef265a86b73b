import { describe, expect, it } from 'vitest';
import type { RunView } from '../../worker/api.ts';
import { lastOf, runOf } from '../testing/runs.ts';
import { cellText } from '../who-can-read/twin.ts';
import { layoutPath } from './layout.ts';

const view = runOf('one-message');
const en = { language: 'en' } as const;
const WAY = ['alice.phone', 'alice.phone-server', 'server', 'bob.phone-server', 'bob.phone'];

describe('the path of a message', () => {
  it('goes from the author’s phone over the company to the other phone, each wire by itself', () => {
    expect(layoutPath(view, lastOf(view), en).places.map((place) => place.party)).toEqual(WAY);
    const answer = layoutPath(runOf('keys-stolen-late'), 2, en).places.map((place) => place.party);
    expect(answer).toEqual([...WAY].reverse());
  });

  it('shows both wires as the network where a run knows no links', () => {
    const parties = view.parties.filter((party) => party.kind !== 'link');
    const kept = view.parties.flatMap((party, index) => (party.kind === 'link' ? [] : [index]));
    const frames = view.frames.map((frame) => ({
      ...frame,
      cells: frame.cells.map((row) => kept.flatMap((index) => row[index] ?? [])),
    }));
    const linkless: RunView = { ...view, parties, frames };
    const places = layoutPath(linkless, lastOf(linkless), en).places;
    expect(places.map((place) => place.party)).toEqual(['alice.phone', 'network', 'server', 'network', 'bob.phone']);
    expect(places[1]?.mark.content).toEqual(places[3]?.mark.content);
  });

  it('shows before sending the author’s words and holes everywhere else, and nothing of the outcome', () => {
    const gated = runOf('one-message', { upTo: 'start' });
    const places = layoutPath(gated, lastOf(gated), en).places;
    expect(places.map((place) => place.mark.state)).toEqual(['readable', 'hole', 'hole', 'hole', 'hole']);
    expect(places[0]?.mark.content.kind).toBe('text');
    expect(places.slice(1).every((place) => place.mark.content.kind === 'nothing')).toBe(true);
  });

  it('asks about every place but the author’s when there is a question', () => {
    const places = layoutPath(view, lastOf(view), { ...en, holes: true }).places;
    expect(places.map((place) => place.mark.state)).toEqual(['readable', 'hole', 'hole', 'hole', 'hole']);
  });

  it('marks the plates that differ from the run before, and no others', () => {
    const opened = runOf('one-message', { off: 'endToEnd' });
    const marks = layoutPath(opened, lastOf(opened), { ...en, against: view });
    expect(marks.places.filter((place) => place.mark.changed).map((place) => place.party)).toEqual(['server']);
    expect(layoutPath(view, lastOf(view), { ...en, against: view }).legend).not.toContain('changed');
  });

  it('says in its table what its plates show', () => {
    for (const place of layoutPath(view, lastOf(view), en).places) {
      const text = cellText(place.mark, 'en');
      expect(text).toContain(place.mark.word);
      if ('text' in place.mark.content) expect(text).toContain(place.mark.content.text);
      if ('bytes' in place.mark.content) expect(text).toContain(place.mark.content.bytes);
    }
  });
});
