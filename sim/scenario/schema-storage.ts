/** The steps about deleting, keeping, copying and files, as people write them. */
import * as z from 'zod';
import { MOST_CHATTER } from '../limits.ts';
import { HOUSEKEEPING } from '../storage/types.ts';
import { disappearing, step, strict, text } from './schema-values.ts';
import type { StepDraft } from './schema-steps.ts';
import type { StorageDeed } from './storage-steps.ts';

/** Changes to files in one write; more than any write of a story makes. Our own value. */
const MOST_CHANGES = 10_000;

const name = z.string();

export const STORAGE_STEP_SCHEMAS: Readonly<Record<StorageDeed['kind'], z.ZodType<StepDraft>>> = {
  delete: strict({ ...step, delete: name, by: name, for: z.enum(['me', 'everyone']) }).transform(
    ({ for: whom, ...fields }) => ({ kind: 'delete' as const, ...fields, forEveryone: whom === 'everyone' }),
  ),
  edit: strict({ ...step, edit: name, as: name, by: name, text }).transform((fields) => ({
    kind: 'edit' as const,
    ...fields,
  })),
  clear: strict({ ...step, clear: name, by: name }).transform(({ clear: chat, ...fields }) => ({
    kind: 'clear' as const,
    chat,
    ...fields,
  })),
  'delete-chat': strict({ ...step, 'delete-chat': name, by: name }).transform(({ 'delete-chat': chat, ...fields }) => ({
    kind: 'delete-chat' as const,
    chat,
    ...fields,
  })),
  disappear: strict({ ...step, disappear: disappearing, by: name, with: name }).transform(
    ({ disappear: seconds, ...fields }) => ({ kind: 'disappear' as const, seconds, ...fields }),
  ),
  keep: strict({ ...step, keep: name, by: name }).transform(({ keep: message, ...fields }) => ({
    kind: 'keep' as const,
    message,
    ...fields,
  })),
  veto: strict({ ...step, veto: name, by: name }).transform(({ veto: message, ...fields }) => ({
    kind: 'veto' as const,
    message,
    ...fields,
  })),
  view: strict({ ...step, view: name, on: name }).transform(({ view: message, ...fields }) => ({
    kind: 'view' as const,
    message,
    ...fields,
  })),
  screenshot: strict({ ...step, screenshot: name, on: name }).transform(({ screenshot: message, ...fields }) => ({
    kind: 'screenshot' as const,
    message,
    ...fields,
  })),
  film: strict({ ...step, film: name, on: name, with: name }).transform(({ film: message, ...fields }) => ({
    kind: 'film' as const,
    message,
    ...fields,
  })),
  export: strict({ ...step, export: name, on: name }).transform(({ export: chat, ...fields }) => ({
    kind: 'export' as const,
    chat,
    ...fields,
  })),
  uninstall: strict({ ...step, uninstall: name }).transform(({ uninstall: device, ...fields }) => ({
    kind: 'uninstall' as const,
    device,
    ...fields,
  })),
  reset: strict({ ...step, reset: name }).transform(({ reset: device, ...fields }) => ({
    kind: 'reset' as const,
    device,
    ...fields,
  })),
  tidy: strict({ ...step, tidy: name, do: z.enum(HOUSEKEEPING) }).transform(
    ({ tidy: device, do: what, ...fields }) => ({
      kind: 'tidy' as const,
      device,
      what,
      ...fields,
    }),
  ),
  chatter: strict({ ...step, chatter: z.number().int().min(1).max(MOST_CHATTER), on: name, with: name }).transform(
    ({ chatter: count, ...fields }) => ({ kind: 'chatter' as const, count, ...fields }),
  ),
  program: strict({ ...step, program: name, set: z.enum(['modified', 'official']) }).transform(
    ({ program: device, set, ...fields }) => ({
      kind: 'program' as const,
      device,
      modified: set === 'modified',
      ...fields,
    }),
  ),
  image: strict({ ...step, image: name, by: name, while: z.enum(['unlocked', 'off']) }).transform(
    ({ image: device, while: state, ...fields }) => ({
      kind: 'image' as const,
      device,
      unlocked: state === 'unlocked',
      ...fields,
    }),
  ),
  crash: strict({
    ...step,
    crash: name,
    change: z.number().int().min(0).max(MOST_CHANGES),
    how: z.enum(['kill', 'keep', 'torn']),
  }).transform(({ crash: device, ...fields }) => ({ kind: 'crash' as const, device, ...fields })),
  disk: strict({ ...step, disk: name, set: z.enum(['full', 'failing', 'fine']) }).transform(
    ({ disk: device, ...fields }) => ({ kind: 'disk' as const, device, ...fields }),
  ),
};
