/** What a device has after a restart: its state as its files hold it. What only stood in memory is gone. */
import type { Bytes } from '../../crypto/bytes.ts';
import type { Address, Endpoint, WireVersions } from '../../protocol/endpoint.ts';
import type { KeyPair } from '../../protocol/keyPair.ts';
import type { KemPrekey, KemPrekeys, OneTimePrekey, SignedPrekey } from '../../protocol/prekeys.ts';
import type { Session } from '../../protocol/ratchet.ts';
import type { Cell, DatabaseShape, Disk, Row, Store, TableName } from '../../storage/types.ts';
import type { Tick } from '../../trace.ts';
import {
  newDevice,
  type Chat,
  type ChatEntry,
  type ChatterEntry,
  type DeviceState,
  type Notice,
} from '../deviceState.ts';
import { bodyOf, quotedIn } from './bodies.ts';
import { readRecord } from './records.ts';
import { MESSAGES, NOTIFICATIONS } from './shapes.ts';

/** The device as the files have it; undefined where a database of its cannot be read. */
export function restored(before: DeviceState, disk: Disk, store: Store): DeviceState | undefined {
  const tables = readAll(store, disk, MESSAGES);
  const notices = readAll(store, disk, NOTIFICATIONS);
  if (!tables || !notices) return undefined;
  const settings = new Map(tables('setting').map(([name, record]) => [String(name), fromRecord(record)]));
  const fresh = newDevice(before.oneTimePrekeys);
  const { places, isModified, isCompanion } = before;
  return {
    ...fresh,
    ...(isModified && { isModified }),
    ...(isCompanion && { isCompanion }),
    places: {
      keys: keysFrom(tables, settings),
      chat: chatFrom(tables, settings),
      queue: tables('outbox').map(([, record]) => fromRecord(record)) as DeviceState['places']['queue'],
      public: { ...fresh.places.public, ...groupOf(settings, 'public') },
      ...(places.notices && { notices: notices('notice').map(noticeFrom(places.notices)) }),
      ...(places.saved && { saved: places.saved }),
      ...(places.files && { files: { ...places.files, disk } }),
    },
  };
}

type Tables = (table: TableName) => readonly Row[];

function readAll(store: Store, disk: Disk, database: DatabaseShape): Tables | undefined {
  const found = new Map<TableName, readonly Row[]>();
  for (const { name } of database.tables) {
    const read = store.read(disk, database, name);
    if (!read.ok) return undefined;
    found.set(name, read.rows);
  }
  return (table) => found.get(table) ?? [];
}

const fromRecord = (cell: Cell | undefined): unknown => (cell instanceof Uint8Array ? readRecord(cell) : undefined);

function groupOf(settings: ReadonlyMap<string, unknown>, group: string): Readonly<Record<string, unknown>> {
  const fields = [...settings].filter(([name]) => name.startsWith(`${group}.`));
  return Object.fromEntries(fields.map(([name, value]) => [name.slice(group.length + 1), value]));
}

// --- keys

interface Counters {
  readonly registrationId: number;
  readonly nextOneTimeId: number;
  readonly signed: readonly number[];
  readonly kem: { readonly nextId: number; readonly seen: KemPrekeys['seen']; readonly lastResort: number } | undefined;
  readonly wire: WireVersions;
  readonly address: Address | undefined;
}

