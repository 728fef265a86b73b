/** The text inside a message's body, from bytes alone: what proofs and cells show is decoded, never copied from the story. */
import type { Bytes } from '../crypto/bytes.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { readText } from '../protocol/content.ts';

/** The text of a body as a person would see it. */
export const textOf = (body: Bytes): string => readText(body, UNRECORDED);
