/** The steps of a story as people write them: one verb each, which decides what else may stand there. */
import * as z from 'zod';
import { DISK_PLACES, FAULT_KINDS, MISDEEDS, TAKEABLE_PLACES, TICKS, type FaultKind } from '../trace.ts';
import { STORAGE_STEP_SCHEMAS } from './schema-storage.ts';
import { length, step, strict, text, toggle, wait } from './schema-values.ts';
import { STORAGE_VERBS } from './storage-steps.ts';
import { TAMPER_TARGETS, type FaultStep, type Step } from './types.ts';

export const VERBS = [
  'send',
  'read',
  'compromise',
  'implant',
  'remove',
  'quantum',
  'replay',
  'tamper',
  ...FAULT_KINDS,
  'power',
  'service',
  'misdeed',
  'compel',
  'compare',
  'approve',
  'new-phone',
  'drain',
  ...STORAGE_VERBS,
  'wait',
  'ask',
] as const;
type Verb = (typeof VERBS)[number];

/** A step as read: complete except for an id that its place may still give it. */
export type StepDraft = Step extends infer One
  ? One extends Step
    ? Omit<One, 'id'> & { readonly id?: string }
    : never
  : never;

/** Everywhere something can be taken from a device; by default what the messenger itself has in memory. */
const PLACES = [...TAKEABLE_PLACES, ...DISK_PLACES] as const;
const takes = z
  .array(z.enum(PLACES))
  .min(1)
  .max(PLACES.length)
  .default([...TAKEABLE_PLACES]);
const option = strict({
  text,
  when: z.string(),
  misconception: z.string().exactOptional(),
  never: text.exactOptional(),
});

// --- faults: the verb's value is the link

const MOST_PACKETS = 1_000;
const MOST_BYTES_PER_SECOND = 1_000_000_000;
const lasting = { ...step, by: z.string().exactOptional() };
const hitting = {
  ...lasting,
  toward: z.string().exactOptional(),
  next: z.number().int().min(1).max(MOST_PACKETS).default(1),
  of: z.enum(['messages', 'everything']).default('messages'),
};

type FaultFields = Omit<FaultStep, 'id' | 'kind' | 'fault' | 'link'> & { readonly id?: string };
/** What lasts hits every packet in both directions, until it is mended. */
const NOTHING_SAID = { next: 1, of: 'everything', seconds: 0, bytesPerSecond: 0 } as const;
const fault = (kind: FaultKind, link: string, said: Partial<FaultFields>): StepDraft => ({
  kind: 'fault',
  fault: kind,
  link,
  ...NOTHING_SAID,
  ...said,
});

const FAULT_SCHEMAS: Readonly<Record<FaultKind, z.ZodType<StepDraft>>> = {
  drop: strict({ ...hitting, drop: z.string() }).transform(({ drop, ...said }) => fault('drop', drop, said)),
  duplicate: strict({ ...hitting, duplicate: z.string() }).transform(({ duplicate, ...said }) =>
    fault('duplicate', duplicate, said),
  ),
  delay: strict({ ...hitting, delay: z.string(), for: length }).transform(({ delay, for: seconds, ...said }) =>
    fault('delay', delay, { ...said, seconds }),
  ),
  reorder: strict({ ...hitting, reorder: z.string() }).transform(({ reorder, ...said }) =>
    fault('reorder', reorder, said),
  ),
  cut: strict({ ...lasting, cut: z.string() }).transform(({ cut, ...said }) => fault('cut', cut, said)),
  throttle: strict({
    ...lasting,
    throttle: z.string(),
    bytesPerSecond: z.number().int().min(1).max(MOST_BYTES_PER_SECOND),
  }).transform(({ throttle, ...said }) => fault('throttle', throttle, said)),
  heal: strict({ ...lasting, heal: z.string() }).transform(({ heal, ...said }) => fault('heal', heal, said)),
};

// --- messages