function keysFrom(tables: Tables, settings: ReadonlyMap<string, unknown>): Endpoint | undefined {
  const identity = settings.get('keys.identity') as KeyPair | undefined;
  const counters = settings.get('keys.counters') as Counters | undefined;
  if (!identity || !counters) return undefined;
  const prekeys = new Map(tables('prekey').map(([name, record]) => [String(name), fromRecord(record)]));
  const named = <T>(kind: string): readonly T[] =>
    [...prekeys].flatMap(([name, prekey]) => (name.startsWith(`${kind} `) ? [prekey as T] : []));
  const [signedPrekey, ...earlierSigned] = counters.signed.flatMap((id) => {
    const prekey = prekeys.get(`signed ${id}`);
    return prekey === undefined ? [] : [prekey as SignedPrekey];
  });
  if (!signedPrekey) return undefined;
  const { registrationId, nextOneTimeId, wire, address, kem } = counters;
  const sessions = tables('session').map(
    ([name, record]) =>
      [String(name), fromRecord(record) as { current: Session; archived?: readonly Session[] }] as const,
  );
  return {
    prekeys: {
      identity,
      registrationId,
      signedPrekey,
      earlierSigned,
      oneTime: byId(named<OneTimePrekey>('one-time')),
      nextOneTimeId,
      kem: kem && {
        lastResort: prekeys.get(`kem-last-resort ${kem.lastResort}`) as KemPrekey,
        oneTime: byId(named<KemPrekey>('kem')),
        nextId: kem.nextId,
        seen: kem.seen,
      },
    },
    sessions: Object.fromEntries(sessions.map(([name, { current }]) => [name, current])),
    archived: Object.fromEntries(sessions.flatMap(([name, { archived }]) => (archived ? [[name, archived]] : []))),
    trusted: Object.fromEntries(tables('identity').map(([name, key]) => [String(name), key as Bytes])),
    wire,
    ...(address !== undefined && { address }),
  };
}

const byId = <T extends { readonly id: number }>(prekeys: readonly T[]): readonly T[] =>
  prekeys.toSorted((a, b) => a.id - b.id);

// --- chat

interface StateColumn extends Omit<Partial<ChatEntry>, 'quote'> {
  readonly tick?: Tick;
  readonly quoted?: { readonly label: string; readonly from: Address };
}

function chatFrom(tables: Tables, settings: ReadonlyMap<string, unknown>): Chat {
  const rows = tables('message');
  const isLine = (row: Row): boolean => row[3] !== null;
  const lines = rows.filter(isLine).map((row) => entryFrom(row.slice(1), Number(row[0])));
  const chatter = rows.filter((row) => !isLine(row)).map(chatterFrom);
  const ticks = rows.flatMap((row) => {
    const { tick } = stateOf(row[7]);
    return tick === undefined ? [] : [[String(row[3]), tick] as const];
  });
  return {
    // Rows are in order of arrival; a chat is in order of writing.
    lines: lines.toSorted((a, b) => a.at - b.at),
    drafts: tables('draft').map((row) =>
      entryFrom([row[1] ?? null, row[2] ?? null, row[0] ?? null, ...row.slice(3)], undefined),
    ),
    ticks: Object.fromEntries(ticks),
    ...(chatter.length > 0 && { chatter }),
    ...groupOf(settings, 'chat'),
  };
}

/** `chat, sender, label, written, text, rest, state` */
function entryFrom([chat, sender, label, written, text, rest, state]: Row, row: number | undefined): ChatEntry {
  const { tick: _, quoted, ...noted } = stateOf(state);
  const body = bodyOf({ text: typeof text === 'string' ? text : null, rest: rest instanceof Uint8Array ? rest : null });
  const quote = quoted && { ...quoted, body: quotedIn(body) };
  return {
    ...noted,
    label: String(label),
    from: String(sender),
    to: String(chat),
    at: Number(written),
    body,
    ...(row !== undefined && { row }),
    ...(quote && { quote }),
  };
}

function stateOf(column: Cell | undefined): StateColumn {
  try {
    return typeof column === 'string' ? (JSON.parse(column) as StateColumn) : {};
  } catch {
    return {};
  }
}

const chatterFrom = ([row, contact, from, , at, text]: Row): ChatterEntry => ({
  row: Number(row),
  contact: String(contact),
  from: String(from),
  at: Number(at),
  text: String(text),
});

/** The history holds a text; which message it is of is in its label, and its body is the one noted with it. */
const noticeFrom =
  (notices: readonly Notice[]) =>
  ([id, label, from, at]: Row): Notice =>
    notices[Number(id)] ?? { label: String(label), from: String(from), at: Number(at), body: undefined };
