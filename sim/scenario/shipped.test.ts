/** Every shipped scenario is a lesson that its own runs bear out: in both languages, with both suites. */
import { describe, expect, it } from 'vitest';
import type { Scenario } from './types.ts';
import { LANGUAGES, type ScenarioText } from '../text.ts';
import { SERVER } from '../actors/types.ts';
import { flipsOf } from '../knowledge/flips.ts';
import { looksLike, type Cell } from '../knowledge/types.ts';
import { allShippedRuns, labelsOf, optionsOf, runsOf, SHIPPED, stepEnds, type KnownPlay } from '../testing/shipped.ts';
import { askOf, expectations, judge } from './lesson.ts';
import { knowledgeIn, play } from './play.ts';

/** Marks of the figure that may change at one pause of a lesson: more cannot be followed. */
const MOST_MARKS = 6;
const HAN = /\p{Script=Han}/gu;

/** The cells that the figure shows, at an event. */
const shownCells = ({ played, knowledge }: KnownPlay, at: number): ReadonlyMap<string, Cell> =>
  new Map(
    played.scenario.shows.parties.flatMap((party) =>
      labelsOf(knowledge).map((label) => [`${label}/${party}`, knowledge.cell(party, label, at)] as const),
    ),
  );
const marksThatChange = (before: ReadonlyMap<string, Cell>, now: ReadonlyMap<string, Cell>): readonly string[] =>
  [...now].flatMap(([key, cell]) => (looksLike(before.get(key) ?? { state: 'never' }, cell) ? [] : [key]));

/** What a comparison shows of a variant: cells of the lesson's figure, of messages that the base run writes. */
const flippedCells = (base: KnownPlay, run: KnownPlay): readonly string[] =>
  flipsOf(
    { trace: base.played.trace, knowledge: base.knowledge },
    { trace: run.played.trace, knowledge: run.knowledge },
  ).flatMap(({ message, party }) =>
    base.played.scenario.shows.parties.includes(party) ? [`${message}/${party}`] : [],
  );

const NO_CELL = /\b(signals|canSendAs|refused|expired|readers)\(/;

const written = (text: ScenarioText, language: 'en' | 'zh'): string =>
  typeof text === 'string' ? text : text[language];

describe('the shipped scenarios', () => {
  it('are there', () => {
    expect(SHIPPED.map(({ id }) => id)).toEqual(expect.arrayContaining(['keys-stolen-late', 'one-message']));
    expect(SHIPPED.every(({ variants }) => variants.length > 0)).toBe(true);
  });
});

describe.each(['noble', 'model'] as const)('with the %s suite', (suite) => {
  describe.each(LANGUAGES)('in %s', (language) => {
    const runs = allShippedRuns(suite, language);

    it.each(runs.map((run) => [run.name, run] as const))('%s meets every expectation', (_name, run) => {
      const results = expectations(run.played, run.knowledge, run.played.scenario.expect);
      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(({ holds }) => !holds)).toEqual([]);
    });

    it.each(SHIPPED.filter(askOf).map((scenario) => [scenario.id, scenario] as const))(
      '%s has one right answer in the base run, and evidence for it',
      (_id, scenario) => {
        const [base] = runsOf(scenario, optionsOf(suite, language));
        const judgement = base && judge(base.played, base.knowledge);
        expect(judgement?.holds.filter(Boolean)).toHaveLength(1);
        const right = judgement?.ask.options[judgement.holds.indexOf(true)];
        // Only an answer that speaks of no single cell (of people, of who can pass for whom) has no cell as evidence.
        if (!NO_CELL.test(right?.when ?? '')) expect(judgement?.evidence.length).toBeGreaterThan(0);
        expect(right?.misconception).toBeUndefined();
      },
    );
  });
});

describe.each(SHIPPED.map((scenario) => [scenario.id, scenario] as const))('%s', (_id, scenario: Scenario) => {
  const [base, ...variants] = runsOf(scenario, optionsOf('model'));
  if (!base) throw new Error('the first run is the base run');
  const ask = askOf(scenario);
  const last = ({ played }: KnownPlay): number => played.trace.events.length - 1;

  it('lets every wrong answer be right in some variant, or says why it never is', () => {
    const rightSomewhere = variants.map(({ played, knowledge }) => judge(played, knowledge)?.holds ?? []);
    const inBase = judge(base.played, base.knowledge)?.holds ?? [];
    for (const [i, option] of (ask?.options ?? []).entries()) {
      if (inBase[i]) expect(option.never, `option ${i + 1} is right in the base run`).toBeUndefined();
      const somewhere = rightSomewhere.some((holds) => holds[i]);
      // Either it happens, or the file explains that it does not: never both, never neither.
      if (!inBase[i])
        expect({ file: scenario.id, option: i + 1, right: somewhere, explained: option.never !== undefined }).toEqual({
          file: scenario.id,
          option: i + 1,
          right: somewhere,
          explained: !somewhere,
        });
    }
  });

  // A message that only the variant writes is none: the comparison has nothing to set beside it.
  it.each(variants.map((run) => [run.name, run] as const))('%s flips a cell of the figure', (_name, run) => {
    expect(flippedCells(base, run).length).toBeGreaterThan(0);
  });

  it('leaves closed at the end what it says is still closed', () => {
    // The server is an adversary where the cast says what it can do.
    const isServer = Object.hasOwn(scenario.cast, SERVER);
    const attackers = base.played.trace.header.parties.filter(
      ({ kind }) => kind === 'attacker' || (kind === 'server' && isServer),
    );
    const closed = scenario.close?.stillClosed ?? [];
    const texts = closed.flatMap((label) =>
      attackers.map(({ id }) => ({ label, id, reads: base.knowledge.knowsMessage(id, label, last(base)) })),
    );
    expect(texts.filter(({ reads }) => reads)).toEqual([]);
    if (closed.length > 0) expect(attackers.length).toBeGreaterThan(0);
    // What is not listed is open: a message left out would be a reassurance forgotten.
    if (closed.length > 0) {
      const open = labelsOf(base.knowledge).filter((label) => !closed.includes(label));
      for (const label of open)
        expect(attackers.some(({ id }) => base.knowledge.knowsMessage(id, label, last(base)))).toBe(true);
    }
  });

  it.each([base, ...variants].map((run) => [run.name, run] as const))(
    '%s changes at most six marks of the figure at a step, and something in every run',
    (_name, run) => {
      const moments = stepEnds(run.played).map((at) => shownCells(run, at));
      const changes = moments.slice(1).map((now, i) => marksThatChange(moments[i] ?? new Map(), now).length);
      if (scenario.level === 'lesson') expect(Math.max(...changes)).toBeLessThanOrEqual(MOST_MARKS);
      expect(Math.max(...changes)).toBeGreaterThan(0);
    },
  );

  it('explains itself within 90 words or 150 Han characters', () => {
    expect(scenario.explain).toBeDefined();
    expect(written(scenario.explain ?? '', 'en').split(/\s+/).length).toBeLessThanOrEqual(90);
    expect(written(scenario.explain ?? '', 'zh').match(HAN)?.length).toBeLessThanOrEqual(150);
  });

  it('shows no switch, or one that makes the answer another one', () => {
    const { protection } = scenario.shows;
    if (protection === undefined) return;
    const played = play(scenario, { ...optionsOf('model'), switches: { [protection]: false } });
    expect(judge(played, knowledgeIn(played))?.holds).not.toEqual(judge(base.played, base.knowledge)?.holds);
  });
});
