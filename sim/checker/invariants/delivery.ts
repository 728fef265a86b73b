/** What reaches whom, and in which order it is shown. PROTOCOL.md sections 11.1 and 16.B, numbers 15 to 17. */
import type { ChatEntry } from '../../actors/deviceState.ts';
import { accountOf } from '../../actors/types.ts';
import type { ActorId, MessageLabel, Seq } from '../../trace.ts';
import { owed, stuck } from '../delivery.ts';
import { all, deviceAfter, devicesOf, grouped, type CheckView } from '../view.ts';
import type { Invariant } from './types.ts';

export const arrives: Invariant = {
  id: 'arrives',
  states: {
    en: 'When the faults stop, every message is shown on every device that it was sealed for.',
    zh: '故障停止之后，每条消息都会在它所密封给的每台设备上显示。',
  },
  check: (view) => {
    const letters = owed(view);
    const lost = letters.find(({ shown }) => shown === undefined);
    const [waiting] = stuck(view);
    return {
      witnessed: letters.length,
      violation:
        (lost && { invariant: 'arrives', party: lost.to, message: lost.message, seq: lost.sealed }) ??
        (waiting && { invariant: 'arrives', party: waiting.by, message: waiting.message, seq: waiting.seq }),
    };
  },
};

export const waitsForThePhone: Invariant = {
  id: 'waits-for-the-phone',
  states: {
    en: 'A message for a phone that was off is shown after it is on again.',
    zh: '手机关机时发来的消息，开机后会显示。',
  },
  check: (view) => {
    const missed = new Set(
      all(view, 'fault').flatMap(({ event, outcome: { fault, packet } }) =>
        fault === 'away' && packet.errand === 'message' ? [`${packet.label} ${event.actor}`] : [],
      ),
    );
    const letters = owed(view).filter(({ message, to }) => missed.has(`${message} ${to}`));
    const lost = letters.find(({ shown }) => shown === undefined);
    return {
      witnessed: letters.length,
      violation: lost && { invariant: 'waits-for-the-phone', party: lost.to, message: lost.message, seq: lost.sealed },
    };
  },
};

export const inOrder: Invariant = {
  id: 'in-order',
  states: {
    en: 'A device shows what one person wrote in the order of writing.',
    zh: '同一个人写的消息，设备按写下的先后显示。',
  },
  check: (view) => {
    const written = new Map(all(view, 'wrote').map(({ event, outcome }) => [outcome.message, event.seq]));
    for (const device of devicesOf(view)) {
      const wrong = outOfOrder(linesOf(view, device), written);
      if (wrong === undefined) continue;
      const violation = { invariant: 'in-order', party: device, message: wrong, seq: view.lastSeq } as const;
      return { witnessed: overtakings(view, written), violation };
    }
    return { witnessed: overtakings(view, written), violation: undefined };
  },
};

/** What others wrote, as it stands in the chat of a device in the end, by the person who wrote it; without what the server exchanged. */
function linesOf(view: CheckView, device: ActorId): ReadonlyMap<string, readonly ChatEntry[]> {
  const exchanged = new Set(
    all(view, 'misdeed').flatMap(({ outcome }) =>
      outcome.deed === 'reorder' && outcome.against === device ? [outcome.message] : [],
    ),
  );
  const last = view.eventsOf.get(device)?.at(-1);
  const lines = (last ? deviceAfter(last).chat.lines : []).filter(
    ({ from, label }) => from !== device && !exchanged.has(label),
  );
  return grouped(lines, ({ from }) => accountOf(from));
}

/** The first line that stands after one that was written later. */
function outOfOrder(
  lines: ReadonlyMap<string, readonly ChatEntry[]>,
  written: ReadonlyMap<MessageLabel, Seq>,
): MessageLabel | undefined {
  for (const entries of lines.values()) {
    let latest = -1;
    for (const { label, edits } of entries) {
      // An edited message stands where it was first written.
      const seq = written.get(edits ?? label) ?? -1;
      if (seq < latest) return label;
      latest = seq;
    }
  }
  return undefined;
}

/** How often a device was to show a message after one that the same person had written later. */
function overtakings(view: CheckView, written: ReadonlyMap<MessageLabel, Seq>): number {
  const latest = new Map<string, Seq>();
  let found = 0;
  for (const { event, outcome } of all(view, 'shown')) {
    const way = `${accountOf(outcome.claimed)} ${event.actor}`;
    const seq = written.get(outcome.message) ?? -1;
    if (seq < (latest.get(way) ?? -1)) found++;
    else latest.set(way, seq);
  }
  return found;
}

export const honestTicks: Invariant = {
  id: 'honest-ticks',
  states: {
    en: 'With a server that forges none, two ticks stand only beside messages that a phone of the recipient has shown.',
    zh: '只要服务器不伪造回执，显示“已送达”的消息，收件人的手机必定显示过。',
  },
  check: (view) => {
    const forged = new Set(
      all(view, 'misdeed').flatMap(({ outcome }) => (outcome.deed === 'forge-ticks' ? [outcome.message] : [])),
    );
    const recipients = new Map(all(view, 'wrote').map(({ outcome }) => [outcome.message, outcome.to]));
    const shown = all(view, 'shown');
    const ticks = all(view, 'ticked').filter(({ outcome }) => outcome.tick !== 'sent' && !forged.has(outcome.message));
    const false_ = ticks.find(
      ({ event, outcome: { message } }) =>
        !shown.some(
          (one) =>
            one.outcome.message === message &&
            one.event.seq < event.seq &&
            accountOf(one.event.actor) === recipients.get(message),
        ),
    );
    return {
      witnessed: ticks.length,
      violation: false_ && {
        invariant: 'honest-ticks',
        party: false_.event.actor,
        message: false_.outcome.message,
        seq: false_.event.seq,
      },
    };
  },
};
