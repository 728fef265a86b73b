/**
 * What the lab asks about copies and files. The storage floor comes through its own door (`sim/storing.ts`), which is opened with the
 * first of these questions.
 */
import type { StorageView } from '../../sim/index.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import type { EngineApi } from './api.ts';
import type { Runs } from './runs.ts';

type StorageAnswers = Pick<EngineApi, 'copies' | 'storage' | 'storagePage' | 'tidyAndLook' | 'removals'>;

const openDoor = () => import('../../sim/storing.ts');

export const storageAnswers = (runs: Runs): StorageAnswers => ({
  copies: async (choice, message, at) => (await openDoor()).copiesOf(runs.of(choice).knowledge, message, at),
  storage: async (choice, message, device, at) => {
    const { tidiedDisk, viewOfDisk } = await openDoor();
    const run = runs.of(choice);
    return about(viewOfDisk(run.knowledge, device, at, tidiedDisk(run, device, at, [])), message);
  },
  storagePage: async (choice, { device, at, tidied }, path, offset, length) => {
    const { bytesOfDisk, tidiedDisk } = await openDoor();
    return bytesOfDisk(tidiedDisk(runs.of(choice), device, at, tidied), path, offset, length);
  },
  tidyAndLook: async (choice, message, { device, at, tidied }) => {
    const { tidiedDisk, viewOfDisk } = await openDoor();
    const run = runs.of(choice);
    const view = (housekeeping: typeof tidied): StorageView =>
      about(viewOfDisk(run.knowledge, device, at, tidiedDisk(run, device, at, housekeeping)), message);
    return { before: view([]), after: view(tidied) };
  },
  removals: async (choice, message, step) => (await openDoor()).removalsOf(runs.of(choice).played, message, step),
});

/** Text of other messages is not sent to the page: in a long chat it is most of what there is. */
const about = (view: StorageView, message: MessageLabel): StorageView => ({
  ...view,
  files: view.files.map((file) => ({ ...file, marks: file.marks.filter((mark) => mark.message === message) })),
});
