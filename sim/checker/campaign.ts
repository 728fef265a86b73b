/**
 * A campaign: many random stories, every invariant on every run. Honest runs must break none; for every protection there is
 * a mutant (the protection off) that must break the invariant which its entry in `protections.ts` names.
 */
import fc from 'fast-check';
import type { Suite } from '../crypto/suite.ts';
import { PROTECTION_IDS, PROTECTIONS, type InvariantId, type ProtectionId } from '../protections.ts';
import { filesOn } from '../scenario/keeping.ts';
import { knowledgeIn, play, type FileKeeping, type Played, type PlayOptions } from '../scenario/play.ts';
import type { Scenario } from '../scenario/types.ts';
import { twin } from '../storage/twin.ts';
import { stories } from './generate.ts';
import { INVARIANTS } from './invariants/all.ts';
import type { Finding, Invariant, Violation } from './invariants/types.ts';
import { smallest } from './shrink.ts';
import { hasServer, scenarioOf, type StoryDraft } from './story.ts';
import { viewOf } from './view.ts';

export interface CampaignOptions {
  readonly runs: number;
  readonly seed: number;
  readonly suite: Suite;
  readonly longestStory: number;
  /** Real databases, given by the host: what the twin says *may* be left counts only where it is left in these. */
  readonly real?: FileKeeping | undefined;
  /** A counterexample is played once more with these; given by the host where suite and store are stand-ins. */
  readonly confirmOn?: Means;
}

/** What a story is played with. Without a store, devices keep their files on the fast twin. */
export interface Means {
  readonly suite: Suite;
  readonly files?: FileKeeping | undefined;
}

/** What the twin lists more than there is: an invariant about bytes that are left is asked of real ones before it counts. */
const ABOUT_BYTES: ReadonlySet<InvariantId> = new Set(['deleted-leaves-nothing']);
const TWIN = filesOn(twin);

export interface CampaignReport {
  readonly runs: number;
  /** How often each invariant had something to check. */
  readonly witnessed: Readonly<Record<InvariantId, number>>;
  readonly counterexample: Counterexample | undefined;
}

/** The smallest story found that breaks an invariant: a scenario like any other. */
export interface Counterexample {
  readonly scenario: Scenario;
  readonly violation: Violation;
  /** Whether the story breaks the same invariant on `confirmOn`, for the same party and message; absent: not asked. */
  readonly confirmed?: boolean;
}

/** Runs random stories with all protections on, or with one off; stops at the first violation and shrinks it. */
export function campaign(options: CampaignOptions, off?: ProtectionId): CampaignReport {
  const invariants = off === undefined ? INVARIANTS : INVARIANTS.filter(({ id }) => id === PROTECTIONS[off].noticedBy);
  const witnessed = Object.fromEntries(INVARIANTS.map(({ id }) => [id, 0])) as Record<InvariantId, number>;
  const registrationOf = registrations(options, off);
  const look = (story: StoryDraft): Inspection =>
    inspect(scenarioOf(story, off), invariants, options, registrationOf(story));
  const holds = (story: StoryDraft): boolean => {
    const found = look(story);
    for (const [id, count] of found.witnessed) witnessed[id] += count;
    return found.violation === undefined;
  };
  const details = fc.check(fc.property(stories(options.longestStory), holds), {
    numRuns: options.runs,
    seed: options.seed,
    verbose: false,
  });
  const found = details.counterexample?.[0];
  if (!details.failed || found === undefined) return { runs: details.numRuns, witnessed, counterexample: undefined };
  const breaks = (scenario: Scenario): Violation | undefined => inspect(scenario, invariants, options).violation;
  const scenario = smallest(scenarioOf(found, off), (smaller) => breaks(smaller) !== undefined);
  const violation = breaks(scenario);
  if (!violation) throw new Error(`a shrunk story must break its invariant again: ${String(details.errorInstance)}`);
  return {
    runs: details.numRuns,
    witnessed,
    counterexample: {
      scenario: named(scenario, violation, off),
      violation,
      ...(options.confirmOn ? { confirmed: isConfirmed(scenario, violation, options.confirmOn, options.seed) } : {}),
    },
  };
}

