/**
 * Every copy of a message, found by looking: in the chats and queues of devices and the server, in what people saved, in the
 * bytes of storage, in what attackers recorded and took. POLICY 2.1. Clouds and backups do not exist yet.
 */
import { isFiles, type Chat, type Notice, type Saved } from '../../actors/deviceState.ts';
import type { Parcel } from '../../actors/parcels.ts';
import { indexOfBytes } from '../../crypto/bytes.ts';
import type { Packet, Party, PartyId, Seq, TraceEvent } from '../../trace.ts';
import type { Copies, Copy, CopyForm, CopyKind } from '../copyTypes.ts';
import type { MessageTrail } from '../evidence.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Remains } from './types.ts';

/** All copies of this message at the end of this event. */
export function copiesOf(knowledge: Knowledge, label: string, at: Seq): Copies {
  const message = knowledge.messages.find((one) => one.label === label && one.seq <= at);
  const { trace } = knowledge.evidence;
  const copies = message
    ? trace.header.parties.flatMap((party) => together(copiesAt({ knowledge, message, at, party: party.id }, party)))
    : [];
  const readable = copies.filter(({ form }) => form === 'readable');
  return {
    message: label,
    copies,
    readable: readable.length,
    places: new Set(readable.map(({ owner }) => owner)).size,
  };
}

interface Asked {
  readonly knowledge: Knowledge;
  readonly message: MessageTrail;
  readonly at: Seq;
  readonly party: PartyId;
}

function copiesAt(asked: Asked, { kind }: Party): readonly Copy[] {
  const places = stateOf(asked)?.after.places ?? {};
  switch (kind) {
    case 'device':
      return [
        ...inChat(asked, places.chat as Chat | undefined),
        ...inNotices(asked, (places.notices ?? []) as readonly Notice[]),
        ...inSaved(asked, (places.saved ?? []) as readonly Saved[]),
        ...inQueue(asked, places.queue),
        ...inStorage(asked, places.chat as Chat | undefined),
        ...inStale(asked),
      ];
    case 'server':
      return inQueue(asked, places.queue);
    case 'attacker':
      return inLoot(asked, places.loot as Loot | undefined);
    case 'network':
    case 'link':
      return [];
  }
}

const stateOf = ({ knowledge, at, party }: Asked): TraceEvent | undefined =>
  knowledge.evidence.trace.events.findLast(({ seq, actor }) => seq <= at && actor === party);

function copy({ message, party }: Asked, kind: CopyKind, form: CopyForm, more: Partial<Copy> = {}): Copy {
  const { length } = message.text;
  const whole = { kind, owner: party, form, characters: length, of: length, times: 1 };
  return { ...whole, ...(form === 'readable' ? { text: message.text } : {}), ...more };
}

// --- what is listed

function inChat(asked: Asked, chat: Chat | undefined): readonly Copy[] {
  const { message } = asked;
  const lines = chat?.lines ?? [];
  return [
    ...lines.flatMap((line): readonly Copy[] => {
      if (line.label === message.label && line.body.length > 0) return [copy(asked, 'chat', 'readable')];
      const isWithin = line.label !== message.label && indexOfBytes(line.body, message.body) !== -1;
      if (!isWithin) return [];
      return [copy(asked, line.isForwarded ? 'forward' : 'quote', 'readable', { within: line.label })];
    }),
    ...(chat?.drafts ?? []).flatMap(({ label }) => (label === message.label ? [copy(asked, 'draft', 'readable')] : [])),
  ];
}

const inNotices = (asked: Asked, notices: readonly Notice[]): readonly Copy[] =>
  notices.flatMap(({ label, body }) =>
    label === asked.message.label && body ? [copy(asked, 'notification', 'readable')] : [],
  );

const inSaved = (asked: Asked, saved: readonly Saved[]): readonly Copy[] =>
  saved.flatMap(({ label, how }) => (label === asked.message.label ? [copy(asked, how, 'readable')] : []));

/** What waits to be passed on, by label: sealed, unless whoever keeps it can open it. */
function inQueue(asked: Asked, queue: unknown): readonly Copy[] {
  const waiting = parcelsIn(queue).filter((one) => one.errand === 'message' && one.label === asked.message.label);
  if (waiting.length === 0) return [];
  const canOpen = asked.knowledge.knowsMessage(asked.party, asked.message.label, asked.at);
  return waiting.map(() => copy(asked, 'queue', canOpen ? 'readable' : 'sealed'));
}

