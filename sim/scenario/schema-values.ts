/** Single values as people write them in a scenario: switches, texts, lengths of time; and objects that refuse unknown keys. */
import * as z from 'zod';
import { DISAPPEAR_SECONDS } from '../limits.ts';
import { JOURNALS, OVERWRITES, USUAL_STORAGE, type StorageSettings } from '../storage/settings.ts';
import type { ScenarioText } from '../text.ts';

/** Names of unions, used as their error message so that `structure.ts` knows which sentence to say. */
export const UNION_NOTES = [
  'text-form',
  'toggle',
  'wait-form',
  'length-form',
  'share-form',
  'storage-form',
  'disappear-form',
] as const;
export type UnionNote = (typeof UNION_NOTES)[number];

const named = (name: UnionNote): { readonly error: () => UnionNote } => ({ error: () => name });

/** Keeps the known keys of an object at hand for "did you mean": zod's own issue names only the unknown ones. */
export const unknownKeys = (
  known: readonly string[],
): { readonly error: (issue: { readonly code: string }) => string | undefined } => ({
  error: ({ code }) => (code === 'unrecognized_keys' ? known.join(KEY_SEPARATOR) : undefined),
});
export const strict = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, unknownKeys(Object.keys(shape)));
export const KEY_SEPARATOR = ',';

/** What every step may have. Inside `replace` it is named by its key, so its own id may be left out. */
export const step = { id: z.string().exactOptional(), at: z.string().exactOptional() };

/** `off`, `false` and `no` are the same to a person, so they are the same here. */
const SWITCH_WORDS = ['on', 'yes', 'true', 'off', 'no', 'false'] as const;
const OFF_WORDS: ReadonlySet<string> = new Set(['off', 'no', 'false']);
export const toggle = z
  .union([z.boolean(), z.string().toLowerCase().pipe(z.enum(SWITCH_WORDS))], named('toggle'))
  .transform((value) => (typeof value === 'boolean' ? value : !OFF_WORDS.has(value)));

/** Both languages, or one plain text; one language alone counts as a plain text. */
export const text = z
  .union([z.string(), strict({ en: z.string().exactOptional(), zh: z.string().exactOptional() })], named('text-form'))
  .transform((written, context): ScenarioText => {
    if (typeof written === 'string') return written;
    const { en, zh } = written;
    if (en !== undefined && zh !== undefined) return { en, zh };
    return en ?? zh ?? refuse(context, 'text-form');
  });

const SHARE_WORDS: ReadonlyMap<string, number> = new Map([
  ['never', 0],
  ['always', 1],
]);

/** In how many cases: never, always, or a share between 0 and 1. */
export const share = z.union([z.number(), z.string()], named('share-form')).transform((written, context): number => {
  const found = typeof written === 'number' ? written : (SHARE_WORDS.get(written.toLowerCase()) ?? -1);
  return found >= 0 && found <= 1 ? found : refuse(context, 'share-form');
});

const SECONDS_OF: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const YEAR_DAYS = 365;
const MOST_SECONDS = YEAR_DAYS * 86_400;
const MOST_MINUTES = MOST_SECONDS / 60;

/** Minutes as a number, or a length such as 5m, 2h, 3d. */
export const wait = z.union([z.number(), z.string()], named('wait-form')).transform((written, context): number => {
  const minutes = typeof written === 'number' ? written : (secondsOf(written, /^(\d{1,7})([mhd])$/) ?? 0) / 60;
  const possible = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES;
  return possible ? minutes : refuse(context, 'wait-form');
});

/** A length such as 5s, 5m, 2h, 3d, as seconds; never a bare number, which could be anything. */
export const length = z.union([z.number(), z.string()], named('length-form')).transform((written, context): number => {
  const seconds = secondsOf(String(written), /^(\d{1,8})([smhd])$/) ?? 0;
  return seconds >= 1 && seconds <= MOST_SECONDS ? seconds : refuse(context, 'length-form');
});

/** After how many seconds messages disappear: one of the times that there are, or `off`, which is 0. */
export const disappearing = z
  .union([z.boolean(), z.string()], named('disappear-form'))
  .transform((written, context): number => {
    if (written === false || OFF_WORDS.has(String(written).toLowerCase())) return 0;
    const seconds = secondsOf(String(written), /^(\d{1,4})([hd])$/);
    return DISAPPEAR_SECONDS.find((known) => known === seconds) ?? refuse(context, 'disappear-form');
  });

const usual = strict({
  journal: z.enum(JOURNALS).default(USUAL_STORAGE.journal),
  overwrite: z.enum(OVERWRITES).default(USUAL_STORAGE.overwrite),
  autoVacuum: toggle.default(USUAL_STORAGE.autoVacuum),
});
/** `on`, or what is not as usual. */
export const storage: z.ZodType<StorageSettings> = z.preprocess((written, context) => {
  if (toggle.safeParse(written).data === true) return {};
  return typeof written === 'object' ? written : refuse(context, 'storage-form');
}, usual);

function secondsOf(written: string, form: RegExp): number | undefined {
  const [, digits, unit] = form.exec(written) ?? [];
  const each = unit === undefined ? undefined : SECONDS_OF[unit];
  return each === undefined ? undefined : Number(digits) * each;
}

function refuse(context: z.RefinementCtx, name: UnionNote): never {
  context.addIssue({ code: 'custom', message: name });
  return z.NEVER;
}
