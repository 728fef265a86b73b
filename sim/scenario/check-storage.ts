/** Whether a step about deleting, keeping, copying or files names what exists, and whom it concerns. */
import { accountOf } from '../actors/types.ts';
import { MOST_CHATTER } from '../limits.ts';
import { DISK_PLACES, type MessageLabel, type PartyId, type TakeablePlace } from '../trace.ts';
import { checkAttacker, checkDeviceName, checkKnown, checkSender } from './check-names.ts';
import type { Finding, Path } from './findings.ts';
import { labelOf } from './letters.ts';
import {
  filmsItself,
  notForViewing,
  notHers,
  notInChat,
  notYetSent,
  storageNeeded,
  tooMuchChatter,
} from './notes-storage.ts';
import { duplicateId } from './notes-story.ts';
import { onePerson } from './notes-deeds.ts';
import type { Scope } from './scope.ts';
import { ALL_CHATS, isAboutFiles, type StorageDeed } from './storage-steps.ts';
import type { SendStep, StorageStep } from './types.ts';
import type { PlacedStep } from './variants.ts';

/** All findings in one such step. */
export function checkStorage(step: StorageStep, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, step.kind];
  const files =
    isAboutFiles(step) && !scope.keepsFiles ? [{ ...storageNeeded(step.kind), path: verb, onKey: true }] : [];
  return [...files, ...checkDeed(step, path, scope)];
}

function checkDeed(step: StorageDeed, path: Path, scope: Scope): readonly Finding[] {
  const verb = [...path, step.kind];
  const by = [...path, 'by'];
  switch (step.kind) {
    case 'delete':
      return checkActor(step.delete, verb, step.by, by, scope);
    case 'edit': {
      const itself = step.edit === step.as ? [{ ...duplicateId(step.as), path: [...path, 'as'] }] : [];
      return [...itself, ...checkActor(step.edit, verb, step.by, by, scope)];
    }
    case 'clear':
      return step.chat === ALL_CHATS ? checkSender(step.by, by, scope) : checkChat(step.chat, verb, step.by, by, scope);
    case 'delete-chat':
      return checkChat(step.chat, verb, step.by, by, scope);
    case 'disappear':
      return checkChat(step.with, [...path, 'with'], step.by, by, scope);
    case 'keep':
    case 'veto':
      return checkActor(step.message, verb, step.by, by, scope);
    case 'view': {
      const found = checkScreen(step, path, scope);
      const reader = scope.letters.get(step.message)?.recipient;
      const isReader = reader === undefined || reader === accountOf(step.on);
      return found.length > 0 || isReader ? found : [{ ...notForViewing(step.message, reader), path: [...path, 'on'] }];
    }
    case 'screenshot':
      return checkScreen(step, path, scope);
    case 'film': {
      const camera = checkDeviceName(step.with, [...path, 'with'], scope);
      const itself = step.on === step.with ? [{ ...filmsItself(), path: [...path, 'with'] }] : [];
      return [...checkScreen(step, path, scope), ...camera, ...itself];
    }
    case 'export':
      return checkChatOn(step.chat, verb, step.on, [...path, 'on'], scope);
    case 'chatter':
      return checkChatOn(step.with, [...path, 'with'], step.on, [...path, 'on'], scope);
    case 'image':
      return [...checkDeviceName(step.device, verb, scope), ...checkAttacker(step.by, 'copy', verb, scope)];
    case 'uninstall':
    case 'reset':
    case 'tidy':
    case 'program':
    case 'crash':
    case 'disk':
      return checkDeviceName(step.device, verb, scope);
  }
}

/** A person of the message's chat, or one of her devices. Whether it is hers to take back is for the run to say. */
function checkActor(message: MessageLabel, verb: Path, who: string, by: Path, scope: Scope): readonly Finding[] {
  const found = [...checkKnown('message', message, scope.messages, verb), ...checkSender(who, by, scope)];
  return found.length > 0 ? found : checkInChat(message, who, by, scope);
}

/** A device on whose screen the message can stand. */
function checkScreen(
  { kind, message, on }: Extract<StorageDeed, { on: string; message: string }>,
  path: Path,
  scope: Scope,
): readonly Finding[] {
  const place = [...path, 'on'];
  const found = [
    ...checkKnown('message', message, scope.messages, [...path, kind]),
    ...checkDeviceName(on, place, scope),
  ];
  return found.length > 0 ? found : checkInChat(message, on, place, scope);
}

function checkInChat(message: MessageLabel, who: string, path: Path, scope: Scope): readonly Finding[] {
  const letter = scope.letters.get(message);
  const people = letter ? [letter.sender, letter.recipient] : [];
  return !letter || people.includes(accountOf(who)) ? [] : [{ ...notInChat(message, who, people), path }];
}

/** Her chat with somebody else: by her, from any of her devices. */
function checkChat(contact: string, at: Path, who: string, by: Path, scope: Scope): readonly Finding[] {
  return checkContact(contact, at, who, checkSender(who, by, scope), scope);
}

/** The same, on one device. */
function checkChatOn(contact: string, at: Path, device: PartyId, on: Path, scope: Scope): readonly Finding[] {
  return checkContact(contact, at, device, checkDeviceName(device, on, scope), scope);
}

function checkContact(
  contact: string,
  at: Path,
  who: string,
  before: readonly Finding[],
  scope: Scope,
): readonly Finding[] {
  const found = [...checkKnown('person', contact, [...scope.people.keys()], at), ...before];
  return found.length === 0 && accountOf(who) === contact ? [{ ...onePerson(), path: at }] : found;
}

// --- steps of other kinds, as far as they are about this

/** What a message answers or passes on was written before, and its writer can have it. */
export function checkCited(
  step: SendStep,
  path: Path,
  before: readonly PlacedStep[],
  scope: Scope,
): readonly Finding[] {
  const written = new Set(before.map((one) => labelOf(one.step)));
  return (['quotes', 'forwards'] as const).flatMap((field): readonly Finding[] => {
    const cited = step[field];
    if (cited === undefined) return [];
    const place = [...path, field];
    const found = checkKnown('message', cited, scope.messages, place);
    if (found.length > 0) return found;
    if (!written.has(cited)) return [{ ...notYetSent(cited), path: place }];
    const letter = scope.letters.get(cited);
    const writer = accountOf(step.from);
    return !letter || letter.sender === writer || letter.recipient === writer
      ? []
      : [{ ...notHers(cited, writer), path: place }];
  });
}

/** Notifications and files can only be taken from a device that keeps them. */
export function checkTakes(takes: readonly TakeablePlace[], path: Path, scope: Scope): readonly Finding[] {
  if (scope.keepsFiles) return [];
  return takes.flatMap((place, i) =>
    DISK_PLACES.some((known) => known === place) ? [{ ...storageNeeded(place), path: [...path, 'takes', i] }] : [],
  );
}

/** The everyday messages of a device, all steps together: each of them is a row that is written and searched. */
export function checkChatter(placed: readonly PlacedStep[]): readonly Finding[] {
  const counts = new Map<PartyId, number>();
  return placed.flatMap(({ step, path }) => {
    if (step.kind !== 'chatter') return [];
    const count = (counts.get(step.on) ?? 0) + step.count;
    counts.set(step.on, count);
    return count > MOST_CHATTER ? [{ ...tooMuchChatter(MOST_CHATTER), path: [...path, 'chatter'] }] : [];
  });
}
