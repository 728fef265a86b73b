/**
 * A scenario: a story, a lesson, a test and a counterexample in one plain value. `schema.ts` checks files against these
 * types; `play.ts` plays them. The language is documented in docs/writing-scenarios.md.
 */
import type { Habits } from '../actors/habits.ts';
import type { LimitsProfile } from '../limits.ts';
import type { ProtectionId } from '../protections.ts';
import type { Handshake } from '../protocol/tools.ts';
import type { StorageSettings } from '../storage/settings.ts';
import type { ScenarioText } from '../text.ts';
import type { StorageDeed } from './storage-steps.ts';
import { MISDEEDS, type FaultKind, type Misdeed, type TakeablePlace, type Tick } from '../trace.ts';

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
  /** People with devices, attackers, and the server where it may do more than its work; ids come from `scenarios/cast.yaml`. */
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
  /** What a device does when a contact has a new key: goes on with it, or holds messages until its person agrees. */
  readonly onKeyChange: 'accept' | 'block';
  /** How sessions are opened: `x3dh`, `pqxdh-if-offered` or `pqxdh`. */
  readonly handshake: Handshake;
  /** Whether a device that cannot open a message asks its sender to seal it again. */
  readonly retryReceipts: boolean;
  /** How devices keep their files; absent where the story is not about files and devices keep none. */
  readonly storage?: StorageSettings;
  /** Seconds after which a message can no longer be deleted for everyone (`limits.ts` has the usual value). */
  readonly deleteWindow?: number;
}

export type CastMember =
  | {
      readonly role: 'person';
      readonly devices: readonly string[];
      readonly oneTimePrekeys?: number;
      /** What she does of herself; a variant may set it. */
      readonly habits?: Habits;
    }
  | { readonly role: 'attacker'; readonly watches: readonly string[]; readonly can: readonly AttackerCapability[] }
  /** The company's server; a scenario that does not name it has an honest one. */
  | { readonly role: 'server'; readonly can: readonly ServerCapability[] };

/** What an attacker may do; whatever a step asks of it must stand in its list. */
export const ATTACKER_CAPABILITIES = ['alter', 'replay', 'disturb', 'copy', 'implant', 'quantum'] as const;
export type AttackerCapability = (typeof ATTACKER_CAPABILITIES)[number];
/** What the server may do beyond passing on: `keep` everything that passes, `disclose` what it has, and each misdeed. */
export const SERVER_CAPABILITIES = ['keep', 'disclose', ...MISDEEDS] as const;
export type ServerCapability = (typeof SERVER_CAPABILITIES)[number];

/**
 * The hero of the lesson. `copies`: every copy of one message, place by place. `phones`: the base run and each variant is a
 * round of its own, of which only the phones are seen until all rounds have an answer.
 */
export const FIGURES = ['who-can-read', 'path', 'copies', 'phones'] as const;
export type Figure = (typeof FIGURES)[number];

export interface Shows {
  readonly figure: Figure;
  /** Columns in the order of the path; at most five at lesson level. With `phones`: the phones, and who is named at the end. */
  readonly parties: readonly string[];
  /** With `copies`: whose copies; by default of the first message. */
  readonly message?: string;
  /** The one switch of the lesson's last stage. */
  readonly protection?: ProtectionId;
}

/** What still stays closed to every attacker, and to the server where the cast names it: the reassurance at the end, checked. */
export interface Close {
  readonly stillClosed: readonly string[];
  readonly text?: ScenarioText;
}

interface StepBase {
  readonly id: string;
  /** Clock time `HH:MM`; otherwise a minute after the step before. */
  readonly at?: string;
}

export type Step =
  | SendStep
  | ReadStep
  | CompromiseStep
  | ImplantStep
  | QuantumStep
  | ReplayStep
  | TamperStep
  | FaultStep
  | PowerStep
  | ServiceStep
  | MisdeedStep
  | CompelStep
  | CompareStep
  | ApproveStep
  | NewPhoneStep
  | DrainStep
  | StorageStep
  | WaitStep
  | AskStep;
/** The steps that make something happen. */
export type Action = Exclude<Step, AskStep>;

export interface SendStep extends StepBase {
  readonly kind: 'send';
  /** Label of the message. */
  readonly send: string;
  /** A person (her first device) or a device such as `alice.phone`. */
  readonly from: string;
  readonly to: string;
  /** With `forwards` it may be left out: the text is the forwarded one. */
  readonly text: ScenarioText;
  /** The message that it answers: a copy of it travels along. */
  readonly quotes?: string;
  /** The message whose content it passes on. */
  readonly forwards?: string;
  /** A picture travels with it. */
  readonly picture?: boolean;
  /** To be seen once. */
  readonly once?: boolean;
}

