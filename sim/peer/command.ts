/** A command: how its arguments must look, and what it does with them. */
import * as z from 'zod';
import { failed, type Outcome, type Peer, type PeerOutcome, type Peers } from './types.ts';
import { name, problemOf } from './values.ts';

/** `args` is the request without `id` and `cmd`. */
export type Command = (peers: Peers, args: unknown) => Outcome;

/** A command with arguments of this shape; an unknown one is an error, for it was meant to do something. */
export function command<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (peers: Peers, args: z.infer<z.ZodObject<Shape, z.core.$strict>>) => Outcome,
): Command {
  const schema = z.strictObject(shape);
  return (peers, args) => {
    const read = schema.safeParse(args);
    return read.success ? run(peers, read.data) : failed('malformed', problemOf(read.error));
  };
}

/** A command that concerns one peer, which it names by its handle. */
export function peerCommand<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (peer: Peer, args: z.infer<z.ZodObject<Shape, z.core.$strict>>, peers: Peers) => PeerOutcome,
): Command {
  const inner = z.strictObject(shape);
  const outer = z.looseObject({ peer: name });
  return (peers, args) => {
    const handle = outer.safeParse(args);
    if (!handle.success) return failed('malformed', problemOf(handle.error));
    const { peer: of, ...rest } = handle.data;
    const read = inner.safeParse(rest);
    if (!read.success) return failed('malformed', problemOf(read.error));
    const peer = peers.byHandle.get(of);
    if (!peer) return failed('other', 'peer: nobody has this handle; newIdentity makes a peer');
    const outcome = run(peer, read.data, peers);
    if (!outcome.ok) return outcome;
    return { ok: true, result: outcome.result, peers: withPeer(peers, of, peer, outcome.peer) };
  };
}

function withPeer(peers: Peers, handle: string, before: Peer, after: Peer): Peers {
  if (after === before) return peers;
  const next: Peer = { ...after, step: before.step + 1 };
  return { ...peers, byHandle: new Map([...peers.byHandle, [handle, next]]) };
}
