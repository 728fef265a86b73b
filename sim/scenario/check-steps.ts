/** Whether every name in the steps refers to something, and whether the story's order makes sense. */
import { accountOf, SERVER } from '../actors/types.ts';
import { instantOf } from './clock.ts';
import { checkFault, checkImplant, checkMisdeed, checkPeople, checkRead } from './check-deeds.ts';
import { checkId, checkUnique } from './check-ids.ts';
import { checkAble, checkAttacker, checkDeviceName, checkKnown, checkSender, checkWatched } from './check-names.ts';
import { checkProbe } from './check-probes.ts';
import { checkChatter, checkCited, checkStorage, checkTakes } from './check-storage.ts';
import type { Finding, Path } from './findings.ts';
import { firstFullWidth } from './full-width.ts';
import { labelOf } from './letters.ts';
import { badTime, timeBackwards } from './notes.ts';
import { laterThanReveal, revealNotAfter, sameWhen, secondAsk, toSelf, unknownName } from './notes-story.ts';
import { fullWidth } from './notes-words.ts';
import { parseProbe } from './probe-syntax.ts';
import type { Scope } from './scope.ts';
import { isStorageStep } from './storage-steps.ts';
import type { AskStep, QuantumStep, SendStep, TamperStep } from './types.ts';
import type { PlacedStep } from './variants.ts';

/** All findings in these steps, in order. `scope` was made from the same steps. */
export function checkSteps(placed: readonly PlacedStep[], scope: Scope): readonly Finding[] {
  return [
    ...placed.flatMap(({ step, path }) => checkId(step.id, [...path, 'id'])),
    ...checkUnique(placed.map(({ step, path }) => ({ id: step.id, path: [...path, 'id'] }))),
    ...checkLabels(placed),
    ...placed.flatMap((one, index) => checkStep(one, index, placed, scope)),
    ...checkTimes(placed),
    ...checkChatter(placed),
    ...placed
      .filter(({ step }) => step.kind === 'ask')
      .slice(1)
      .map(({ path }) => ({ ...secondAsk(), path: [...path, 'ask'] })),
  ];
}

function checkLabels(placed: readonly PlacedStep[]): readonly Finding[] {
  const labels = placed.flatMap(({ step, path }) => {
    const id = labelOf(step);
    return id === undefined ? [] : [{ id, path: [...path, step.kind === 'edit' ? 'as' : 'send'] }];
  });
  return [...labels.flatMap(({ id, path }) => checkId(id, path)), ...checkUnique(labels)];
}

function checkStep(one: PlacedStep, index: number, placed: readonly PlacedStep[], scope: Scope): readonly Finding[] {
  const { step, path } = one;
  if (isStorageStep(step)) return checkStorage(step, path, scope);
  switch (step.kind) {
    case 'send':
      return checkSend(step, path, placed.slice(0, index), scope);
    case 'read':
      return checkRead(step, path, scope);
    case 'compromise': {
      const verb = [...path, 'compromise'];
      return [
        ...checkDeviceName(step.compromise, verb, scope),
        ...checkAttacker(step.by, 'copy', verb, scope),
        ...checkTakes(step.takes, path, scope),
      ];
    }
    case 'implant':
    case 'remove':
      return checkImplant(step, path, scope);
    case 'quantum':
      return checkQuantum(step, path, scope);
    case 'replay': {
      const verb = [...path, 'replay'];
      return [
        ...checkKnown('message', step.replay, scope.messages, verb),
        ...checkAttacker(step.by, 'replay', verb, scope),
      ];
    }
    case 'tamper':
      return checkTamper(step, path, scope);
    case 'fault':
      return checkFault(step, path, scope);
    case 'power':
      return checkDeviceName(step.device, [...path, 'power'], scope);
    case 'misdeed':
      return checkMisdeed(step, path, scope);
    case 'compel':
      return [
        ...checkKnown('attacker', step.by, [...scope.attackers.keys()], [...path, 'by']),
        ...checkAble(SERVER, 'disclose', [...path, 'compel'], scope),
      ];
    case 'compare':
      return checkPeople(step.by, step.with, [...path, 'compare'], scope);
    case 'approve':
      return checkPeople(step.by, step.contact, [...path, 'approve'], scope);
    case 'new-phone':
      return checkDeviceName(step.device, [...path, 'new-phone'], scope);
    case 'drain':
      return checkPeople(accountOf(step.by), step.account, [...path, 'drain'], scope);
    case 'service':
    case 'wait':
      return [];
    case 'ask':
      return checkAsk(step, path, placed.slice(0, index), placed.slice(index + 1), scope);
  }
}

