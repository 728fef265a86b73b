/**
 * The shape of a scenario as people write it, with its defaults: keys, types, amounts. What the words in it refer to is
 * checked afterwards (`check.ts`). The same schema reads YAML files and share links. Strict: an unknown key is an error.
 */
import * as z from 'zod';
import { INPUT_LIMITS, LATENCY_MS } from '../limits.ts';
import { PROTECTION_IDS } from '../protections.ts';
import { TAKEABLE_PLACES } from '../trace.ts';
import { TAMPER_TARGETS } from './types.ts';
import type { ScenarioText } from '../text.ts';
import type { CastMember, Step } from './types.ts';

/** Names of unions, used as their error message so that `structure.ts` knows which sentence to say. */
export const UNION_NOTES = ['text-form', 'toggle', 'wait-form'] as const;
export type UnionNote = (typeof UNION_NOTES)[number];

const named = (name: UnionNote): { readonly error: () => UnionNote } => ({ error: () => name });

/** Keeps the known keys of an object at hand for "did you mean": zod's own issue names only the unknown ones. */
const unknownKeys = (
  known: readonly string[],
): { readonly error: (issue: { readonly code: string }) => string | undefined } => ({
  error: ({ code }) => (code === 'unrecognized_keys' ? known.join(KEY_SEPARATOR) : undefined),
});
const strict = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, unknownKeys(Object.keys(shape)));
export const KEY_SEPARATOR = ',';

const { steps: MOST_STEPS, variants: MOST_VARIANTS, devicesEach: MOST_DEVICES } = INPUT_LIMITS;
const MOST_PARTIES = 100;
const MOST_PROBES = 100;

/** `off`, `false` and `no` are the same to a person, so they are the same here. */
const SWITCH_WORDS = ['on', 'yes', 'true', 'off', 'no', 'false'] as const;
const OFF_WORDS: ReadonlySet<string> = new Set(['off', 'no', 'false']);
const toggle = z
  .union([z.boolean(), z.string().toLowerCase().pipe(z.enum(SWITCH_WORDS))], named('toggle'))
  .transform((value) => (typeof value === 'boolean' ? value : !OFF_WORDS.has(value)));

/** Both languages, or one plain text; one language alone counts as a plain text. */
const text = z
  .union([z.string(), strict({ en: z.string().exactOptional(), zh: z.string().exactOptional() })], named('text-form'))
  .transform((written, context): ScenarioText => {
    if (typeof written === 'string') return written;
    const { en, zh } = written;
    if (en !== undefined && zh !== undefined) return { en, zh };
    return en ?? zh ?? refuse(context, 'text-form');
  });

const MINUTES_OF: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
const MOST_MINUTES = 365 * 24 * 60;
/** Minutes as a number, or a length such as 5m, 2h, 3d. */
const wait = z.union([z.number(), z.string()], named('wait-form')).transform((written, context): number => {
  const [, digits, unit] = /^(\d{1,7})([mhd])$/.exec(String(written)) ?? [];
  const minutes = typeof written === 'number' ? written : Number(digits) * (MINUTES_OF[unit ?? ''] ?? 0);
  const possible = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES;
  return possible ? minutes : refuse(context, 'wait-form');
});

function refuse(context: z.RefinementCtx, name: UnionNote): never {
  context.addIssue({ code: 'custom', message: name });
  return z.NEVER;
}

const probes = z.array(z.string()).max(MOST_PROBES);
const names = z.array(z.string()).max(MOST_PARTIES);
const protections = z.partialRecord(z.enum(PROTECTION_IDS), toggle, unknownKeys(PROTECTION_IDS));
const limits = z.enum(['lesson', 'real']);
const latencyMs = z.number().int().min(0).max(60_000);

// --- steps: which schema applies is decided by the verb

/** A step inside `replace` is named by its key, so its own id may be left out. */
const step = { id: z.string().exactOptional(), at: z.string().exactOptional() };

/** A step as read: complete except for an id that its place may still give it. */
export type StepDraft = Step extends infer One
  ? One extends Step
    ? Omit<One, 'id'> & { readonly id?: string }
    : never
  : never;

