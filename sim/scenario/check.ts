/**
 * Whether a scenario makes sense: every name in it refers to something, the order of the story is possible, and every
 * variant still fits after its edits. Finds everything at once; says nothing about outcomes, which only a run can know.
 */
import { SERVER } from '../actors/types.ts';
import { checkDevice, checkId, checkUnique } from './check-ids.ts';
import { checkProbe } from './check-probes.ts';
import { checkShipped } from './check-shipped.ts';
import { checkSteps, checkTime } from './check-steps.ts';
import { checkTexts } from './check-texts.ts';
import type { Finding, Path } from './findings.ts';
import { serverName } from './notes-deeds.ts';
import { storageNeeded } from './notes-storage.ts';
import { tooFew, tooMany } from './notes.ts';
import {
  attackerNeeded,
  breaksReference,
  deviceNeeded,
  duplicateId,
  emptyVariant,
  messageNeedsCopies,
  phonesNeedDevice,
  phonesNeedQuestion,
  unknownName,
} from './notes-story.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Scenario, Shows, Step, Variant } from './types.ts';
import { editedSteps } from './variants.ts';
import type { PlacedStep } from './variants.ts';

export interface CheckOptions {
  /** Comes with the program: both languages, short texts, a misconception for each wrong option. */
  readonly shipped: boolean;
  /** Ids of `scenarios/misconceptions.yaml`; without them such ids are not looked up. */
  readonly misconceptions?: ReadonlySet<string>;
  /** Ids of `scenarios/cast.yaml`; without them everybody may appear. */
  readonly people?: ReadonlySet<string>;
}

/** Columns of the figure that a learner can take in at once. */
const LESSON_PARTIES = 5;

/** All findings, in no particular order; `file` is only needed for the name of a shipped file. */
export function checkScenario(scenario: Scenario, file: string, options: CheckOptions): readonly Finding[] {
  const placed = scenario.steps.map((step, i): PlacedStep => ({ step, path: ['steps', i] }));
  const scope = scopeOf(scenario.cast, scenario.steps, scenario.storage !== undefined);
  const base = [...checkSteps(placed, scope)];
  return [
    ...checkId(scenario.id, ['id']),
    ...checkTime(scenario.starts, ['starts']),
    ...checkCast(scenario, scope, options),
    ...checkShows(scenario, scope),
    ...base,
    ...checkMisconceptionIds(scenario, options),
    ...checkClose(scenario, scope),
    ...checkProbes(scenario.expect, ['expect'], scope),
    ...checkTexts(scenario, wholeScope(scenario)),
    ...checkUnique(scenario.variants.map(({ id }, i) => ({ id, path: ['variants', i, 'id'] }))),
    ...scenario.variants.flatMap((variant) => checkVariant(scenario, variant, base)),
    ...(options.shipped ? checkShipped(scenario, file) : []),
  ];
}

/** Names of the base story and of all variants: what a text may mention. */
const wholeScope = ({ cast, steps, storage, variants }: Scenario): Scope =>
  scopeOf(
    cast,
    [
      ...steps,
      ...variants.flatMap(({ replace, insertAfter }) => [
        ...Object.values(replace),
        ...Object.values(insertAfter).flat(),
      ]),
    ],
    [{ storage }, ...variants.map(({ set }) => ({ storage: set?.storage }))].some((one) => one.storage !== undefined),
  );

const checkProbes = (probes: readonly string[], path: Path, scope: Scope): readonly Finding[] =>
  probes.flatMap((probe, i) => checkProbe(probe, [...path, i], scope));

// --- who takes part, and what is shown

function checkCast({ cast }: Scenario, scope: Scope, { people }: CheckOptions): readonly Finding[] {
  const members = Object.entries(cast).flatMap(([id, member]): readonly Finding[] => {
    const path = ['cast', id];
    if (member.role === 'server') return id === SERVER ? [] : [{ ...serverName(), path, onKey: true }];
    const form = checkId(id, path, true);
    if (form.length > 0) return form;
    const unknown =
      people === undefined || people.has(id) ? [] : [{ ...unknownName('person', id, [...people]), path, onKey: true }];
    if (member.role === 'attacker') return [...unknown, ...checkWatches(member.watches, [...path, 'watches'], scope)];
    const devices = member.devices.map((device, i) => ({ id: device, path: [...path, 'devices', i] }));
    return [...unknown, ...devices.flatMap((device) => checkDevice(device.id, device.path)), ...checkUnique(devices)];
  });
  return scope.people.size === 0 ? [...members, { ...tooFew(1), path: ['cast'], onKey: true }] : members;
}

function checkWatches(watches: readonly string[], path: Path, scope: Scope): readonly Finding[] {
  const known = ['network', ...scope.links];
  const places = watches.map((id, i) => ({ id, path: [...path, i] }));
  const unknown = places.filter(({ id }) => !known.includes(id));
  return [
    ...unknown.map((place) => ({ ...unknownName('link', place.id, known), path: place.path })),
    ...checkUnique(places),
  ];
}

function checkShows({ shows, level, steps, storage }: Scenario, scope: Scope): readonly Finding[] {
  const places = shows.parties.map((id, i) => ({ id, path: ['shows', 'parties', i] }));
  const named = places.flatMap(({ id, path }): readonly Finding[] => {
    const devices = scope.people.get(id);
    if (devices !== undefined) return [{ ...deviceNeeded(id, devices), path }];
    return scope.parties.includes(id) ? [] : [{ ...unknownName('party', id, scope.parties), path }];
  });
  const crowded = level === 'lesson' && places.length > LESSON_PARTIES;
  return [
    ...named,
    ...(shows.figure === 'phones' ? checkPhones(shows, steps, scope) : []),
    ...(shows.figure === 'copies' && storage === undefined
      ? [{ ...storageNeeded('figure: copies'), path: ['shows', 'figure'] }]
      : []),
    ...checkShownMessage(shows, scope),
    ...checkUnique(places),
    ...(crowded ? [{ ...tooMany(LESSON_PARTIES), path: ['shows', 'parties'], onKey: true }] : []),
  ];
}

