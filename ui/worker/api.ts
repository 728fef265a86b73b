/**
 * What the page may ask of the engine, and what it gets back: plain data that survives `postMessage`.
 *
 * The engine lives in a worker (in the single-file build too). The page never imports the engine; it only reads these views.
 * Everything here is computed from a run: no view holds a sentence, only codes and data. Sentences are made in `ui/i18n`.
 */
import type {
  ActionView,
  Change,
  ChartView,
  Copies,
  FilePath,
  Heatmap,
  Housekeeping,
  Inspection,
  Journey,
  KeyPairing,
  KeysOfPair,
  Metadata,
  PacketEntry,
  QuietDifference,
  Removals,
  StorageView,
  Stretch,
  TransportProjection,
} from '../../sim/index.ts';
import type { Cell, CellState, Look, Missing, MissingPairs, Proof, Replay } from '../../sim/knowledge/types.ts';
import type { Problem } from '../../sim/scenario/problem.ts';
import type { Action, Scenario } from '../../sim/scenario/types.ts';
import type { ProtectionId, Protections } from '../../sim/protections.ts';
import type { SuiteName } from '../../sim/crypto/suite.ts';
import type { ActorId, Instant, MessageLabel, Party, PartyId, Seq, Sign, Tick } from '../../sim/trace.ts';
import type { Language, ScenarioText } from '../../sim/text.ts';

/** Everything a run is a function of, as far as the page can choose it. Two equal choices give the same run. */
export interface RunChoice {
  /** Id of a shipped scenario, or the link form (`~..`) of one that was read by `read` or `readLink`. */
  readonly scenario: string;
  readonly variant?: string;
  readonly seed: number;
  readonly suite: SuiteName;
  /** Switches flipped by hand, on top of scenario and variant. */
  readonly switches: Readonly<Partial<Record<ProtectionId, boolean>>>;
  /** What devices do about a contact's new key, where it was chosen by hand. */
  readonly onKeyChange?: Scenario['onKeyChange'];
  /** Texts are sent in one language: the run's bytes depend on it. */
  readonly language: Language;
}

export interface RunView {
  readonly choice: RunChoice;
  readonly scenario: Scenario;
  readonly protections: Protections;
  readonly traceHash: string;
  readonly parties: readonly Party[];
  readonly messages: readonly MessageView[];
  /** One pause for each step that makes something happen, in story order. frames[0] is before the first. */
  readonly frames: readonly FrameView[];
  /** Every event, for the lab's scrubber. */
  readonly events: readonly EventView[];
  /** The question as it is put, if there is one: no outcome is in it. */
  readonly question: QuestionView | undefined;
  /** The question evaluated. Absent from a run that is not played as far as its answer (the prediction gate). */
  readonly ask: AskView | undefined;
  /** Results of the scenario's own expectations for this run. */
  readonly expectations: readonly { readonly probe: string; readonly holds: boolean }[];
}

export interface MessageView {
  readonly label: MessageLabel;
  readonly step: string;
  readonly from: ActorId;
  readonly to: string;
  readonly at: Instant;
  readonly text: string;
}

export interface FrameView {
  /** `start` for frames[0], else the scenario step's id. */
  readonly step: string;
  /** Everything up to and including this event has happened; -1 before the first. */
  readonly seq: Seq;
  readonly at: Instant;
  readonly action: ActionView;
  /** Cells of every party and every message written so far: cells[message][party] in the order of `RunView`. */
  readonly cells: readonly (readonly Cell[])[];
  /** Cells that differ from the frame before, as `message/party`. */
  readonly changed: readonly string[];
  /** What each phone shows, oldest first. */
  readonly phones: Readonly<Record<ActorId, readonly ChatLine[]>>;
  /** Chart state of every actor. */
  readonly phases: Readonly<Record<ActorId, string>>;
}

