/**
 * The phases of every actor, as XState charts: which life an actor is in, never what it knows.
 *
 * Charts have no context, no actions and no guards. Handlers do the work and raise signals; only signals go through a chart.
 */
import { createMachine, type AnyStateMachine } from 'xstate';
import type { ActorKind } from './kinds.ts';

/** What every kind of server does: nothing waits, something waits, or it does not work at all. */
const serving = () =>
  ({
    initial: 'empty',
    states: {
      empty: { on: { queued: 'waiting' } },
      waiting: { on: { drained: 'empty' } },
      down: { on: { up: 'empty' } },
    },
  }) as const;
const SERVICE = { down: '.down' } as const;

export const CHARTS = {
  device: createMachine({
    id: 'device',
    initial: 'unregistered',
    states: {
      unregistered: { on: { register: 'registering' } },
      registering: { on: { registered: 'ready' } },
      off: { on: { 'power-on': 'ready' } },
      ready: {
        initial: 'idle',
        on: { 'power-off': 'off' },
        states: {
          idle: { on: { fetch: 'fetchingKeys' } },
          fetchingKeys: { on: { bundles: 'idle' } },
        },
      },
    },
  }),
  server: createMachine({
    id: 'server',
    initial: 'passingOn',
    states: {
      passingOn: {
        ...serving(),
        on: { ...SERVICE, takeKeys: 'holdingKeys', keepAll: 'keepingAll', meddle: 'meddling' },
      },
      keepingAll: { ...serving(), on: { ...SERVICE, takeKeys: 'holdingKeys', meddle: 'meddling' } },
      meddling: { ...serving(), on: SERVICE },
      holdingKeys: { ...serving(), on: { ...SERVICE, meddle: 'meddling' } },
    },
  }),
  network: createMachine({
    id: 'network',
    initial: 'clear',
    states: {
      clear: { on: { disturbed: 'disturbed' } },
      disturbed: { on: { mended: 'clear' } },
    },
  }),
  attacker: createMachine({
    id: 'attacker',
    initial: 'waiting',
    states: {
      waiting: { on: { saw: 'recording', copied: 'holdingCopy', implanted: 'readingAlong' } },
      recording: { on: { copied: 'holdingCopy', implanted: 'readingAlong' } },
      holdingCopy: { on: { implanted: 'readingAlong' } },
      readingAlong: { on: { removed: 'holdingCopy' } },
    },
  }),
  person: createMachine({
    id: 'person',
    initial: 'attentive',
    states: {
      attentive: { on: { notice: 'noticing', look: 'comparing', heed: 'holdingBack' } },
      noticing: { on: { look: 'comparing', approve: 'attentive', heed: 'holdingBack' } },
      comparing: { on: { match: 'assured', differ: 'alarmed', notice: 'noticing' } },
      assured: { on: { notice: 'noticing', look: 'comparing', heed: 'holdingBack' } },
      alarmed: { on: { look: 'comparing', approve: 'attentive', heed: 'holdingBack' } },
      holdingBack: { on: { look: 'comparing', approve: 'attentive' } },
    },
  }),
} as const satisfies Readonly<Record<ActorKind, AnyStateMachine>>;
