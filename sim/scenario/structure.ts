/**
 * From an unknown value (a YAML file's or a link's) to a `Scenario`, or to findings with their places. Shape only: whether
 * the names in it exist is `check.ts`'s business. Steps and cast are read one by one, so that each is judged by its own verb.
 */
import type * as z from 'zod';
import { INPUT_LIMITS } from '../limits.ts';
import type { Finding, Note, Path } from './findings.ts';
import { withForwardedTexts } from './forwarding.ts';
import { firstFullWidth } from './full-width.ts';
import {
  forbiddenKey,
  missingKey,
  noVerb,
  outOfRange,
  probeNeedsQuotes,
  textForm,
  toggleForm,
  tooDeep,
  tooFew,
  tooMany,
  twoVerbs,
  unknownKey,
  waitForm,
  wrongType,
} from './notes.ts';
import { lengthForm, shareForm } from './notes-deeds.ts';
import { disappearForm, storageForm } from './notes-storage.ts';
import { fullWidth, notOneOf } from './notes-words.ts';
import { STEP_SCHEMAS, VERBS } from './schema-steps.ts';
import { KEY_SEPARATOR, UNION_NOTES } from './schema-values.ts';
import type { UnionNote } from './schema-values.ts';
import { MEMBER_SCHEMAS, ROLES, SCENARIO_SCHEMA, VARIANT_SCHEMA } from './schema.ts';
import type { Action, CastMember, Scenario, Step, Variant } from './types.ts';

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly findings: readonly Finding[] };

/** A step of `ask` inside a variant has no place in the language: variants are other runs of the same question. */
const ACTION_VERBS = VERBS.filter((verb) => verb !== 'ask');
/** Deeper than any scenario: variants / insert-after / step / text. */
const DEEPEST = 12;
/** More unknown keys in one place than this are not a slip of the hand. */
const MOST_KEYS = 20;

/** Reads the whole form. Every finding is collected before giving up. */
export function readStructure(raw: unknown): Read<Scenario> {
  const bad = unreadable(raw);
  if (bad !== undefined) return { ok: false, findings: [bad] };
  const findings: Finding[] = [];
  const file = parse(SCENARIO_SCHEMA, raw, [], findings);
  const form = isRecord(raw) ? raw : {};
  const cast = castOf(form['cast'], findings);
  const steps = list(form['steps']).map((step, i) => stepOf(step, ['steps', i], findings));
  const variants = list(form['variants']).map((variant, i) => variantOf(variant, ['variants', i], findings));
  if (file === undefined || findings.length > 0) return { ok: false, findings };
  const { close, ...rest } = file;
  const value: Scenario = {
    ...rest,
    cast,
    steps: steps.filter((step) => step !== undefined),
    variants: variants.filter((variant) => variant !== undefined),
    ...(close && {
      close: { stillClosed: close['still-closed'], ...(close.text !== undefined && { text: close.text }) },
    }),
  };
  return { ok: true, value: withForwardedTexts(value) };
}

function castOf(raw: unknown, findings: Finding[]): Record<string, CastMember> {
  const entries = isRecord(raw) ? Object.entries(raw) : [];
  const cast: Record<string, CastMember> = {};
  if (entries.length > INPUT_LIMITS.people)
    findings.push({ ...tooMany(INPUT_LIMITS.people), path: ['cast'], onKey: true });
  for (const [id, member] of entries.slice(0, INPUT_LIMITS.people)) {
    const path = ['cast', id];
    const role = isRecord(member) && Object.hasOwn(member, 'role') ? member['role'] : 'person';
    const known = ROLES.find((one) => one === role);
    if (known === undefined) findings.push({ ...notOneOf(role, ROLES), path: [...path, 'role'] });
    const found = known === undefined ? undefined : parse(MEMBER_SCHEMAS[known], member, path, findings);
    if (found !== undefined) cast[id] = found;
  }
  return cast;
}

function stepOf(
  raw: unknown,
  path: Path,
  findings: Finding[],
  id?: string,
  verbs: readonly string[] = VERBS,
): Step | undefined {
  if (!isRecord(raw)) {
    findings.push({ ...wrongType('object', raw), path });
    return undefined;
  }
  const named = VERBS.filter((verb) => Object.hasOwn(raw, verb));
  const [verb] = named;
  if (verb === undefined || named.length > 1 || !verbs.includes(verb)) {
    findings.push({ ...(named.length > 1 ? twoVerbs(named) : verbNote(raw, verbs)), path });
    return undefined;
  }
  const before = findings.length;
  const step = parse(STEP_SCHEMAS[verb], raw, path, findings);
  const stepId = id ?? step?.id;
  if (step !== undefined && stepId === undefined) findings.push({ ...missingKey('id'), path });
  if (step === undefined || stepId === undefined || findings.length > before) return undefined;
  return { ...step, id: stepId };
}

/** An `unknown key` that is full-width is told as such: `send：m1` is one long key. */
function verbNote(raw: Readonly<Record<string, unknown>>, verbs: readonly string[]): Note {
  const wide = Object.keys(raw)
    .map(firstFullWidth)
    .find((found) => found !== undefined);
  return wide === undefined ? noVerb(Object.keys(raw), verbs) : fullWidth(wide);
}

