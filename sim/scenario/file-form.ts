/**
 * A `Scenario` back to the form in which people write it: kebab-case keys, verbs without `kind`, defaults left out. The
 * inverse of `structure.ts`; share links and `to-yaml.ts` write this form.
 */
import type { Habits } from '../actors/habits.ts';
import { LATENCY_MS } from '../limits.ts';
import { filled, given, isAll, lengthForm, unless, type FileForm } from './form-tools.ts';
import { stepForm } from './step-form.ts';
import { storageSettingsForm } from './storage-form.ts';
import {
  ATTACKER_CAPABILITIES,
  type CastMember,
  type Scenario,
  type Settings,
  type Step,
  type Variant,
  type VariantSettings,
} from './types.ts';

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
    onKeyChange: unless(scenario.onKeyChange, 'accept'),
    handshake: unless(scenario.handshake, 'x3dh'),
    retryReceipts: unless(scenario.retryReceipts, false),
    ...filesForm(scenario),
    steps: steps.map(stepForm),
    explain,
    close: close && given({ 'still-closed': close.stillClosed, text: close.text }),
    teach,
    expect: filled(expect),
    variants: filled(variants.map(variantForm)),
  });
}

function memberForm(member: CastMember): FileForm {
  if (member.role === 'server') return given({ role: member.role, can: filled(member.can) });
  if (member.role === 'person')
    return given({
      devices: member.devices,
      oneTimePrekeys: member.oneTimePrekeys,
      habits: member.habits && habitsForm(member.habits),
    });
  return given({
    role: member.role,
    watches: member.watches,
    can: isAll(member.can, ATTACKER_CAPABILITIES) ? undefined : member.can,
  });
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

const settingsForm = ({ habits, ...settings }: VariantSettings): FileForm => {
  const { protections, limits, latencyMs, onKeyChange, handshake, retryReceipts } = settings;
  const form = { protections, limits, latencyMs, onKeyChange, handshake, retryReceipts };
  return given({ ...form, ...filesForm(settings), habits: habits && mapped(habits, habitsForm) });
};

const filesForm = ({ storage, deleteWindow = 0 }: Partial<Settings>): FileForm => ({
  storage: storage && storageSettingsForm(storage),
  deleteWindow: lengthForm(deleteWindow),
});

const habitsForm = ({ compares, heeds }: Habits): FileForm =>
  given({ compares: shareForm(compares), heeds: shareForm(heeds) });
const shareForm = (share: number | undefined): number | string | undefined =>
  share === 0 ? 'never' : share === 1 ? 'always' : share;

const filledRecord = (record: FileForm): FileForm | undefined =>
  Object.keys(record).length === 0 ? undefined : record;

const mapped = <T>(record: Readonly<Record<string, T>>, form: (value: T) => unknown): FileForm =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, form(value)]));
