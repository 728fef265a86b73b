/**
 * What the knowledge floor asks about files, as types: who answers comes through the door of the storage floor (`sim/storing.ts`),
 * and only where a run has files.
 */
import type { Files, SealedFiles } from '../../actors/deviceState.ts';
import type { Disk } from '../../storage/types.ts';
import type { ActorId, PartyId, Seq, Trace } from '../../trace.ts';
import type { MessageTrail, Story } from '../evidence.ts';
import type { Open } from '../holdings.ts';
import type { Finding } from './finding.ts';

/** Part of a message in a finding. */
export interface Remains {
  readonly finding: Finding;
  readonly characters: number;
  readonly of: number;
  /** What of the text is there. */
  readonly text: string;
}

/** The most of a message that somebody could recover from storage. */
export interface LeftOver {
  readonly characters: number;
  readonly of: number;
  readonly text: string;
  /** Since when there has been something without a break. */
  readonly since: Seq;
}

export interface FileEvidence {
  /** For `holdings.ts`: the values that stand in a device's storage, or in an image of it. */
  readonly valuesOn: Open;
  /** All that can be found of a message in what this device or attacker has of storage then. */
  readonly remains: (party: PartyId, message: MessageTrail, at: Seq) => readonly Remains[];
  /** The most of it that could be recovered there; undefined where nothing could. */
  readonly leftOver: (party: PartyId, message: MessageTrail, at: Seq) => LeftOver | undefined;
  /** The same as `remains` on any disk of this device. */
  readonly remainsOn: (device: ActorId, disk: Disk, message: MessageTrail) => readonly Remains[];
  /** Everything that can be found there. */
  readonly findings: (party: PartyId, at: Seq) => readonly Finding[];
  /** The moments at which the storage of this party changed. */
  readonly changes: (party: PartyId) => readonly Seq[];
  /** The storage of a device then. */
  readonly filesOf: (device: PartyId, at: Seq) => Files | undefined;
  /** The disk that was sealed into this, before it was: by the event after which the device has it. */
  readonly diskBefore: (device: PartyId, sealed: SealedFiles) => Disk | undefined;
}

/** Reads the files of a run. */
export type FilesIn = (trace: Trace, story: () => Story) => FileEvidence;

/** Of a run without files. Throws where it has some: then somebody has to read them. */
export function noFiles({ events }: Trace): FileEvidence {
  const hasFiles = events.some(({ after }) => after.places.files !== undefined);
  if (hasFiles) throw new Error('a trace with files is read with `knowledgeOf(trace, flaw, filesIn)`: see storing.ts');
  return {
    valuesOn: () => undefined,
    remains: () => [],
    leftOver: () => undefined,
    remainsOn: () => [],
    findings: () => [],
    changes: () => [],
    filesOf: () => undefined,
    diskBefore: () => undefined,
  };
}
