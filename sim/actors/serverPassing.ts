/**
 * How the server passes messages on: confirms, notes, queues, delivers; and where the company holds the keys (`endToEnd`
 * off) opens what was sealed for it, keeps the text and seals it again. PROTOCOL.md section 11.1.
 */
import { bodyIn, pad } from '../protocol/content.ts';
import type { Address } from '../protocol/endpoint.ts';
import { open, seal, versionTold } from '../protocol/session.ts';
import type { MessageStanza } from '../protocol/stanza.ts';
import type { Outcome, Packet } from '../trace.ts';
import { passOn } from './delivery.ts';
import { unmask } from './masks.ts';
import { meddle } from './misdeeds.ts';
import { answer, devicesOf, openTowards, withPlaces, type ServerState } from './serverState.ts';
import { andThen, accountOf, SERVER, unchanged, type Context, type Step } from './types.ts';

/** Takes a message over: confirms it to the sender, notes it, and passes it on, once. */
export function acceptMessage(
  state: ServerState,
  stanza: MessageStanza,
  packet: Packet,
  context: Context,
): Step<ServerState> {
  const { label, sealedBy, sealedFor } = stanza;
  const id = `${label} ${sealedBy} ${sealedFor} ${stanza.retry ?? ''}`;
  const confirmation = answer(
    `accepted:${packet.id}`,
    'confirmation',
    stanza.from,
    { kind: 'accepted', label, sealedFor },
    context,
    label,
  );
  const confirmed: Step<ServerState> = { ...unchanged(state), effects: [confirmation] };
  if (state.taken.includes(id)) return confirmed;
  const noted = note({ ...state, taken: [...state.taken, id] }, stanza, packet.bytes.length, context);
  return andThen(andThen(confirmed, noted), route(noted.state, stanza, context));
}

function route(state: ServerState, stanza: MessageStanza, context: Context): Step<ServerState> {
  if (stanza.sealedFor === SERVER) return openAndSealAgain(state, stanza, context);
  const unmasked = unmask(state, stanza, context);
  const meddled = meddle(unmasked.state, unmasked.stanza);
  const before: Step<ServerState> = {
    ...unchanged(meddled.state),
    effects: meddled.effects,
    outcomes: [...unmasked.outcomes, ...meddled.outcomes],
  };
  return andThen(before, passOn(meddled.state, meddled.pass, context));
}

/** Who, to whom, when, how large: once for each message, at the first ciphertext of it that comes. */
function note(state: ServerState, stanza: MessageStanza, sizeBytes: number, context: Context): Step<ServerState> {
  const { label, from, to } = stanza;
  const { log } = state.places;
  if (log.notes.some((entry) => entry.label === label && entry.from === from)) return unchanged(state);
  const notes = [...log.notes, { label, from, to, at: context.now, sizeBytes }];
  return {
    ...unchanged(withPlaces(state, { log: { ...log, notes } })),
    outcomes: [{ kind: 'noted', message: label, from, to, sizeBytes }],
  };
}

/** The company holds the keys: it opens what was sealed for it, keeps the text, and seals it for every other device. */
function openAndSealAgain(state: ServerState, stanza: MessageStanza, context: Context): Step<ServerState> {
  const { tools } = context;
  const { keys } = state.places;
  const opening = keys && open(keys, stanza.sealedBy, stanza.type, stanza.body, stanza.label, tools);
  const body = opening?.ok ? bodyIn(opening.plaintext, tools) : undefined;
  if (!opening?.ok || !body) {
    const reason = opening && !opening.ok ? opening.reason : 'no-session';
    return { ...unchanged(state), outcomes: [{ kind: 'refused', message: stanza.label, from: stanza.from, reason }] };
  }
  const chat = [...state.places.chat, { label: stanza.label, body }];
  let current = withPlaces(state, { keys: opening.endpoint, chat });
  const stanzas: MessageStanza[] = [];
  const outcomes: Outcome[] = [];
  for (const device of recipientsOf(current, stanza)) {
    const ready = sessionWith(current, device, context);
    current = ready;
    const padded = pad(body, `${stanza.label} ${device}`, tools);
    const sealed = ready.places.keys && seal(ready.places.keys, device, padded, tools);
    if (!sealed?.ok) continue;
    current = withPlaces(ready, { keys: sealed.endpoint });
    const { type, wire, ciphertext } = sealed;
    stanzas.push({ ...stanza, sealedBy: SERVER, sealedFor: device, type, body: wire });
    outcomes.push({
      kind: 'sealed',
      message: stanza.label,
      by: SERVER,
      to: device,
      ciphertext,
      ...versionTold(sealed, tools),
    });
  }
  const meddled = stanzas.reduce<{ step: Step<ServerState>; pass: readonly MessageStanza[] }>(
    ({ step, pass }, one) => {
      const next = meddle(step.state, one);
      const made: Step<ServerState> = { ...unchanged(next.state), effects: next.effects, outcomes: next.outcomes };
      return { step: andThen(step, made), pass: [...pass, ...next.pass] };
    },
    { step: { ...unchanged(current), outcomes }, pass: [] },
  );
  return andThen(meddled.step, passOn(meddled.step.state, meddled.pass, context));
}

/** The state with a session towards the device, opened from the server's own directory where there was none. */
function sessionWith(state: ServerState, device: Address, context: Context): ServerState {
  const { keys } = state.places;
  if (!keys || keys.sessions[device]) return state;
  const opened = openTowards(state, keys, device, context);
  return opened.endpoint ? withPlaces(opened.state, { keys: opened.endpoint }) : opened.state;
}

/** The recipient's devices and the sender's other ones. */
const recipientsOf = (state: ServerState, stanza: MessageStanza): readonly Address[] =>
  [...new Set([stanza.to, accountOf(stanza.from)])]
    .flatMap((account) => devicesOf(state, account))
    .filter((device) => device !== stanza.from);
