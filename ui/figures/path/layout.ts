/**
 * The first rung of the size ladder: one message's row, laid along the path that it takes, place by place. Pure.
 *
 * Each wire is its own place where the run knows its links (their bytes may differ); else both show the network.
 * A message that is not sent yet lies with its author, and every later place is a hole.
 */
import { looksLike, type Cell, type Look } from '../../../sim/knowledge/types.ts';
import { inLanguage, type Language } from '../../../sim/text.ts';
import type { MessageLabel, Party, PartyId } from '../../../sim/trace.ts';
import type { SendStep } from '../../../sim/scenario/types.ts';
import type { FrameView, RunView } from '../../worker/api.ts';
import { lookWord, marked } from '../../i18n/shown.ts';
import { STATE_NAMES } from '../../i18n/terms.ts';
import { accountOf, actorName } from '../names.ts';
import { cellKey } from '../cells.ts';
import { envelopeLine } from '../say.ts';
import { FIGURE_WORDS } from '../words.ts';
import { contentOf, type CellMark } from '../who-can-read/cell-mark.ts';
import type { LegendEntry } from '../who-can-read/layout.ts';

export interface PathOptions {
  readonly language: Language;
  /** Which message; the latest by default. */
  readonly message?: MessageLabel;
  /** Ask about every place but the author's: their cells are holes. */
  readonly holes?: boolean;
  /** A run before this one: plates whose state differs from it carry the accent corner. */
  readonly against?: RunView | undefined;
}

export interface PathPlace {
  readonly kind: 'phone' | 'wire' | 'server';
  readonly party: PartyId;
  readonly name: string;
  readonly mark: CellMark;
}

export interface PathMarks {
  readonly language: Language;
  readonly message: MessageLabel | undefined;
  readonly places: readonly PathPlace[];
  readonly legend: readonly LegendEntry[];
}

/** The places of a message's path at one pause, in the order in which it passes them. */
export function layoutPath(view: RunView, frameIndex: number, options: PathOptions): PathMarks {
  const frame = view.frames[frameIndex];
  if (frame === undefined) throw new Error(`frame ${frameIndex} must exist: there are ${view.frames.length}`);
  const route = routeOf(view, frame, options);
  if (route === undefined) return { language: options.language, message: undefined, places: [], legend: [] };
  const places = stops(view, route).map(({ kind, party }): PathPlace => ({
    kind,
    party,
    name: placeName(kind, party, options.language),
    mark: markOf(view, frame, party, route, options),
  }));
  const occurs = new Set<LegendEntry>(
    places.flatMap(({ mark: { state, shown } }) => [state, ...(shown ? [shown.kind] : [])]),
  );
  if (places.some((place) => place.mark.changed)) occurs.add('changed');
  return { language: options.language, message: route.message, places, legend: [...occurs] };
}

interface Route {
  readonly message: MessageLabel;
  readonly from: PartyId;
  readonly to: PartyId;
  /** The text, where the message is still a draft. */
  readonly draft: string | undefined;
}

function routeOf(view: RunView, frame: FrameView, options: PathOptions): Route | undefined {
  const written = view.messages.slice(0, frame.cells.length);
  const message = written.find((candidate) => candidate.label === options.message) ?? written[written.length - 1];
  if (message !== undefined) {
    return {
      message: message.label,
      from: deviceOf(view, message.from),
      to: deviceOf(view, message.to),
      draft: undefined,
    };
  }
  const step = draftOf(view);
  if (step === undefined) return undefined;
  return {
    message: step.send,
    from: deviceOf(view, step.from),
    to: deviceOf(view, step.to),
    draft: inLanguage(step.text, options.language),
  };
}

/** The message about to be sent: what the question announces, or the story's first message. */
function draftOf(view: RunView): SendStep | undefined {
  const cause = view.question?.cause;
  if (cause?.kind === 'send') return cause;
  return view.scenario.steps.find((candidate): candidate is SendStep => candidate.kind === 'send');
}

/** A person stands for her first device. */
function deviceOf(view: RunView, name: string): PartyId {
  const devices = view.parties.filter((party) => party.kind === 'device');
  return devices.find((party) => party.id === name || party.account === accountOf(name))?.id ?? name;
}

function stops(view: RunView, route: Route): readonly Pick<PathPlace, 'kind' | 'party'>[] {
  return [
    { kind: 'phone', party: route.from },
    { kind: 'wire', party: wireOf(view.parties, route.from) },
    { kind: 'server', party: 'server' },
    { kind: 'wire', party: wireOf(view.parties, route.to) },
    { kind: 'phone', party: route.to },
  ];
}

const wireOf = (parties: readonly Party[], device: PartyId): PartyId =>
  parties.find((party) => party.kind === 'link' && party.id.split('-').includes(device))?.id ?? 'network';

function placeName(kind: PathPlace['kind'], party: PartyId, language: Language): string {
  if (kind === 'wire') return FIGURE_WORDS.wire[language];
  return kind === 'server' ? FIGURE_WORDS.companyComputer[language] : actorName(party, language);
}

function markOf(view: RunView, frame: FrameView, party: PartyId, route: Route, options: PathOptions): CellMark {
  const { language } = options;
  const key = cellKey(route.message, party);
  const cell = cellOf(view, frame, party, route.message);
  const base = {
    key,
    party,
    message: route.message,
    shown: undefined,
    remnant: undefined,
    envelope: undefined,
    found: false,
    selected: false,
  };
  if (route.draft !== undefined && party === route.from) {
    const content = { kind: 'text', text: route.draft } as const;
    return { ...base, state: 'readable', content, word: STATE_NAMES.readable[language], changed: false };
  }
  const asked = (options.holes === true && party !== route.from) || cell === undefined;
  if (asked) {
    return {
      ...base,
      state: 'hole',
      content: { kind: 'nothing' },
      word: FIGURE_WORDS.unknown[language],
      changed: false,
    };
  }
  const envelope = cell.envelope === undefined ? undefined : envelopeLine(cell.envelope, language);
  const content = contentOf(cell, envelope);
  return {
    ...base,
    state: cell.state,
    content,
    shown: marked(cell.shown),
    remnant: cell.remnant,
    word: lookWord(cell, language),
    envelope: content.kind === 'envelope' || party !== 'server' ? undefined : envelope,
    changed: options.against !== undefined && !looksLike(lookIn(options.against, party, route.message), cell),
  };
}

const cellOf = (view: RunView, frame: FrameView, party: PartyId, message: MessageLabel): Cell | undefined =>
  frame.cells[view.messages.findIndex((one) => one.label === message)]?.[
    view.parties.findIndex((one) => one.id === party)
  ];

/** What is to be seen at the end of another run. */
function lookIn(view: RunView, party: PartyId, message: MessageLabel): Look {
  const last = view.frames[view.frames.length - 1];
  return (last && cellOf(view, last, party, message)) ?? { state: 'never' };
}
