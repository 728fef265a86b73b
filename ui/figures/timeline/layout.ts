/**
 * The space-time picture beside the matrix: one lifeline a place, time runs down, and every message's arrow lies on the
 * line of its row. Pure; rows come from the who-can-read marks, so both figures cannot disagree. Lengths in rem.
 */
import { scalePoint } from 'd3';
import type { CellState } from '../../../sim/knowledge/types.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel, Party, PartyId } from '../../../sim/trace.ts';
import type { FrameView, RunView } from '../../worker/api.ts';
import { cellKey, findCell } from '../cells.ts';
import { actorName, accountOf } from '../names.ts';
import type { FigureMarks } from '../who-can-read/layout.ts';

export interface Lane {
  readonly party: PartyId;
  readonly kind: Party['kind'];
  readonly name: string;
  readonly x: number;
}

export interface Arrow {
  readonly message: MessageLabel;
  readonly clock: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  /** Its bytes are on the way, or were. */
  readonly left: boolean;
  /** Where it crosses the server's lane. */
  readonly hop: { readonly x: number; readonly y: number } | undefined;
  readonly arrived: boolean;
  /** Attackers that have its bytes. */
  readonly taps: readonly { readonly x: number; readonly y: number }[];
}

export interface Theft {
  readonly clock: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

/** A stretch of an attacker's lane in which its keys work: what is sent there is open to it at once. */
export interface Stretch {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

export interface TimelineMarks {
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
  readonly thefts: readonly Theft[];
  readonly reading: readonly Stretch[];
  readonly width: number;
  readonly height: number;
}

/** Room for the clock and half a phone left of the first lane, for half a name right of the last. */
/** A device that had it once got it, whatever became of it since. */
const ARRIVED: ReadonlySet<string | undefined> = new Set<CellState>(['readable', 'remnant', 'erased']);

const LEFT = 6.5;
const RIGHT = 1.75;
const LANE = 4.6;
/** With more than two phones some stand beside each other. */
const PHONE_LANE = 6;

/** The timeline of one frame, on the rows of that frame's matrix. */
export function layoutTimeline(view: RunView, frame: FrameView, marks: FigureMarks, language: Language): TimelineMarks {
  const parties = laneOrder(view.parties);
  const step = parties.filter((party) => party.kind === 'device').length > 2 ? PHONE_LANE : LANE;
  const end = LEFT + step * (parties.length - 1);
  const x = scalePoint<string>()
    .domain(parties.map((party) => party.id))
    .range([LEFT, end]);
  const at = (party: PartyId): number => x(party) ?? 0;
  const attackers = parties.filter((party) => party.kind === 'attacker');
  const state = (message: MessageLabel, party: PartyId): string | undefined =>
    findCell(view, frame, cellKey(message, party))?.state;
  const rows = marks.rows.flatMap((row) => (row.kind === 'message' ? [row] : []));
  const arrows = rows.flatMap((row): Arrow[] => {
    const message = view.messages.find((one) => one.label === row.label);
    if (message === undefined) return [];
    const from = { x: at(message.from), y: row.y + row.height * 0.3 };
    return recipients(view, message.to).map((device) => {
      const to = { x: at(device), y: row.y + row.height * 0.7 };
      const middle = row.y + row.height / 2;
      return {
        message: row.label,
        clock: row.clock,
        from,
        to,
        left: view.parties.some((party) => party.kind === 'network' && state(row.label, party.id) !== 'never'),
        hop: state(row.label, 'server') === 'never' ? undefined : { x: at('server'), y: yOn(from, to, at('server')) },
        arrived: ARRIVED.has(state(row.label, device)),
        taps: attackers
          .filter((party) => state(row.label, party.id) !== 'never')
          .map((party) => ({ x: at(party.id), y: middle })),
      };
    });
  });
  return {
    lanes: parties.map((party) => ({
      party: party.id,
      kind: party.kind,
      name: actorName(party.id, language),
      x: at(party.id),
    })),
    arrows,
    thefts: theftsOf(view, marks, at),
    reading: attackers.flatMap((party) =>
      rows
        .filter((row) => readAsSent(view, frame, row.label, party.id))
        .map((row) => ({ x: at(party.id), from: row.y, to: row.y + row.height })),
    ),
    width: end + RIGHT,
    height: marks.height,
  };
}

/** The message was open to this party as soon as it was sent, not only since a later theft. */
function readAsSent(view: RunView, frame: FrameView, message: MessageLabel, party: PartyId): boolean {
  const cell = findCell(view, frame, cellKey(message, party));
  const step = view.messages.find((one) => one.label === message)?.step;
  const sent = view.frames.find((one) => one.step === step);
  return cell?.state === 'readable' && (sent === undefined || cell.since <= sent.seq);
}

/** People left and right of the server, attackers last, beside the matrix. */
function laneOrder(parties: readonly Party[]): readonly Party[] {
  const devices = parties.filter((party) => party.kind === 'device');
  const server = parties.filter((party) => party.kind === 'server');
  const attackers = parties.filter((party) => party.kind === 'attacker');
  return [...devices.slice(0, 1), ...server, ...devices.slice(1), ...attackers];
}

const recipients = (view: RunView, to: string): readonly PartyId[] =>
  view.parties
    .filter((party) => party.kind === 'device' && (party.id === to || party.account === accountOf(to)))
    .map((party) => party.id);

function yOn(from: { x: number; y: number }, to: { x: number; y: number }, x: number): number {
  return from.x === to.x ? from.y : from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
}

function theftsOf(view: RunView, marks: FigureMarks, at: (party: PartyId) => number): readonly Theft[] {
  return marks.rows.flatMap((row) => {
    if (row.kind !== 'band' || !row.theft) return [];
    const action = view.frames.find((frame) => frame.step === row.step)?.action;
    if (action?.kind !== 'compromise') return [];
    return [{ clock: row.clock, y: row.y + row.height / 2, from: at(action.device), to: at(action.by) }];
  });
}
