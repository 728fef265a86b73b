import { describe, expect, it } from 'vitest';
import { chartViews } from '../../sim/actors/step.ts';
import { layoutChart } from './chart-layout.ts';
import { phaseWord, signalWord } from './words.ts';

describe('a statechart’s drawing', () => {
  it.each(chartViews().map((chart) => [chart.kind, chart] as const))('of a %s has every phase once', (_, chart) => {
    const marks = layoutChart(chart);
    expect(marks.boxes.map((box) => box.phase).sort()).toEqual([...chart.phases].sort());
    const signals = new Set(chart.arrows.map((arrow) => arrow.signal));
    expect(new Set(marks.arrows.map((arrow) => arrow.signal))).toEqual(signals);
  });

  it('keeps boxes apart and inside the frames of their parents', () => {
    for (const chart of chartViews()) {
      const { boxes, frames } = layoutChart(chart);
      const rows = [...boxes].sort((a, b) => a.y - b.y);
      rows.slice(1).forEach((box, index) => {
        const above = rows[index];
        expect(box.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
      });
      for (const frame of frames) {
        for (const box of boxes.filter((one) => one.phase.startsWith(`${frame.phase}.`))) {
          expect(box.y).toBeGreaterThan(frame.y);
          expect(box.y + box.height).toBeLessThan(frame.y + frame.height);
        }
      }
    }
  });

  it('has words in both languages for every phase and signal', () => {
    for (const chart of chartViews()) {
      for (const phase of chart.phases) expect(phaseWord(phase).zh).toMatch(/[\u4e00-\u9fff]/);
      for (const arrow of chart.arrows) expect(signalWord(arrow.signal).zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
