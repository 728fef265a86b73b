/**
 * What the lab asks about copies and files. The storage floor comes through its own door (`sim/storing.ts`), which is opened with the
 * first of these questions.
 */
import type { StorageView } from '../../sim/index.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import type { EngineApi } from './api.ts';
import type { Runs } from './runs.ts';

type StorageAnswers = Pick<EngineApi, 'copies' | 'storage' | 'storagePage' | 'tidyAndLook'>;

const openDoor = () => import('../../sim/storing.ts');

export const storageAnswers = (runs: Runs): StorageAnswers => ({
  copies: async (choice, message, at) => (await openDoor()).copiesOf(runs.of(choice).knowledge, message, at),
  storage: async (choice, message, device, at) =>
    about((await openDoor()).storageOf(runs.of(choice).knowledge, device, at), message),
  storagePage: async (choice, { device, at, tidied }, path, offset, length) => {
    if (tidied.length > 0) throw NOT_CONNECTED;
    return (await openDoor()).pageBytesOf(runs.of(choice).knowledge, device, at, { path, offset, length });
  },
  tidyAndLook: () => {
    throw NOT_CONNECTED;
  },
});

/** To be connected: the door offers no housekeeping outside a run yet. */
const NOT_CONNECTED = new Error('files after housekeeping cannot be looked at before the door of storage offers it');

/** Text of other messages is not sent to the page: in a long chat it is most of what there is. */
const about = (view: StorageView, message: MessageLabel): StorageView => ({
  ...view,
  files: view.files.map((file) => ({ ...file, marks: file.marks.filter((mark) => mark.message === message) })),
});