/** Whether one shrunk story breaks its invariant with other means too. */
function isConfirmed(scenario: Scenario, expected: Violation, means: Means, seed: number): boolean {
  const { violation } = inspect(scenario, [invariantNamed(expected.invariant)], { ...means, seed });
  return violation?.party === expected.party && violation.message === expected.message;
}

/** Stories that differ in nothing but steps begin alike, because they have one seed: their devices register once, and each goes on from there. */
function registrations(options: CampaignOptions, off?: ProtectionId): (story: StoryDraft) => Played {
  const known = new Map<string, Played>();
  return (story) => {
    const { onKeyChange, retryReceipts, later, storage } = story;
    const key = `${story.cast} ${onKeyChange} ${retryReceipts} ${hasServer(story)} ${later.handshake} ${storage?.journal}`;
    const before = known.get(key);
    if (before) return before;
    const registered = play({ ...scenarioOf(story, off), steps: [] }, playOptions(options));
    known.set(key, registered);
    return registered;
  };
}

interface InspectOptions extends Means {
  readonly seed: number;
  readonly real?: FileKeeping | undefined;
}

const playOptions = ({ suite, seed, files = TWIN }: InspectOptions): PlayOptions => ({
  suite,
  files,
  seed,
  language: 'en',
  code: 'checker',
});

/** The story with words that say what it shows and where to look. */
function named(scenario: Scenario, { invariant, party, message }: Violation, off: ProtectionId | undefined): Scenario {
  const { states } = invariantNamed(invariant);
  const what = off === undefined ? { en: 'every protection on', zh: '所有保护都开启' } : PROTECTIONS[off].whenOff;
  const where = message === undefined ? `{${party}}` : `{${party}}, ${message}`;
  const whereZh = message === undefined ? `{${party}}` : `{${party}}、${message}`;
  return {
    ...scenario,
    title: { en: `Counterexample: ${what.en}`, zh: `反例：${what.zh}` },
    question: {
      en: `“${states.en}” This story breaks it: look at ${where}.`,
      zh: `“${states.zh}”这个故事打破了它：请看${whereZh}。`,
    },
  };
}

function invariantNamed(id: InvariantId): Invariant {
  const found = INVARIANTS.find((invariant) => invariant.id === id);
  if (!found) throw new Error(`a violation names one of the invariants, and ${id} is none`);
  return found;
}

export interface MutantReport {
  readonly protection: ProtectionId;
  readonly invariant: InvariantId;
  readonly report: CampaignReport;
}

/** One campaign for every protection, with that protection off. */
export const mutantCampaigns = (options: CampaignOptions): readonly MutantReport[] =>
  PROTECTION_IDS.map((protection) => ({
    protection,
    invariant: PROTECTIONS[protection].noticedBy,
    report: campaign(options, protection),
  }));

interface Inspection {
  readonly witnessed: readonly (readonly [InvariantId, number])[];
  readonly violation: Violation | undefined;
}

/** Plays one scenario and checks the invariants on it; `base` shares with it what they have in common. */
export function inspect(
  scenario: Scenario,
  invariants: readonly Invariant[],
  options: InspectOptions,
  base?: Played,
): Inspection {
  const played = play(scenario, playOptions(options), base);
  const view = viewOf(played, knowledgeIn(played));
  const findings = invariants.map((invariant) => {
    const finding = invariant.check(view);
    const isDoubtful =
      finding.violation !== undefined && ABOUT_BYTES.has(invariant.id) && options.real && !options.files;
    return { invariant, finding: isDoubtful ? onReal(scenario, invariant, options) : finding };
  });
  return {
    witnessed: findings.map(({ invariant, finding }) => [invariant.id, finding.witnessed] as const),
    violation: findings.find(({ finding }) => finding.violation)?.finding.violation,
  };
}

/** The same question where the bytes are real. */
function onReal(scenario: Scenario, invariant: Invariant, options: InspectOptions): Finding {
  const played = play(scenario, playOptions({ ...options, files: options.real }));
  return invariant.check(viewOf(played, knowledgeIn(played)));
}