/** Parcels stand in lists, and at the server in lists by device. */
function parcelsIn(queue: unknown): readonly Parcel[] {
  if (Array.isArray(queue)) return queue.flatMap(parcelsIn);
  if (typeof queue !== 'object' || queue === null || queue instanceof Uint8Array) return [];
  return 'errand' in queue ? [queue as Parcel] : Object.values(queue).flatMap(parcelsIn);
}

// --- what is found in bytes

function inStorage(asked: Asked, chat: Chat | undefined): readonly Copy[] {
  const { knowledge, message, at, party } = asked;
  const files = knowledge.evidence.files();
  if (knowledge.cell(party, message.label, at).state === 'never') return [];
  const isListed = (chat?.lines ?? []).some(({ label, body }) => label === message.label && body.length > 0);
  return files.remains(party, message, at).flatMap((remains): readonly Copy[] => {
    const kind = kindOf(remains, isListed, chat);
    if (kind === undefined) return [];
    const form = kind === 'media' || kind === 'row' ? 'readable' : 'remnant';
    return [copy(asked, kind, form, pieceOf(remains))];
  });
}

/** Blocks of files that are no longer listed: what stood in them, with the key gone or not. */
function inStale(asked: Asked): readonly Copy[] {
  const { knowledge, message, at, party } = asked;
  const files = knowledge.evidence.files();
  const { stale = [], key } = files.filesOf(party, at) ?? {};
  return stale.flatMap((one): readonly Copy[] => {
    if (one.kind === 'open')
      return files
        .remainsOn(party, one.disk, message)
        .filter(({ finding }) => !finding.wordOf)
        .map((remains) => copy(asked, 'stale', key === undefined ? 'remnant' : 'sealed', pieceOf(remains)));
    const before = files.diskBefore(party, one);
    const stood = before ? files.remainsOn(party, before, message).some(({ finding }) => !finding.wordOf) : false;
    return stood ? [copy(asked, 'stale', 'sealed')] : [];
  });
}

/** Undefined where it is the listed line, the notification or the saved file that is counted already. */
function kindOf({ finding }: Remains, isListed: boolean, chat: Chat | undefined): CopyKind | undefined {
  const { where, table, file, label, row } = finding;
  switch (where) {
    case 'file':
      return file.startsWith('media/') ? 'media' : undefined;
    case 'row': {
      if (table !== 'message') return undefined;
      const stands = chat?.lines.some((line) => line.row === row || line.label === label) ?? false;
      return stands ? undefined : 'row';
    }
    case 'index':
      return isListed && finding.isListed ? undefined : 'index';
    case 'log':
    case 'journal':
      return where;
    case 'old-page':
    case 'unallocated':
    case 'freeblock':
    case 'free-page':
      return 'remnant';
  }
}

function pieceOf({ finding, characters, of, text }: Remains): Partial<Copy> {
  const { file, where, page, offset, length } = finding;
  return { characters, of, text, found: { file, where, page, offset, length } };
}

// --- attackers

interface Loot {
  readonly packets: readonly Packet[];
  readonly copies: readonly { readonly places: Readonly<Record<string, unknown>> }[];
}

function inLoot(asked: Asked, loot: Loot | undefined): readonly Copy[] {
  const { knowledge, message, party, at } = asked;
  const recorded = (loot?.packets ?? []).filter((one) => one.errand === 'message' && one.label === message.label);
  const canRead = knowledge.knowsMessage(party, message.label, at);
  const pieces = knowledge.evidence.files().remains(party, message, at);
  const holds = (loot?.copies ?? []).some(({ places }) => contains(places, message.body));
  return [
    ...recorded.map(() => copy(asked, 'recorded', canRead ? 'readable' : 'sealed')),
    ...(holds ? [copy(asked, 'taken', 'readable')] : []),
    ...pieces.map((one) => copy(asked, 'taken', one.characters === one.of ? 'readable' : 'remnant', pieceOf(one))),
  ];
}

/** Whether these bytes stand in a copied place; storage is looked through elsewhere. */
function contains(part: unknown, wanted: Uint8Array): boolean {
  if (part instanceof Uint8Array) return part.length >= wanted.length && indexOfBytes(part, wanted) !== -1;
  if (typeof part !== 'object' || part === null || isFiles(part)) return false;
  return Object.values(part).some((inner) => contains(inner, wanted));
}

// --- several of a kind

/** The same kind with the same amount of text in the same file is one entry that says how often. */
function together(copies: readonly Copy[]): readonly Copy[] {
  const groups = new Map<string, Copy>();
  for (const one of copies) {
    const key = [one.kind, one.form, one.characters, one.within ?? '', one.found?.file ?? ''].join(' ');
    const before = groups.get(key);
    groups.set(key, before ? { ...before, times: before.times + one.times } : one);
  }
  return [...groups.values()];
}
