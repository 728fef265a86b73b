/** Where each place has its lifeline: people left and right of the server, attackers last. Lengths in rem. */
import { scalePoint } from 'd3';
import type { Party, PartyId } from '../../../sim/trace.ts';
import { accountOf } from '../names.ts';

export interface Lanes {
  readonly parties: readonly Party[];
  /** Of an actor or a link; people stand where their first device is, the network beside the server. */
  readonly at: (where: PartyId) => number;
  readonly width: number;
}

const EDGE = 3;
const LANE = 6;

export function lanesOf(parties: readonly Party[]): Lanes {
  const order = laneOrder(parties);
  const end = EDGE + LANE * Math.max(0, order.length - 1);
  const x = scalePoint<string>()
    .domain(order.map(({ id }) => id))
    .range(order.length === 1 ? [EDGE, EDGE] : [EDGE, end]);
  const server = x('server') ?? EDGE;
  const devices = order.filter((party) => party.kind === 'device');
  const at = (where: string): number => {
    const own = x(where);
    if (own !== undefined) return own;
    const device = devices.find(({ id }) => where.startsWith(`${id}-`));
    if (device !== undefined) return ((x(device.id) ?? EDGE) + server) / 2;
    const first = devices.find(({ account }) => account === accountOf(where));
    return first === undefined ? server + LANE / 4 : (x(first.id) ?? EDGE);
  };
  return { parties: order, at, width: end + EDGE };
}

function laneOrder(parties: readonly Party[]): readonly Party[] {
  const devices = parties.filter((party) => party.kind === 'device');
  const server = parties.filter((party) => party.kind === 'server');
  const attackers = parties.filter((party) => party.kind === 'attacker');
  return [...devices.slice(0, 1), ...server, ...devices.slice(1), ...attackers];
}
