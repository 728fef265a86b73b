/** The places of *find them all*: the same as on the map, from the cast alone. Pure. */
import type { Language } from '../../../sim/text.ts';
import type { Party } from '../../../sim/trace.ts';
import { SHELF_NAMES } from '../../i18n/copies.ts';
import { actorName, capital } from '../names.ts';
import { placed, spotsOf, type RoomMark, type SpotKey } from './layout.ts';

export interface HuntRoom extends Omit<RoomMark, 'note' | 'shelves' | 'isAsked'> {
  readonly spots: readonly { readonly key: SpotKey; readonly name: string }[];
}

export function huntRooms(
  parties: readonly Party[],
  most: number,
  language: Language,
): { readonly rooms: readonly HuntRoom[]; readonly columns: number } {
  const { places, columns } = placed(parties, [], most);
  const rooms = places.map((place) => ({
    ...place,
    name: capital(actorName(place.id, language)),
    spots: spotsOf(place.id, place.hasWalls).map((shelf) => ({
      key: `${place.id}/${shelf}`,
      name: SHELF_NAMES[shelf][language],
    })),
  }));
  return { rooms, columns };
}
