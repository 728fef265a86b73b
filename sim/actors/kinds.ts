/** The kinds of actors in a world, in the order in which their charts are drawn. */
export const ACTOR_KINDS = ['device', 'server', 'network', 'attacker', 'person'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
