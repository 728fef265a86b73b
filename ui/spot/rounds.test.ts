import { describe, expect, it } from 'vitest';
import { drawnRuns } from '../../sim/index.ts';
import { shipped } from '../../sim/testing/shipped.ts';
import { inLanguage, LANGUAGES, type ScenarioText } from '../../sim/text.ts';
import { choiceFor, engine } from '../figures/testing/runs.ts';
import type { RevealView, RoundsView, RunChoice } from '../worker/api.ts';
import { alike, alikeButReadByOthers, odditiesOf, onlookersWhoRead } from './look.ts';

const spotIt = shipped('spot-it');
const inBoth = (text: ScenarioText | undefined): readonly string[] =>
  text === undefined ? [] : LANGUAGES.map((language) => inLanguage(text, language));

function game(choice: RunChoice): { readonly rounds: RoundsView; readonly reveal: RevealView } {
  const [rounds, reveal] = [engine.rounds(choice), engine.reveal(choice)];
  if (rounds === undefined || reveal === undefined) throw new Error('the scenario asks a question');
  return { rounds, reveal };
}
const { rounds, reveal } = game(choiceFor('spot-it'));
/** The round in which this run is shown; `base` for the story as written. */
const roundOf = (variant: string): number => reveal.runs.findIndex((run) => (run.variant ?? 'base') === variant);
const ALL = ['base', ...spotIt.variants.map(({ id }) => id)];

describe('the rounds, before they are answered', () => {
  it('hold phones and the question, and not one word of what the runs are', () => {
    expect(Object.keys(rounds).toSorted()).toEqual(['ask', 'devices', 'options', 'rounds', 'story', 'title']);
    for (const round of rounds.rounds) expect(Object.keys(round)).toEqual(['phones']);
    const said = JSON.stringify(rounds);
    const { variants, steps } = spotIt;
    const later = [
      ...variants.flatMap(({ id, title }) => [id, ...inBoth(title)]),
      ...steps.flatMap((step) => (step.kind === 'ask' ? step.options.map(({ when }) => when) : [])),
      ...inBoth(spotIt.explain),
    ];
    for (const word of [...later, 'mallory', 'server', '"readable', 'sealed', 'holds', 'implant', 'misconception'])
      expect(said).not.toContain(word);
  });

  it('do not betray words that the sender never wrote', () => {
    const altered = engine.rounds({ ...choiceFor('spot-it'), switches: { verifyMac: false } });
    const lines = altered?.rounds.flatMap(({ phones }) => Object.values(phones).flat()) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ forged }) => forged)).toEqual([]);
    const texts = new Set(lines.filter(({ message }) => message === 'm3').map(({ text }) => text));
    expect(texts.size, 'the altered text is shown').toBeGreaterThan(1);
  });

  it('are equal to the last digit where a person sees no difference: no clock tells what the screen does not', () => {
    for (const group of alike(rounds.rounds))
      for (const round of group) expect(rounds.rounds[round]).toEqual(rounds.rounds[group[0] ?? -1]);
    expect(alike(rounds.rounds)).not.toEqual([]);
  });

  it('come in the order that the seed draws, and whatever variant the link names', () => {
    for (const seed of [1, 2, 3]) {
      const choice = { ...choiceFor('spot-it'), seed };
      expect(game(choice).reveal.runs.map(({ variant }) => variant)).toEqual(drawnRuns(spotIt, seed));
    }
    expect(engine.rounds({ ...choiceFor('spot-it'), variant: 'spoiled' })).toEqual(rounds);
  });

  it('do not exist where nothing is asked', () => {
    const silent = engine.rounds(choiceFor('one-message'));
    const asks = shipped('one-message').steps.some(({ kind }) => kind === 'ask');
    expect(silent === undefined).toBe(!asks);
  });
});

describe('what the rounds were', () => {
  it('is judged by the question itself: one option holds in each run, each in three', () => {
    expect(reveal.runs).toHaveLength(6);
    for (const { holds } of reveal.runs) expect(holds.filter(Boolean)).toHaveLength(1);
    for (const option of rounds.options.keys())
      expect(reveal.runs.filter(({ holds }) => holds[option])).toHaveLength(3);
  });

  it('names who else could read exactly where the answer is that somebody could', () => {
    for (const run of reveal.runs) {
      const readers = onlookersWhoRead(reveal, run, 'm3');
      expect(readers.length > 0).toBe(run.holds[0]);
    }
    const readersIn = (variant: string): readonly string[] | undefined => {
      const run = reveal.runs[roundOf(variant)];
      return run && onlookersWhoRead(reveal, run, 'm3');
    };
    expect(readersIn('base')).toEqual(['mallory']);
    expect(readersIn('keys-swapped-unseen')).toEqual(['server']);
  });

  it('has the texts with the results of the base run filled in', () => {
    expect(reveal.explain).toContain('Mallory');
    expect(`${reveal.explain}${reveal.close}`).not.toMatch(/[{}]/);
    expect(reveal.closed).toEqual(['m4']);
  });
});

describe('what the phones tell', () => {
  const oddIn = (variant: string): readonly string[] => {
    const round = rounds.rounds[roundOf(variant)];
    return round === undefined
      ? ['missing']
      : odditiesOf(round).map((one) => (one.kind === 'sign' ? one.sign : one.kind));
  };

  it('is nothing in some runs and something in others, readers or not', () => {
    expect(ALL.map((variant) => [variant, oddIn(variant)])).toEqual([
      ['base', []],
      ['network-tap', []],
      ['keys-swapped', ['code-changed', 'code-changed']],
      ['keys-swapped-unseen', []],
      ['no-signal', ['late']],
      ['spoiled', ['only-sent', 'unreadable']],
    ]);
  });

  it('is the same in runs with different readers', () => {
    const quiet = ['base', 'network-tap', 'keys-swapped-unseen'].map(roundOf).toSorted((a, b) => a - b);
    expect(alike(rounds.rounds)).toEqual([quiet]);
    expect(alikeButReadByOthers(rounds.rounds, reveal)).toEqual([quiet]);
  });

  it('is not called the same where nobody else could read in any of them', () => {
    const closed = {
      ...reveal,
      runs: reveal.runs.map((run) => ({ ...run, states: run.states.map((row) => row.map(() => 'sealed' as const)) })),
    };
    expect(alikeButReadByOthers(rounds.rounds, closed)).toEqual([]);
  });
});