export interface ChatLine {
  readonly message: MessageLabel;
  readonly text: string;
  readonly mine: boolean;
  readonly at: Instant;
  /** The text shown is not what the claimed sender wrote. */
  readonly forged: boolean;
  /** What stands beside an own message. */
  readonly tick?: Tick;
  /** When somebody else's message came onto this screen; `at` is when it was written. */
  readonly came?: Instant;
  /** No message but a line of the phone itself: `message` is the one that it is about, if any, and `text` is empty. */
  readonly sign?: { readonly sign: Sign | 'off'; readonly about: string };
}

export interface EventView {
  readonly seq: Seq;
  readonly at: Instant;
  readonly step: string;
  readonly cause: Seq | undefined;
  readonly actor: ActorId;
  readonly phase: string;
  /** Codes of what happened, for a one-line narration each. */
  readonly outcomes: readonly {
    readonly kind: string;
    readonly message?: MessageLabel;
    readonly other?: string;
    readonly detail?: string;
    /** Where it is about messages that were there already, or about files. */
    readonly change?: Change['outcome'];
  }[];
}

/** Every packet of a run, for the space-time diagram. */
export interface TimelineView {
  readonly parties: readonly Party[];
  readonly events: readonly EventView[];
  /** In the order of sending. */
  readonly journeys: readonly Journey[];
  /** Devices off, the server down, links cut or slow, programs that read along. */
  readonly stretches: readonly Stretch[];
}

/** One run beside others of the same story. */
export interface CompareView {
  readonly parties: readonly PartyId[];
  readonly messages: readonly MessageLabel[];
  /** What is to be seen of each party and message at the end of the base run: looks[message][party]. */
  readonly looks: readonly (readonly Look[])[];
  /** In the order in which they were asked for. */
  readonly others: readonly ComparedRun[];
}
export interface ComparedRun {
  /** In the order of the base run; undefined where this run has no such message or party. */
  readonly looks: readonly (readonly (Look | undefined)[])[];
  /** Cells that do not look as in the base run, as `message/party`; what this run does not write looks like nothing. */
  readonly flips: readonly string[];
  /** How many cells come to differ with each step that both runs have, by the step's id. */
  readonly steps: Readonly<Record<string, number>>;
  /** Where it parts from the base run; undefined: nowhere. */
  readonly divergence: DivergenceView | undefined;
  /** When a cell differs for the first time. */
  readonly shows: Instant | undefined;
}

/** One run's event where two runs part. */
export interface PartingEvent extends EventView {
  /** The step of the story that ordered it. */
  readonly ordered?: Action;
  /** The text that a device shows, where that is part of the difference. */
  readonly text?: string;
}

/** Where two runs part. Events have only the outcomes that the other run has not. */
export type DivergenceView =
  | {
      readonly kind: 'deeds';
      readonly at: Instant;
      readonly base: PartingEvent | undefined;
      readonly other: PartingEvent | undefined;
    }
  | { readonly kind: 'quiet'; readonly at: Instant; readonly actor: ActorId; readonly difference: QuietDifference };

/** What somebody who carries or hears messages has of them without opening one. No text is in it. */
export interface MetadataView extends Metadata {
  /** Those of its messages that it can read all the same, because it has the keys. */
  readonly readable: readonly MessageLabel[];
}

/** The keys of one device towards another at an event, and who else there is to choose. */
export interface KeysView extends KeysOfPair {
  /** Everybody who has a session with somebody by now, each side by itself. */
  readonly pairings: readonly KeyPairing[];
  /** The key that was asked about; undefined where there is no such key by now. */
  readonly about: KeyAbout | undefined;
}
export interface KeyAbout {
  readonly id: string;
  /** Everybody who can produce it now. */
  readonly holders: readonly PartyId[];
  /** Messages that it opens for whoever recorded the network, and that stay closed without it. */
  readonly opens: readonly MessageLabel[];
  /** The packet that carries the one message that it opens. */
  readonly packet: string | undefined;
}