const isAction = (step: Step | undefined): step is Action => step !== undefined && step.kind !== 'ask';

function variantOf(raw: unknown, path: Path, findings: Finding[]): Variant | undefined {
  // Its shape was judged as a part of the whole file; here the steps inside it are read.
  const shape = VARIANT_SCHEMA.safeParse(raw);
  if (!shape.success) return undefined;
  const { 'insert-after': inserted, replace: replaced, ...rest } = shape.data;
  const replace: Record<string, Action> = {};
  for (const [id, step] of Object.entries(replaced)) {
    const found = stepOf(step, [...path, 'replace', id], findings, id, ACTION_VERBS);
    if (isAction(found)) replace[id] = found;
  }
  const insertAfter: Record<string, readonly Action[]> = {};
  for (const [id, steps] of Object.entries(inserted)) {
    insertAfter[id] = steps
      .map((step, i) => stepOf(step, [...path, 'insert-after', id, i], findings, undefined, ACTION_VERBS))
      .filter(isAction);
  }
  return { ...rest, replace, insertAfter };
}

// --- from zod's issues to findings

function parse<T>(schema: z.ZodType<T>, raw: unknown, path: Path, findings: Finding[]): T | undefined {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  findings.push(...causes(result.error.issues.flatMap((issue) => findingsOf(issue, raw, path))));
  return undefined;
}

/** Without what only follows from another finding: a length after a wrong type, a missing key that stands there full-width. */
function causes(findings: readonly Finding[]): readonly Finding[] {
  const place = (path: Path): string => path.join('/');
  const wrong = new Set(findings.filter(({ code }) => code === 'wrong-type').map(({ path }) => place(path)));
  const wide = findings.filter(({ code, onKey }) => code === 'full-width' && onKey === true);
  const wideIn = new Set(wide.map(({ path }) => place(path.slice(0, -1))));
  return findings.filter(
    ({ code, path }) =>
      !(code === 'missing-key' && wideIn.has(place(path.slice(0, -1)))) &&
      !((code === 'out-of-range' || code === 'too-many' || code === 'too-few') && wrong.has(place(path))),
  );
}

function findingsOf(issue: z.core.$ZodIssue, raw: unknown, base: Path): readonly Finding[] {
  const inner = issue.path.filter((part) => typeof part !== 'symbol');
  const path = [...base, ...inner];
  const { found, value } = valueAt(raw, inner);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(KEY_SEPARATOR);
    return issue.keys.slice(0, MOST_KEYS).map((key) => ({ ...keyNote(key, known), path: [...path, key], onKey: true }));
  }
  if (!found && inner.length > 0) return [{ ...missingKey(String(inner.at(-1))), path }];
  const wide = typeof value === 'string' && issue.code !== 'invalid_type' ? firstFullWidth(value) : undefined;
  if (wide !== undefined) return [{ ...fullWidth(wide), path, offset: wide.index }];
  return [{ ...noteOf(issue, value), path }];
}

function keyNote(key: string, known: readonly string[]): Note {
  const wide = firstFullWidth(key);
  if (wide !== undefined) return fullWidth(wide);
  return key.endsWith(')') && !key.includes('(') ? probeNeedsQuotes() : unknownKey(key, known);
}

function noteOf(issue: z.core.$ZodIssue, value: unknown): Note {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value);
    case 'invalid_value':
      return notOneOf(value, issue.values.map(String));
    case 'invalid_union':
    case 'custom':
      return unionNote(issue.message, value);
    case 'too_big':
      return issue.origin === 'array' ? tooMany(Number(issue.maximum)) : outOfRange({ most: Number(issue.maximum) });
    case 'too_small':
      return issue.origin === 'array' ? tooFew(Number(issue.minimum)) : outOfRange({ least: Number(issue.minimum) });
    default:
      return wrongType('another value', value);
  }
}

function unionNote(message: string, value: unknown): Note {
  const name: UnionNote | undefined = UNION_NOTES.find((known) => known === message);
  if (name === 'toggle') return toggleForm(value);
  if (name === 'wait-form') return waitForm(value);
  if (name === 'length-form') return lengthForm(value);
  if (name === 'share-form') return shareForm(value);
  if (name === 'storage-form') return storageForm(value);
  if (name === 'disappear-form') return disappearForm(value);
  return textForm();
}

// --- values from outside

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function valueAt(raw: unknown, path: Path): { readonly found: boolean; readonly value: unknown } {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return { found: false, value: undefined };
    value = Array.isArray(value) ? list(value)[Number(part)] : Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return { found: true, value };
}

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The first key that JavaScript would mistake for its own, or the first place that is nested beyond all reason. */
function unreadable(raw: unknown): Finding | undefined {
  const open: { readonly value: unknown; readonly path: Path }[] = [{ value: raw, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= DEEPEST) return { ...tooDeep(), path };
    for (const [key, child] of Object.entries(value)) {
      const inner = [...path, Array.isArray(value) ? Number(key) : key];
      if (FORBIDDEN.has(key)) return { ...forbiddenKey(key), path: inner, onKey: true };
      open.push({ value: child, path: inner });
    }
  }
  return undefined;
}
