/**
 * Plays a scenario on the engine: casts the actors, lets devices register, then orders each step and lets the world settle.
 *
 * Every step leaves a checkpoint. A variant that differs only in its steps forks at the first that differs; one that
 * changes a setting is played from the start. Texts are sent in one language: the run's bytes depend on it.
 */
import type { Acts } from '../actors/acts.ts';
import type { Filing } from '../actors/filing/filed.ts';
import type { Choices, Habits } from '../actors/habits.ts';
import { SERVER } from '../actors/types.ts';
import type { Suite } from '../crypto/suite.ts';
import { entriesOf } from '../engine/log.ts';
import { newRun, order, settle, type Run, type Setup } from '../engine/run.ts';
import type { Copies } from '../knowledge/copyTypes.ts';
import type { FilesIn } from '../knowledge/files/types.ts';
import { knowledgeOf, type Knowledge } from '../knowledge/knowledge.ts';
import { AFTERMATH_MS } from '../limits.ts';
import { ALL_ON, type ProtectionId } from '../protections.ts';
import type { Store } from '../storage/types.ts';
import type { Language } from '../text.ts';
import type { Instant, MessageLabel, Party, PartyId, Seq, Trace, TraceHeader, TraceStep } from '../trace.ts';
import { partiesOf, populationOf } from './casting.ts';
import { instantOf, minutes, wantedTimes } from './clock.ts';
import { orderStep } from './deeds.ts';
import { SCHEMA_VERSION, type Action, type Scenario } from './types.ts';
import { applyVariant, needsFiles, withHabits } from './variants.ts';

/** The storage floor, as a host hands it to runs. */
export interface FileKeeping {
  readonly store: Store;
  readonly filing: Filing;
  readonly acts: Acts;
  readonly filesIn: FilesIn;
  readonly copiesOf: (knowledge: Knowledge, message: MessageLabel, at: Seq) => Copies;
  readonly everydayLeft: (knowledge: Knowledge, device: PartyId, at: Seq) => number;
}

export interface PlayOptions {
  readonly suite: Suite;
  readonly seed: number;
  readonly language: Language;
  /** Hash of the sources, for the trace header. */
  readonly code: string;
  /** Switches set by hand, on top of the scenario's and the variant's. */
  readonly switches?: Readonly<Partial<Record<ProtectionId, boolean>>>;
  /** What devices do about a contact's new key, in place of what scenario and variant say. */
  readonly onKeyChange?: Scenario['onKeyChange'];
  readonly variant?: string;
  /** How people choose where a habit is a share: its fixed reading if left out; sweeps draw. */
  readonly choices?: Choices;
  /** How devices keep files, how these are looked into, what people do with messages: from `storing.ts`, where `needsFiles` says so. */
  readonly files?: FileKeeping | undefined;
  /** Habits set by hand, on top of the cast's and the variant's. */
  readonly habits?: Readonly<Record<string, Habits>>;
}

/** A run of a scenario with its checkpoints: `checkpoints[i]` is the world before action i; the last one is the end. */
export interface Played {
  readonly scenario: Scenario;
  readonly options: PlayOptions;
  readonly actions: readonly Action[];
  readonly checkpoints: readonly Run[];
  readonly steps: readonly TraceStep[];
  readonly trace: Trace;
}

/** Devices register this long before the story starts. */
const SETUP_LEAD_MS = minutes(10);

/** Plays the scenario, or one of its variants; `base` lets a variant share the steps that it has in common. */
export function play(scenario: Scenario, options: PlayOptions, base?: Played): Played {
  const written = options.variant === undefined ? scenario : applyVariant(scenario, options.variant);
  const cast = withHabits(written.cast, options.habits);
  const edited = { ...written, cast, onKeyChange: options.onKeyChange ?? written.onKeyChange };
  const actions = edited.steps.filter((step): step is Action => step.kind !== 'ask');
  // By the scenario as it is written: its variants go on from the same beginning.
  const isWithFiles = needsFiles(scenario);
  if (isWithFiles && !options.files)
    throw new Error('a host opens storing.ts before it plays a scenario in which messages are deleted or files kept');
  const acts = isWithFiles ? options.files?.acts : undefined;
  return finish(edited, options, actions, startFrom(base, edited, options, actions, acts));
}

/** What there is to know of a run, its devices' files included. */
export const knowledgeIn = ({ trace, options }: Pick<Played, 'trace' | 'options'>): Knowledge =>
  knowledgeOf(trace, undefined, options.files?.filesIn);

interface Progress {
  readonly checkpoints: readonly Run[];
  readonly steps: readonly TraceStep[];
  readonly parties: readonly Party[];
}

/** What the base has in common with this run: at least the registration where they differ in nothing but steps. */
function startFrom(
  base: Played | undefined,
  edited: Scenario,
  options: PlayOptions,
  actions: readonly Action[],
  acts: Acts | undefined,
): Progress {
  if (!base || !canShare(base, edited, options) || base.checkpoints[0]?.setup.acts !== acts)
    return {
      checkpoints: [registered(edited, setupOf(edited, options, acts))],
      steps: [],
      parties: partiesOf(edited),
    };
  const shared = sharedActions(base, edited, actions);
  return {
    checkpoints: base.checkpoints.slice(0, shared + 1),
    steps: base.steps.slice(0, shared),
    parties: base.trace.header.parties,
  };
}

