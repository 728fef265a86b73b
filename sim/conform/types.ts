/** What goes into a check of conformance, and what comes out. Sentences come in both languages; nothing here prints. */
import type { Suite } from '../crypto/suite.ts';
import type { Localized } from '../text.ts';

/** One file of a folder, read by whoever has a disk. */
export interface VectorFile {
  /** From the folder on, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Why there is no text: the file is too large, or may not be read. */
  readonly unread?: Localized;
  /** Of the file's bytes, lower-case hexadecimal; empty where it was not read. */
  readonly sha256: string;
}

export interface ConformOptions {
  /** With key encapsulation (`withKem`): some recordings are of version 4. */
  readonly suite: Suite;
}

/** One comparison with what somebody else has computed. */
export interface Outcome {
  /** Within its file: the number of a test, the step of a recording. */
  readonly id: string;
  /** Absent where ours is the same. */
  readonly problem?: Localized;
  /**
   * Whether the same check failed once one byte was altered, as it must; absent where the case expects a refusal or an empty
   * result, which have no byte to alter.
   */
  readonly noticed?: boolean;
}

/** Cases that were not run, and why. */
export interface Skip {
  readonly path: string;
  readonly cases: number;
  readonly reason: Localized;
}
/** A case that was not as it should be. */
export interface Failure {
  readonly path: string;
  readonly id: string;
  readonly problem: Localized;
}

/** All files of one kind. */
export interface Family {
  readonly name: Localized;
  /** Run; the skipped ones are not among them. */
  readonly cases: number;
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly skipped: readonly Skip[];
  /** Of the accepting cases: those whose altered copy failed. */
  readonly negatives: { readonly passed: number; readonly of: number };
  /** What to know about how a recording was replayed. */
  readonly notes: readonly Note[];
  readonly files: readonly Pick<VectorFile, 'path' | 'sha256'>[];
}
export interface Note {
  readonly path: string;
  readonly text: Localized;
}

/** What one file of a family gave. */
export interface Checked {
  readonly outcomes: readonly Outcome[];
  readonly skipped?: readonly Omit<Skip, 'path'>[];
  readonly note?: Localized;
}

/** A file that has not the shape of its family. */
export interface Broken {
  readonly broken: Localized;
}

/** How the files of one family are recognised and checked. */
export interface Checker {
  readonly name: Localized;
  readonly reads: (file: Content) => boolean;
  /** Throws a `RangeError` where the file is absurd: sizes that no primitive takes, a depth that nobody can walk. */
  readonly check: (file: Content, surroundings: Surroundings) => Checked | Broken;
}

/** A file whose text was JSON; of a log of lines the text itself. */
export interface Content {
  readonly path: string;
  readonly value: unknown;
}
export interface Surroundings extends ConformOptions {
  readonly files: readonly VectorFile[];
}
