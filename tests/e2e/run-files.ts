/** Whole runs of a story and the hash of every file that its devices have after every step: in Node and, by `storage-page.ts`, in a browser. */
import { noble, play, type FileKeeping } from '../../sim/index.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { LANGUAGES } from '../../sim/text.ts';
import { knowledgeIn } from '../../sim/scenario/play.ts';
import { diskAt } from '../../sim/knowledge/files/storageView.ts';
import { hashesOf } from '../../tools/deletion/fingerprints.ts';

/** `variant en s3 alice.phone messages.db`: SHA-256 of the bytes, nothing masked. */
export type FileHashes = Readonly<Record<string, string>>;

/** Of the story as written and of each of its variants, in both languages, with real cryptography. */
export function hashesOfRuns(scenario: Scenario, files: FileKeeping): FileHashes {
  const hashes: Record<string, string> = {};
  for (const variant of [undefined, ...scenario.variants.map(({ id }) => id)])
    for (const language of LANGUAGES) {
      const options = { suite: noble, seed: 1, language, code: '', files, ...(variant !== undefined && { variant }) };
      const played = play(scenario, options);
      const knowledge = knowledgeIn(played);
      const devices = played.trace.header.parties.filter(({ kind }) => kind === 'device');
      for (const { id, end } of played.steps)
        for (const { id: device } of devices) {
          const run = `${variant ?? 'as written'} ${language} ${id} ${device}`;
          for (const [path, hash] of Object.entries(hashesOf(diskAt(knowledge, device, end - 1))))
            hashes[`${run} ${path}`] = hash;
        }
    }
  return hashes;
}
