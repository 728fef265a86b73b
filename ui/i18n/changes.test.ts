import { describe, expect, it } from 'vitest';
import type { Change } from '../../sim/scenario/deletion-story.ts';
import { LANGUAGES, type Language } from '../../sim/text.ts';
import { actorInSentence } from '../figures/names.ts';
import { changeLines, changeSentence, tooLate } from './changes.ts';
import { ALL_CHANGES, EVERY_CHANGE } from './testing/deletion.ts';

const nameIn =
  (language: Language) =>
  (id: string): string =>
    actorInSentence(id, language);
const say = (outcome: Change['outcome'], language: Language): string =>
  changeSentence({ device: 'bob.phone', outcome, withinSeconds: 216_000 }, 'm1', nameIn(language), language);
const lines = (changes: readonly Change[], language: Language): readonly string[] =>
  changeLines(changes, nameIn(language), language);
const on = (device: string, outcome: Change['outcome']): Change => ({ device, outcome });
const deleted = (message: string): Change => on('bob.phone', { ...EVERY_CHANGE.deleted, message });

describe('what became of messages and files', () => {
  it('is told in both languages, and in words of its own wherever it differs in fact', () => {
    for (const language of LANGUAGES) {
      const said = ALL_CHANGES.map((outcome) => say(outcome, language));
      expect(new Set(said).size).toBe(said.length);
      for (const one of said) expect(one).not.toMatch(/undefined|\.phone|^$|[.。]$|-server/);
    }
    for (const outcome of ALL_CHANGES) {
      expect(say(outcome, 'en')).not.toMatch(/\p{Script=Han}/u);
      expect(say(outcome, 'zh')).not.toMatch(/[a-z]{3}|[,;:?!()]|\p{Script=Han}[a-z0-9]|[a-z0-9]\p{Script=Han}/iu);
    }
  });

  it('says what stands on the screen, what a changed app does, and why it was too late', () => {
    expect(lines([deleted('m1')], 'en')).toEqual([
      'Bob’s phone takes m1 off the list: “This message was deleted” stands there now.',
    ]);
    expect(lines([on('bob.phone', EVERY_CHANGE.disobeyed)], 'en')).toEqual([
      'Bob’s phone runs a changed app and keeps m1 in spite of the request.',
    ]);
    const late: Change = {
      device: 'bob.phone',
      outcome: { ...EVERY_CHANGE.disobeyed, why: 'too-late' },
      withinSeconds: 216_000,
    };
    expect(lines([late], 'en')).toEqual([
      'Bob’s phone does not delete m1: too late, more than 2 days and 12 hours after it was written.',
    ]);
    expect(lines([late], 'zh')).toEqual(['鲍勃的手机没有删除 m1：太晚了，写下后已超过 2 天 12 小时。']);
    expect(lines([on('bob.phone', EVERY_CHANGE['not-stored'])], 'en')).toEqual([
      'Bob’s phone could not save: storage is full.',
    ]);
    expect(tooLate(undefined, 'en')).not.toMatch(/\d/);
  });

  it('names several messages in one sentence, and of many the first ones and their number', () => {
    const many = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
    expect(lines(many.slice(0, 2).map(deleted), 'en')).toEqual([expect.stringContaining('takes m1 and m2 off')]);
    expect(lines(many.map(deleted), 'en')).toEqual([expect.stringContaining('m1, m2, m3, m4 and 2 more off')]);
    expect(lines(many.map(deleted), 'zh')).toEqual([expect.stringContaining('m1、m2、m3、m4 等 6 条')]);
    expect(lines([deleted('m1'), deleted('m1')], 'en')).toHaveLength(1);
  });

  it('leaves out what the step says, and begins with what went wrong', () => {
    const told = [EVERY_CHANGE.tidied, EVERY_CHANGE.program, EVERY_CHANGE.reset, EVERY_CHANGE.viewed];
    expect(
      lines(
        told.map((outcome) => on('bob.phone', outcome)),
        'en',
      ),
    ).toEqual([]);
    const order = [EVERY_CHANGE.notified, EVERY_CHANGE.deleted, EVERY_CHANGE.disobeyed, EVERY_CHANGE['not-stored']];
    const said = lines(
      order.map((outcome) => on('bob.phone', outcome)),
      'en',
    );
    expect(said.map((line) => /save|changed app|off the list|notification/.exec(line)?.[0])).toEqual([
      'save',
      'changed app',
      'off the list',
      'notification',
    ]);
  });
});
