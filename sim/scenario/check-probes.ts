/** Whether a probe can be read, and whether every name in it refers to something in this scenario. */
import { SERVER } from '../actors/types.ts';
import type { Finding, Note, Path } from './findings.ts';
import { deviceNeeded, unknownName } from './notes-story.ts';
import type { Reference } from './probe-reader.ts';
import { parseProbe } from './probe-syntax.ts';
import type { Scope } from './scope.ts';

/** All findings in one probe; each points at its place inside the text. */
export function checkProbe(text: string, path: Path, scope: Scope): readonly Finding[] {
  const parsed = parseProbe(text);
  if (!parsed.ok) {
    const { column, ...found } = parsed.problem;
    return [{ ...found, path, offset: column - 1 }];
  }
  return checkReferences(parsed.references, scope).map(({ column, ...found }) => ({
    ...found,
    path,
    offset: column - 1,
  }));
}

/** What is wrong with the names of a probe or a query, each with its column. */
export function checkReferences(
  references: readonly Reference[],
  scope: Scope,
): readonly (Note & { readonly column: number })[] {
  return references.flatMap(({ kind, name, column }) => {
    const found = checkReference(kind, name, scope);
    return found === undefined ? [] : [{ ...found, column }];
  });
}

function checkReference(kind: Reference['kind'], name: string, scope: Scope): Note | undefined {
  const devices = kind === 'party' || kind === 'device' ? scope.people.get(name) : undefined;
  if (devices !== undefined) return deviceNeeded(name, devices);
  const names = namesOf(kind, scope);
  return names.includes(name) ? undefined : unknownName(kind, name, names);
}

function namesOf(kind: Reference['kind'], scope: Scope): readonly string[] {
  switch (kind) {
    case 'party':
      return scope.parties;
    case 'forger':
      return [...scope.attackers.keys(), SERVER];
    case 'sender':
      return [...scope.people.keys(), ...scope.devices];
    case 'person':
      return [...scope.people.keys()];
    case 'device':
      return scope.devices;
    case 'message':
      return scope.messages;
    case 'step':
      return scope.actions;
  }
}
