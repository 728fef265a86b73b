/**
 * The shape of a scenario as people write it, with its defaults: keys, types, amounts. What the words in it refer to is
 * checked afterwards (`check.ts`). The same schema reads YAML files and share links. Strict: an unknown key is an error.
 */
import * as z from 'zod';
import { INPUT_LIMITS, LATENCY_MS } from '../limits.ts';
import { PROTECTION_IDS } from '../protections.ts';
import { HANDSHAKES } from '../protocol/tools.ts';
import { length, share, storage, strict, text, toggle, unknownKeys } from './schema-values.ts';
import { ATTACKER_CAPABILITIES, FIGURES, SERVER_CAPABILITIES, type CastMember } from './types.ts';

const { steps: MOST_STEPS, variants: MOST_VARIANTS, devicesEach: MOST_DEVICES } = INPUT_LIMITS;
const MOST_PARTIES = 100;
const MOST_PROBES = 100;

const probes = z.array(z.string()).max(MOST_PROBES);
const names = z.array(z.string()).max(MOST_PARTIES);
const protections = z.partialRecord(z.enum(PROTECTION_IDS), toggle, unknownKeys(PROTECTION_IDS));
const limits = z.enum(['lesson', 'real']);
const latencyMs = z.number().int().min(0).max(60_000);
const onKeyChange = z.enum(['accept', 'block']);
const handshake = z.enum(HANDSHAKES);

const habits = strict({ compares: share.exactOptional(), heeds: share.exactOptional() });

// --- the cast: which schema applies is decided by the role

export const ROLES = ['person', 'attacker', 'server'] as const satisfies readonly CastMember['role'][];
export const MEMBER_SCHEMAS: Readonly<Record<CastMember['role'], z.ZodType<CastMember>>> = {
  person: strict({
    role: z.literal('person').default('person'),
    devices: z.array(z.string()).min(1).max(MOST_DEVICES),
    oneTimePrekeys: z.number().int().min(0).max(1_000).exactOptional(),
    habits: habits.exactOptional(),
  }),
  attacker: strict({
    role: z.literal('attacker'),
    watches: names,
    can: z
      .array(z.enum(ATTACKER_CAPABILITIES))
      .max(ATTACKER_CAPABILITIES.length)
      .default([...ATTACKER_CAPABILITIES]),
  }),
  server: strict({
    role: z.literal('server'),
    can: z.array(z.enum(SERVER_CAPABILITIES)).max(SERVER_CAPABILITIES.length).default([]),
  }),
};

// --- the whole file; members of the cast and steps are read one by one with the schemas above

const settings = { protections, limits, latencyMs, onKeyChange, handshake, retryReceipts: toggle };

export const VARIANT_SCHEMA = strict({
  id: z.string(),
  title: text.exactOptional(),
  set: strict({
    protections: protections.exactOptional(),
    limits: limits.exactOptional(),
    latencyMs: latencyMs.exactOptional(),
    onKeyChange: onKeyChange.exactOptional(),
    handshake: handshake.exactOptional(),
    retryReceipts: toggle.exactOptional(),
    storage: storage.exactOptional(),
    deleteWindow: length.exactOptional(),
    habits: z.record(z.string(), habits).exactOptional(),
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
    figure: z.enum(FIGURES),
    parties: names.min(1),
    message: z.string().exactOptional(),
    protection: z.enum(PROTECTION_IDS).exactOptional(),
  }),
  starts: z.string().default('10:00'),
  protections: settings.protections.default({}),
  limits: settings.limits.default('lesson'),
  latencyMs: settings.latencyMs.default(LATENCY_MS),
  onKeyChange: settings.onKeyChange.default('accept'),
  handshake: settings.handshake.default('x3dh'),
  retryReceipts: settings.retryReceipts.default(false),
  storage: storage.exactOptional(),
  deleteWindow: length.exactOptional(),
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
