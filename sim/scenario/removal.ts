/**
 * What would remove a copy: tried out. From the end of a step the run is forked, somebody does one thing, and all copies are
 * looked for again. Nothing is known of a deed but what it did.
 */
import { accountOf, type ActorEvent } from '../actors/types.ts';
import { entriesOf } from '../engine/log.ts';
import { order, settle, type Run } from '../engine/run.ts';
import type { Copies, Copy } from '../knowledge/copyTypes.ts';
import { copiesOf } from '../knowledge/files/copies.ts';
import type { ActorId, MessageLabel, Trace } from '../trace.ts';
import { minutes } from './clock.ts';
import { knowledgeIn, type Played } from './play.ts';

/** What is tried, on each device. */
export const REMOVALS = [
  'delete-for-me',
  'delete-for-everyone',
  'clear-chat',
  'vacuum',
  'checkpoint',
  'merge',
  'use-on',
  'uninstall',
  'reset',
] as const;
export type Removal = (typeof REMOVALS)[number];

export interface TriedRemoval {
  readonly removal: Removal;
  readonly device: ActorId;
  /** Copies that were there before and are not afterwards. */
  readonly ends: readonly Copy[];
  /** What is there only since: a deleted row is a remnant. */
  readonly begins: readonly Copy[];
}

export interface Removals {
  /** Every deed that changed copies, on each device. */
  readonly tried: readonly TriedRemoval[];
  /** Copies that none of them ended. */
  readonly left: readonly Copy[];
}

/** Everyday messages that stand for using the phone as before. */
const USED_ON = 200;

/**
 * Tries every deed on every device from the end of this step on; those that change no copy are left out. Where devices keep no
 * files, nothing is tried.
 */
export function removalsOf(played: Played, label: MessageLabel, step: string): Removals {
  const index = played.steps.findIndex(({ id }) => id === step);
  const run = played.checkpoints[index + 1];
  if (!run?.setup.acts) return { tried: [], left: [] };
  const before = copiesIn(played, run, label);
  const devices = played.trace.header.parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : []));
  const tried = devices.flatMap((device) =>
    REMOVALS.flatMap((removal): readonly TriedRemoval[] => {
      const event = eventOf(removal, device, label, played);
      if (!event) return [];
      const at = run.world.now + 1;
      const after = settle(order(run, at, device, event, `tried:${removal}`), step, at + minutes(1));
      const { copies } = copiesIn(played, after, label);
      const ends = without(before.copies, copies);
      const begins = without(copies, before.copies);
      return ends.length === 0 && begins.length === 0 ? [] : [{ removal, device, ends, begins }];
    }),
  );
  const ended = tried.flatMap(({ ends }) => ends);
  return { tried, left: without(before.copies, ended) };
}

function copiesIn({ trace: { header }, options }: Played, run: Run, label: MessageLabel): Copies {
  const events = entriesOf(run.log);
  const trace: Trace = { header, events, steps: [] };
  return copiesOf(knowledgeIn({ trace, options }), label, events.length - 1);
}

/** Undefined where this device cannot do it: only the writer can take a message back, and only for a chat with somebody. */
function eventOf(removal: Removal, device: ActorId, label: MessageLabel, played: Played): ActorEvent | undefined {
  const written = played.trace.events
    .flatMap(({ actor, outcomes }) => outcomes.map((outcome) => ({ actor, outcome })))
    .find(({ outcome }) => outcome.kind === 'wrote' && outcome.message === label);
  if (written?.outcome.kind !== 'wrote') return undefined;
  const own = accountOf(device);
  const contact = accountOf(written.actor) === own ? written.outcome.to : accountOf(written.actor);
  const act = `tried-${removal}`;
  switch (removal) {
    case 'delete-for-me':
      return { kind: 'delete', label, forEveryone: false, act };
    case 'delete-for-everyone':
      return accountOf(written.actor) === own ? { kind: 'delete', label, forEveryone: true, act } : undefined;
    case 'clear-chat':
      return { kind: 'clear', contact, whole: false, act };
    case 'vacuum':
    case 'checkpoint':
    case 'merge':
      return { kind: 'tidy', what: removal };
    case 'use-on':
      return { kind: 'chatter', contact, count: USED_ON, name: act };
    case 'uninstall':
    case 'reset':
      return { kind: removal };
  }
}

const without = (some: readonly Copy[], others: readonly Copy[]): readonly Copy[] => {
  const known = new Set(others.map(keyOf));
  return some.filter((one) => !known.has(keyOf(one)));
};

const keyOf = ({ owner, kind, form, within, characters, found }: Copy): string =>
  [owner, kind, form, within ?? '', characters, found?.file ?? ''].join(' ');
