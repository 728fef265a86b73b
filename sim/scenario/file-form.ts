/**
 * A `Scenario` back to the form in which people write it: kebab-case keys, verbs without `kind`, defaults left out. The
 * inverse of `structure.ts`; share links and `to-yaml.ts` write this form.
 */
import { LATENCY_MS } from '../limits.ts';
import { TAKEABLE_PLACES } from '../trace.ts';
import type { CastMember, Scenario, Settings, Step, Variant } from './types.ts';

/** Plain data that `JSON.stringify` and a YAML writer take. */
export type FileForm = Readonly<Record<string, unknown>>;

/** The written form; keys stand in the order in which the documentation explains them. */
export function fileForm(scenario: Scenario): FileForm {
  const {
    id,
    title,
    question,
    story,
    serves,
    level,
    cast,
    shows,
    starts,
    steps,
    explain,
    close,
    teach,
    expect,
    variants,
  } = scenario;
  return given({
    id,
    title,
    question,
    story,
    serves: filled(serves),
    level: unless(level, 'lesson'),
    cast: mapped(cast, memberForm),
    shows,
    starts: unless(starts, '10:00'),
    protections: filledRecord(scenario.protections),
    limits: unless(scenario.limits, 'lesson'),
    latencyMs: unless(scenario.latencyMs, LATENCY_MS),
    steps: steps.map(stepForm),
    explain,
    close: close && given({ 'still-closed': close.stillClosed, text: close.text }),
    teach,
    expect: filled(expect),
    variants: filled(variants.map(variantForm)),
  });
}

function memberForm(member: CastMember): FileForm {
  if (member.role === 'attacker') return { role: member.role, watches: member.watches };
  return given({ devices: member.devices, oneTimePrekeys: member.oneTimePrekeys });
}

function stepForm(step: Step): FileForm {
  const { kind, ...fields } = step;
  if (kind !== 'compromise' || !('takes' in fields)) return fields;
  const { takes, ...others } = fields;
  const all = takes.length === TAKEABLE_PLACES.length && TAKEABLE_PLACES.every((place, i) => takes[i] === place);
  return all ? others : { ...others, takes };
}

/** A replacing step is named by its key. */
function replacementForm(step: Step): FileForm {
  const { id: _named, ...fields } = stepForm(step);
  return fields;
}

function variantForm({ id, title, set, replace, insertAfter, remove, expect }: Variant): FileForm {
  return given({
    id,
    title,
    set: set && settingsForm(set),
    replace: filledRecord(mapped(replace, replacementForm)),
    'insert-after': filledRecord(mapped(insertAfter, (steps) => steps.map(stepForm))),
    remove: filled(remove),
    expect: filled(expect),
  });
}

const settingsForm = ({ protections, limits, latencyMs }: Partial<Settings>): FileForm =>
  given({ protections, limits, latencyMs });

const unless = <T>(value: T, usual: T): T | undefined => (value === usual ? undefined : value);
const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
const filledRecord = (record: FileForm): FileForm | undefined =>
  Object.keys(record).length === 0 ? undefined : record;

const mapped = <T>(record: Readonly<Record<string, T>>, form: (value: T) => unknown): FileForm =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, form(value)]));

/** Without the keys that have no value. */
const given = (form: FileForm): FileForm =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined));
