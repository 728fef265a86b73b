/**
 * Conformance: the contents of a folder of published vectors and recorded conversations in, a report of every family out. Pure:
 * whoever calls it reads the files.
 */
import { remembering } from '../crypto/remembering.ts';
import { INDEX } from './folderIndex.ts';
import { FINGERPRINTS } from './fingerprints.ts';
import { LIBSIGNAL_UNIT } from './libsignalUnit.ts';
import { ML_KEM, ML_KEM_DECAPSULATION, ML_KEM_ENCAPSULATION, ML_KEM_KEYS } from './mlKem.ts';
import { NOT_YET } from './notYet.ts';
import { OWS } from './owsConversations.ts';
import { isLog, PEER_LOG } from './peerLog.ts';
import { AES_CBC, HKDF, HMAC, RFC_5869 } from './symmetric.ts';
import { PQXDH_V4, X3DH_V3 } from './transcripts.ts';
import type {
  Broken,
  Checked,
  Checker,
  ConformOptions,
  Content,
  Failure,
  Family,
  Surroundings,
  VectorFile,
} from './types.ts';
import type { Localized } from '../text.ts';
import { RFC_7748, X25519 } from './x25519.ts';
import { XEDDSA } from './xeddsa.ts';

/** In the order of the report; a file belongs to the first that recognises it. */
const CHECKERS: readonly Checker[] = [
  INDEX,
  X25519,
  RFC_7748,
  AES_CBC,
  HKDF,
  RFC_5869,
  HMAC,
  ML_KEM,
  ML_KEM_KEYS,
  ML_KEM_ENCAPSULATION,
  ML_KEM_DECAPSULATION,
  XEDDSA,
  LIBSIGNAL_UNIT,
  FINGERPRINTS,
  OWS,
  X3DH_V3,
  PQXDH_V4,
  PEER_LOG,
  ...NOT_YET,
];
const UNREADABLE = { en: 'unreadable files', zh: '无法读取的文件' };

/** Replays every file. A file that is not what it should be is a failure of its own and harms no other. */
export function conform(files: readonly VectorFile[], options: ConformOptions): readonly Family[] {
  // A control computes mostly what its case did.
  const suite = remembering(options.suite);
  const parts = files.map((file): Part => partOf(file, { ...options, suite, files }));
  return [UNREADABLE, ...CHECKERS.map(({ name }) => name)].flatMap((name) => {
    const own = parts.filter((part) => part.family === name);
    return own.length === 0 ? [] : [summed(name, own)];
  });
}

/** True where something was run, nothing failed and no control was blind; `strict`: and nothing was skipped. */
export const conforms = (families: readonly Family[], strict: boolean): boolean =>
  families.some(({ cases }) => cases > 0) &&
  families.every(
    ({ failed, negatives, skipped }) =>
      failed.length === 0 && negatives.passed === negatives.of && (!strict || skipped.length === 0),
  );

interface Part {
  readonly family: Localized;
  readonly file: VectorFile;
  readonly checked: Checked;
}

function partOf(file: VectorFile, surroundings: Surroundings): Part {
  const content = contentOf(file);
  if (!content) {
    const problem = file.unread ?? NO_JSON;
    return { family: UNREADABLE, file, checked: { outcomes: [{ id: 'file', problem }] } };
  }
  const checker = CHECKERS.find(({ reads }) => reads(content));
  if (!checker) throw new Error('the last checker takes every file');
  const checked = checkedBy(checker, content, surroundings);
  if (!('broken' in checked)) return { family: checker.name, file, checked };
  return { family: checker.name, file, checked: { outcomes: [{ id: 'file', problem: checked.broken }] } };
}

/** Primitives throw for sizes that no caller of ours may have; here the sizes are the file's. */
function checkedBy(checker: Checker, content: Content, surroundings: Surroundings): Checked | Broken {
  try {
    return checker.check(content, surroundings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { broken: { en: `cannot be computed: ${error.message}`, zh: `无法计算：${error.message}` } };
  }
}

function contentOf({ path, text, unread }: VectorFile): Content | undefined {
  if (unread) return undefined;
  if (isLog(path)) return { path, value: text };
  try {
    return { path, value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function summed(name: Localized, parts: readonly Part[]): Family {
  const cases = parts.flatMap(({ file, checked }) => checked.outcomes.map((one) => ({ ...one, path: file.path })));
  const failed = cases.flatMap(({ path, id, problem }): readonly Failure[] => (problem ? [{ path, id, problem }] : []));
  const controls = cases.flatMap(({ noticed }) => noticed ?? []);
  return {
    name,
    cases: cases.length,
    passed: cases.length - failed.length,
    failed,
    skipped: parts.flatMap(({ file, checked }) =>
      (checked.skipped ?? []).map((skip) => ({ ...skip, path: file.path })),
    ),
    negatives: { passed: controls.filter(Boolean).length, of: controls.length },
    notes: parts.flatMap(({ file, checked: { note } }) => (note ? [{ path: file.path, text: note }] : [])),
    files: parts.map(({ file: { path, sha256 } }) => ({ path, sha256 })),
  };
}

const NO_JSON = {
  en: 'not JSON (or cut off). Take it out of the folder, or copy it again.',
  zh: '不是 JSON（或不完整）。请把它移出文件夹，或重新复制一份。',
};
