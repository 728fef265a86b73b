/** Where records may stand that are not listed: space between cells, freed pages, pages that the log replaced, logs and journals. */
import { readBtreePage, type Span } from './btree.ts';
import { type Shapes, shapesToFit } from './fit.ts';
import type { Layout, PlacedPage } from './roles.ts';
import type { Reading } from './rows.ts';
import { scanStretch, type Stretch } from './scan.ts';
import type { Shape } from './schemaTable.ts';
import type { Frame, PageImage, Source } from './source.ts';
import type { FoundIn, FoundRecord } from './types.ts';
import { DATABASE_HEADER_BYTES } from './header.ts';

/** Every record that is there and not listed. The same one at two places is found twice. `only`: in pages of this table. */
export function findRemnants(
  source: Source,
  shapes: readonly Shape[],
  layout: Layout,
  only?: Shape,
): readonly FoundRecord[] {
  const toFit = shapesToFit(shapes);
  const finds: FoundRecord[] = [];
  const search = (stretches: readonly Stretch[], owner: Shape | undefined, reading: Reading): void => {
    for (const stretch of stretches)
      for (const record of scanStretch(stretch, searchOf(stretch, source, toFit, owner), reading)) finds.push(record);
  };
  const isWanted = (owner: Shape | undefined): boolean => only === undefined || owner === only;
  const present = readingOf(source, (page) => unusedPage(layout, page));
  for (const page of layout.pages.values())
    if (isWanted(page.owner)) search(stretchesOf(page, source.header.usable), page.owner, present);
  /** Pages that the log replaces are part of the database as it was: there it goes on in other such pages, and in those that stayed. */
  const old = new Map(source.old.map((image) => [image.number, image]));
  const before = readingOf(source, (page) => old.get(page) ?? source.present(page));
  for (const image of source.old) {
    const owner = layout.pages.get(image.number)?.owner;
    if (isWanted(owner)) search(wholePage('old-page', image, source), owner, before);
  }
  const byPage = framesByPage(source.frames);
  for (const frame of source.frames) {
    const { image, owner } = layout.pages.get(frame.page) ?? {};
    if (image === frame.image || !isWanted(owner)) continue;
    const follow = (page: number): PageImage | undefined => asOf(byPage.get(page) ?? [], frame) ?? source.present(page);
    search(wholePage(frame.kind, frame.image, source), owner, readingOf(source, follow));
  }
  return finds;
}

const searchOf = (
  { image }: Stretch,
  { header }: Source,
  shapes: Shapes,
  owner: Shape | undefined,
): Parameters<typeof scanStretch>[1] => ({ bytes: image.bytes, usable: header.usable, shapes, owner });

const readingOf = ({ header, budget }: Source, follow: Reading['follow']): Reading => ({
  usable: header.usable,
  encoding: header.encoding,
  budget,
  follow,
});

function unusedPage(layout: Layout, page: number): PageImage | undefined {
  const placed = layout.pages.get(page);
  return placed?.role === 'free-leaf' || placed?.role === 'unknown' ? placed.image : undefined;
}

/** The stretches of a present page that its role leaves unused. */
function stretchesOf({ role, image, used, btree }: PlacedPage, usable: number): readonly Stretch[] {
  const end = Math.min(usable, image.bytes.length);
  switch (role) {
    case 'table-leaf':
    case 'table-interior':
    case 'index-leaf':
    case 'index-interior':
      return [
        stretch('unallocated', image, btree?.gap ?? { start: end, end }, []),
        ...(btree?.freeblocks ?? []).map((block) => stretch('freeblock', image, block, [block.start])),
      ];
    case 'overflow':
    case 'pointer-map':
      return [stretch('unallocated', image, { start: used, end }, [])];
    case 'free-trunk':
      return [stretch('free-page', image, { start: used, end }, [])];
    case 'free-leaf':
    case 'unknown':
      return [stretch('free-page', image, { start: 0, end }, freedIn(image, usable))];
  }
}

const stretch = (where: FoundIn, image: PageImage, span: Span, freed: readonly number[]): Stretch => ({
  where,
  image,
  span,
  freed,
});

/** A page out of use still has the chain of its freeblocks. */
const freedIn = (image: PageImage, usable: number): readonly number[] =>
  readBtreePage(image.bytes, image.number, usable)?.freeblocks.map(({ start }) => start) ?? [];

function wholePage(where: FoundIn, image: PageImage, { header: { usable } }: Source): readonly Stretch[] {
  const start = image.number === 1 ? DATABASE_HEADER_BYTES : 0;
  const end = Math.min(usable, image.bytes.length);
  return [stretch(where, image, { start, end }, freedIn(image, usable))];
}

function framesByPage(frames: readonly Frame[]): ReadonlyMap<number, readonly Frame[]> {
  const byPage = new Map<number, Frame[]>();
  for (const frame of frames) {
    const same = byPage.get(frame.page);
    if (same) same.push(frame);
    else byPage.set(frame.page, [frame]);
  }
  return byPage;
}

/** The page as it stood when this frame was written: its last image before, or else its first after. */
function asOf(images: readonly Frame[], frame: Frame): PageImage | undefined {
  const same = images.filter(({ kind }) => kind === frame.kind);
  return (same.findLast(({ index }) => index <= frame.index) ?? same[0])?.image;
}