/** One packet in the eyes of one party at an event, and which packets there are by now. */
export interface BytesView {
  readonly packets: readonly PacketEntry[];
  readonly inspection: Inspection | undefined;
}

/** A device's files as they are at an event, and after housekeeping that is not part of the run. */
export interface TidiedView {
  readonly before: StorageView;
  readonly after: StorageView;
}
/** Where somebody looks into files: a device at an event, after housekeeping in this order. */
export interface StoragePlace {
  readonly device: ActorId;
  readonly at: Seq;
  readonly tidied: readonly Housekeeping[];
}

export interface QuestionView {
  readonly ask: ScenarioText;
  readonly step: string;
  /** Index in `frames` of the pause before the cause, where the question is put. */
  readonly askFrame: number;
  /** Id of the step after which the answer can be seen: what `upTo` is set to once a prediction was made. */
  readonly reveal: string;
  /** What happens next, as far as the question itself announces it: the first step after it. */
  readonly cause: Action | undefined;
  /** `claims`: what each option says of single cells, read off its probe: the forecast that is drawn beside it. */
  readonly options: readonly { readonly text: ScenarioText; readonly claims: readonly ClaimView[] }[];
  /** Cells that the options speak of, as `message/party`: the holes in the figure. */
  readonly asked: readonly string[];
}
export interface ClaimView {
  readonly party: PartyId;
  readonly message: MessageLabel;
  readonly canRead: boolean;
}

export interface AskView {
  readonly options: readonly AskOptionView[];
  /** Cells named by the atoms of the true option: the evidence, as `message/party`. Computed, never authored. */
  readonly evidence: readonly string[];
}
export interface AskOptionView {
  readonly text: ScenarioText;
  readonly holds: boolean;
  readonly misconception?: string;
  /** Why it is right in no variant. */
  readonly never?: ScenarioText;
}

/** Why a cell is as it is: a proof where readable, else what is missing. */
export type WhyView =
  | { readonly kind: 'can'; readonly proof: Proof }
  /** `pairs`: where no single thing would have sufficed. */
  | { readonly kind: 'cannot'; readonly missing: Missing; readonly pairs: MissingPairs | undefined };

/** A story of which only the phones are seen: one round for each of its runs. Nothing tells which run a round is. */
export interface RoundsView {
  readonly title: ScenarioText;
  readonly story: readonly ScenarioText[];
  readonly ask: ScenarioText;
  readonly options: readonly ScenarioText[];
  /** The devices that are shown, in the order of the figure. */
  readonly devices: readonly Party[];
  /** In the order that the seed draws. */
  readonly rounds: readonly RoundView[];
}
export interface RoundView {
  /** What each device shows when the answer can be known, as a person sees it: times in whole minutes, `forged` never set. */
  readonly phones: Readonly<Record<ActorId, readonly ChatLine[]>>;
}

/** What the rounds were. */
export interface RevealView {
  /** The messages that the question is about. */
  readonly messages: readonly MessageLabel[];
  /** The columns of the figure. */
  readonly parties: readonly Party[];
  /** In the order of the rounds. */
  readonly runs: readonly RevealedRun[];
  readonly explain: string | undefined;
  /** What the base run keeps from everybody in the figure but the two people, and the author's words about it. */
  readonly closed: readonly MessageLabel[];
  readonly close: string | undefined;
}
export interface RevealedRun {
  /** Undefined: the base run. */
  readonly variant: string | undefined;
  readonly title: string | undefined;
  /** What was done in it besides writing. */
  readonly deeds: readonly Action[];
  /** One truth value for each option. */
  readonly holds: readonly boolean[];
  /** What each party could do when the answer could be known: states[message][party]. */
  readonly states: readonly (readonly CellState[])[];
}

/** One line of the list of lessons; no outcome is in it. */
export interface LessonEntry {
  readonly id: string;
  readonly title: ScenarioText;
  readonly question: ScenarioText;
}

export type { ActionView };

