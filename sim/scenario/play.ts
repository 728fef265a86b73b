/**
 * Plays a scenario on the engine: casts the actors, lets devices register, then orders each step and lets the world settle.
 *
 * Every step leaves a checkpoint. A variant that differs only in its steps forks at the first that differs; one that
 * changes a setting is played from the start. Texts are sent in one language: the run's bytes depend on it.
 */
import { accountOf, linkOf, SERVER, type ActorEvent } from '../actors/types.ts';
import type { Suite } from '../crypto/suite.ts';
import { entriesOf } from '../engine/log.ts';
import { newRun, order, settle, type Run, type Setup } from '../engine/run.ts';
import type { Population } from '../engine/world.ts';
import { LIMITS } from '../limits.ts';
import { ALL_ON, type ProtectionId } from '../protections.ts';
import { inLanguage, type Language } from '../text.ts';
import type { ActorId, ActorState, Instant, LinkId, Party, Place, Trace, TraceHeader, TraceStep } from '../trace.ts';
import { instantOf, minutes, wantedTimes } from './clock.ts';
import { SCHEMA_VERSION, type Action, type CompromiseStep, type Scenario } from './types.ts';
import { applyVariant } from './variants.ts';

export interface PlayOptions {
  readonly suite: Suite;
  readonly seed: number;
  readonly language: Language;
  /** Hash of the sources, for the trace header. */
  readonly code: string;
  /** Switches set by hand, on top of the scenario's and the variant's. */
  readonly switches?: Readonly<Partial<Record<ProtectionId, boolean>>>;
  readonly variant?: string;
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
  const edited = options.variant === undefined ? scenario : applyVariant(scenario, options.variant);
  const actions = edited.steps.filter((step): step is Action => step.kind !== 'ask');
  return finish(edited, options, actions, startFrom(base, edited, options, actions));
}

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
): Progress {
  if (!base || !canShare(base, edited, options))
    return {
      checkpoints: [registered(edited, setupOf(edited, options))],
      steps: [],
      parties: partiesOf(edited),
    };
  const shared = commonPrefix(base.actions, actions);
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
    // A slow network may still be busy with the step before: nothing is ordered before that is over.
    const at = Math.max(times[index] ?? 0, before.world.now);
    const after = settle(command(before, action, at, scenario, options.language), action.id);
    checkpoints.push(after);
    steps.push({ id: action.id, at, first: before.log.length, end: after.log.length });
  }
  const last = checkpoints.at(-1);
  if (!last) throw new Error('there is always the checkpoint after registration');
  const header = headerOf(scenario, options, last.setup, from.parties);
  const trace: Trace = { header, events: entriesOf(last.log), steps };
  return { scenario, options, actions, checkpoints, steps, trace };
}

/** The order that a step gives to an actor. */
function command(run: Run, action: Action, at: Instant, scenario: Scenario, language: Language): Run {
  switch (action.kind) {
    case 'send': {
      const event: ActorEvent = {
        kind: 'write',
        label: action.send,
        to: accountOf(action.to),
        text: inLanguage(action.text, language),
      };
      return order(run, at, deviceOf(scenario, action.from), event, `write:${action.send}`);
    }
    case 'compromise':
      return order(run, at, action.by, copyOf(run, action, scenario), `copy:${action.id}`);
    case 'replay':
      return order(run, at, action.by, { kind: 'replay', label: action.replay }, `replay:${action.id}`);
    case 'tamper':
      return order(
        run,
        at,
        action.by,
        { kind: 'tamper', link: action.tamper, flip: action.flip },
        `tamper:${action.id}`,
      );
    case 'wait':
      return run;
  }
}

/** What is in the named places of a device now: exactly that, nothing more and nothing less. */
function copyOf(run: Run, step: CompromiseStep, scenario: Scenario): ActorEvent {
  const device = deviceOf(scenario, step.compromise);
  const held: ActorState['places'] | undefined = run.world.actors[device]?.state.places;
  const places: Partial<Record<Place, unknown>> = {};
  for (const place of step.takes) places[place] = held?.[place];
  return { kind: 'copy', device, places, takes: step.takes };
}

/** The world after every device has registered, before the story's first step. */
function registered(scenario: Scenario, setup: Setup): Run {
  const population = populationOf(scenario);
  const at = startOf(scenario) - SETUP_LEAD_MS;
  let run = newRun(setup, population, at);
  if (!setup.protections.endToEnd) run = order(run, at, SERVER, { kind: 'start' }, `start:${SERVER}`);
  for (const { id } of population.devices) run = order(run, at, id, { kind: 'start' }, `start:${id}`);
  return settle(run, 'setup');
}

function setupOf(scenario: Scenario, options: PlayOptions): Setup {
  return {
    seed: options.seed,
    suite: options.suite,
    limits: scenario.limits,
    protections: { ...ALL_ON, ...scenario.protections, ...options.switches },
    latencyMs: scenario.latencyMs,
  };
}

function populationOf(scenario: Scenario): Population {
  const devices: { id: ActorId; oneTimePrekeys: number }[] = [];
  for (const [person, member] of Object.entries(scenario.cast)) {
    if (member.role !== 'person') continue;
    const oneTimePrekeys = member.oneTimePrekeys ?? LIMITS[scenario.limits].oneTimePrekeys;
    for (const device of member.devices) devices.push({ id: `${person}.${device}`, oneTimePrekeys });
  }
  const links = devices.map(({ id }) => linkOf(id));
  const attackers = Object.entries(scenario.cast).flatMap(([id, member]) =>
    member.role === 'attacker' ? [{ id, watches: watchedLinks(member.watches, links) }] : [],
  );
  return { devices, attackers };
}

const watchedLinks = (watches: readonly string[], links: readonly LinkId[]): readonly LinkId[] =>
  links.filter((link) => watches.includes('network') || watches.includes(link));

/** Everybody who can be asked what a message is to them, in the order of the way: devices, network, links, server, attackers. */
function partiesOf(scenario: Scenario): readonly Party[] {
  const { devices, attackers } = populationOf(scenario);
  const links = devices.map(({ id }) => linkOf(id));
  return [
    ...devices.map(({ id }): Party => ({
      kind: 'device',
      id,
      account: accountOf(id),
      device: id.slice(accountOf(id).length + 1),
    })),
    { kind: 'network', id: 'network', links },
    ...links.map((id): Party => ({ kind: 'link', id })),
    { kind: 'server', id: 'server' },
    ...attackers.map(({ id, watches }): Party => ({ kind: 'attacker', id, watches })),
  ];
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
    code: options.code,
    parties,
  };
}

/** A person stands for her first device. */
export function deviceOf(scenario: Scenario, name: string): ActorId {
  const member = scenario.cast[name];
  return member?.role === 'person' ? `${name}.${member.devices[0] ?? ''}` : name;
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
    scenario.limits === edited.limits &&
    scenario.latencyMs === edited.latencyMs &&
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
