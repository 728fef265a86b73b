/** For tests: every way in which the steps and outcomes of deletion can be, so that none is without words. */
import type { Change } from '../../../sim/scenario/deletion-story.ts';
import type { StorageStep } from '../../../sim/scenario/types.ts';
import { HOUSEKEEPING } from '../../../sim/storage/types.ts';
import { SAVED_AS, type DeletionReason, type DisobeyReason } from '../../../sim/trace.ts';

type Steps = { readonly [Kind in StorageStep['kind']]: readonly (StorageStep & { readonly kind: Kind })[] };
type Outcomes = { readonly [Kind in Change['outcome']['kind']]: Change['outcome'] & { readonly kind: Kind } };

const id = 's';
const onPhone = { id, message: 'm1', on: 'bob.phone' } as const;
const crash = { id, kind: 'crash', device: 'bob.phone', change: 3 } as const;
const file = { id, device: 'bob.phone' } as const;

/** Examples of one kind differ in fact, and so in words. */
export const STORAGE_EXAMPLES: Steps = {
  delete: [true, false].map((forEveryone) => ({ id, kind: 'delete', delete: 'm1', by: 'alice', forEveryone })),
  edit: [{ id, kind: 'edit', edit: 'm1', as: 'm2', by: 'alice', text: 'Tuesday' }],
  clear: ['bob', 'all'].map((chat) => ({ id, kind: 'clear', chat, by: 'alice' })),
  'delete-chat': ['bob', 'all'].map((chat) => ({ id, kind: 'delete-chat', chat, by: 'alice' })),
  disappear: [0, 86_400, 604_800, 7_776_000].map((seconds) => ({
    id,
    kind: 'disappear',
    seconds,
    by: 'alice',
    with: 'bob',
  })),
  keep: [{ id, kind: 'keep', message: 'm1', by: 'bob' }],
  veto: [{ id, kind: 'veto', message: 'm1', by: 'alice' }],
  view: [{ ...onPhone, kind: 'view' }],
  screenshot: [{ ...onPhone, kind: 'screenshot' }],
  film: [{ ...onPhone, kind: 'film', with: 'carol.phone' }],
  export: ['alice', 'all'].map((chat) => ({ id, kind: 'export', chat, on: 'bob.phone' })),
  uninstall: [{ ...file, kind: 'uninstall' }],
  reset: [{ ...file, kind: 'reset' }],
  tidy: HOUSEKEEPING.map((what) => ({ ...file, kind: 'tidy', what })),
  chatter: [{ id, kind: 'chatter', count: 400, on: 'alice.phone', with: 'bob' }],
  program: [true, false].map((modified) => ({ ...file, kind: 'program', modified })),
  image: [true, false].map((unlocked) => ({ ...file, kind: 'image', by: 'mallory', unlocked })),
  crash: (['kill', 'keep', 'torn'] as const).map((how) => ({ ...crash, how })),
  disk: (['full', 'failing', 'fine'] as const).map((set) => ({ ...file, kind: 'disk', set })),
};

/** One of each kind. */
export const EVERY_CHANGE: Outcomes = {
  deleted: { kind: 'deleted', message: 'm1', why: 'for-everyone', by: 'alice.phone' },
  'asked-to-delete': { kind: 'asked-to-delete', message: 'm1', forEveryone: true, to: 'bob' },
  disobeyed: { kind: 'disobeyed', message: 'm1', what: 'delete', why: 'modified' },
  edited: { kind: 'edited', message: 'm1', as: 'm2' },
  kept: { kind: 'kept', message: 'm1', by: 'bob.phone' },
  unkept: { kind: 'unkept', message: 'm1', by: 'alice.phone' },
  disappearing: { kind: 'disappearing', contact: 'bob', seconds: 86_400, by: 'alice.phone' },
  viewed: { kind: 'viewed', message: 'm1' },
  notified: { kind: 'notified', message: 'm1', preview: true },
  saved: { kind: 'saved', message: 'm1', how: 'screenshot' },
  tidied: { kind: 'tidied', what: 'vacuum' },
  chattered: { kind: 'chattered', contact: 'bob', count: 400 },
  uninstalled: { kind: 'uninstalled' },
  reset: { kind: 'reset' },
  program: { kind: 'program', modified: true },
  imaged: { kind: 'imaged', by: 'mallory', sealed: true },
  crashed: { kind: 'crashed', change: 3 },
  'not-stored': { kind: 'not-stored', why: 'full' },
};

const REASONS: Readonly<Record<DeletionReason, true>> = {
  'for-me': true,
  'for-everyone': true,
  synced: true,
  expired: true,
  cleared: true,
  'seen-once': true,
  edited: true,
};
const EXCUSES: Readonly<Record<DisobeyReason, true>> = {
  modified: true,
  'not-author': true,
  'too-late': true,
  vetoed: true,
};
const keysOf = <Key extends string>(record: Readonly<Record<Key, true>>): readonly Key[] =>
  Object.keys(record) as Key[];
const WHAT = ['delete', 'edit', 'expire', 'once', 'keep'] as const;

const VARIED: ReadonlySet<string> = new Set([
  'deleted',
  'asked-to-delete',
  'disobeyed',
  'disappearing',
  'notified',
  'saved',
  'tidied',
  'program',
  'imaged',
  'not-stored',
]);

/** Every form of each kind: all of them differ in words. */
export const ALL_CHANGES: readonly Change['outcome'][] = [
  ...Object.values(EVERY_CHANGE).filter(({ kind }) => !VARIED.has(kind)),
  ...keysOf(REASONS).map((why) => ({ ...EVERY_CHANGE.deleted, why })),
  ...[true, false].map((forEveryone) => ({ ...EVERY_CHANGE['asked-to-delete'], forEveryone })),
  ...WHAT.flatMap((what) => keysOf(EXCUSES).map((why) => ({ ...EVERY_CHANGE.disobeyed, what, why }))),
  ...[0, 86_400].map((seconds) => ({ ...EVERY_CHANGE.disappearing, seconds })),
  ...[true, false].map((preview) => ({ ...EVERY_CHANGE.notified, preview })),
  ...SAVED_AS.map((how) => ({ ...EVERY_CHANGE.saved, how })),
  ...HOUSEKEEPING.map((what) => ({ ...EVERY_CHANGE.tidied, what })),
  ...[true, false].map((modified) => ({ ...EVERY_CHANGE.program, modified })),
  ...[true, false].map((sealed) => ({ ...EVERY_CHANGE.imaged, sealed })),
  ...(['full', 'failed', 'corrupt'] as const).map((why) => ({ ...EVERY_CHANGE['not-stored'], why })),
];
