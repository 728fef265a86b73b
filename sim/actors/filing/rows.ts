/**
 * What a device's state is as rows of its databases. Each row knows the part of the state that it was made of: a part that is
 * the same object as before has the same row, so that a step writes only what it changed.
 */
import type { Row, TableName } from '../../storage/types.ts';
import type { Prekeys } from '../../protocol/prekeys.ts';
import type { ChatEntry, ChatterEntry, DeviceState } from '../deviceState.ts';
import { columnsOf } from './bodies.ts';
import { recordOf } from './records.ts';

export interface RowSource {
  readonly key: number | string;
  /** The parts of the state that the row is made of, compared by identity. */
  readonly parts: readonly unknown[];
  readonly row: () => Row;
}

type Places = DeviceState['places'];

/** The rows of each table of `MESSAGES`. */
export const MESSAGE_ROWS: Readonly<Record<TableName, (places: Places) => readonly RowSource[]>> = {
  message: ({ chat }) => [
    ...chat.lines.map((entry) => lineRow(entry, chat.ticks[entry.label])),
    ...(chat.chatter ?? []).map(chatterRow),
  ],
  draft: ({ chat }) => chat.drafts.map(draftRow),
  session: ({ keys }) =>
    Object.entries(keys?.sessions ?? {}).map(([address, current]) => {
      const archived = keys?.archived[address];
      const row = (): Row => [address, recordOf({ current, archived })];
      return { key: address, parts: [current, archived], row };
    }),
  identity: ({ keys }) =>
    Object.entries(keys?.trusted ?? {}).map(([address, key]) => ({
      key: address,
      parts: [key],
      row: () => [address, key],
    })),
  prekey: ({ keys }) => (keys ? prekeyRows(keys.prekeys) : []),
  outbox: ({ queue }) => queue.map((parcel) => recordRow(parcel.name, parcel)),
  setting: settingRows,
};

/** The rows of each table of `NOTIFICATIONS`. */
export const NOTICE_ROWS: Readonly<Record<TableName, (places: Places) => readonly RowSource[]>> = {
  notice: ({ notices = [] }) =>
    notices.map((notice, i) => {
      const { label, from, at, body } = notice;
      const text = body && columnsOf(body).text;
      return { key: i, parts: [notice], row: () => [i, label, from, at, text ?? null] };
    }),
};

function lineRow(entry: ChatEntry, tick: string | undefined): RowSource {
  const { row, label, from, to, at, body, ...noted } = entry;
  if (row === undefined)
    throw new Error('where devices keep files, each line is given a row when it comes into the chat');
  return {
    key: row,
    parts: [entry, tick],
    row: () => {
      const { text, rest } = columnsOf(body);
      return [row, to, from, label, at, text, rest, stateColumn(noted, tick)];
    },
  };
}

function draftRow(entry: ChatEntry): RowSource {
  const { label, from, to, at, body, ...noted } = entry;
  const row = (): Row => {
    const { text, rest } = columnsOf(body);
    return [label, to, from, at, text, rest, stateColumn(noted, undefined)];
  };
  return { key: label, parts: [entry], row };
}

/** What is noted beside a message. The quoted text is not written twice: it stands in the body. */
function stateColumn({ quote, ...noted }: Partial<ChatEntry>, tick: string | undefined): string | null {
  const quoted = quote && { label: quote.label, from: quote.from };
  const fields = { ...noted, ...(quoted && { quoted }), ...(tick !== undefined && { tick }) };
  return Object.keys(fields).length === 0 ? null : JSON.stringify(fields);
}

const chatterRow = (entry: ChatterEntry): RowSource => ({
  key: entry.row,
  parts: [entry],
  row: () => [entry.row, entry.contact, entry.from, null, entry.at, entry.text, null, null],
});

const recordRow = (name: string, value: unknown): RowSource => ({
  key: name,
  parts: [value],
  row: () => [name, recordOf(value)],
});

function prekeyRows({ oneTime, signedPrekey, earlierSigned, kem }: Prekeys): readonly RowSource[] {
  return [
    ...oneTime.map((prekey) => recordRow(`one-time ${prekey.id}`, prekey)),
    ...[signedPrekey, ...earlierSigned].map((prekey) => recordRow(`signed ${prekey.id}`, prekey)),
    ...(kem?.oneTime ?? []).map((prekey) => recordRow(`kem ${prekey.id}`, prekey)),
    ...(kem ? [recordRow(`kem-last-resort ${kem.lastResort.id}`, kem.lastResort)] : []),
  ];
}

/** Everything else, a field a row; a field that is not there has none. */
function settingRows({ keys, chat, public: known }: Places): readonly RowSource[] {
  const { lines: _lines, drafts: _drafts, ticks: _ticks, chatter: _chatter, ...chatFields } = chat;
  const rows = [...fieldRows('chat', chatFields), ...fieldRows('public', known)];
  if (!keys) return rows;
  const { identity, registrationId, nextOneTimeId, signedPrekey, earlierSigned, kem } = keys.prekeys;
  const signed = [signedPrekey, ...earlierSigned].map(({ id }) => id);
  const kemFields = kem && { nextId: kem.nextId, seen: kem.seen, lastResort: kem.lastResort.id };
  const { wire, address } = keys;
  const counters = { registrationId, nextOneTimeId, signed, kem: kemFields, wire, address };
  return [
    ...rows,
    { key: 'keys.identity', parts: [identity], row: () => ['keys.identity', recordOf(identity)] },
    { key: 'keys.counters', parts: [keys.prekeys, wire, address], row: () => ['keys.counters', recordOf(counters)] },
  ];
}

const fieldRows = (group: string, fields: Readonly<Record<string, unknown>>): readonly RowSource[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [recordRow(`${group}.${name}`, value)],
  );
