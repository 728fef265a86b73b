/** What the storage of a phone gives away that is switched off, or was reset. PROTOCOL.md section 16, number 52. */
import { SERVER } from '../../actors/types.ts';
import type { ActorId, MessageLabel, Seq } from '../../trace.ts';
import { all, copiesMade, oncePerView, sealingsByMessage, swaps, withoutMachine, type CheckView } from '../view.ts';
import type { Finding, Invariant } from './types.ts';

export const switchedOffIsClosed: Invariant = {
  id: 'switched-off-is-closed',
  states: {
    en: 'Who copies the storage of a phone that is switched off or was reset can read no message by it.',
    zh: '手机关着或者已经恢复出厂设置，把存储整个拷走的人也读不到任何消息。',
  },
  check: (view) => {
    const images = imagesOf(view);
    const thieves = [...new Set(images.map(({ by }) => by))];
    const findings = thieves.map((thief) =>
      ofThief(
        view,
        thief,
        images.filter(({ by }) => by === thief),
      ),
    );
    return {
      witnessed: findings.reduce((sum, { witnessed }) => sum + witnessed, 0),
      violation: findings.find(({ violation }) => violation)?.violation,
    };
  },
};

interface Image {
  readonly device: ActorId;
  readonly by: ActorId;
  readonly seq: Seq;
  /** It shows what came to the device after this event: after the last reset; where the phone was off, nothing at all. */
  readonly openSince: Seq;
}

const imagesOf = oncePerView((view): readonly Image[] =>
  all(view, 'imaged').map(({ event: { actor: device, seq, step }, outcome: { by } }) => {
    const action = view.played.actions.find(({ id }) => id === step);
    const isUnlocked = action?.kind === 'image' && action.unlocked;
    const reset = all(view, 'reset').findLast(({ event }) => event.actor === device && event.seq < seq);
    return { device, by, seq, openSince: isUnlocked ? (reset?.event.seq ?? -1) : seq };
  }),
);

/** Messages of the devices that she took nothing else of than such images, and that nobody's swapped keys opened to her. */
function ofThief(view: CheckView, thief: ActorId, images: readonly Image[]): Finding {
  const copied = copiesMade(view).filter(({ attacker }) => attacker === thief);
  const isImage = (copy: { readonly device: ActorId }, seq: Seq): boolean =>
    images.some((image) => image.device === copy.device && image.seq < seq);
  const hasMore = copied.some((copy) => copy.device === SERVER || !isImage(copy, copy.seq + 1) || copy.keysOnly);
  const closed = hasMore || swaps(view).length > 0 ? [] : lettersOn(view, images);
  const at = withoutMachine(view, thief);
  const files = view.knowledge.evidence.files();
  const read = closed.find((label) => {
    const message = view.knowledge.messages.find((one) => one.label === label);
    return view.knowledge.knowsMessage(thief, label, at) || (message && files.remains(thief, message, at).length > 0);
  });
  return {
    witnessed: closed.length,
    violation:
      read === undefined ? undefined : { invariant: 'switched-off-is-closed', party: thief, message: read, seq: at },
  };
}

/** Messages that stood on an imaged device, or passed it, and never on one while its image would show them. */
function lettersOn(view: CheckView, images: readonly Image[]): readonly MessageLabel[] {
  const shown = all(view, 'shown').map(({ event, outcome }) => ({ ...outcome, device: event.actor, seq: event.seq }));
  const wrote = all(view, 'wrote').map(({ event, outcome }) => ({ ...outcome, device: event.actor, seq: event.seq }));
  const sealed = [...sealingsByMessage(view).values()].flatMap((list) =>
    list.flatMap(({ event: { seq }, outcome: { message, by, to } }) => [
      { message, device: by, seq },
      { message, device: to, seq },
    ]),
  );
  const stood = [...shown, ...wrote, ...sealed];
  const isOn = (one: { readonly device: ActorId }): boolean => images.some(({ device }) => device === one.device);
  const isOpen = (one: { readonly device: ActorId; readonly seq: Seq }): boolean =>
    images.some(({ device, openSince, seq }) => device === one.device && openSince < seq && one.seq > openSince);
  const open = new Set(stood.filter(isOpen).map(({ message }) => message));
  return [...new Set(stood.filter(isOn).map(({ message }) => message))].filter((message) => !open.has(message));
}
