import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMachine, initialTransition, transition, type AnyStateMachine } from 'xstate';
import { CHARTS } from './charts.ts';
import { ACTOR_KINDS } from './kinds.ts';
import { advance, chartViews, firstPhase } from './step.ts';

/** A state value as a dotted path, by another way than the code under test: `{"ready":"idle"}` is `ready.idle`. */
const pathOf = (value: unknown): string => JSON.stringify(value).replaceAll(/[{}"]/g, '').replaceAll(':', '.');

describe('the phases of actors', () => {
  it('move as the public transition() moves the chart: 20,000 random signals', () => {
    let moves = 0;
    const all = [...new Set(ACTOR_KINDS.flatMap((kind) => CHARTS[kind].events.map(String))), 'nonsense'];
    const walk = fc.tuple(
      fc.constantFrom(...ACTOR_KINDS),
      fc.array(fc.constantFrom(...all), { minLength: 20, maxLength: 20 }),
    );
    fc.assert(
      fc.property(walk, ([kind, signals]) => {
        const chart: AnyStateMachine = CHARTS[kind];
        let [snapshot] = initialTransition(chart);
        let phase = firstPhase(kind);
        expect(phase).toBe(pathOf(snapshot.value));
        for (const signal of signals) {
          [snapshot] = transition(chart, snapshot, { type: signal });
          const next = advance(kind, phase, signal);
          expect(next).toBe(pathOf(snapshot.value));
          if (next !== phase) moves++;
          phase = next;
        }
      }),
      { numRuns: 1_000, seed: 1 },
    );
    expect(moves).toBeGreaterThan(1_000);
  });

  it('stay where they are on a signal that the chart does not know there, and in a phase that it does not have', () => {
    expect(advance('device', 'unregistered', 'bundles')).toBe('unregistered');
    expect(advance('device', 'unregistered', 'nonsense')).toBe('unregistered');
    expect(advance('device', 'nowhere', 'register')).toBe('nowhere');
    expect(advance('attacker', 'holdingCopy', 'saw')).toBe('holdingCopy');
    expect(advance('device', 'ready.idle', 'toString')).toBe('ready.idle');
  });

  it('are all in the view of the chart, and every arrow of the view is a move', () => {
    expect(chartViews().map((view) => view.kind)).toEqual(ACTOR_KINDS);
    for (const view of chartViews()) {
      expect(view.phases).toContain(view.first);
      for (const { from, to, signal } of view.arrows) {
        expect(advance(view.kind, from, signal)).toBe(to);
        expect(view.phases).toContain(to);
      }
    }
    const device = chartViews().find((view) => view.kind === 'device');
    expect(device?.phases).toEqual(['unregistered', 'registering', 'ready.idle', 'off', 'ready.fetchingKeys']);
  });
});

describe('a chart', () => {
  afterEach(() => {
    vi.doUnmock('./charts.ts');
    vi.doUnmock('./kinds.ts');
    vi.resetModules();
  });

  const stepWith = async (chart: AnyStateMachine): Promise<typeof import('./step.ts')> => {
    vi.resetModules();
    vi.doMock('./charts.ts', () => ({ CHARTS: { device: chart } }));
    vi.doMock('./kinds.ts', () => ({ ACTOR_KINDS: ['device'] }));
    return import('./step.ts');
  };
  const act = (): void => undefined;

  it('that does nothing but move is accepted', async () => {
    const step = await stepWith(createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } }));
    expect(step.advance('device', 'a', 'go')).toBe('b');
  });

  it.each([
    [
      'on an arrow',
      createMachine({ initial: 'a', states: { a: { on: { go: { target: 'b', actions: act } } }, b: {} } }),
    ],
    ['on entering a state', createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: { entry: act } } })],
    ['on leaving a state', createMachine({ initial: 'a', states: { a: { exit: act, on: { go: 'b' } }, b: {} } })],
    ['without moving', createMachine({ initial: 'a', states: { a: { on: { go: { actions: act } } } } })],
    ['at the start', createMachine({ initial: 'a', states: { a: { entry: act, on: { go: 'b' } }, b: {} } })],
    ['after a time', createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: { after: { 10: 'a' } } } })],
  ])('with an action %s is refused', async (_where, chart) => {
    await expect(stepWith(chart)).rejects.toThrow('has actions');
  });

  it('with parallel states is refused', async () => {
    await expect(stepWith(createMachine({ type: 'parallel', states: { a: {}, b: {} } }))).rejects.toThrow('parallel');
  });
});