const option = strict({
  text,
  when: z.string(),
  misconception: z.string().exactOptional(),
  never: text.exactOptional(),
});
const takes = z.array(z.enum(TAKEABLE_PLACES)).min(1).max(TAKEABLE_PLACES.length);

export const VERBS = [
  'send',
  'compromise',
  'replay',
  'tamper',
  'wait',
  'ask',
] as const satisfies readonly Step['kind'][];
type Verb = (typeof VERBS)[number];

export const STEP_SCHEMAS: Readonly<Record<Verb, z.ZodType<StepDraft>>> = {
  send: strict({ ...step, send: z.string(), from: z.string(), to: z.string(), text }).transform((fields) => ({
    kind: 'send' as const,
    ...fields,
  })),
  compromise: strict({
    ...step,
    compromise: z.string(),
    by: z.string(),
    takes: takes.default([...TAKEABLE_PLACES]),
  }).transform((fields) => ({ kind: 'compromise' as const, ...fields })),
  replay: strict({ ...step, replay: z.string(), by: z.string() }).transform((fields) => ({
    kind: 'replay' as const,
    ...fields,
  })),
  tamper: strict({ ...step, tamper: z.string(), by: z.string(), flip: z.enum(TAMPER_TARGETS) }).transform((fields) => ({
    kind: 'tamper' as const,
    ...fields,
  })),
  wait: strict({ ...step, wait }).transform((fields) => ({ kind: 'wait' as const, ...fields })),
  ask: strict({ ...step, ask: text, reveal: z.string(), options: z.array(option).min(2).max(6) }).transform(
    (fields) => ({ kind: 'ask' as const, ...fields }),
  ),
};

// --- the cast: which schema applies is decided by the role

export const ROLES = ['person', 'attacker'] as const satisfies readonly CastMember['role'][];
export const MEMBER_SCHEMAS: Readonly<Record<CastMember['role'], z.ZodType<CastMember>>> = {
  person: strict({
    role: z.literal('person').default('person'),
    devices: z.array(z.string()).min(1).max(MOST_DEVICES),
    oneTimePrekeys: z.number().int().min(0).max(1_000).exactOptional(),
  }),
  attacker: strict({ role: z.literal('attacker'), watches: names }),
};

// --- the whole file; members of the cast and steps are read one by one with the schemas above

const settings = { protections, limits, latencyMs };

export const VARIANT_SCHEMA = strict({
  id: z.string(),
  title: text.exactOptional(),
  set: strict({
    protections: protections.exactOptional(),
    limits: limits.exactOptional(),
    latencyMs: latencyMs.exactOptional(),
  }).exactOptional(),
  replace: z.record(z.string(), z.unknown()).default({}),
  'insert-after': z.record(z.string(), z.array(z.unknown()).max(MOST_STEPS)).default({}),
  remove: z.array(z.string()).max(MOST_STEPS).default([]),
  expect: probes.default([]),
});

export const SCENARIO_SCHEMA = strict({
  id: z.string(),
  title: text,
  question: text,
  story: z.array(text).min(1).max(4).exactOptional(),
  serves: z.array(z.string()).max(MOST_PROBES).default([]),
  level: z.enum(['lesson', 'lab']).default('lesson'),
  cast: z.record(z.string(), z.unknown()),
  shows: strict({
    figure: z.enum(['who-can-read', 'path']),
    parties: names.min(1),
    protection: z.enum(PROTECTION_IDS).exactOptional(),
  }),
  starts: z.string().default('10:00'),
  protections: settings.protections.default({}),
  limits: settings.limits.default('lesson'),
  latencyMs: settings.latencyMs.default(LATENCY_MS),
  steps: z.array(z.unknown()).min(1).max(MOST_STEPS),
  explain: text.exactOptional(),
  close: strict({
    'still-closed': z.array(z.string()).min(1).max(MOST_STEPS),
    text: text.exactOptional(),
  }).exactOptional(),
  teach: text.exactOptional(),
  expect: probes.default([]),
  variants: z.array(VARIANT_SCHEMA).max(MOST_VARIANTS).default([]),
});
