/**
 * Puts on disk what a step of a device has changed, before anything of the step leaves the device: one transaction for the
 * messenger's database, one for the notification history. Where that fails the step has not happened; where the device breaks
 * off, it starts again with what its files hold. ARCHITECTURE 3.3.
 */
import { afterRewriting, keepingOf } from '../../storage/settings.ts';
import type { DatabaseShape, Disk, Housekeeping, Keeping, Operation, Store, Written } from '../../storage/types.ts';
import type { Outcome } from '../../trace.ts';
import type { DeviceState, Files } from '../deviceState.ts';
import { showSign, takenFiles } from '../deviceState.ts';
import { andThen, accountOf, unchanged, type ActorEvent, type Context, type Step } from '../types.ts';
import { changesFor } from './operations.ts';
import { withoutMessenger, withPlainFiles } from './plainFiles.ts';
import { restored } from './restore.ts';
import { MESSAGE_ROWS, NOTICE_ROWS } from './rows.ts';
import { emptyFiles, imageOf, resetFiles } from './sealedFiles.ts';
import { MESSAGES, NOTIFICATIONS } from './shapes.ts';

/** What the engine calls after each step of a device that keeps files. */
export type Filing = (
  before: DeviceState,
  step: Step<DeviceState>,
  event: ActorEvent,
  context: Context,
) => Step<DeviceState>;

/** Filing on this store. `restart` is what a device does when it is there again. */
export const filingOn =
  (store: Store, restart: (state: DeviceState, context: Context) => Step<DeviceState>): Filing =>
  (before, step, event, context) => {
    const { storage } = context;
    if (!storage) return step;
    const files = before.places.files ?? emptyFiles(context, 'first');
    const job: Job = {
      store,
      restart,
      before: withFiles(before, files),
      files,
      context,
      keeping: keepingOf(storage, context.tools.protections),
    };
    switch (event.kind) {
      case 'image':
        return image(step.state, files, event, context);
      case 'disk':
        return unchanged(withFiles(step.state, { ...files, fault: event.fault }));
      case 'tidy': {
        const tidied: Outcome = { kind: 'tidied', what: event.what };
        return written(job, { ...step, outcomes: [tidied] }, [event.what]);
      }
      case 'uninstall':
        return filedAs(step, withoutMessenger(files));
      case 'reset':
        return filedAs(step, resetFiles(files, context));
      default:
        return written(job, step, []);
    }
  };

interface Job {
  readonly store: Store;
  readonly restart: (state: DeviceState, context: Context) => Step<DeviceState>;
  readonly before: DeviceState;
  readonly files: Files;
  readonly context: Context;
  readonly keeping: Keeping;
}

const withFiles = (state: DeviceState, files: Files): DeviceState =>
  state.places.files === files ? state : { ...state, places: { ...state.places, files } };
const filedAs = (step: Step<DeviceState>, files: Files): Step<DeviceState> => ({
  ...step,
  state: withFiles(step.state, files),
});

function written(job: Job, step: Step<DeviceState>, housekeeping: readonly Housekeeping[]): Step<DeviceState> {
  const { before, files } = job;
  const after = step.state.places;
  const changes = changesFor(MESSAGE_ROWS, before.places, after);
  const main = write(job, files.disk, MESSAGES, changes.operations);
  if (!main.ok) return failed(job, main);
  // The step has happened: housekeeping that cannot be done is left for another time.
  const left = { ...job, files: { ...files, fault: laterIn(files.fault, main.changes) } };
  const rewrites = changes.endSomething || housekeeping.length > 0;
  const emptying = rewrites ? afterRewriting(job.keeping, job.context.tools.protections) : [];
  const tidying = [...housekeeping, ...emptying].map((kind) => ({ kind }));
  const tidied = write(left, main.disk, MESSAGES, tidying);
  if (!tidied.ok && tidied.reason === 'killed') return failed(job, tidied);
  const notices = changesFor(NOTICE_ROWS, before.places, after);
  const others = write(
    { ...job, files: { ...files, fault: undefined } },
    tidied.disk,
    NOTIFICATIONS,
    notices.operations,
  );
  if (!others.ok) return failed(job, others);
  const { fault, ...kept } = files;
  const next: Files = { ...kept, ...(isLasting(fault) && { fault }), disk: others.disk };
  const isSame = next.disk === files.disk && next.fault === files.fault && before.places.files === files;
  return filedAs(step, withPlainFiles(isSame ? files : next, before.places, after));
}

/** The same fault after so many changes; what lasts is there from the beginning. */
const laterIn = (fault: Files['fault'], changes: number): Files['fault'] =>
  fault && { ...fault, at: Math.max(0, fault.at - changes) };

function write(job: Job, disk: Disk, database: DatabaseShape, operations: readonly Operation[]): Written {
  if (operations.length === 0) return { ok: true, disk, changes: 0 };
  return job.store.write(disk, database, operations, job.keeping, job.files.fault);
}

/** A fault that is there for good; the others come once. */
const isLasting = (fault: Files['fault']): boolean => fault?.kind === 'full' || fault?.kind === 'sync';

function failed(job: Job, { disk, reason, changes }: Extract<Written, { ok: false }>): Step<DeviceState> {
  const { before, files, context, store } = job;
  const { fault, ...kept } = files;
  if (reason !== 'killed') {
    const stored = withFiles(before, { ...files, disk });
    const told: Step<DeviceState> = { ...unchanged(stored), outcomes: [{ kind: 'not-stored', why: reason }] };
    return andThen(told, showSign(stored, 'not-stored', accountOf(context.self), undefined, context));
  }
  const crashed: Outcome = { kind: 'crashed', change: fault?.at ?? changes };
  const again = restored(withFiles(before, kept), disk, store);
  if (!again)
    return {
      ...unchanged(withFiles(before, { ...kept, disk })),
      outcomes: [crashed, { kind: 'not-stored', why: 'corrupt' }],
    };
  const started = job.restart(again, context);
  return { ...started, outcomes: [crashed, ...started.outcomes] };
}

/** What somebody gets who has the phone in her hands: everything where it is unlocked, else what lies on the chip. */
function image(
  state: DeviceState,
  files: Files,
  { by, unlocked }: Extract<ActorEvent, { kind: 'image' }>,
  context: Context,
): Step<DeviceState> {
  const taken = unlocked ? takenFiles(files) : imageOf(files, `image ${context.now}`, context);
  return {
    ...unchanged(withFiles(state, files)),
    effects: [
      {
        kind: 'tell',
        to: by,
        event: { kind: 'copy', device: context.self, places: { files: taken }, takes: ['files'] },
        name: `image ${context.self}@${context.now}`,
      },
    ],
    outcomes: [{ kind: 'imaged', by, sealed: 'kind' in taken }],
  };
}
