/** What each page is for, by walking from the roots, the free list and the arithmetic of pointer maps. File format 1.2. */
import { type BtreePage, type CellHead, readBtreePage, readCellHead } from './btree.ts';
import { spend } from './budget.ts';
import type { Shape } from './schemaTable.ts';
import type { PageImage, Source } from './source.ts';
import type { PageRole } from './types.ts';
import { u32 } from './varint.ts';

export interface PlacedPage {
  readonly image: PageImage;
  readonly role: PageRole;
  readonly owner: Shape | undefined;
  /** Bytes in use: header, cell pointers, cells. */
  readonly used: number;
  readonly btree: BtreePage | undefined;
}

/** Pages by number. Each is placed once, so no walk goes on for ever. */
export type Placed = Map<number, PlacedPage>;

export interface Layout {
  readonly pages: ReadonlyMap<number, PlacedPage>;
  readonly damaged: boolean;
}

/** The role of every page that there are bytes for; `unknown` for those that nothing leads to. */
export function placePages(source: Source, shapes: readonly Shape[]): Layout {
  const placed: Placed = new Map();
  placePointerMaps(source, placed);
  let sound = true;
  for (const shape of shapes) sound = placeTree(source, shape, placed) && sound;
  sound = placeFreeList(source, placed) && sound;
  for (let page = 1; page <= source.lastPage; page++) {
    const image = placed.has(page) ? undefined : source.present(page);
    if (image) placed.set(page, { image, role: 'unknown', owner: undefined, used: 0, btree: undefined });
  }
  return { pages: placed, damaged: !sound };
}

/** The first is page 2; each speaks of as many pages after it as it has entries of five bytes. File format 1.8. */
function placePointerMaps(source: Source, placed: Placed): void {
  if (!source.header.hasPointerMap) return;
  const entries = Math.floor(source.header.usable / 5);
  for (let page = 2; page <= source.pageCount; page += entries + 1) {
    const image = source.present(page);
    const used = 5 * Math.min(entries, source.pageCount - page);
    if (image) placed.set(page, { image, role: 'pointer-map', owner: undefined, used, btree: undefined });
  }
}

/** A b-tree from its root; false where something in it is not as it should be. `placed` gets its pages. */
export function placeTree(source: Source, shape: Shape, placed: Placed): boolean {
  const { usable } = source.header;
  const waiting = [shape.root];
  let sound = true;
  while (waiting.length > 0) {
    const page = waiting.pop() ?? 0;
    const image = placed.has(page) ? undefined : source.present(page);
    const btree = image && readBtreePage(image.bytes, page, usable);
    if (!image || !btree || btree.kind.startsWith('table') !== shape.hasRowid) {
      sound = false;
      continue;
    }
    let used = btree.headBytes;
    const children: number[] = [];
    const overflowing: CellHead[] = [];
    for (const start of btree.cells) {
      const head = readCellHead(image.bytes, start, btree.kind, usable);
      used += head ? head.end - start : 0;
      if (head?.child !== undefined) children.push(head.child);
      if (head?.firstOverflow !== undefined) overflowing.push(head);
      sound &&= head !== undefined;
    }
    if (btree.rightChild !== undefined) children.push(btree.rightChild);
    sound &&= !btree.damaged && spend(source.budget, used);
    placed.set(page, { image, role: btree.kind, owner: shape, used: Math.min(used, usable), btree });
    for (const head of overflowing) sound = placeOverflow(source, shape, head, placed) && sound;
    /** The leftmost child is looked at first. */
    waiting.push(...children.toReversed());
  }
  return sound;
}

function placeOverflow(source: Source, shape: Shape, head: CellHead, placed: Placed): boolean {
  const room = source.header.usable - 4;
  let page = head.firstOverflow ?? 0;
  for (let rest = head.payloadBytes - head.local; rest > 0; rest -= room) {
    const image = placed.has(page) ? undefined : source.present(page);
    if (!image) return false;
    placed.set(page, { image, role: 'overflow', owner: shape, used: 4 + Math.min(rest, room), btree: undefined });
    page = u32(image.bytes, 0);
  }
  return page === 0;
}

/** Trunk pages are a chain; each has an array of leaf pages. File format 1.5. */
function placeFreeList(source: Source, placed: Placed): boolean {
  const most = Math.floor(source.header.usable / 4) - 2;
  let found = 0;
  for (let page = source.header.firstTrunk; page !== 0;) {
    const trunk = placed.has(page) ? undefined : source.present(page);
    if (!trunk) return false;
    const count = Math.min(u32(trunk.bytes, 4), most);
    placed.set(page, { image: trunk, role: 'free-trunk', owner: undefined, used: 8 + 4 * count, btree: undefined });
    found += 1 + count;
    for (let i = 0; i < count; i++) {
      const leaf = u32(trunk.bytes, 8 + 4 * i);
      const image = placed.has(leaf) ? undefined : source.present(leaf);
      if (!image) return false;
      placed.set(leaf, { image, role: 'free-leaf', owner: undefined, used: 0, btree: undefined });
    }
    page = u32(trunk.bytes, 0);
  }
  return found === source.header.freePages;
}