/** Phones alone are only worth showing with a question about what they do not show. */
function checkPhones({ parties }: Shows, steps: readonly Step[], scope: Scope): readonly Finding[] {
  const asks = steps.some(({ kind }) => kind === 'ask');
  return [
    ...(asks ? [] : [{ ...phonesNeedQuestion(), path: ['shows', 'figure'] }]),
    ...(parties.some((id) => scope.devices.includes(id))
      ? []
      : [{ ...phonesNeedDevice(), path: ['shows', 'parties'], onKey: true }]),
  ];
}

/** Only the copies map is about one message, and it must be one that is written. */
function checkShownMessage({ figure, message }: Shows, scope: Scope): readonly Finding[] {
  const path = ['shows', 'message'];
  if (message === undefined) return [];
  if (figure !== 'copies') return [{ ...messageNeedsCopies(), path }];
  return scope.messages.includes(message) ? [] : [{ ...unknownName('message', message, scope.messages), path }];
}

function checkMisconceptionIds(scenario: Scenario, { misconceptions }: CheckOptions): readonly Finding[] {
  if (misconceptions === undefined) return [];
  const known = [...misconceptions];
  const named = [
    ...scenario.serves.map((id, i) => ({ id, path: ['serves', i] })),
    ...scenario.steps.flatMap((step, i) =>
      step.kind === 'ask'
        ? step.options.map(({ misconception }, k) => ({
            id: misconception,
            path: ['steps', i, 'options', k, 'misconception'],
          }))
        : [],
    ),
  ];
  return named.flatMap(({ id, path }) =>
    id === undefined || misconceptions.has(id) ? [] : [{ ...unknownName('misconception', id, known), path }],
  );
}

function checkClose({ close }: Scenario, scope: Scope): readonly Finding[] {
  if (close === undefined) return [];
  const path = ['close', 'still-closed'];
  const labels = close.stillClosed.map((id, i) => ({ id, path: [...path, i] }));
  const unknown = labels.filter(({ id }) => !scope.messages.includes(id));
  return [
    ...unknown.map((label) => ({ ...unknownName('message', label.id, scope.messages), path: label.path })),
    ...checkUnique(labels),
    ...(scope.can.size === 0 ? [{ ...attackerNeeded(), path, onKey: true }] : []),
  ];
}

// --- variants

/** Findings in the variant's own edits, and in what the edits leave behind. */
function checkVariant(scenario: Scenario, variant: Variant, base: readonly Finding[]): readonly Finding[] {
  const path = ['variants', scenario.variants.indexOf(variant)];
  const named = [...checkId(variant.id, [...path, 'id']), ...checkEdits(scenario, variant, path)];
  // A story that is wrong in itself would only be found wrong again in each of its variants.
  if (named.length > 0 || base.length > 0) return named;
  const placed = editedSteps(scenario, variant);
  const scope = scopeOf(
    scenario.cast,
    placed.map(({ step }) => step),
    (variant.set?.storage ?? scenario.storage) !== undefined,
  );
  const steps = checkSteps(placed, scope);
  const inside = steps.filter((found) => found.path[0] === 'variants');
  const outside = steps.filter((found) => found.path[0] !== 'variants').slice(0, 1);
  const crowded = placed.some(({ step }) => step.kind !== 'ask') ? [] : [{ ...tooFew(1), path }];
  return [
    ...inside,
    ...outside.map((found) => ({ ...breaksReference(found.message), path })),
    ...crowded,
    ...checkProbes(variant.expect, [...path, 'expect'], scope),
  ];
}

function checkEdits({ cast, steps }: Scenario, variant: Variant, path: Path): readonly Finding[] {
  const { set, replace, insertAfter, remove } = variant;
  const all = steps.map(({ id }) => id);
  const actions = steps.flatMap(({ id, kind }) => (kind === 'ask' ? [] : [id]));
  const replaced = Object.keys(replace);
  const inserted = Object.keys(insertAfter);
  const unknown = (id: string, known: readonly string[], at: Path, onKey: boolean): readonly Finding[] =>
    known.includes(id) ? [] : [{ ...unknownName('step', id, known), path: at, ...(onKey && { onKey }) }];
  const settings = Object.values(set ?? {}).some((value) => typeof value !== 'object' || Object.keys(value).length > 0);
  const people = Object.entries(cast).flatMap(([id, member]) => (member.role === 'person' ? [id] : []));
  if (!settings && replaced.length + inserted.length + remove.length === 0) return [{ ...emptyVariant(), path }];
  return [
    ...Object.keys(set?.habits ?? {}).flatMap((id) =>
      people.includes(id)
        ? []
        : [{ ...unknownName('person', id, people), path: [...path, 'set', 'habits', id], onKey: true }],
    ),
    ...replaced.flatMap((id) => unknown(id, actions, [...path, 'replace', id], true)),
    ...inserted.flatMap((id) => unknown(id, all, [...path, 'insert-after', id], true)),
    ...remove.flatMap((id, i) => unknown(id, all, [...path, 'remove', i], false)),
    ...remove
      .filter((id) => replaced.includes(id))
      .map((id) => ({ ...duplicateId(id), path: [...path, 'replace', id], onKey: true })),
  ];
}
