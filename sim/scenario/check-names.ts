/** Whether one name in a step refers to something, and whether who is named may do what is asked. */
import { accountOf } from '../actors/types.ts';
import type { Finding, Path } from './findings.ts';
import { firstFullWidth } from './full-width.ts';
import { notAble, onePerson } from './notes-deeds.ts';
import { deviceNeeded, notWatched, unknownName } from './notes-story.ts';
import type { NamedThing } from './notes-story.ts';
import { fullWidth } from './notes-words.ts';
import type { Scope } from './scope.ts';
import type { AttackerCapability } from './types.ts';

/** One of these names, or a finding with the nearest of them. */
export function checkKnown(thing: NamedThing, name: string, names: readonly string[], path: Path): readonly Finding[] {
  if (names.includes(name)) return [];
  const wide = firstFullWidth(name);
  return [{ ...(wide === undefined ? unknownName(thing, name, names) : fullWidth(wide)), path }];
}

/** A device is wanted; a person's name gets the devices of that person as cure. */
export function checkDeviceName(name: string, path: Path, scope: Scope): readonly Finding[] {
  const devices = scope.people.get(name);
  return devices === undefined
    ? checkKnown('device', name, scope.devices, path)
    : [{ ...deviceNeeded(name, devices), path }];
}

/** A person, or one of her devices. */
export const checkSender = (name: string, path: Path, scope: Scope): readonly Finding[] =>
  checkKnown('sender', name, [...scope.people.keys(), ...scope.devices], path);

/** Two names that both exist, of two people. */
export function checkTwo(
  one: string,
  other: string,
  check: (name: string, key: 0 | 1) => readonly Finding[],
  path: Path,
): readonly Finding[] {
  const found = [...check(one, 0), ...check(other, 1)];
  if (found.length > 0) return found;
  return accountOf(one) === accountOf(other) ? [{ ...onePerson(), path }] : [];
}

/** The attacker who does this step (`by`), and whether her `can` allows it. */
export function checkAttacker(by: string, needed: AttackerCapability, verb: Path, scope: Scope): readonly Finding[] {
  const found = checkKnown('attacker', by, [...scope.attackers.keys()], [...verb.slice(0, -1), 'by']);
  return found.length > 0 ? found : checkAble(by, needed, verb, scope);
}

/** Whether an attacker or the server may do what a step asks; the finding stands at the step's verb. */
export function checkAble(who: string, needed: string, verb: Path, scope: Scope): readonly Finding[] {
  const can = scope.can.get(who);
  return can?.includes(needed) === true ? [] : [{ ...notAble(who, needed, can !== undefined), path: verb }];
}

/** What she does not see, an attacker can neither alter nor disturb. */
export function checkWatched(by: string, link: string, path: Path, scope: Scope): readonly Finding[] {
  const watches = scope.attackers.get(by) ?? [];
  return watches.includes('network') || watches.includes(link) ? [] : [{ ...notWatched(by, link), path }];
}
