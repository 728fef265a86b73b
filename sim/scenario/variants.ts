/**
 * A variant is the same story with edits: settings set, steps replaced, inserted and removed by id. Applying one gives an
 * ordinary scenario, so that everything which plays, checks or shows a scenario needs to know nothing about variants.
 */
import type { Habits } from '../actors/habits.ts';
import type { Path } from './findings.ts';
import { isStorageStep } from './storage-steps.ts';
import type { Scenario, Settings, Step, Variant } from './types.ts';

/** A step together with the place in the file that it comes from. */
export interface PlacedStep {
  readonly step: Step;
  readonly path: Path;
}

/**
 * Whether runs of this scenario, or of one of its variants, need the storage floor: devices keep files, people do something with
 * messages that are there already, or a question counts copies.
 */
export function needsFiles(scenario: Scenario): boolean {
  const { storage, steps, variants } = scenario;
  const settings = [storage, ...variants.map(({ set }) => set?.storage)];
  const inVariants = variants.flatMap(({ replace, insertAfter }) => [
    ...Object.values(replace),
    ...Object.values(insertAfter).flat(),
  ]);
  return (
    settings.some((one) => one !== undefined) ||
    [...steps, ...inVariants].some(isStorageStep) ||
    // Probes stand in conditions, expectations and texts: one that only looks like it costs a library, and nothing else.
    ABOUT_COPIES.test(JSON.stringify(scenario))
  );
}
const ABOUT_COPIES = /\b(?:copies|carved)\s*\(/;

/** Whether some run of this scenario, base or variant, asks for post-quantum keys: its suite needs key encapsulation. */
export const needsKem = ({ handshake, variants }: Scenario): boolean =>
  [handshake, ...variants.map(({ set }) => set?.handshake)].some((one) => one !== undefined && one !== 'x3dh');

/**
 * The scenario with the variant's edits in place; its own list of variants is empty, since edits of edits have no meaning,
 * and its expectations are the variant's.
 */
export function applyVariant(scenario: Scenario, variantId: string): Scenario {
  const variant = scenario.variants.find(({ id }) => id === variantId);
  if (variant === undefined)
    throw new Error(`The scenario ${scenario.id} has no variant ${variantId}: ids come from its own list.`);
  return {
    ...scenario,
    ...settingsOf(scenario, variant),
    cast: withHabits(scenario.cast, variant.set?.habits),
    steps: editedSteps(scenario, variant).map(({ step }) => step),
    expect: variant.expect,
    variants: [],
  };
}

/** `set` names single protections; the others stay as the scenario has them. */
function settingsOf(scenario: Scenario, { set }: Variant): Settings {
  const { storage = scenario.storage, deleteWindow = scenario.deleteWindow } = set ?? {};
  return {
    limits: set?.limits ?? scenario.limits,
    latencyMs: set?.latencyMs ?? scenario.latencyMs,
    onKeyChange: set?.onKeyChange ?? scenario.onKeyChange,
    handshake: set?.handshake ?? scenario.handshake,
    retryReceipts: set?.retryReceipts ?? scenario.retryReceipts,
    protections: { ...scenario.protections, ...set?.protections },
    ...(storage && { storage }),
    ...(deleteWindow !== undefined && { deleteWindow }),
  };
}

/** The cast with these habits in place of those that they name; the others stay. */
export function withHabits(
  cast: Scenario['cast'],
  habits: Readonly<Record<string, Habits>> | undefined,
): Scenario['cast'] {
  if (habits === undefined) return cast;
  return Object.fromEntries(
    Object.entries(cast).map(([id, member]) => {
      const changed = own(habits, id);
      return [
        id,
        changed && member.role === 'person' ? { ...member, habits: { ...member.habits, ...changed } } : member,
      ];
    }),
  );
}

/** The steps after the edits, each with the place that it was written at. */
export function editedSteps(scenario: Scenario, variant: Variant): readonly PlacedStep[] {
  const place = ['variants', scenario.variants.indexOf(variant)];
  return scenario.steps.flatMap((step, index) => {
    const inserted = own(variant.insertAfter, step.id) ?? [];
    const after = inserted.map((extra, i) => ({ step: extra, path: [...place, 'insert-after', step.id, i] }));
    if (variant.remove.includes(step.id)) return after;
    const replacement = own(variant.replace, step.id);
    if (replacement === undefined) return [{ step, path: ['steps', index] }, ...after];
    return [{ step: keepTime(replacement, step), path: [...place, 'replace', step.id] }, ...after];
  });
}

/** A replacement that names no time happens when the original did. */
const keepTime = (replacement: Step, original: Step): Step =>
  replacement.at === undefined && original.at !== undefined ? { ...replacement, at: original.at } : replacement;

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