/** An attacker copies what is in the named places of a device, once. Default: everything. */
export interface CompromiseStep extends StepBase {
  readonly kind: 'compromise';
  readonly compromise: string;
  readonly by: string;
  readonly takes: readonly TakeablePlace[];
}

/** The person opens the chat on this device: read receipts go out. */
export interface ReadStep extends StepBase {
  readonly kind: 'read';
  readonly read: string;
  /** A device of the recipient, or the person (her first device). */
  readonly on: string;
}

/** An attacker's program on a device: from now on it copies the named places at every change, until it is removed. */
export interface ImplantStep extends StepBase {
  readonly kind: 'implant' | 'remove';
  /** `implant: bob.phone`, or `remove: bob.phone`. */
  readonly device: string;
  readonly by: string;
  /** `[chat]`: reads the screen only. */
  readonly takes: readonly TakeablePlace[];
}

/** From now on an attacker has a quantum computer: `quantum: mallory`. */
export interface QuantumStep extends StepBase {
  readonly kind: 'quantum';
  readonly quantum: string;
}

/** Something happens to a link: `drop: bob.phone-server`, with `next: 2`. */
export interface FaultStep extends StepBase {
  readonly kind: 'fault';
  readonly fault: FaultKind;
  readonly link: string;
  /** Who does it; without, it just happens. */
  readonly by?: string;
  /** How many packets: for `drop`, `duplicate`, `delay`, `reorder`; 1 by default. */
  readonly next: number;
  /** `messages` (the default), or `everything`; what lasts (`cut`, `throttle`, `heal`) is always about everything. */
  readonly of: 'messages' | 'everything';
  /** One direction only: the device, or `server`; for faults that hit packets. */
  readonly toward?: string;
  /** For `delay`. */
  readonly seconds: number;
  /** For `throttle`. */
  readonly bytesPerSecond: number;
}

/** A device goes off or on: `power: bob.phone`, `set: off`. */
export interface PowerStep extends StepBase {
  readonly kind: 'power';
  readonly device: string;
  readonly on: boolean;
}

/** The server stops working, or works again: `service: down`. */
export interface ServiceStep extends StepBase {
  readonly kind: 'service';
  readonly up: boolean;
}

/** The server does what it ought not to. */
export interface MisdeedStep extends StepBase {
  readonly kind: 'misdeed';
  readonly misdeed: Misdeed;
  /** The device whose messages it hits; with `swap-keys`, whose keys are swapped; with `forge-ticks`, who is shown the tick. */
  readonly against: string;
  /** With `swap-keys`: towards this device, and the other way round. */
  readonly other?: string;
  /** With `replay`, `forge-ticks` and `forge-retry`. */
  readonly message?: string;
  readonly tick?: Tick;
  /** With `delay`. */
  readonly seconds: number;
}

/** The server has to hand over everything it has: `compel: server`, `by: mallory`. */
export interface CompelStep extends StepBase {
  readonly kind: 'compel';
  readonly by: string;
}

/** A person compares the 60-digit code of a chat with the other person, side by side: `compare: bob`, `by: alice`. */
export interface CompareStep extends StepBase {
  readonly kind: 'compare';
  readonly by: string;
  readonly with: string;
}

/** A person agrees to a contact's new key (`approve: bob`, `by: alice`), without which `onKeyChange: block` holds her messages. */
export interface ApproveStep extends StepBase {
  readonly kind: 'approve';
  readonly by: string;
  readonly contact: string;
}

/** A person has another phone in the place of this one: `new-phone: bob.phone`. Nothing of the old one is on it. */
export interface NewPhoneStep extends StepBase {
  readonly kind: 'new-phone';
  readonly device: string;
}

/** A changed program on somebody's device asks for the keys of a person over and over: `drain: bob`, `by: carol`. */
export interface DrainStep extends StepBase {
  readonly kind: 'drain';
  readonly account: string;
  readonly by: string;
  readonly times: number;
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

/** People delete, keep and copy; phones keep files; somebody looks into them. See `sim/scenario/storage-steps.ts`. */
export type StorageStep = StorageDeed & StepBase;

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

/** Settings of a variant, and habits of people; what it does not name stays. */
export interface VariantSettings extends Partial<Settings> {
  readonly habits?: Readonly<Record<string, Habits>>;
}

/** A second run: the same story with edits. */
export interface Variant {
  readonly id: string;
  readonly title?: ScenarioText;
  readonly set?: VariantSettings;
  readonly replace: Readonly<Record<string, Action>>;
  readonly insertAfter: Readonly<Record<string, readonly Action[]>>;
  readonly remove: readonly string[];
  readonly expect: readonly string[];
}
