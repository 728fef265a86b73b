import { describe, expect, it } from 'vitest';
import { runOf } from '../figures/testing/runs.ts';
import { narrateEvent } from './narration.ts';

describe('the narration of events', () => {
  it('has a sentence for every event of a run, in both languages, without codes in it', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const event of runOf('keys-stolen-late', { language }).events) {
        const line = narrateEvent(event, language);
        expect(line).toMatch(language === 'en' ? /^\d\d:\d\d:\d\d\. \S.*\.$/ : /^\d\d:\d\d:\d\d，.*。$/);
        expect(line).not.toMatch(/undefined|\.phone|passingOn|inapplicable/);
      }
    }
  });

  it('says so where a device shows what its sender did not write', () => {
    const shown = runOf('keys-stolen-late').events.find((event) => event.outcomes.some(({ kind }) => kind === 'shown'));
    if (shown === undefined) throw new Error('the run shows messages');
    expect(narrateEvent(shown, 'en', true)).toContain('shows a text that its sender did not write');
    expect(narrateEvent(shown, 'zh', true)).toContain('不是发件人写的');
  });

  it('tells the most telling outcome of an event', () => {
    const events = runOf('keys-stolen-late').events;
    const lines = events.map((event) => narrateEvent(event, 'en'));
    expect(lines.some((line) => line.endsWith('Bob’s phone opens m1 and shows it.'))).toBe(true);
    expect(lines.some((line) => line.includes('Mallory copies keys in Bob’s phone'))).toBe(true);
    const refused = { ...events[0], outcomes: [{ kind: 'refused', message: 'm1', detail: 'bad-mac' }] };
    if (refused.seq === undefined) throw new Error('the run has events');
    expect(narrateEvent({ ...events[0], ...refused } as (typeof events)[number], 'en')).toContain(
      'refuses m1: check value does not fit',
    );
  });
});