function checkSend(step: SendStep, path: Path, before: readonly PlacedStep[], scope: Scope): readonly Finding[] {
  const from = checkSender(step.from, [...path, 'from'], scope);
  const to = checkSender(step.to, [...path, 'to'], scope);
  if (from.length > 0 || to.length > 0) return [...from, ...to];
  const self = accountOf(step.from) === accountOf(step.to) ? [{ ...toSelf(), path: [...path, 'to'] }] : [];
  return [...self, ...checkCited(step, path, before, scope)];
}

function checkTamper(step: TamperStep, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, 'tamper'];
  const found = [
    ...checkKnown('link', step.tamper, scope.links, verb),
    ...checkAttacker(step.by, 'alter', verb, scope),
  ];
  return found.length > 0 ? found : checkWatched(step.by, step.tamper, verb, scope);
}

function checkQuantum(step: QuantumStep, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, 'quantum'];
  const found = checkKnown('attacker', step.quantum, [...scope.attackers.keys()], verb);
  return found.length > 0 ? found : checkAble(step.quantum, 'quantum', verb, scope);
}

// --- the question

function checkAsk(
  step: AskStep,
  path: Path,
  before: readonly PlacedStep[],
  after: readonly PlacedStep[],
  scope: Scope,
): readonly Finding[] {
  const upTo = after.findIndex((later) => later.step.id === step.reveal && later.step.kind !== 'ask');
  const reveal = [...path, 'reveal'];
  if (upTo === -1) {
    if (before.some((earlier) => earlier.step.id === step.reveal))
      return [{ ...revealNotAfter(step.reveal), path: reveal }];
    return [{ ...unknownName('step', step.reveal, idsOf(after)), path: reveal }];
  }
  const later = after.slice(upTo + 1);
  const options = step.options.map((option, i) => ({ option, path: [...path, 'options', i, 'when'] }));
  return [
    ...options.flatMap((one) => checkProbe(one.option.when, one.path, scope)),
    ...options.flatMap((one) => checkNotLater(one.option.when, one.path, later)),
    ...checkDifferent(options.map((one) => ({ when: one.option.when, path: one.path }))),
  ];
}

const idsOf = (placed: readonly PlacedStep[]): readonly string[] =>
  placed.flatMap(({ step }) => (step.kind === 'ask' ? [] : [step.id]));

/** An answer is judged at the reveal: what happens afterwards cannot be a part of it. */
function checkNotLater(when: string, path: Path, later: readonly PlacedStep[]): readonly Finding[] {
  const parsed = parseProbe(when);
  if (!parsed.ok) return [];
  const steps = new Set(idsOf(later));
  const messages = new Set(later.flatMap(({ step }) => labelOf(step) ?? []));
  return parsed.references
    .filter(({ kind, name }) => (kind === 'step' && steps.has(name)) || (kind === 'message' && messages.has(name)))
    .map(({ name, column }) => ({ ...laterThanReveal(name), path, offset: column - 1 }));
}

/** Compared as trees, so that spaces and brackets make no difference. */
function checkDifferent(options: readonly { readonly when: string; readonly path: Path }[]): readonly Finding[] {
  const seen = new Set<string>();
  return options.flatMap(({ when, path }) => {
    const parsed = parseProbe(when);
    const tree = parsed.ok ? JSON.stringify(parsed.probe) : '';
    if (tree !== '' && seen.has(tree)) return [{ ...sameWhen(), path }];
    seen.add(tree);
    return [];
  });
}

// --- time

/** Times do not run backwards; after a `wait` of unknown end the next clock time is taken as it comes. */
function checkTimes(placed: readonly PlacedStep[]): readonly Finding[] {
  let last: string | undefined;
  return placed.flatMap(({ step, path }) => {
    if (step.kind === 'wait') last = undefined;
    if (step.at === undefined) return [];
    const place = [...path, 'at'];
    const found = checkTime(step.at, place);
    if (found.length > 0) return found;
    const before = last;
    last = step.at;
    return before !== undefined && step.at < before ? [{ ...timeBackwards(step.at, before), path: place }] : [];
  });
}

/** A clock time `HH:MM`; as text it sorts like the time it means. */
export function checkTime(time: string, path: Path): readonly Finding[] {
  if (instantOf(time) !== undefined) return [];
  const wide = firstFullWidth(time);
  return wide === undefined ? [{ ...badTime(time), path }] : [{ ...fullWidth(wide), path, offset: wide.index }];
}
