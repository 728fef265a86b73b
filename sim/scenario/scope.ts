/** Every name that a scenario declares: what steps, figures, probes and texts may refer to. */
import { accountOf } from '../actors/types.ts';
import type { LinkId, MessageLabel, PartyId } from '../trace.ts';
import { labelOf, lettersOf } from './letters.ts';
import type { Scenario, Step } from './types.ts';

export interface Scope {
  /** People with their devices: `alice` -> [`alice.phone`]. */
  readonly people: ReadonlyMap<string, readonly PartyId[]>;
  readonly devices: readonly PartyId[];
  /** `alice.phone-server`, both directions. */
  readonly links: readonly LinkId[];
  /** Attackers with what they watch. */
  readonly attackers: ReadonlyMap<string, readonly string[]>;
  /** What each attacker may do, and the server where the cast names it. */
  readonly can: ReadonlyMap<string, readonly string[]>;
  /** Whoever or wherever can be asked what it can do with a message. */
  readonly parties: readonly PartyId[];
  readonly messages: readonly MessageLabel[];
  /** The people between whom each message goes. */
  readonly letters: ReadonlyMap<MessageLabel, { readonly sender: string; readonly recipient: string }>;
  /** Whether devices keep files. */
  readonly keepsFiles: boolean;
  /** Steps at which something happens, in story order. */
  readonly actions: readonly string[];
}

/** The names of this cast and these steps. */
export function scopeOf(cast: Scenario['cast'], steps: readonly Step[], keepsFiles: boolean): Scope {
  const people = new Map<string, readonly PartyId[]>();
  const attackers = new Map<string, readonly string[]>();
  const can = new Map<string, readonly string[]>();
  for (const [id, member] of Object.entries(cast)) {
    if (member.role === 'attacker') attackers.set(id, member.watches);
    if (member.role !== 'person') can.set(id, member.can);
    else
      people.set(
        id,
        member.devices.map((device) => `${id}.${device}`),
      );
  }
  const devices = [...people.values()].flat();
  const links = devices.map((device) => `${device}-server`);
  return {
    people,
    devices,
    links,
    attackers,
    can,
    parties: [...devices, 'network', 'server', ...attackers.keys(), ...links],
    messages: steps.flatMap((step) => labelOf(step) ?? []),
    letters: new Map(
      [...lettersOf(steps)].map(([label, { from, to }]) => [
        label,
        { sender: accountOf(from), recipient: accountOf(to) },
      ]),
    ),
    keepsFiles,
    actions: steps.flatMap((step) => (step.kind === 'ask' ? [] : [step.id])),
  };
}