/** Only what is passed on needs no text of its own: `forwarding.ts` fills it in. What does not travel along is not said. */
const send = strict({
  ...step,
  send: z.string(),
  from: z.string(),
  to: z.string(),
  text: text.exactOptional(),
  quotes: z.string().exactOptional(),
  forwards: z.string().exactOptional(),
  picture: toggle.default(false),
  once: toggle.default(false),
}).transform(({ text: written, picture, once, ...fields }, context): StepDraft => {
  const isNeeded = written === undefined && fields.forwards === undefined;
  if (isNeeded) context.addIssue({ code: 'custom', message: 'text-form', path: ['text'] });
  return {
    kind: 'send',
    ...fields,
    text: written ?? '',
    ...(picture && { picture }),
    ...(once && { once }),
  };
});

// --- all verbs

export const STEP_SCHEMAS: Readonly<Record<Verb, z.ZodType<StepDraft>>> = {
  send,
  read: strict({ ...step, read: z.string(), on: z.string() }).transform((fields) => ({
    kind: 'read' as const,
    ...fields,
  })),
  compromise: strict({ ...step, compromise: z.string(), by: z.string(), takes }).transform((fields) => ({
    kind: 'compromise' as const,
    ...fields,
  })),
  implant: strict({ ...step, implant: z.string(), by: z.string(), takes }).transform(
    ({ implant: device, ...fields }) => ({ kind: 'implant' as const, device, ...fields }),
  ),
  remove: strict({ ...step, remove: z.string(), by: z.string() }).transform(({ remove: device, ...fields }) => ({
    kind: 'remove' as const,
    device,
    ...fields,
    takes: [...TAKEABLE_PLACES],
  })),
  quantum: strict({ ...step, quantum: z.string() }).transform((fields) => ({ kind: 'quantum' as const, ...fields })),
  replay: strict({ ...step, replay: z.string(), by: z.string() }).transform((fields) => ({
    kind: 'replay' as const,
    ...fields,
  })),
  tamper: strict({ ...step, tamper: z.string(), by: z.string(), flip: z.enum(TAMPER_TARGETS) }).transform((fields) => ({
    kind: 'tamper' as const,
    ...fields,
  })),
  ...FAULT_SCHEMAS,
  ...STORAGE_STEP_SCHEMAS,
  power: strict({ ...step, power: z.string(), set: toggle }).transform(({ power: device, set: on, ...fields }) => ({
    kind: 'power' as const,
    device,
    on,
    ...fields,
  })),
  service: strict({ ...step, service: z.enum(['down', 'up']) }).transform(({ service, ...fields }) => ({
    kind: 'service' as const,
    up: service === 'up',
    ...fields,
  })),
  misdeed: strict({
    ...step,
    misdeed: z.enum(MISDEEDS),
    against: z.string(),
    other: z.string().exactOptional(),
    message: z.string().exactOptional(),
    tick: z.enum(TICKS).exactOptional(),
    for: length.exactOptional(),
  }).transform(({ for: seconds = 0, ...fields }) => ({ kind: 'misdeed' as const, ...fields, seconds })),
  compel: strict({ ...step, compel: z.literal('server'), by: z.string() }).transform(
    ({ compel: _server, ...fields }) => ({
      kind: 'compel' as const,
      ...fields,
    }),
  ),
  compare: strict({ ...step, compare: z.string(), by: z.string() }).transform(({ compare, ...fields }) => ({
    kind: 'compare' as const,
    with: compare,
    ...fields,
  })),
  approve: strict({ ...step, approve: z.string(), by: z.string() }).transform(({ approve: contact, ...fields }) => ({
    kind: 'approve' as const,
    contact,
    ...fields,
  })),
  'new-phone': strict({ ...step, 'new-phone': z.string() }).transform(({ 'new-phone': device, ...fields }) => ({
    kind: 'new-phone' as const,
    device,
    ...fields,
  })),
  drain: strict({
    ...step,
    drain: z.string(),
    by: z.string(),
    times: z.number().int().min(1).max(MOST_PACKETS),
  }).transform(({ drain: account, ...fields }) => ({ kind: 'drain' as const, account, ...fields })),
  wait: strict({ ...step, wait }).transform((fields) => ({ kind: 'wait' as const, ...fields })),
  ask: strict({ ...step, ask: text, reveal: z.string(), options: z.array(option).min(2).max(6) }).transform(
    (fields) => ({ kind: 'ask' as const, ...fields }),
  ),
};
