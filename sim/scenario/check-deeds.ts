/** Whether a step in which somebody reads, disturbs, cheats or compares names what exists, and what its deed needs. */
import { accountOf, SERVER } from '../actors/types.ts';
import type { Misdeed } from '../trace.ts';
import {
  checkAble,
  checkAttacker,
  checkDeviceName,
  checkKnown,
  checkSender,
  checkTwo,
  checkWatched,
} from './check-names.ts';
import { checkTakes } from './check-storage.ts';
import type { Finding, Path } from './findings.ts';
import { fieldForbidden, fieldNeeded, notAnEnd, notTheirs } from './notes-deeds.ts';
import type { Scope } from './scope.ts';
import type { FaultStep, ImplantStep, MisdeedStep, ReadStep } from './types.ts';

/** Only a device of the recipient can be where a message is read. */
export function checkRead(step: ReadStep, path: Path, scope: Scope): readonly Finding[] {
  const found = [
    ...checkKnown('message', step.read, scope.messages, [...path, 'read']),
    ...checkSender(step.on, [...path, 'on'], scope),
  ];
  return found.length > 0 ? found : checkTheirs(step.read, step.on, 'recipient', [...path, 'on'], scope);
}

export function checkImplant(step: ImplantStep, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, step.kind];
  return [
    ...checkDeviceName(step.device, verb, scope),
    ...checkAttacker(step.by, 'implant', verb, scope),
    ...checkTakes(step.takes, path, scope),
  ];
}

/** Without `by` it just happens; with it, that attacker must be at this link and allowed to disturb. */
export function checkFault(step: FaultStep, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, step.fault];
  const { link, by, toward } = step;
  const unknown = checkKnown('link', link, scope.links, verb);
  const who = by === undefined ? [] : checkAttacker(by, 'disturb', verb, scope);
  if (unknown.length > 0 || who.length > 0) return [...unknown, ...who];
  const ends = [link.slice(0, -`-${SERVER}`.length), SERVER];
  const isEnd = toward === undefined || ends.includes(toward);
  return [
    ...(by === undefined ? [] : checkWatched(by, link, verb, scope)),
    ...(isEnd ? [] : [{ ...notAnEnd(toward, ends), path: [...path, 'toward'] }]),
  ];
}

/** Two people, each named by her account; the finding for one and the same stands at the verb. */
export function checkPeople(by: string, other: string, verb: Path, scope: Scope): readonly Finding[] {
  const people = [...scope.people.keys()];
  const places: readonly Path[] = [[...verb.slice(0, -1), 'by'], verb];
  return checkTwo(by, other, (name, i) => checkKnown('person', name, people, places[i] ?? verb), verb);
}

// --- misdeeds of the server

const OPTIONAL_FIELDS = ['for', 'message', 'tick', 'other'] as const;
type Field = (typeof OPTIONAL_FIELDS)[number];
/** What each deed needs besides `against`; the other fields have no meaning with it. */
const NEEDS: Readonly<Record<Misdeed, readonly Field[]>> = {
  drop: [],
  delay: ['for'],
  replay: ['message'],
  reorder: [],
  'swap-keys': ['other'],
  'swap-prekey': ['other'],
  'withhold-kem': [],
  'forge-ticks': ['message', 'tick'],
  'forge-retry': ['message', 'other'],
};

export function checkMisdeed(step: MisdeedStep, path: Path, scope: Scope): readonly Finding[] {
  const fields = checkFields(step, path);
  const names = checkMisdeedNames(step, path, scope);
  return [...fields, ...names, ...checkAble(SERVER, step.misdeed, [...path, 'misdeed'], scope)];
}

function checkFields(step: MisdeedStep, path: Path): readonly Finding[] {
  const { misdeed } = step;
  const isGiven: Readonly<Record<Field, boolean>> = {
    for: step.seconds > 0,
    message: step.message !== undefined,
    tick: step.tick !== undefined,
    other: step.other !== undefined,
  };
  return OPTIONAL_FIELDS.flatMap((field): readonly Finding[] => {
    const isNeeded = NEEDS[misdeed].includes(field);
    if (isNeeded === isGiven[field]) return [];
    if (isNeeded) return [{ ...fieldNeeded(misdeed, field), path: [...path, field] }];
    return [{ ...fieldForbidden(misdeed, field, deedsWith(field)), path: [...path, field], onKey: true }];
  });
}

const deedsWith = (field: Field): readonly string[] =>
  Object.entries(NEEDS).flatMap(([deed, fields]) => (fields.includes(field) ? [deed] : []));

function checkMisdeedNames(step: MisdeedStep, path: Path, scope: Scope): readonly Finding[] {
  const { misdeed, against, other, message } = step;
  const places: readonly Path[] = [
    [...path, 'against'],
    [...path, 'other'],
  ];
  const device = (name: string, i: 0 | 1): readonly Finding[] => checkDeviceName(name, places[i] ?? path, scope);
  const devices = other === undefined ? device(against, 0) : checkTwo(against, other, device, [...path, 'other']);
  if (message === undefined) return devices;
  const label = checkKnown('message', message, scope.messages, [...path, 'message']);
  if (devices.length > 0 || label.length > 0) return [...devices, ...label];
  const role = misdeed === 'replay' ? 'recipient' : 'sender';
  return NEEDS[misdeed].includes('message') ? checkTheirs(message, against, role, [...path, 'against'], scope) : [];
}

/** Whether this person or device is of the message's sender, or recipient. */
function checkTheirs(
  message: string,
  name: string,
  role: 'sender' | 'recipient',
  path: Path,
  scope: Scope,
): readonly Finding[] {
  const person = scope.letters.get(message)?.[role];
  return person === undefined || person === accountOf(name)
    ? []
    : [{ ...notTheirs(message, name, role, person), path }];
}
