/** Whose keys a device takes, and what its person can see of it. PROTOCOL.md sections 1.2, 9.1, 9.2 and 16, numbers 41 and 42. */
import { accountOf, SERVER } from '../../actors/types.ts';
import { equalBytes, type Bytes } from '../../crypto/bytes.ts';
import { UNRECORDED } from '../../crypto/recorder.ts';
import { decodeBundle } from '../../protocol/bundle.ts';
import { signaturesHold } from '../../protocol/prekeys.ts';
import type { Endpoint } from '../../protocol/endpoint.ts';
import { decodeStanza, type BundleEntry } from '../../protocol/stanza.ts';
import type { ActorId, Seq, TraceEvent } from '../../trace.ts';
import { all, deviceAfter, devicesOf, stateBefore, type CheckView, type HappenedOf } from '../view.ts';
import type { Finding, Invariant } from './types.ts';

export const ownKeysOnly: Invariant = {
  id: 'own-keys-only',
  states: {
    en: 'A device opens a session only with keys that the identity they come with has signed.',
    zh: '设备只用对方身份密钥签过名的密钥建立会话。',
  },
  check: (view) => {
    let witnessed = 0;
    for (const device of devicesOf(view)) {
      for (const event of view.eventsOf.get(device) ?? []) {
        for (const { device: contact, bundle } of bundlesIn(view, event)) {
          if (!bundle) continue;
          witnessed++;
          const isOpened = sessionWith(event.after, contact) && !sessionWith(stateBefore(view, event), contact);
          if (isOpened && !isSigned(view, bundle))
            return {
              witnessed,
              violation: { invariant: 'own-keys-only', party: device, message: undefined, seq: event.seq },
            };
        }
      }
    }
    return { witnessed, violation: undefined };
  },
};

const BUNDLES = 'packet bundles:';

/** The keys that this event brought. */
function bundlesIn(view: CheckView, event: TraceEvent): readonly BundleEntry[] {
  if (!event.input.startsWith(BUNDLES) || event.cause === undefined) return [];
  const id = event.input.slice('packet '.length);
  for (const outcome of view.played.trace.events[event.cause]?.outcomes ?? []) {
    if (outcome.kind !== 'sent' || outcome.packet.id !== id) continue;
    const stanza = decodeStanza(outcome.packet.bytes, UNRECORDED);
    return stanza?.kind === 'bundles' ? stanza.entries : [];
  }
  return [];
}

function isSigned(view: CheckView, bytes: Bytes): boolean {
  const { suite } = view.played.options;
  const bundle = decodeBundle(bytes, UNRECORDED);
  return bundle !== undefined && signaturesHold(bundle, { suite, containers: UNRECORDED });
}

const sessionWith = (state: TraceEvent['after'] | undefined, contact: ActorId): boolean =>
  (state?.places.keys as Endpoint | undefined)?.sessions[contact] !== undefined;

export const changeIsShown: Invariant = {
  id: 'change-is-shown',
  states: {
    en: 'Whenever a device takes a new identity key for a contact, its person is shown a sign.',
    zh: '设备每次换用联系人的新身份密钥，都会向主人提示。',
  },
  check: (view) => {
    let witnessed = 0;
    for (const device of devicesOf(view)) {
      const changes = changesOn(view.eventsOf.get(device) ?? []);
      witnessed += changes.length;
      const silent = changes.find(({ told }) => !told);
      if (silent)
        return {
          witnessed,
          violation: { invariant: 'change-is-shown', party: device, message: undefined, seq: silent.seq },
        };
    }
    return { witnessed, violation: undefined };
  },
};

interface Change {
  readonly seq: Seq;
  readonly told: boolean;
}

/** Where a device holds another key for a contact than it did before, and whether a sign about it was shown in between. */
function changesOn(events: readonly TraceEvent[]): readonly Change[] {
  const held = new Map<ActorId, Bytes>();
  const told = new Set<string>();
  const changes: Change[] = [];
  let before: Endpoint['trusted'] | undefined;
  for (const event of events) {
    // A new phone holds no keys of before that could change.
    if (event.outcomes.some(({ kind }) => kind === 'replaced')) held.clear();
    for (const outcome of event.outcomes)
      if (outcome.kind === 'sign' && outcome.sign === 'code-changed') told.add(outcome.about);
    const trusted = deviceAfter(event).keys?.trusted;
    if (trusted === before) continue;
    before = trusted;
    for (const [contact, key] of Object.entries(trusted ?? {})) {
      const old = held.get(contact);
      held.set(contact, key);
      if (!old || equalBytes(old, key)) continue;
      changes.push({ seq: event.seq, told: told.has(accountOf(contact)) });
    }
  }
  return changes;
}

export const swapShowsInCode: Invariant = {
  id: 'swap-shows-in-code',
  states: {
    en: 'Where two phones hold keys that are not each other’s, their codes differ; where they hold the true ones, the codes are equal.',
    zh: '两部手机若存着不属于对方的密钥，安全码就不同；若都是真密钥，安全码就相同。',
  },
  check: (view) => {
    const findings = all(view, 'compared').map((compared) => judged(view, compared));
    const wrong = findings.find(({ expected, match }) => expected !== undefined && expected !== match);
    return {
      witnessed: findings.filter(({ expected }) => expected !== undefined).length,
      violation: wrong && {
        invariant: 'swap-shows-in-code',
        party: wrong.party,
        message: undefined,
        seq: wrong.seq,
      },
    } satisfies Finding;
  },
};

/** What two people saw, and what they should have; undefined where a phone showed no code. */
function judged(
  view: CheckView,
  { event, outcome }: HappenedOf<'compared'>,
): {
  readonly expected: boolean | undefined;
  readonly match: boolean;
  readonly party: ActorId;
  readonly seq: Seq;
} {
  const codes = all(view, 'code').filter((code) => code.event.step === event.step && code.event.seq < event.seq);
  const mine = codes.findLast((code) => accountOf(code.event.actor) === event.actor)?.event;
  const theirs = codes.findLast((code) => accountOf(code.event.actor) === outcome.contact)?.event;
  const party = mine?.actor ?? SERVER;
  const seen = { match: outcome.match, party, seq: event.seq };
  if (!mine || !theirs) return { ...seen, expected: undefined };
  if (holdsFalseKey(view, mine, outcome.contact) || holdsFalseKey(view, theirs, event.actor))
    return { ...seen, expected: false };
  return { ...seen, expected: true };
}

/** Whether this phone holds, for one of the contact's devices, a key that is not that device's own at the moment. */
function holdsFalseKey(view: CheckView, event: TraceEvent, contact: string): boolean {
  const { keys, public: known } = deviceAfter(event);
  return Object.entries({ ...keys?.trusted, ...known.offered }).some(([device, key]) => {
    if (accountOf(device) !== contact) return false;
    const then = view.eventsOf.get(device)?.findLast(({ seq }) => seq <= event.seq);
    const own = then && deviceAfter(then).keys?.prekeys.identity.publicKey;
    return !own || !equalBytes(own, key);
  });
}
