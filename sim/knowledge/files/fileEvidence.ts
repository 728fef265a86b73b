/**
 * What the files of devices tell: the values that stand in a disk, and what is left of a message on a device or in somebody's
 * image of it. Nothing is looked at before it is asked for.
 */
import { isFiles, type Files, type SealedFiles } from '../../actors/deviceState.ts';
import type { Bytes } from '../../crypto/bytes.ts';
import type { Disk } from '../../storage/types.ts';
import type { ActorId, PartyId, Seq, Trace, TraceEvent } from '../../trace.ts';
import { keptChat } from '../chat.ts';
import type { MessageTrail } from '../evidence.ts';
import { kept } from '../lazy.ts';
import type { Look } from './finding.ts';
import { leftOver } from './leftOver.ts';
import { remainsOf, valuesIn, type RowLabels } from './remains.ts';
import type { FileEvidence, FilesIn, Remains } from './types.ts';

/** One state of what a party has of storage. */
interface Stock {
  readonly from: Seq;
  readonly disks: readonly { readonly device: ActorId; readonly disk: Disk }[];
}

/** Reads the files of a run by looking through them so. */
export const filesBy =
  (look: Look): FilesIn =>
  (trace, story) =>
    fileEvidenceOf(trace, story, look);

function fileEvidenceOf(trace: Trace, story: Parameters<FilesIn>[1], look: Look): FileEvidence {
  const rows = kept((device: ActorId) => rowsOn(trace, device));
  const stocks = kept((party: PartyId) => stocksOf(trace, party));
  const opened = new WeakMap<object, readonly Bytes[]>();
  const bodyWith = (label: string, text: string): Bytes | undefined => {
    const trail = story().byLabel.get(label);
    return trail?.text === text ? trail.body : undefined;
  };
  const known = new WeakMap<MessageTrail, Map<Stock, readonly Remains[]>>();
  const remainsOn: FileEvidence['remainsOn'] = (device, disk, message) =>
    remainsOf(message, look(disk), rows(device), story().messages);
  const stockAt = (party: PartyId, at: Seq): Stock | undefined => stocks(party).findLast(({ from }) => from <= at);
  const remains: FileEvidence['remains'] = (party, message, at) => {
    const stock = stockAt(party, at);
    if (!stock) return [];
    const answers = known.get(message) ?? new Map<Stock, readonly Remains[]>();
    known.set(message, answers);
    const answer = answers.get(stock) ?? stock.disks.flatMap(({ device, disk }) => remainsOn(device, disk, message));
    answers.set(stock, answer);
    return answer;
  };
  const changes = (party: PartyId): readonly Seq[] => stocks(party).map(({ from }) => from);
  return {
    remains,
    changes,
    leftOver: (party, message, at) =>
      leftOver((moment) => remains(party, message, moment), changes(party), message, at),
    valuesOn: (part) => {
      if (!isFiles(part)) return undefined;
      const before = opened.get(part);
      if (before) return before;
      const values = openDisks(part)
        .flatMap(look)
        .flatMap((finding) => valuesIn(finding, bodyWith));
      const sealed = part.stale.flatMap((one) => (one.kind === 'sealed' ? sealedBytes(one) : []));
      const all = [...values, ...sealed, ...(part.key ? [part.key] : [])];
      opened.set(part, all);
      return all;
    },
    remainsOn,
    findings: (party, at) => (stockAt(party, at)?.disks ?? []).flatMap(({ disk }) => look(disk)),
    filesOf: (device, at) => filesAfter(trace.events.findLast((event) => event.seq <= at && event.actor === device)),
    diskBefore: (device, sealed) => {
      let before: Files | undefined;
      for (const event of trace.events) {
        if (event.actor !== device) continue;
        const after = filesAfter(event);
        if (after?.stale.includes(sealed)) return before?.disk;
        before = after;
      }
      return undefined;
    },
  };
}

/** Disks that can be read: with a key at hand the storage of a running phone, but not the blocks that it no longer lists. */
function openDisks({ disk, stale, key }: Files): readonly Disk[] {
  const blocks = key === undefined ? stale.flatMap((one) => (one.kind === 'open' ? [one.disk] : [])) : [];
  return [disk, ...blocks];
}

const sealedBytes = ({ files }: SealedFiles): readonly Bytes[] => files.map(({ ciphertext }) => ciphertext);

const filesAfter = (event: TraceEvent | undefined): Files | undefined => {
  const files = event?.after.places.files;
  return typeof files === 'object' && files !== null && isFiles(files) ? files : undefined;
};

/** What a device has is on it; what an attacker has is in its copies. */
function stocksOf({ events }: Trace, party: PartyId): readonly Stock[] {
  const stocks: Stock[] = [];
  let last: unknown;
  for (const event of events) {
    if (event.actor !== party) continue;
    const { files, loot } = event.after.places;
    const source = files ?? loot;
    if (source === undefined || source === last) continue;
    last = source;
    const own = filesAfter(event);
    const disks = own ? openDisks(own).map((disk) => ({ device: party, disk })) : disksIn(loot);
    const before = stocks.at(-1)?.disks ?? [];
    const isSame = disks.length === before.length && disks.every(({ disk }, i) => disk === before[i]?.disk);
    if (!isSame) stocks.push({ from: event.seq, disks });
  }
  return stocks;
}

interface KeptLoot {
  readonly copies: readonly { readonly device: ActorId; readonly places: { readonly files?: unknown } }[];
}
const isLoot = (loot: unknown): loot is KeptLoot => typeof loot === 'object' && loot !== null && 'copies' in loot;

const disksIn = (loot: unknown): Stock['disks'] =>
  (isLoot(loot) ? loot.copies : []).flatMap(({ device, places: { files } }) =>
    typeof files === 'object' && files !== null && isFiles(files)
      ? openDisks(files).map((disk) => ({ device, disk }))
      : [],
  );

/** A row number is given once: which message had it can be read off the chats of the run. */
function rowsOn({ events }: Trace, device: ActorId): RowLabels {
  const labels = new Map<number, string>();
  let before: unknown;
  for (const event of events) {
    const chat = event.actor === device ? keptChat(event) : undefined;
    if (!chat || chat.lines === before) continue;
    before = chat.lines;
    for (const line of chat.lines) if (line.row !== undefined) labels.set(line.row, line.label);
  }
  return labels;
}
