import { describe, expect, it } from 'vitest';
import { lastOf, runOf } from '../figures/testing/runs.ts';
import { layout } from '../figures/who-can-read/layout.ts';
import { tableOf } from '../figures/who-can-read/twin.ts';
import { askedCells, evidenceCells } from './ask.ts';
import { compareRuns } from './flips.ts';
import { narrate } from './narration.ts';
import { stripOf } from './strip.ts';

const whole = runOf('keys-stolen-late');
const gated = runOf('keys-stolen-late', { upTo: whole.question?.step ?? '' });

describe('before the prediction', () => {
  it('the run ends at the question, and nothing later is in picture, table, narration or situation', () => {
    expect(gated.frames.length - 1).toBe(whole.question?.askFrame);
    expect(gated.ask).toBeUndefined();
    const frame = lastOf(gated);
    const marks = layout(gated, frame, { language: 'en', size: 'lesson', holes: askedCells(gated) });
    const shown = JSON.stringify([
      marks,
      tableOf(marks),
      gated.frames.map((_, index) => narrate(gated, index, 'en')),
      stripOf(gated, frame, 'en'),
    ]);
    for (const later of ['Change of plan', 'Ten it is', 'm3', 'm4']) expect(shown).not.toContain(later);
    expect(JSON.stringify(gated)).not.toContain('Change of plan');
    expect(JSON.stringify(whole)).toContain('erases both keys or keeps both');
    expect(JSON.stringify(gated)).not.toContain('erases both keys or keeps both');
  });

  it('the asked cells are holes', () => {
    expect(askedCells(gated)).toEqual(['m1/mallory', 'm2/mallory']);
    expect(evidenceCells(gated)).toEqual([]);
  });
});

describe('the evidence', () => {
  it('is what the true answer names in this run', () => {
    expect(evidenceCells(whole)).toEqual(['m1/mallory', 'm2/mallory']);
  });
});

describe('the situation', () => {
  it('is at most four frames that end in the question, with names filled in', () => {
    for (const language of ['en', 'zh'] as const) {
      const frames = stripOf(gated, lastOf(gated), language);
      expect(frames.map((frame) => frame.drawing.kind)).toEqual(['talk', 'record', 'theft', 'ask']);
      for (const frame of frames) expect(frame.caption).not.toMatch(/[{}]/);
    }
  });

  it('says it from codes where the author wrote no captions', () => {
    const { story: _story, ...scenario } = gated.scenario;
    const frames = stripOf({ ...gated, scenario }, lastOf(gated), 'zh');
    expect(frames.map((frame) => frame.caption)).toEqual([
      '爱丽丝和鲍勃互发消息。每条消息都密封着传送。',
      '马洛里录下每一个字节。',
      '10:20，马洛里拷走鲍勃手机里的密钥。',
      '会怎样？',
    ]);
  });
});

describe('breaking it', () => {
  it('counts the cells that flip and names what stays closed', () => {
    const comparison = compareRuns(whole, runOf('keys-stolen-late', { off: 'eraseMessageKeys' }));
    expect(comparison.total).toBe(20);
    expect(comparison.flips.map((flip) => [flip.key, flip.before.state, flip.after.state])).toEqual([
      ['m1/mallory', 'sealed', 'readable'],
      ['m2/mallory', 'sealed', 'readable'],
    ]);
    expect(comparison.stillClosed).toEqual(['m4']);
    expect(comparison.usedKeys[0]).toBe(0);
    expect(comparison.usedKeys[1]).toBeGreaterThan(0);
  });

  it('says so when a protection was not what mattered', () => {
    const comparison = compareRuns(whole, runOf('keys-stolen-late', { off: 'verifyMac' }));
    expect(comparison.flips).toEqual([]);
    expect(comparison.stillClosed).toEqual(['m1', 'm2', 'm4']);
  });
});
