/**
 * What happened between messages, as one line each: a theft, a replay, an alteration, a wait. From codes only.
 * The same words announce a step that has not happened yet (`announcedBand`), which is all the gate lets through.
 */
import type { Step } from '../../../sim/scenario/types.ts';
import type { Language } from '../../../sim/text.ts';
import type { TakeablePlace } from '../../../sim/trace.ts';
import type { ActionView, FrameView, RunView } from '../../worker/api.ts';
import { cameLines, deedLine, heldBackLine, notComparedLine } from '../../i18n/deeds.ts';
import { actorInSentence, contentOf, personName } from '../names.ts';
import { clock, passing } from '../say.ts';
import { takenOrNot, takenParts } from '../taken.ts';

export interface Band {
  readonly step: string;
  readonly clock: string;
  /** The deed, set in bold. */
  readonly deed: string;
  /** What it leaves out or what came of it, set in regular. */
  readonly rest: string;
  readonly theft: boolean;
}

/** Bands of everything that has begun at this frame, in story order. */
export function bandsAt(view: RunView, frame: FrameView, language: Language): readonly Band[] {
  return view.frames
    .filter((candidate) => hasBegun(view, candidate, frame))
    .flatMap((candidate) => bandOf(candidate.action, candidate.step, clock(candidate.at, language), language) ?? []);
}

/** A step that the scenario announces and that has not happened; undefined for a message (its text stays unsaid). */
export function announcedBand(step: Step, language: Language): Band | undefined {
  const at = step.at ?? '';
  switch (step.kind) {
    case 'compromise':
      return theft(step.id, at, step.by, step.compromise, step.takes, language);
    case 'replay':
      return {
        step: step.id,
        clock: at,
        deed:
          language === 'en'
            ? `${personName(step.by, 'en')} sends the recorded ${step.replay} again`
            : `${personName(step.by, 'zh')}把录下的 ${step.replay} 再发一次`,
        rest: '',
        theft: false,
      };
    case 'tamper':
      return { step: step.id, clock: at, deed: tamperDeed(step.by, step.tamper, language), rest: '', theft: false };
    case 'wait':
      return { step: step.id, clock: at, deed: waitDeed(step.wait, language), rest: '', theft: false };
    case 'send':
      return {
        step: step.id,
        clock: at,
        deed:
          language === 'en'
            ? `${personName(step.from, 'en')} writes to ${personName(step.to, 'en')}`
            : `${personName(step.from, 'zh')}给${personName(step.to, 'zh')}写消息`,
        rest: '',
        theft: false,
      };
    case 'ask':
      return undefined;
    default:
      return plain(
        step.id,
        at,
        deedLine(step, (id) => actorInSentence(id, language), language),
      );
  }
}

/** A line without more to it. */
const plain = (step: string, at: string, deed: string, rest = ''): Band => ({
  step,
  clock: at,
  deed,
  rest,
  theft: false,
});

function bandOf(action: ActionView, step: string, at: string, language: Language): Band | undefined {
  switch (action.kind) {
    case 'start':
    case 'send':
      return undefined;
    case 'compromise':
      return theft(step, at, action.by, action.device, action.takes, language);
    case 'replay':
      return replayBand(action, step, at, language);
    case 'tamper':
      return { step, clock: at, deed: tamperDeed(action.by, action.link, language), rest: '', theft: false };
    case 'wait':
      return { step, clock: at, deed: waitDeed(action.minutes, language), rest: '', theft: false };
    case 'deed':
      return deedBand(action, step, at, language);
    case 'held-back':
      return plain(
        step,
        at,
        heldBackLine(action, (id) => personName(id, language), language),
      );
    case 'not-compared':
      return plain(
        step,
        at,
        notComparedLine(personName(action.by, language), personName(action.with, language), language),
      );
    case 'inapplicable':
      return {
        step,
        clock: at,
        deed: language === 'en' ? 'This step does not apply in this run' : '本次运行里做不到这一步',
        rest: '',
        theft: false,
      };
  }
}

/** An implant is a theft that goes on; of what came of a deed the band says the first thing, the narration all. */
function deedBand(action: Extract<ActionView, { kind: 'deed' }>, step: string, at: string, language: Language): Band {
  const name = (id: string): string => actorInSentence(id, language);
  const { deed, came } = action;
  const rest = cameLines(came, name, language)[0] ?? '';
  return { ...plain(step, at, deedLine(deed, name, language), rest), theft: deed.kind === 'implant' };
}

/** A frame counts once its first event has happened, or once its pause is reached. */
function hasBegun(view: RunView, candidate: FrameView, frame: FrameView): boolean {
  if (candidate.seq <= frame.seq) return view.frames.indexOf(candidate) <= lastIndex(view, frame);
  return view.events.some((event) => event.seq <= frame.seq && event.step === candidate.step);
}

/** Steps without events (a wait) share the seq of the pause before: then the place in the story decides. */
function lastIndex(view: RunView, frame: FrameView): number {
  const own = view.frames.findIndex((candidate) => candidate.step === frame.step && candidate.seq === frame.seq);
  return own === -1 ? view.frames.length : own;
}

function theft(
  step: string,
  at: string,
  by: string,
  device: string,
  takes: readonly TakeablePlace[],
  language: Language,
): Band {
  const name = personName(by, language);
  const copied = contentOf(device, takenParts(takes, language), language);
  const deed = language === 'en' ? `${name} copies ${copied}` : `${name}拷走${copied}`;
  return { step, clock: at, deed, rest: takenOrNot(takes, language), theft: true };
}

function replayBand(
  action: Extract<ActionView, { kind: 'replay' }>,
  step: string,
  at: string,
  language: Language,
): Band {
  const name = personName(action.by, language);
  return language === 'en'
    ? {
        step,
        clock: at,
        deed: `${name} sends the recorded ${action.message} again`,
        rest: action.accepted ? 'it is shown once more' : 'it is refused',
        theft: false,
      }
    : {
        step,
        clock: at,
        deed: `${name}把录下的 ${action.message} 再发一次`,
        rest: action.accepted ? '又显示了一遍' : '被拒收',
        theft: false,
      };
}

const tamperDeed = (by: string, link: string, language: Language): string =>
  language === 'en'
    ? `${personName(by, 'en')} alters the next message on ${actorInSentence(link, 'en')}`
    : `${personName(by, 'zh')}改动${actorInSentence(link, 'zh')}上的下一条消息`;

function waitDeed(minutes: number, language: Language): string {
  const time = passing(minutes, language);
  if (language === 'zh') return `过了 ${time}`;
  return time.startsWith('1 ') ? `${time} passes` : `${time} pass`;
}
