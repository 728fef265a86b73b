/**
 * What deleting has to leave behind, and who may ask for it. PROTOCOL.md sections 12 and 16.
 *
 * Each is stated for the device itself and the bytes of its databases: what somebody quoted, passed on or saved outside the
 * messenger is another copy, and nobody can take it back.
 */
import { MESSAGES, NOTIFICATIONS } from '../../actors/filing/shapes.ts';
import { accountOf } from '../../actors/types.ts';
import type { Remains } from '../../knowledge/files/types.ts';
import type { ActorId, MessageLabel, Seq } from '../../trace.ts';
import { all, deviceAfter, oncePerView, type CheckView } from '../view.ts';
import type { Invariant } from './types.ts';

export const onlyTheAuthorDeletes: Invariant = {
  id: 'only-the-author-deletes',
  states: {
    en: 'Asked by somebody else, a device deletes, changes or stops keeping only what she wrote.',
    zh: '设备应他人请求删除、修改或不再保留的，只限于那个人自己写的消息。',
  },
  check: (view) => {
    const writers = writersOf(view);
    const asked = changedOnRequest(view);
    const wrong = asked.find(({ message, by }) => accountOf(by) !== writers.get(message));
    const refused = all(view, 'disobeyed').filter(({ outcome }) => outcome.why === 'not-author');
    return {
      witnessed: asked.length + refused.length,
      violation: wrong && {
        invariant: 'only-the-author-deletes',
        party: wrong.device,
        message: wrong.message,
        seq: wrong.seq,
      },
    };
  },
};

/** Who wrote each message. */
const writersOf = oncePerView(
  (view): ReadonlyMap<MessageLabel, string> =>
    new Map(all(view, 'wrote').map(({ event, outcome }) => [outcome.message, accountOf(event.actor)])),
);

interface Change {
  readonly device: ActorId;
  readonly message: MessageLabel;
  /** Who asked for it. */
  readonly by: ActorId;
  readonly seq: Seq;
}

/** What devices deleted, changed or stopped keeping because another device asked. What a person does on her own device is her own affair. */
function changedOnRequest(view: CheckView): readonly Change[] {
  const deleted = all(view, 'deleted').flatMap(({ event: { actor, seq }, outcome: { message, why, by } }) =>
    why === 'for-everyone' && by !== actor ? [{ device: actor, message, by, seq }] : [],
  );
  const writers = writersOf(view);
  const edited = all(view, 'edited').flatMap(({ event: { actor, seq }, outcome: { message, as } }) => {
    const by = writers.get(as);
    return by === undefined ? [] : [{ device: actor, message, by, seq }];
  });
  const objected = all(view, 'unkept').flatMap(({ event: { actor, seq }, outcome: { message, by } }) =>
    by === actor ? [] : [{ device: actor, message, by, seq }],
  );
  return [...deleted, ...edited, ...objected];
}

export const deletedLeavesNothing: Invariant = {
  id: 'deleted-leaves-nothing',
  states: {
    en: 'When a device has deleted a message, its database holds nothing of the text unless another message quotes it.',
    zh: '设备删掉一条消息之后，只要别的消息没有引用它，数据库里就不会留下一点文字。',
  },
  check: (view) => {
    const deletions = deletionsOf(view);
    const wrong = deletions.find(({ device, message, seq }) => isLeft(view, device, message, seq));
    return {
      witnessed: deletions.length,
      violation: wrong && {
        invariant: 'deleted-leaves-nothing',
        party: wrong.device,
        message: wrong.message,
        seq: wrong.seq,
      },
    };
  },
};

/** Deletions on devices that keep files, and texts that an edit put an end to; not where the scenario keeps a journal for good or overwrites rows only. */
function deletionsOf(view: CheckView): readonly Omit<Change, 'by'>[] {
  const { storage } = view.played.scenario;
  if (!storage || storage.journal === 'persist' || storage.overwrite === 'rows') return [];
  return [...all(view, 'deleted'), ...all(view, 'edited')].map(({ event, outcome: { message } }) => ({
    device: event.actor,
    message,
    seq: event.seq,
  }));
}

function isLeft(view: CheckView, device: ActorId, label: MessageLabel, at: Seq): boolean {
  const message = view.knowledge.messages.find((one) => one.label === label);
  if (
    !message ||
    deviceAfter(eventAt(view, at)).chat.lines.some((line) => line.label === label && line.body.length > 0)
  )
    return false;
  return view.knowledge.evidence
    .files()
    .remains(device, message, at)
    .some(({ finding }) => finding.file.startsWith(MESSAGES.path) && !isElsewhere(finding, label));
}

/** Inside another message. */
const isElsewhere = ({ label }: Remains['finding'], message: MessageLabel): boolean =>
  label !== undefined && label !== message;

function eventAt(view: CheckView, seq: Seq): CheckView['played']['trace']['events'][number] {
  const event = view.played.trace.events[seq];
  if (!event) throw new Error('outcomes belong to events of their trace');
  return event;
}

export const previewsSayNothing: Invariant = {
  id: 'previews-say-nothing',
  states: {
    en: 'The notification history of a device holds no text of a message.',
    zh: '设备的通知历史里，没有任何消息的文字。',
  },
  check: (view) => {
    const notified = all(view, 'notified');
    const files = view.knowledge.evidence.files();
    const wrong = notified.find(({ event, outcome }) => {
      const message = view.knowledge.messages.find(({ label }) => label === outcome.message);
      const remains = message ? files.remains(event.actor, message, event.seq) : [];
      return remains.some(({ finding }) => finding.file.startsWith(NOTIFICATIONS.path));
    });
    return {
      witnessed: notified.length,
      violation: wrong && {
        invariant: 'previews-say-nothing',
        party: wrong.event.actor,
        message: wrong.outcome.message,
        seq: wrong.event.seq,
      },
    };
  },
};
