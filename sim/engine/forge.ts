/**
 * Who can write as whom: found out by trying. A copy of the run gets a packet that the attacker makes, with the real
 * protocol code, from nothing but what it has; the victim's device accepts it as the sender's or refuses it. The run itself
 * is not touched, and the packet is the proof. Sending a recorded packet again writes nothing new and is not tried.
 */
import { accountOf, linkOf, SERVER } from '../actors/types.ts';
import { equalBytes, type Bytes } from '../crypto/bytes.ts';
import { entropyFor } from '../crypto/entropy.ts';
import { recorderFor } from '../crypto/recorder.ts';
import { LIMITS } from '../limits.ts';
import { pad, writeBody } from '../protocol/content.ts';
import type { Address, Endpoint } from '../protocol/endpoint.ts';
import { seal, type Sealed } from '../protocol/session.ts';
import { encodeStanza } from '../protocol/stanza.ts';
import type { Tools } from '../protocol/tools.ts';
import type { ActorId, MessageLabel, Outcome, Packet, RefusalReason } from '../trace.ts';
import type { Appointment } from './agenda.ts';
import { entriesOf } from './log.ts';
import { lootOf } from './loot.ts';
import { settle, type Run } from './run.ts';
import { endpointsFor, FORGE_STRATEGIES, type ForgeStrategy } from './strategies.ts';

export interface Forgery {
  /** True where the victim's device showed the forged text as the sender's in one attempt at least. */
  readonly accepted: boolean;
  readonly attempts: readonly ForgeAttempt[];
}

export interface ForgeAttempt {
  readonly strategy: ForgeStrategy;
  /** The device as which it was written. */
  readonly as: ActorId;
  /** False where the attacker lacks what the strategy takes. */
  readonly tried: boolean;
  /** `nothing`: not tried, or the device did neither show nor refuse it (it is off). */
  readonly outcome: ForgeOutcome;
  /** What was put before the device, where something was. */
  readonly packet: Packet | undefined;
}
export type ForgeOutcome = 'accepted' | RefusalReason | 'nothing';

/** The label of every forged message; only copies of runs have it. */
const FORGED: MessageLabel = 'forged';

/**
 * Whether the attacker can write to the device `to` as `as` (an account or a device) at the moment of this run.
 * `attacker` is an attacker or the server. The run stays as it is.
 */
export function forge(run: Run, attacker: ActorId, as: string, to: ActorId): Forgery {
  const attempts = sendersOf(run, as, to).flatMap((sender) =>
    FORGE_STRATEGIES.map((strategy) => attempt(run, { attacker, strategy, sender, to })),
  );
  return { accepted: attempts.some(({ outcome }) => outcome === 'accepted'), attempts };
}

const sendersOf = (run: Run, as: string, to: ActorId): readonly ActorId[] =>
  Object.entries(run.world.actors)
    .filter(([id, { kind }]) => kind === 'device' && id !== to && (id === as || accountOf(id) === as))
    .map(([id]) => id);

interface Plan {
  readonly attacker: ActorId;
  readonly strategy: ForgeStrategy;
  readonly sender: ActorId;
  readonly to: ActorId;
}

/** Tries every endpoint that the strategy gives until one is accepted; what is told is that one, or else the first. */
function attempt(run: Run, plan: Plan): ForgeAttempt {
  const tools = toolsFor(run, plan);
  const loot = lootOf(run, plan.attacker);
  let told: ForgeAttempt | undefined;
  for (const sealer of sealersOf(run, plan.sender)) {
    for (const endpoint of endpointsFor(plan.strategy, loot, sealer, plan.to, tools)) {
      const made = tryWith(run, plan, sealer, endpoint, tools);
      if (made.outcome === 'accepted') return made;
      told ??= made;
    }
  }
  return told ?? { strategy: plan.strategy, as: plan.sender, tried: false, outcome: 'nothing', packet: undefined };
}

/** Who may have sealed what the victim gets from this device: where the company holds the keys, the company too. */
const sealersOf = (run: Run, sender: ActorId): readonly Address[] =>
  run.setup.protections.endToEnd ? [sender] : [SERVER, sender];

/** How many messages further along its chain the attacker writes where nearer ones were taken already. */
const FURTHER = [0, 1, 2, 4, 8, 16] as const;

function tryWith(run: Run, plan: Plan, sealer: Address, endpoint: Endpoint, tools: Tools): ForgeAttempt {
  const body = writeBody(FORGED, FORGED, tools);
  const padded = pad(body, FORGED, tools);
  const common = { strategy: plan.strategy, as: plan.sender, tried: true } as const;
  let made: ForgeAttempt = { ...common, outcome: 'nothing', packet: undefined };
  let current = endpoint;
  let counter = 0;
  for (const further of FURTHER) {
    let sealed = seal(current, plan.to, padded, tools);
    for (; sealed.ok && counter < further; counter++) sealed = seal(sealed.endpoint, plan.to, padded, tools);
    if (!sealed.ok) return { ...common, outcome: sealed.reason, packet: undefined };
    counter++;
    current = sealed.endpoint;
    const packet = packetOf(run, plan, sealer, sealed, `${further}`, tools);
    made = { ...common, packet, outcome: outcomeOf(run, deliver(run, packet), plan, body) };
    if (made.outcome !== 'duplicate') return made;
  }
  return made;
}

function packetOf(run: Run, plan: Plan, sealedBy: Address, sealed: Sealed, name: string, tools: Tools): Packet {
  const { sender, to, strategy } = plan;
  const { now } = run.world;
  const stanza = {
    kind: 'message',
    label: FORGED,
    from: sender,
    to: accountOf(to),
    writtenAt: now,
    sealedBy,
    sealedFor: to,
    type: sealed.type,
    body: sealed.wire,
  } as const;
  return {
    id: `${FORGED}:${strategy}:${to}@${sender} ${name}`,
    errand: 'message',
    label: FORGED,
    attempt: 1,
    link: linkOf(to),
    from: SERVER,
    to,
    bytes: encodeStanza(stanza, tools.containers),
    sentAt: now,
    arrivesAt: now,
  };
}

/** A copy of the run in which nothing else is due, just after the packet has come to its device. */
function deliver(run: Run, packet: Packet): Run {
  const event = { kind: 'packet', packet } as const;
  const arrival: Appointment = { at: packet.arrivesAt, actor: packet.to, event, name: packet.id, cause: undefined };
  return settle({ ...run, world: { ...run.world, agenda: [arrival] } }, FORGED, packet.arrivesAt);
}

/** What the victim's device made of the forged message. */
function outcomeOf(before: Run, after: Run, { sender, to }: Plan, body: Bytes): ForgeOutcome {
  const outcomes = entriesOf(after.log)
    .slice(before.log.length)
    .flatMap((event) => (event.actor === to ? event.outcomes : []));
  const shows = (one: Outcome): boolean =>
    one.kind === 'shown' && one.message === FORGED && one.claimed === sender && equalBytes(one.body, body);
  if (outcomes.some(shows)) return 'accepted';
  return outcomes.find((one) => one.kind === 'refused')?.reason ?? 'nothing';
}

/** The attacker's own tools: what it computes is recorded nowhere, and its draws are named by what they are for. */
function toolsFor({ setup, world }: Run, { attacker, strategy, sender, to }: Plan): Tools {
  const { suite, containers } = recorderFor(setup.suite);
  return {
    suite,
    containers,
    entropy: entropyFor(setup.seed, `forge ${attacker} ${strategy} ${sender} ${to}`),
    limits: LIMITS[setup.limits],
    protections: setup.protections,
    handshake: setup.handshake,
    now: world.now,
  };
}
