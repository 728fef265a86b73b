/**
 * Storage that is encrypted under a key which the phone's own hardware holds: what somebody gets who copies every byte while
 * the phone is switched off, and what is left when a reset has destroyed the key. PROTOCOL 16 (52); POLICY 2.1 (15).
 *
 * Each file is one AES-256-CBC ciphertext (real phones encrypt block by block: docs/limits.md).
 */
import type { Bytes } from '../../crypto/bytes.ts';
import { fileBytes } from '../../storage/pages.ts';
import type { Disk } from '../../storage/types.ts';
import type { Files, SealedFiles } from '../deviceState.ts';
import type { Context } from '../types.ts';
import { recordOf } from './records.ts';

const KEY_BYTES = 32;
const IV_BYTES = 16;

/** A phone's storage as it is delivered: empty, with a key where storage is encrypted. */
export const emptyFiles = (context: Context, name: string): Files => ({
  disk: {},
  stale: [],
  key: context.tools.protections.encryptFiles
    ? context.tools.entropy.draw(`storage-key ${name}`, KEY_BYTES)
    : undefined,
});

/** Every byte of the storage as it lies on the chip. */
export function imageOf(files: Files, name: string, context: Context): Files | SealedFiles {
  const { disk, stale, key } = files;
  if (key === undefined) return { disk, stale, key };
  return { kind: 'sealed', files: sealedStock(files, key, name, context).flatMap((one) => one.files) };
}

/** As new; the key is destroyed, and what was there is left as it lies on the chip. */
export function resetFiles(files: Files, context: Context): Files {
  const { disk, stale, key } = files;
  const left =
    key === undefined
      ? [{ kind: 'open' as const, disk }, ...stale]
      : sealedStock(files, key, `reset ${context.now}`, context);
  return { ...emptyFiles(context, `after reset ${context.now}`), stale: left };
}

/** What is there now, then what was left of before. */
const sealedStock = ({ disk, stale }: Files, key: Bytes, name: string, context: Context): readonly SealedFiles[] => [
  sealed(disk, key, name, context),
  ...stale.map((one, i) => (one.kind === 'sealed' ? one : sealed(one.disk, key, `${name} stale ${i}`, context))),
];

function sealed(disk: Disk, key: Bytes, name: string, { tools }: Context): SealedFiles {
  const files = Object.entries(disk).map(([path, file]): SealedFiles['files'][number] => {
    const iv = tools.entropy.draw(`storage-iv ${name} ${path}`, IV_BYTES);
    const content = file.kind === 'pages' ? fileBytes(file) : recordOf(file);
    const ciphertext = tools.suite.cbcEncrypt(key, iv, content);
    return { iv, ciphertext };
  });
  return { kind: 'sealed', files };
}