/** Requests by name. The client (`client.ts`) offers one async function for each. */
export interface EngineApi {
  /**
   * Plays a run. `upTo` names the last step to show: what comes later is not in the answer (the prediction gate).
   * Without it, the whole run.
   */
  play: (choice: RunChoice, upTo?: string) => RunView;
  /** Every packet of a run; `upTo` as in `play`. */
  timeline: (choice: RunChoice, upTo?: string) => TimelineView;
  /** Where each of the other runs parts from the base run, and which cells flip at their ends. */
  compare: (base: RunChoice, others: readonly RunChoice[]) => CompareView;
  /**
   * What the server, the network, a link or an attacker has at an event without opening a message; `upTo` as in `play`.
   * A device cannot be asked: that is a mistake of the caller and throws.
   */
  metadata: (choice: RunChoice, party: PartyId, at: Seq, transport: TransportProjection, upTo?: string) => MetadataView;
  /** Which messages a copy of this device would open, for a copy after every step. */
  heatmap: (choice: RunChoice, device: ActorId) => Heatmap;
  /** Keys of `device` towards `peer` at an event; of the first pair there is, where these are none. `key` is asked about by its id. */
  keys: (choice: RunChoice, pairing: KeyPairing | undefined, at: Seq, key?: string) => KeysView | undefined;
  /** A packet layer by layer, by its id in `packets`; the party decides which sealed layers are open. */
  bytes: (choice: RunChoice, packet: string | undefined, party: PartyId | undefined, at: Seq) => BytesView;
  /** Every copy of a message at an event. */
  copies: (choice: RunChoice, message: MessageLabel, at: Seq) => Promise<Copies>;
  /** The files of a device at an event, with what stands in them of one message. */
  storage: (choice: RunChoice, message: MessageLabel, device: ActorId, at: Seq) => Promise<StorageView>;
  /** Bytes of a file of that place from `offset` on; fewer or none where it ends before. */
  storagePage: (
    choice: RunChoice,
    place: StoragePlace,
    path: FilePath,
    offset: number,
    length: number,
  ) => Promise<Uint8Array>;
  /** The files before and after this housekeeping; the run stays as it is. */
  tidyAndLook: (choice: RunChoice, message: MessageLabel, place: StoragePlace) => Promise<TidiedView>;
  /** What would end or begin a copy: every deed that is tried on each device after a step, with what changed. Takes seconds. */
  removals: (choice: RunChoice, message: MessageLabel, step: string) => Promise<Removals>;
  /** One frame at any event, for the lab. */
  frameAt: (choice: RunChoice, seq: Seq) => FrameView;
  why: (choice: RunChoice, party: PartyId, message: MessageLabel, at: Seq) => WhyView;
  /** Executes the proof of this cell again, link by link, with real bytes. */
  decrypt: (choice: RunChoice, party: PartyId, message: MessageLabel, at: Seq) => Replay;
  /** For each option of the question the first variant in which it would be the right one. Plays them all. */
  elsewhere: (choice: RunChoice) => readonly (string | undefined)[];
  /** The runs of a scenario that shows phones only, as rounds; undefined where it asks nothing. Variant and gate are its own. */
  rounds: (choice: RunChoice) => RoundsView | undefined;
  /** What the rounds were: to be asked for once each has an answer. */
  reveal: (choice: RunChoice) => RevealView | undefined;
  /** The charts of all kinds of actors, for drawing: phases are those of `FrameView.phases`. */
  charts: () => readonly ChartView[];
  /** Reads a scenario file that a person opened. Loads YAML and the schema on first use. */
  read: (fileName: string, source: string) => Promise<OpenedScenario>;
  /** Reads a scenario out of a share link. */
  readLink: (text: string) => Promise<OpenedScenario>;
}

/** A scenario from outside, checked like a shipped one; `link` is its form in an address. */
export type OpenedScenario =
  | { readonly ok: true; readonly scenario: Scenario; readonly link: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };
