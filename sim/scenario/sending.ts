/** `canSendAs`: whether a party could pass itself off as somebody at the end of a step, tried out on the kept checkpoints. */
import { forge as engineForge } from '../engine/forge.ts';
import type { Run } from '../engine/run.ts';
import type { ActorId, PartyId, Seq } from '../trace.ts';
import type { Played } from './play.ts';

/** Tries to make a packet from what the party has, and to have it accepted: `forge` of the engine floor. */
export type Forge = (run: Run, attacker: ActorId, as: string, to: ActorId) => { readonly accepted: boolean };

/**
 * Asks `forge` about the last checkpoint that holds nothing later than the moment asked about: the end of a step, or of the
 * registration. Each attempt is made once, for `ever` and `always` ask about every event.
 */
export function sendingAs(
  played: Played,
  forge: Forge = engineForge,
): (party: PartyId, as: string, device: PartyId, at: Seq) => boolean {
  const tried = new Map<string, boolean>();
  return (party, as, device, at) => {
    const index = played.checkpoints.findLastIndex(({ log }) => log.length - 1 <= at);
    const run = played.checkpoints[index];
    if (run === undefined) return false;
    const key = `${index} ${party} ${as} ${device}`;
    const before = tried.get(key);
    if (before !== undefined) return before;
    const { accepted } = forge(run, party, as, device);
    tried.set(key, accepted);
    return accepted;
  };
}
