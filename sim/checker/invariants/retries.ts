/** What a device may give out when it is asked for a message again. PROTOCOL.md section 11.4. */
import type { Endpoint } from '../../protocol/endpoint.ts';
import { equalBytes, type Bytes } from '../../crypto/bytes.ts';
import type { ActorId, MessageLabel, TraceEvent } from '../../trace.ts';
import { all, type CheckView, type HappenedOf } from '../view.ts';
import type { Invariant, Violation } from './types.ts';

export const sealedAgainForTheSame: Invariant = {
  id: 'sealed-again-for-the-same',
  states: {
    en: 'A message is sealed again only for a device that it was for, and for the key that it was sealed for.',
    zh: '重新密封一条消息，只为原来的收件设备，只用原来那把公钥。',
  },
  check: (view) => {
    const wrong = sealedAgain(view).find(({ event, outcome: { message, to } }) => {
      const first = firstSealing(view, event, message, to);
      const before = first && identityHeld(first, to);
      const now = identityHeld(event, to);
      return !before || !now || !equalBytes(before, now);
    });
    return {
      witnessed: all(view, 'retry').length,
      violation: wrong && violationOf('sealed-again-for-the-same', wrong),
    };
  },
};

export const deliveredIsDone: Invariant = {
  id: 'delivered-is-done',
  states: {
    en: 'A message that a device has is not sealed for it again.',
    zh: '设备已经收到的消息，不再为它重新密封。',
  },
  check: (view) => {
    const isDone = ({ event, outcome }: HappenedOf<'retry'>): boolean =>
      hasReceipt(view, event, outcome.message, outcome.to);
    const wrong = sealedAgain(view).find(isDone);
    return {
      witnessed: all(view, 'retry').filter(isDone).length,
      violation: wrong && violationOf('delivered-is-done', wrong),
    };
  },
};

const sealedAgain = (view: CheckView): readonly HappenedOf<'retry'>[] =>
  all(view, 'retry').filter(({ outcome }) => outcome.verdict === 'sealed-again');

const firstSealing = (
  view: CheckView,
  { actor, seq }: TraceEvent,
  message: MessageLabel,
  to: ActorId,
): TraceEvent | undefined =>
  all(view, 'sealed').find(
    ({ event, outcome }) => event.seq < seq && outcome.by === actor && outcome.message === message && outcome.to === to,
  )?.event;

/** The identity key that a device goes by for a contact, as this event left it. */
const identityHeld = ({ after }: TraceEvent, contact: ActorId): Bytes | undefined =>
  (after.places.keys as Endpoint | undefined)?.trusted[contact];

/** Whether a receipt of this device for this message had come before, and met somebody. */
const hasReceipt = (view: CheckView, { actor, seq }: TraceEvent, message: MessageLabel, device: ActorId): boolean =>
  (view.eventsOf.get(actor) ?? []).some(
    ({ seq: earlier, input, outcomes }) =>
      earlier < seq &&
      !outcomes.some((one) => one.kind === 'fault' && one.fault === 'away') &&
      input.startsWith('packet passed:') &&
      input.includes(`receipt:${message}:delivered@${device} `),
  );

const violationOf = (invariant: Violation['invariant'], { event, outcome }: HappenedOf<'retry'>): Violation => ({
  invariant,
  party: event.actor,
  message: outcome.message,
  seq: event.seq,
});
