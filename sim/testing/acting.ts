/** Single actors driven by hand: one context, and packets that carry a stanza. */
import { ACTS } from '../actors/deviceActs.ts';
import { chooserFor } from '../actors/habits.ts';
import { linkOf, SERVER, type Context, type Effect } from '../actors/types.ts';
import type { Bytes } from '../crypto/bytes.ts';
import type { Run } from '../engine/run.ts';
import { DELETE_FOR_EVERYONE_MS } from '../limits.ts';
import { decodeStanza, encodeStanza, type Stanza } from '../protocol/stanza.ts';
import type { ActorId, Packet } from '../trace.ts';
import { toolsFor, type TestTools } from './tools.ts';

export const contextFor = (self: ActorId, scope: string, options: TestTools = {}): Context => ({
  self,
  phase: '',
  now: 0,
  onKeyChange: 'accept',
  retryReceipts: false,
  storage: undefined,
  acts: ACTS,
  deleteWindowMs: DELETE_FOR_EVERYONE_MS,
  choose: chooserFor('fixed', 0, self, scope),
  tools: toolsFor(`${self} ${scope}`, options),
});

const { containers } = toolsFor('stanzas');
export const bytesOf = (stanza: Stanza): Bytes => encodeStanza(stanza, containers);
export const stanzaOf = (bytes: Bytes): Stanza | undefined => decodeStanza(bytes, containers);

/** A packet between a device and the server, with these bytes. */
export function packetWith(id: string, bytes: Bytes, from: ActorId, to: ActorId = SERVER): Packet {
  const link = linkOf(from === SERVER ? to : from);
  return { id, errand: 'message', label: undefined, attempt: 1, link, from, to, bytes, sentAt: 0, arrivesAt: 40 };
}

export type Sent = Extract<Effect, { kind: 'send' }>;
/** What an actor sent, with the stanza inside. */
export const sentIn = (effects: readonly Effect[]): readonly (Sent & { readonly stanza: Stanza | undefined })[] =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [{ ...effect, stanza: stanzaOf(effect.bytes) }] : []));

/** What the server keeps for a device, in the order in which it came. */
export function parcelsFor(run: Run, device: string): readonly Packet[] {
  const server = run.world.actors['server'];
  if (server?.kind !== 'server') throw new Error('every world has a server');
  return server.state.places.queue
    .filter(({ to, errand }) => to === device && errand === 'message')
    .map(({ name, bytes }) => packetWith(name, bytes, 'server', device));
}
