/**
 * The phases of every actor, as XState charts: which life an actor is in, never what it knows.
 *
 * Charts have no context, no actions and no guards. Handlers do the work and raise signals; only signals go through a chart.
 */
import { createMachine } from 'xstate';

export const CHARTS = {
  device: createMachine({
    id: 'device',
    initial: 'unregistered',
    states: {
      unregistered: { on: { register: 'registering' } },
      registering: { on: { registered: 'ready' } },
      ready: {
        initial: 'idle',
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
        initial: 'empty',
        on: { takeKeys: 'holdingKeys' },
        states: {
          empty: { on: { queued: 'waiting' } },
          waiting: { on: { drained: 'empty' } },
        },
      },
      holdingKeys: {
        initial: 'empty',
        states: {
          empty: { on: { queued: 'waiting' } },
          waiting: { on: { drained: 'empty' } },
        },
      },
    },
  }),
  attacker: createMachine({
    id: 'attacker',
    initial: 'waiting',
    states: {
      waiting: { on: { saw: 'recording', copied: 'holdingCopy' } },
      recording: { on: { copied: 'holdingCopy' } },
      holdingCopy: {},
    },
  }),
  person: createMachine({
    id: 'person',
    initial: 'attentive',
    states: {
      attentive: { on: { notice: 'noticing', look: 'comparing' } },
      noticing: { on: { look: 'comparing', approve: 'attentive' } },
      comparing: { on: { match: 'assured', differ: 'alarmed', notice: 'noticing' } },
      assured: { on: { notice: 'noticing', look: 'comparing' } },
      alarmed: { on: { look: 'comparing', approve: 'attentive' } },
    },
  }),
} as const;

export type ActorKind = keyof typeof CHARTS;
export const ACTOR_KINDS: readonly ActorKind[] = ['device', 'server', 'attacker', 'person'];
