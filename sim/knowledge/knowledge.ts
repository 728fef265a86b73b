/**
 * The door of the knowledge floor: who can read what, when and why, from a trace alone.
 *
 * Making a `Knowledge` only reads what the events say of messages; every answer is computed when it is first asked for, and
 * kept. At -1 nothing has happened yet. Sections 1, 3.2, 3.3 and 4.
 */
import type { Bytes } from '../crypto/bytes.ts';
import type { Suite } from '../crypto/suite.ts';
import type { MessageLabel, PartyId, Seq, Trace } from '../trace.ts';
import { cellOf, emptyCell, tracksOf, type LeftIn, type Track } from './cells.ts';
import { evidenceOf, type Evidence, type MessageTrail } from './evidence.ts';
import { lazy } from './lazy.ts';
import type { FilesIn } from './files/types.ts';
import type { Flaw } from './flaws.ts';
import { missingOf, missingPairsOf } from './missing.ts';
import { knows, observerOf, type Observer } from './observers.ts';
import { proofOf } from './proof.ts';
import { replayOf } from './replay.ts';
import { screenOf, type Screen } from './screen.ts';
import type { Cell, Missing, MissingPairs, Proof, Replay } from './types.ts';

/** Questions about one run. Parties are those of the trace's header, and each link by its id; others throw. */
export interface Knowledge {
  /** Every message, in the order in which they were written, with its body and when and by whom it was written. */
  readonly messages: readonly MessageTrail[];
  readonly cell: (party: PartyId, message: MessageLabel, at: Seq) => Cell;
  readonly knowsMessage: (party: PartyId, message: MessageLabel, at: Seq) => boolean;
  /** Whether the party can produce these bytes at this moment; what is public is known to everyone. */
  readonly knowsValue: (party: PartyId, bytes: Bytes, at: Seq) => boolean;
  /** Devices, the network as one, the server and attackers that can read the message, in the trace's order. */
  readonly readers: (message: MessageLabel, at: Seq) => readonly PartyId[];
  /** How the party reads the message, at least cost; undefined where it cannot. */
  readonly proof: (party: PartyId, message: MessageLabel, at: Seq) => Proof | undefined;
  /** What the party lacks; with a suite also a decryption that was tried. Nothing is missing where it can read. */
  readonly missing: (party: PartyId, message: MessageLabel, at: Seq, suite?: Suite) => Missing;
  /** Which two things together it lacks, where no single one would have sufficed; undefined where one would, or where it can read. */
  readonly missingPairs: (party: PartyId, message: MessageLabel, at: Seq) => MissingPairs | undefined;
  /** Executes a proof of this run again with real bytes. */
  readonly replay: (proof: Proof, suite: Suite) => Replay;
  /** What the answers are made of, for other questions of this floor (`heatmap.ts`). */
  readonly evidence: Evidence;
  readonly observer: (party: PartyId) => Observer;
}

/**
 * The knowledge of all parties in a run. `flaw` breaks one part on purpose, for tests that show that the part matters; `filesIn`
 * reads the files of devices (from the door `storing.ts`), and is needed where the run has some.
 */
export function knowledgeOf(trace: Trace, flaw?: Flaw, filesIn?: FilesIn): Knowledge {
  const evidence = evidenceOf(trace, flaw, filesIn);
  const known = new Map<PartyId, Viewpoint>();
  const viewpoint = (party: PartyId): Viewpoint => {
    const view = known.get(party) ?? viewpointOf(evidence, party);
    known.set(party, view);
    return view;
  };
  const { messages, byLabel } = evidence.story();
  const trail = (label: MessageLabel): MessageTrail | undefined => byLabel.get(label);
  const knowsMessage: Knowledge['knowsMessage'] = (party, label, at) => {
    const message = trail(label);
    return message !== undefined && message.seq <= at && knows(viewpoint(party).observer, message.value, at);
  };
  return {
    messages,
    cell: (party, label, at) => {
      const message = trail(label);
      const { observer, tracks, screen, left } = viewpoint(party);
      const track = message && tracks()[message.index];
      return message && track ? cellOf(message, observer, track, at, screen, left) : emptyCell(party, label);
    },
    knowsMessage,
    knowsValue: (party, bytes, at) => {
      const { observer } = viewpoint(party);
      evidence.rules();
      // Values are numbered as they are met: those that only stand in this party's places are met by asking for them.
      observer.baseAt(at);
      return knows(observer, evidence.values.find(bytes), at);
    },
    readers: (label, at) =>
      trace.header.parties.flatMap(({ kind, id }) => (kind !== 'link' && knowsMessage(id, label, at) ? [id] : [])),
    proof: (party, label, at) => {
      const message = trail(label);
      return message && proofOf(evidence, viewpoint(party).observer, message, at);
    },
    missing: (party, label, at, suite) => {
      const message = trail(label);
      if (!message) return { party, message: label, at, singles: [], copies: [] };
      return missingOf(evidence, viewpoint(party).observer, message, at, suite);
    },
    missingPairs: (party, label, at) => {
      const message = trail(label);
      return message && missingPairsOf(evidence, viewpoint(party).observer, message, at);
    },
    evidence,
    observer: (party) => viewpoint(party).observer,
    replay: (proof, suite) => {
      const message = trail(proof.message);
      return message ? replayOf(proof, message.body, suite) : { ok: false, failedStep: 0 };
    },
  };
}

/** A party's observer, with its tracks once cells are asked for. */
interface Viewpoint {
  readonly observer: Observer;
  readonly tracks: () => readonly Track[];
  /** Devices only. */
  readonly screen: Screen | undefined;
  /** Devices and attackers, who may have storage or an image of it. */
  readonly left: LeftIn | undefined;
}

function viewpointOf(evidence: Evidence, party: PartyId): Viewpoint {
  const observer = observerOf(evidence, party);
  const { trace } = evidence;
  const kind = trace.header.parties.find(({ id }) => id === party)?.kind;
  const isDevice = kind === 'device';
  return {
    observer,
    tracks: lazy(() => tracksOf(evidence, observer)),
    screen: isDevice ? screenOf(trace, party) : undefined,
    left: isDevice || kind === 'attacker' ? (message, at) => evidence.files().leftOver(party, message, at) : undefined,
  };
}