function finish(scenario: Scenario, options: PlayOptions, actions: readonly Action[], from: Progress): Played {
  const checkpoints = [...from.checkpoints];
  const steps = [...from.steps];
  const times = wantedTimes(startOf(scenario), actions);
  for (const [index, action] of actions.entries()) {
    if (index < steps.length) continue;
    const before = checkpoints.at(-1);
    if (!before) throw new Error('there is always the checkpoint after registration');
    const at = Math.max(times[index] ?? 0, before.world.now);
    // What is still under way from the step before goes on: a slow network does not hold up the story.
    const until = times[index + 1] ?? at + AFTERMATH_MS;
    const after = settle(orderStep(before, action, at, scenario, options.language), action.id, until);
    checkpoints.push(after);
    steps.push({ id: action.id, at, first: before.log.length, end: after.log.length });
  }
  const last = checkpoints.at(-1);
  if (!last) throw new Error('there is always the checkpoint after registration');
  const header = headerOf(scenario, options, last.setup, from.parties);
  const trace: Trace = { header, events: entriesOf(last.log), steps };
  return { scenario, options, actions, checkpoints, steps, trace };
}

/** How many actions of the base run can be kept: the last of them only where the next thing happens at the same time. */
function sharedActions(base: Played, edited: Scenario, actions: readonly Action[]): number {
  const shared = commonPrefix(base.actions, actions);
  const [mine, theirs] = [edited, base.scenario].map((scenario, i) =>
    wantedTimes(startOf(scenario), i === 0 ? actions : base.actions),
  );
  const isCutShort = mine?.[shared] !== theirs?.[shared];
  return isCutShort ? Math.max(shared - 1, 0) : shared;
}

/** The world after every device has registered, before the story's first step. */
function registered(scenario: Scenario, setup: Setup): Run {
  const population = populationOf(scenario);
  const at = startOf(scenario) - SETUP_LEAD_MS;
  let run = newRun(setup, population, at);
  if (!setup.protections.endToEnd || population.serverKeeps)
    run = order(run, at, SERVER, { kind: 'start' }, `start:${SERVER}`);
  for (const { id } of population.devices) run = order(run, at, id, { kind: 'start' }, `start:${id}`);
  return settle(run, 'setup', startOf(scenario));
}

function setupOf(scenario: Scenario, options: PlayOptions, acts: Acts | undefined): Setup {
  return {
    seed: options.seed,
    suite: options.suite,
    limits: scenario.limits,
    protections: { ...ALL_ON, ...scenario.protections, ...options.switches },
    latencyMs: scenario.latencyMs,
    onKeyChange: scenario.onKeyChange,
    handshake: scenario.handshake,
    retryReceipts: scenario.retryReceipts,
    filing: options.files?.filing,
    acts,
    storage: scenario.storage,
    deleteWindowMs: scenario.deleteWindow === undefined ? undefined : scenario.deleteWindow * 1000,
    choices: options.choices ?? 'fixed',
  };
}

function headerOf(scenario: Scenario, options: PlayOptions, setup: Setup, parties: readonly Party[]): TraceHeader {
  return {
    scenario: scenario.id,
    ...(options.variant === undefined ? {} : { variant: options.variant }),
    seed: options.seed,
    suite: options.suite.name,
    limits: setup.limits,
    protections: setup.protections,
    schema: SCHEMA_VERSION,
    ...(options.choices === 'drawn' ? { choices: 'drawn' } : {}),
    code: options.code,
    parties,
  };
}

function startOf(scenario: Scenario): Instant {
  const start = instantOf(scenario.starts);
  if (start === undefined) throw new Error('a parsed scenario has a clock time as its start');
  return start;
}

/** Everything that a run is a function of is the same, up to its steps. The order of the cast matters: it is the order of events. */
function canShare(base: Played, edited: Scenario, options: PlayOptions): boolean {
  const { scenario, options: theirs } = base;
  return (
    theirs.suite === options.suite &&
    theirs.seed === options.seed &&
    theirs.language === options.language &&
    theirs.code === options.code &&
    theirs.choices === options.choices &&
    theirs.files === options.files &&
    scenario.limits === edited.limits &&
    scenario.latencyMs === edited.latencyMs &&
    scenario.onKeyChange === edited.onKeyChange &&
    scenario.handshake === edited.handshake &&
    scenario.retryReceipts === edited.retryReceipts &&
    scenario.deleteWindow === edited.deleteWindow &&
    isSame(scenario.storage, edited.storage) &&
    scenario.starts === edited.starts &&
    isSame(theirs.switches ?? {}, options.switches ?? {}) &&
    isSame(scenario.protections, edited.protections) &&
    isSame(scenario.cast, edited.cast)
  );
}

function commonPrefix(a: readonly Action[], b: readonly Action[]): number {
  let length = 0;
  while (length < a.length && length < b.length && isSame(a[length], b[length])) length++;
  return length;
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
