/** Frames: what can be seen at one moment of a run, read off its trace and the knowledge computed from it. */
import { actionView, type ActionView, type Knowledge, type Played } from '../../sim/index.ts';
import { looksLike, type Cell } from '../../sim/knowledge/types.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import type { ActorId, Seq } from '../../sim/trace.ts';
import type { FrameView, MessageView } from './api.ts';
import { phonesAt } from './phones.ts';
import type { KnownRun } from './runs.ts';

/** The frames of a run: before the first step, and after each action up to the wanted one. */
export function framesOf(run: KnownRun, upTo: string | undefined): readonly FrameView[] {
  const { actions, steps } = run.played;
  const frames = [frameOf(run, lastSeqUpTo(run.played, 'start'), 'start', { kind: 'start' }, undefined)];
  for (const [index, action] of actions.slice(0, actionsUpTo(run.played, upTo)).entries()) {
    const step = steps[index];
    if (!step) throw new Error('every action that was played has a step in the trace');
    frames.push(frameOf(run, step.end - 1, action.id, actionView(run.played, action), frames.at(-1)));
  }
  return frames;
}

/** `start` is before the first step, a question's id is the pause at which it is put; an unknown step shows nothing. */
const actionsUpTo = ({ scenario, actions }: Played, upTo: string | undefined): number =>
  upTo === undefined ? actions.length : frameAfter(scenario, upTo);

/** The last event that a run shown up to this step may tell of; -1 for none. */
export function lastSeqUpTo(played: Played, upTo: string | undefined): Seq {
  const shown = actionsUpTo(played, upTo);
  const { steps, trace } = played;
  return ((shown === 0 ? steps[0]?.first : steps[shown - 1]?.end) ?? trace.events.length) - 1;
}

/** Index of the frame that a step ends with: how many steps that make something happen there are up to it. */
export function frameAfter({ steps }: Scenario, stepId: string): number {
  const at = steps.findIndex(({ id }) => id === stepId);
  return steps.slice(0, at + 1).filter(({ kind }) => kind !== 'ask').length;
}

/** The frame at any event. */
export function frameOf(
  run: KnownRun,
  seq: Seq,
  step: string,
  action: ActionView,
  before: FrameView | undefined,
): FrameView {
  const { played, knowledge } = run;
  const cells = cellsAt(played, knowledge, seq);
  const start = played.trace.events[0]?.at ?? 0;
  return {
    step,
    seq,
    at: played.trace.steps.find(({ id }) => id === step)?.at ?? played.trace.events[seq]?.at ?? start,
    action,
    cells,
    changed: changedCells(before?.cells ?? [], cells),
    phones: phonesAt(played.trace, seq),
    phases: phasesAt(played, seq),
  };
}

/** Messages that were written up to an event, in order. */
export function messagesUpTo(played: Played, seq: Seq): readonly MessageView[] {
  return played.trace.events.slice(0, seq + 1).flatMap((event) =>
    event.outcomes.flatMap((outcome) =>
      outcome.kind === 'wrote'
        ? [
            {
              label: outcome.message,
              step: event.step,
              from: event.actor,
              to: outcome.to,
              at: event.at,
              text: outcome.text,
            },
          ]
        : [],
    ),
  );
}

function cellsAt(played: Played, knowledge: Knowledge, seq: Seq): readonly (readonly Cell[])[] {
  const { parties } = played.trace.header;
  return messagesUpTo(played, seq).map(({ label }) => parties.map(({ id }) => knowledge.cell(id, label, seq)));
}

function changedCells(before: FrameView['cells'], now: FrameView['cells']): readonly string[] {
  return now.flatMap((row, message) =>
    row.flatMap((cell, party) => {
      const was = before[message]?.[party] ?? { state: 'never' };
      return looksLike(was, cell) ? [] : [`${cell.message}/${cell.party}`];
    }),
  );
}

function phasesAt(played: Played, seq: Seq): Readonly<Record<ActorId, string>> {
  const phases: Record<ActorId, string> = {};
  for (const event of played.trace.events.slice(0, seq + 1)) phases[event.actor] = event.phase;
  return phases;
}
