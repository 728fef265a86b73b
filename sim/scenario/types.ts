/**
 * A scenario: a story, a lesson, a test and a counterexample in one plain value. `schema.ts` checks files against these
 * types; `play.ts` plays them. The language is documented in docs/writing-scenarios.md.
 */
import type { LimitsProfile } from '../limits.ts';
import type { ProtectionId } from '../protections.ts';
import type { ScenarioText } from '../text.ts';
import type { TakeablePlace } from '../trace.ts';

export const SCHEMA_VERSION = 1;

export interface Scenario extends Settings {
  readonly id: string;
  readonly title: ScenarioText;
  readonly question: ScenarioText;
  /** Captions of the still frames above the question: at most four, 60 words or 100 汉字 in all; no outcome in them. */
  readonly story?: readonly ScenarioText[];
  /** Misconceptions this scenario takes apart: ids of `scenarios/misconceptions.yaml`. */
  readonly serves: readonly string[];
  readonly level: 'lesson' | 'lab';
  /** People with devices, and attackers; ids and names come from `scenarios/cast.yaml`. The server is always there. */
  readonly cast: Readonly<Record<string, CastMember>>;
  readonly shows: Shows;
  /** Clock time of the first step, `HH:MM`. */
  readonly starts: string;
  readonly steps: readonly Step[];
  /** Refutation text: many people think; in this run; because. At most 90 words or 150 汉字. */
  readonly explain?: ScenarioText;
  readonly close?: Close;
  /** Notes for teachers: aim, timing, prompts. */
  readonly teach?: ScenarioText;
  /** Probes that must hold at the end of the base run. */
  readonly expect: readonly string[];
  readonly variants: readonly Variant[];
}

/** What a run depends on besides its steps; a variant may `set` any of it. */
export interface Settings {
  readonly protections: Readonly<Partial<Record<ProtectionId, boolean>>>;
  readonly limits: LimitsProfile;
  /** One-way latency of every link in milliseconds. */
  readonly latencyMs: number;
}

export type CastMember =
  | { readonly role: 'person'; readonly devices: readonly string[]; readonly oneTimePrekeys?: number }
  | { readonly role: 'attacker'; readonly watches: readonly string[] };

export interface Shows {
  readonly figure: 'who-can-read' | 'path';
  /** Columns in the order of the path; at most five at lesson level. */
  readonly parties: readonly string[];
  /** The one switch of the lesson's last stage. */
  readonly protection?: ProtectionId;
}

/** What still stays closed: the reassurance at the end, checked by the engine as `not canRead(<attacker>, m)`. */
export interface Close {
  readonly stillClosed: readonly string[];
  readonly text?: ScenarioText;
}

interface StepBase {
  readonly id: string;
  /** Clock time `HH:MM`; otherwise a minute after the step before. */
  readonly at?: string;
}

export type Step = SendStep | CompromiseStep | ReplayStep | TamperStep | WaitStep | AskStep;
/** The steps that make something happen. */
export type Action = Exclude<Step, AskStep>;

export interface SendStep extends StepBase {
  readonly kind: 'send';
  /** Label of the message. */
  readonly send: string;
  /** A person (her first device) or a device such as `alice.phone`. */
  readonly from: string;
  readonly to: string;
  readonly text: ScenarioText;
}

/** An attacker copies what is in the named places of a device, once. Default: everything. */
export interface CompromiseStep extends StepBase {
  readonly kind: 'compromise';
  readonly compromise: string;
  readonly by: string;
  readonly takes: readonly TakeablePlace[];
}

/** An attacker sends a recorded packet of this message to its recipients once more. */
export interface ReplayStep extends StepBase {
  readonly kind: 'replay';
  readonly replay: string;
  readonly by: string;
}

/** An attacker alters the next message that this link carries. */
export interface TamperStep extends StepBase {
  readonly kind: 'tamper';
  readonly tamper: string;
  readonly by: string;
  readonly flip: TamperTarget;
}
export const TAMPER_TARGETS = ['text', 'mac', 'ratchet-key', 'counter'] as const;
export type TamperTarget = (typeof TAMPER_TARGETS)[number];

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  /** Minutes of virtual time. */
  readonly wait: number;
}

export interface AskStep extends StepBase {
  readonly kind: 'ask';
  readonly ask: ScenarioText;
  /** The step after which the answer can be seen; it comes after this one. */
  readonly reveal: string;
  readonly options: readonly AskOption[];
}

export interface AskOption {
  readonly text: ScenarioText;
  /** A probe, evaluated at the reveal; exactly one option's holds in the base run. */
  readonly when: string;
  readonly misconception?: string;
  /** Why this option is never true in any shipped variant, where that is so. */
  readonly never?: ScenarioText;
}

/** A second run: the same story with edits. */
export interface Variant {
  readonly id: string;
  readonly title?: ScenarioText;
  readonly set?: Partial<Settings>;
  readonly replace: Readonly<Record<string, Action>>;
  readonly insertAfter: Readonly<Record<string, readonly Action[]>>;
  readonly remove: readonly string[];
  readonly expect: readonly string[];
}
