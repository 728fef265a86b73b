import { describe, expect, it } from 'vitest';
import { STORAGE_VERBS } from '../../sim/scenario/storage-steps.ts';
import { FAULT_KINDS, MISDEEDS, RETRY_VERDICTS, SIGNS, TICKS } from '../../sim/trace.ts';
import { LANGUAGES } from '../../sim/text.ts';
import type { Came, Deed } from '../../sim/index.ts';
import { actorInSentence } from '../figures/names.ts';
import { STORAGE_EXAMPLES } from './testing/deletion.ts';
import { loadDeletionWords } from './deletion-later.ts';
import { cameLines, deedLine, SIGN_LINES, TICK_NAMES, tickLines } from './deeds.ts';

await loadDeletionWords();

type Examples = { readonly [Kind in Deed['kind']]: readonly (Deed & { readonly kind: Kind })[] };

const link = 'bob.phone-server';
const fault = { kind: 'fault', link, next: 2, of: 'messages', seconds: 30, bytesPerSecond: 100 } as const;
const misdeed = { kind: 'misdeed', against: 'alice.phone', other: 'bob.phone', message: 'm1', seconds: 30 } as const;

/** Every way in which each kind of step can be written: a kind without an example does not compile. */
const EXAMPLES: Examples = {
  read: [{ id: 's', kind: 'read', read: 'm1', on: 'bob.phone' }],
  implant: [
    { id: 's', kind: 'implant', device: 'bob.phone', by: 'mallory', takes: ['chat'] },
    { id: 's', kind: 'implant', device: 'bob.phone', by: 'mallory', takes: ['keys', 'chat'] },
  ],
  remove: [{ id: 's', kind: 'remove', device: 'bob.phone', by: 'mallory', takes: ['chat'] }],
  fault: [
    ...FAULT_KINDS.map((one) => ({ id: 's', ...fault, fault: one })),
    ...FAULT_KINDS.map((one) => ({ id: 's', ...fault, fault: one, by: 'mallory', next: 1 })),
    { id: 's', ...fault, fault: 'drop', of: 'everything' },
  ],
  power: [true, false].map((on) => ({ id: 's', kind: 'power', device: 'bob.phone', on })),
  service: [true, false].map((up) => ({ id: 's', kind: 'service', up })),
  misdeed: MISDEEDS.flatMap((one) => TICKS.map((tick) => ({ id: 's', ...misdeed, misdeed: one, tick }))),
  compel: [{ id: 's', kind: 'compel', by: 'mallory' }],
  compare: [{ id: 's', kind: 'compare', by: 'alice', with: 'bob' }],
  approve: [{ id: 's', kind: 'approve', by: 'alice', contact: 'bob' }],
  'new-phone': [{ id: 's', kind: 'new-phone', device: 'bob.phone' }],
  quantum: [{ id: 's', kind: 'quantum', quantum: 'mallory' }],
  drain: [{ id: 's', kind: 'drain', account: 'bob', by: 'carol', times: 20 }],
  ...STORAGE_EXAMPLES,
};

/** Every example of these is told in words of its own. */
const DIFFERENT = ['implant', 'fault', 'power', 'service', ...STORAGE_VERBS] as const;

const line = (deed: Deed, language: (typeof LANGUAGES)[number]): string =>
  deedLine(deed, (id) => actorInSentence(id, language), language);

describe('what is done in a story', () => {
  it.each(Object.entries(EXAMPLES))('is told in both languages: %s', (_, deeds: readonly Deed[]) => {
    for (const deed of deeds) {
      for (const language of LANGUAGES)
        expect(line(deed, language)).not.toMatch(/undefined|\.phone|-server|\.$|。$|^$/);
      expect(line(deed, 'en')).not.toMatch(/\p{Script=Han}/u);
      expect(line(deed, 'zh')).not.toMatch(/[a-z]{3}|[,;:?!()]|\p{Script=Han}[a-z0-9]|[a-z0-9]\p{Script=Han}/iu);
    }
  });

  it('differs in words where it differs in fact', () => {
    for (const language of LANGUAGES) {
      for (const kind of DIFFERENT) {
        const lines = EXAMPLES[kind].map((deed) => line(deed, language));
        expect(new Set(lines).size).toBe(lines.length);
      }
      expect(new Set(EXAMPLES.misdeed.map((deed) => line(deed, language))).size).toBe(
        MISDEEDS.length + TICKS.length - 1,
      );
    }
  });
});

describe('what came of it', () => {
  const came: Came = {
    arrived: [{ message: 'm1', device: 'bob.phone' }],
    signs: SIGNS.map((sign) => ({ device: 'alice.phone', sign, about: 'bob' })),
    ticks: TICKS.map((tick) => ({ device: 'alice.phone', message: 'm1', tick })),
    expired: ['m2'],
    lost: [
      { message: 'm3', link, times: 1 },
      { message: 'm4', link, times: 3 },
    ],
    asked: [{ message: 'm5', device: 'bob.phone', from: 'alice.phone' }],
    retries: RETRY_VERDICTS.map((verdict) => ({ message: 'm5', device: 'alice.phone', to: 'bob.phone', verdict })),
    drained: ['bob.phone'],
    prekeys: [
      { device: 'bob.phone', oneTime: 4, signed: false },
      { device: 'bob.phone', oneTime: 0, signed: true },
    ],
    codes: [],
    scanned: undefined,
    changes: [],
    match: false,
    session: 3,
  };

  it('is told one sentence each, and each differs from the others', () => {
    for (const language of LANGUAGES) {
      const name = (id: string): string => actorInSentence(id, language);
      const lines = [...cameLines(came, name, language), ...tickLines(came, name, language)];
      expect(lines).toHaveLength(1 + 1 + SIGNS.length + TICKS.length + 1 + 2 + 1 + (1 + RETRY_VERDICTS.length + 1 + 2));
      expect(new Set(lines).size).toBe(lines.length);
      for (const one of lines) expect(one).toMatch(language === 'en' ? /^\S.*[.”]$/ : /^\S.*[。”]$/);
      expect(lines.join('\n')).not.toMatch(/undefined|\.phone|-server/);
    }
  });

  it('tells equal codes from different ones', () => {
    const same = { ...came, match: true };
    expect(cameLines(same, (id) => id, 'en')).toContain('All sixty digits are equal.');
    expect(cameLines(came, (id) => id, 'zh')).toContain('数字不一样。');
  });

  it('has words for every tick and every sign on a phone, no two alike', () => {
    for (const language of LANGUAGES) {
      const words = [...TICKS.map((tick) => TICK_NAMES[tick]), ...SIGNS.map((sign) => SIGN_LINES[sign]('Bob'))];
      expect(new Set(words.map((word) => word[language])).size).toBe(TICKS.length + SIGNS.length);
    }
  });
});
