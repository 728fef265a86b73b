/**
 * The situation as at most four still frames, taken from the run: people write, someone records, keys are copied, the
 * question. Captions are the scenario's own, each with a drawing while there is one; else they are made from codes.
 */
import type { CellState } from '../../sim/knowledge/types.ts';
import { inLanguage, type Language } from '../../sim/text.ts';
import type { RunView } from '../worker/api.ts';
import { accountOf, actorName, contentOf, personName, withNames } from '../figures/names.ts';
import { cellKey, findCell } from '../figures/cells.ts';
import { takenParts } from '../figures/taken.ts';
import { LESSON_WORDS } from './words.ts';

export type StripDrawing =
  | { readonly kind: 'talk'; readonly left: string; readonly right: string; readonly onTheWay: CellState }
  | {
      readonly kind: 'record';
      readonly left: string;
      readonly right: string;
      readonly by: string;
      readonly onTheWay: CellState;
    }
  | { readonly kind: 'theft'; readonly left: string; readonly right: string; readonly by: string }
  | { readonly kind: 'resend'; readonly left: string; readonly right: string; readonly by: string }
  | { readonly kind: 'ask' }
  /** The caption says what no drawing shows. */
  | { readonly kind: 'words' };

export interface StripFrame {
  readonly drawing: StripDrawing;
  readonly caption: string;
}

const MOST_FRAMES = 4;

/** The frames up to the question of a run that is played up to it (or further: later frames are not read). */
export function stripOf(view: RunView, askFrame: number, language: Language): readonly StripFrame[] {
  const frames = [...talkFrames(view, askFrame, language), ...deedFrames(view, language)].slice(0, MOST_FRAMES - 1);
  const all: readonly StripFrame[] =
    view.question === undefined
      ? frames
      : [...frames, { drawing: { kind: 'ask' }, caption: LESSON_WORDS.whatOpens[language] }];
  const story = view.scenario.story;
  if (story === undefined || story.length === 0) return all;
  return story.map((own, index) => {
    const isQuestion = view.question !== undefined && index === story.length - 1;
    const drawing: StripDrawing = isQuestion ? { kind: 'ask' } : (frames[index]?.drawing ?? { kind: 'words' });
    return { drawing, caption: withNames(inLanguage(own, language), language) };
  });
}

function talkFrames(view: RunView, askFrame: number, language: Language): readonly StripFrame[] {
  const written = view.messages.slice(0, view.frames[askFrame]?.cells.length ?? 0);
  const first = written[0] ?? view.messages[0];
  const left = personOf(view, first?.from) ?? personOf(view, undefined);
  if (left === undefined) return [];
  const right = first === undefined ? left : accountOf(first.to);
  const frame = view.frames[askFrame];
  const onTheWay =
    first === undefined || frame === undefined
      ? 'sealed'
      : (findCell(view, frame, cellKey(first.label, 'network'))?.state ?? 'sealed');
  const names = [personName(left, language), personName(right, language)].join(language === 'en' ? ' and ' : '和');
  const people = { left: initial(left), right: initial(right), onTheWay };
  const talk: StripFrame = {
    drawing: { kind: 'talk', ...people },
    caption:
      language === 'en'
        ? `${names} write. ${onTheWay === 'sealed' ? 'Each message travels sealed.' : ''}`.trim()
        : `${names}互发消息。${onTheWay === 'sealed' ? '每条消息都密封着传送。' : ''}`,
  };
  const watcher = view.parties.find((party) => party.kind === 'attacker' && party.watches.length > 0);
  if (watcher === undefined) return [talk];
  const name = personName(watcher.id, language);
  return [
    talk,
    {
      drawing: { kind: 'record', ...people, by: initial(watcher.id) },
      caption: language === 'en' ? `${name} records every byte.` : `${name}录下每一个字节。`,
    },
  ];
}

/** What the question announces, as a drawing. */
function deedFrames(view: RunView, language: Language): readonly StripFrame[] {
  const cause = view.question?.cause;
  const people = Object.entries(view.scenario.cast).filter(([, member]) => member.role === 'person');
  const left = people[0]?.[0];
  const right = people[1]?.[0];
  if (cause === undefined || left === undefined || right === undefined) return [];
  const sides = { left: initial(left), right: initial(right) };
  if (cause.kind === 'compromise') {
    const name = personName(cause.by, language);
    const at = cause.at;
    const deed = contentOf(deviceNamed(view, cause.compromise), takenParts(cause.takes, language), language);
    return [
      {
        drawing: { kind: 'theft', ...sides, by: initial(cause.by) },
        caption:
          language === 'en'
            ? `${at === undefined ? 'Then' : `At ${at}`} ${name} copies ${deed}.`
            : `${at === undefined ? '然后' : `${at}，`}${name}拷走${deed}。`,
      },
    ];
  }
  if (cause.kind === 'replay') {
    const name = personName(cause.by, language);
    return [
      {
        drawing: { kind: 'resend', ...sides, by: initial(cause.by) },
        caption:
          language === 'en'
            ? `${name} sends the recorded ${cause.replay} again.`
            : `${name}把录下的 ${cause.replay} 再发一次。`,
      },
    ];
  }
  return [];
}

/** A person named in a step stands for her first device. */
const deviceNamed = (view: RunView, name: string): string =>
  view.parties.find((party) => party.kind === 'device' && (party.id === name || party.account === name))?.id ?? name;

const personOf = (view: RunView, id: string | undefined): string | undefined =>
  id === undefined
    ? Object.entries(view.scenario.cast).find(([, member]) => member.role === 'person')?.[0]
    : accountOf(id);

/** Drawings carry Latin initials in both languages: the cast keeps its initials. */
const initial = (id: string): string => actorName(accountOf(id), 'en').charAt(0);
