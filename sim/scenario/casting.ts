/** Who takes part in a run: the population of a scenario's world, and everybody who can be asked about a message. */
import { accountOf, linkOf } from '../actors/types.ts';
import type { Population } from '../engine/world.ts';
import { LIMITS } from '../limits.ts';
import type { ActorId, LinkId, Party } from '../trace.ts';
import type { Scenario } from './types.ts';

export function populationOf(scenario: Scenario): Population {
  const devices: { id: ActorId; oneTimePrekeys: number }[] = [];
  for (const [person, member] of Object.entries(scenario.cast)) {
    if (member.role !== 'person') continue;
    const oneTimePrekeys = member.oneTimePrekeys ?? LIMITS[scenario.limits].oneTimePrekeys;
    for (const device of member.devices) devices.push({ id: `${person}.${device}`, oneTimePrekeys });
  }
  const links = devices.map(({ id }) => linkOf(id));
  const attackers = Object.entries(scenario.cast).flatMap(([id, member]) =>
    member.role === 'attacker' ? [{ id, watches: watchedLinks(member.watches, links) }] : [],
  );
  const keeps = Object.values(scenario.cast).some(
    (member) => member.role === 'server' && (member.can.includes('keep') || member.can.includes('replay')),
  );
  const habits = Object.fromEntries(
    Object.entries(scenario.cast).flatMap(([id, member]) =>
      member.role === 'person' && member.habits ? [[id, member.habits]] : [],
    ),
  );
  return { devices, attackers, habits, serverKeeps: keeps };
}

const watchedLinks = (watches: readonly string[], links: readonly LinkId[]): readonly LinkId[] =>
  links.filter((link) => watches.includes('network') || watches.includes(link));

/** Everybody who can be asked what a message is to them, in the order of the way: devices, network, links, server, attackers. */
export function partiesOf(scenario: Scenario): readonly Party[] {
  const { devices, attackers } = populationOf(scenario);
  const links = devices.map(({ id }) => linkOf(id));
  return [
    ...devices.map(({ id }): Party => ({
      kind: 'device',
      id,
      account: accountOf(id),
      device: id.slice(accountOf(id).length + 1),
    })),
    { kind: 'network', id: 'network', links },
    ...links.map((id): Party => ({ kind: 'link', id })),
    { kind: 'server', id: 'server' },
    ...attackers.map(({ id, watches }): Party => ({ kind: 'attacker', id, watches })),
  ];
}

/** A person stands for her first device. */
export function deviceOf(scenario: Scenario, name: string): ActorId {
  const member = scenario.cast[name];
  return member?.role === 'person' ? `${name}.${member.devices[0] ?? ''}` : name;
}
