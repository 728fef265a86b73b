/** The text inside a message's body, from bytes alone: what proofs and cells show is decoded, never copied from the story. */
import type { Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { readText } from '../protocol/content.ts';

/** Reading for display is no computation of any actor: it leaves no record. */
const UNRECORDED: ContainerLog = { pack: () => undefined, unpack: () => undefined };

/** The text of a body as a person would see it. */
export const textOf = (body: Bytes): string => readText(body, UNRECORDED);
