/**
 * What devices must not accept: forged texts, repeats, and what a refusal must not do. PROTOCOL.md section 16.B, numbers
 * 14, 18, 20 and 24.
 */
import { equalBytes } from '../../crypto/bytes.ts';
import type { Chat } from '../../actors/deviceState.ts';
import type { Endpoint } from '../../protocol/endpoint.ts';
import type { ActorState } from '../../trace.ts';
import { all, stateBefore, type CheckView } from '../view.ts';
import type { Invariant } from './types.ts';

export const authenticity: Invariant = {
  id: 'authenticity',
  states: {
    en: 'A device shows a message only as its sender wrote it.',
    zh: '设备显示的消息，与发送者写下的完全一致。',
  },
  check: (view) => {
    const written = new Map(
      all(view, 'wrote').map(({ event, outcome }) => [`${event.actor} ${outcome.message}`, outcome.body]),
    );
    const false_ = all(view, 'shown').find(({ outcome }) => {
      const body = written.get(`${outcome.claimed} ${outcome.message}`);
      return body === undefined || !equalBytes(body, outcome.body);
    });
    return {
      witnessed: all(view, 'altered').length,
      violation: false_ && {
        invariant: 'authenticity',
        party: false_.event.actor,
        message: false_.outcome.message,
        seq: false_.event.seq,
      },
    };
  },
};

export const noReplay: Invariant = {
  id: 'no-replay',
  states: { en: 'A device shows each message once.', zh: '每条消息，一台设备只显示一次。' },
  check: (view) => {
    const seen = new Set<string>();
    const repeated = all(view, 'shown').find(({ event, outcome }) => {
      const key = `${event.actor} ${outcome.message}`;
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
    return {
      witnessed: repeats(view),
      violation: repeated && {
        invariant: 'no-replay',
        party: repeated.event.actor,
        message: repeated.outcome.message,
        seq: repeated.event.seq,
      },
    };
  },
};

/** Packets that an attacker, the server or the network sent on their way once more. */
const repeats = (view: CheckView): number =>
  all(view, 'sent').filter(({ event }) => event.input === 'replay').length +
  all(view, 'misdeed').filter(({ outcome }) => outcome.deed === 'replay').length +
  all(view, 'fault').filter(({ outcome }) => outcome.fault === 'duplicated').length;

export const refusalChangesNothing: Invariant = {
  id: 'refusal-changes-nothing',
  states: {
    en: 'A refused message leaves keys and chat of the device as they were.',
    zh: '被拒收的消息，不会改变设备上的密钥和聊天记录。',
  },
  check: (view) => {
    // One that is shown already was opened, and only not shown again.
    const refusals = all(view, 'refused').filter(
      ({ outcome }) => outcome.message !== undefined && outcome.reason !== 'shown-before',
    );
    const changed = refusals.find(({ event }) => !sameSecrets(stateBefore(view, event), event.after));
    return {
      witnessed: refusals.length,
      violation: changed && {
        invariant: 'refusal-changes-nothing',
        party: changed.event.actor,
        message: changed.outcome.message,
        seq: changed.event.seq,
      },
    };
  },
};

/** Unchanged state is the same object: the engine keeps what a step did not touch. New prekeys, to
 * ask with, are no harm, nor is what waits unopened for the person's word. */
function sameSecrets(before: ActorState | undefined, after: ActorState): boolean {
  const [chat, chatAfter] = [before?.places.chat, after.places.chat] as readonly (Chat | undefined)[];
  if (chat?.lines !== chatAfter?.lines || chat?.drafts !== chatAfter?.drafts) return false;
  const [mine, theirs] = [before?.places.keys, after.places.keys] as readonly (Endpoint | undefined)[];
  const isSame = (part: 'sessions' | 'archived' | 'trusted'): boolean => mine?.[part] === theirs?.[part];
  return mine === theirs || (isSame('sessions') && isSame('archived') && isSame('trusted'));
}
