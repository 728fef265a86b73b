/** Real runs for tests: devices, server and attacker on the engine, without the scenario floor above. */
import type { ActorEvent } from '../../actors/types.ts';
import { linkOf, SERVER } from '../../actors/types.ts';
import { model } from '../../crypto/model.ts';
import type { Suite } from '../../crypto/suite.ts';
import { entriesOf } from '../../engine/log.ts';
import { newRun, order, settle, type Run } from '../../engine/run.ts';
import { ALL_ON, type ProtectionId } from '../../protections.ts';
import type { Party, TakeablePlace, Trace } from '../../trace.ts';

export type Order =
  | { readonly kind: 'send'; readonly label: string; readonly from: string; readonly to: string; readonly text: string }
  | { readonly kind: 'copy'; readonly device: string; readonly takes: readonly TakeablePlace[] };

export interface RunOptions {
  readonly suite?: Suite;
  readonly off?: readonly ProtectionId[];
  readonly people?: readonly string[];
  /** One-time prekeys of each device. */
  readonly oneTimePrekeys?: number;
}

/** Registration of one phone each, then these orders, each settled; Mallory watches every link. */
export function runOf(orders: readonly Order[], options: RunOptions = {}): Trace {
  const { suite = model, off = [], people = ['alice', 'bob'], oneTimePrekeys = 2 } = options;
  const protections = { ...ALL_ON, ...Object.fromEntries(off.map((id) => [id, false])) };
  const devices = people.map((person) => ({ id: `${person}.phone`, oneTimePrekeys }));
  const links = devices.map(({ id }) => linkOf(id));
  const population = { devices, attackers: [{ id: 'mallory', watches: links }] };
  let run = newRun(
    {
      seed: 7,
      suite,
      limits: 'lesson',
      protections,
      latencyMs: 40,
      onKeyChange: 'accept',
      handshake: 'x3dh',
      retryReceipts: false,
    },
    population,
    0,
  );
  if (!protections.endToEnd) run = order(run, 0, SERVER, { kind: 'start' }, 'start:server');
  for (const { id } of devices) run = order(run, 0, id, { kind: 'start' }, `start:${id}`);
  run = settle(run, 'setup');
  orders.forEach((each, i) => {
    const actor = each.kind === 'send' ? `${each.from}.phone` : 'mallory';
    run = settle(order(run, 60_000 * (i + 1), actor, eventOf(run, each), `order:${i}`), `s${i + 1}`);
  });
  const parties: readonly Party[] = [
    ...people.map((person): Party => ({ kind: 'device', id: `${person}.phone`, account: person, device: 'phone' })),
    { kind: 'network', id: 'network', links },
    ...links.map((id): Party => ({ kind: 'link', id })),
    { kind: 'server', id: 'server' },
    { kind: 'attacker', id: 'mallory', watches: links },
  ];
  const header = {
    scenario: 'test',
    seed: 7,
    suite: suite.name,
    limits: 'lesson',
    protections,
    schema: 1,
    code: 'test',
    parties,
  } as const;
  return { header, events: entriesOf(run.log), steps: [] };
}

function eventOf(run: Run, each: Order): ActorEvent {
  if (each.kind === 'send') return { kind: 'write', label: each.label, to: each.to, text: each.text };
  const held: Readonly<Record<string, unknown>> = run.world.actors[each.device]?.state.places ?? {};
  const places = Object.fromEntries(each.takes.map((place) => [place, held[place]]));
  return { kind: 'copy', device: each.device, places, takes: each.takes };
}

export const send = (label: string, from: string, to: string, text = `text of ${label}`): Order => ({
  kind: 'send',
  label,
  from,
  to,
  text,
});
export const copy = (device: string, takes: readonly TakeablePlace[] = ['keys']): Order => ({
  kind: 'copy',
  device,
  takes,
});
