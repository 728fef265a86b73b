import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../sim/text.ts';
import { shipped } from '../../sim/testing/shipped.ts';
import { partyNote } from '../figures/who-can-read/notes.ts';
import { choiceFor, engine, lastOf } from '../figures/testing/runs.ts';
import { narrate } from '../lesson/narration.ts';
import type { RunChoice, RunView } from './api.ts';
import { readyFor, suitesFor } from './suites.ts';

const choice = (variant?: string, change: Partial<RunChoice> = {}): RunChoice => ({
  ...choiceFor('quantum-later'),
  ...(variant === undefined ? {} : { variant }),
  ...change,
});
const readsIn = (view: RunView): readonly string[] => {
  const mallory = view.parties.findIndex(({ id }) => id === 'mallory');
  const cells = view.frames.at(-1)?.cells ?? [];
  return view.messages.flatMap(({ label }, i) => (cells[i]?.[mallory]?.state === 'readable' ? [label] : []));
};

describe('the suite of a run', () => {
  it('has key encapsulation only where a session may begin with it, and remembers for playing only', async () => {
    const [plain, later] = [shipped('one-message'), shipped('quantum-later')];
    await readyFor(later);
    expect(suitesFor(plain).playing.kem).toBeUndefined();
    expect(suitesFor(plain).replaying.kem).toBeUndefined();
    expect(suitesFor(later).playing.kem).toBeDefined();
    expect(suitesFor(later).replaying.kem).toBeDefined();
    expect(suitesFor(later).playing).not.toBe(suitesFor(later).replaying);
    expect(suitesFor(plain, 'model')).toEqual(suitesFor(later, 'model'));
  });

  it('plays each variant on the page, with both suites to the same end', () => {
    for (const variant of [undefined, 'x3dh', 'kem-withheld', 'pqxdh-required', 'phone-copied'])
      expect(readsIn(engine.play(choice(variant)))).toEqual(readsIn(engine.play(choice(variant, { suite: 'model' }))));
    expect(readsIn(engine.play(choice()))).toEqual([]);
    expect(readsIn(engine.play(choice('kem-withheld')))).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  it('executes a proof with a quantum computer, and tries what is missing without one', () => {
    const view = engine.play(choice('x3dh'));
    const at = view.frames.at(-1)?.seq ?? -1;
    expect(engine.decrypt(choice('x3dh'), 'mallory', 'm1', at)).toMatchObject({ ok: true });
    expect(engine.why(choice(), 'mallory', 'm1', engine.play(choice()).frames.at(-1)?.seq ?? -1).kind).toBe('cannot');
  });
});

describe('a run with a quantum computer, told on the page', () => {
  it.each(LANGUAGES)('says what began the session, when she has the machine, and what opens then (%s)', (language) => {
    const lines = (variant?: string): readonly string[] => {
      const view = engine.play(choice(variant, { language }));
      return view.frames.map((_, i) => narrate(view, i, language));
    };
    const [honest, withheld] = [lines(), lines('kem-withheld')];
    for (const line of [...honest, ...withheld]) expect(line).not.toMatch(/undefined|\.phone|-server/);
    const word = {
      en: ['version 4', 'version 3', 'Nothing that Mallory', 'can now read m1'],
      zh: ['第 4 版', '第 3 版', '一条也打不开', '打开了 m1'],
    };
    const [four = '', three = '', nothing = '', opens = ''] = word[language];
    expect(honest.filter((line) => line.includes(four))).toHaveLength(4);
    expect(withheld.filter((line) => line.includes(three))).toHaveLength(4);
    expect(honest.at(-1)).toContain(nothing);
    expect(withheld.at(-1)).toContain(opens);
  });

  it('notes the machine at the attacker’s column from then on', () => {
    const view = engine.play(choice());
    const mallory = view.parties.find(({ id }) => id === 'mallory');
    const note = (index: number): string => {
      const frame = view.frames[index];
      return mallory && frame ? partyNote(mallory, view, frame, 'en') : '';
    };
    expect(note(lastOf(view))).toContain('quantum computer');
    expect(note(lastOf(view) - 1)).not.toContain('quantum computer');
  });
});
