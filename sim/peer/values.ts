/** Single values of a request, as zod reads them out of JSON. */
import * as z from 'zod';
import { fromHex, type Bytes } from '../crypto/bytes.ts';
import { PEER_LIMITS } from '../limits.ts';
import { KEY_BYTES } from '../protocol/constants.ts';

/** Bytes as lower-case hexadecimal; of a fixed number where one is given. */
export const hex = (length?: number) =>
  z.string().transform((text, context): Bytes => {
    const bytes = text === text.toLowerCase() ? fromHex(text) : undefined;
    if (bytes && (length === undefined || bytes.length === length)) return bytes;
    const of = length === undefined ? '' : `${length} bytes as `;
    context.addIssue({ code: 'custom', message: `Invalid input: expected ${of}lower-case hexadecimal` });
    return z.NEVER;
  });

/** 32 bytes: a private scalar, a chain key, a seed. */
export const secretKey = hex(KEY_BYTES);
/** 33 bytes: an X25519 key with its type byte. Whether it is one is the protocol's question. */
export const publicKey = hex(1 + KEY_BYTES);

const UINT32 = 2 ** 32 - 1;
export const uint32 = z.number().int().min(0).max(UINT32);
/** Messages of a chain. */
export const counter = z.number().int().min(0).max(PEER_LIMITS.counter);
export const name = z.string().min(1).max(PEER_LIMITS.nameCharacters);
const DEVICES = 0x7f_ff_ff_ff;
export const device = z.number().int().min(0).max(DEVICES);
export const remote = z.strictObject({ name, device });

/** Whose session: no two remotes share an address, for the device is what stands behind the last point. */
export const addressOf = ({ name: of, device: number }: z.infer<typeof remote>): string => `${of}.${number}`;

/** The first thing that is wrong, with its place. */
export function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'not as it must be';
  const place = issue.path.map(String).join('.');
  const text = place === '' ? issue.message : `${place}: ${issue.message}`;
  return text.length > LONGEST_PROBLEM ? `${text.slice(0, LONGEST_PROBLEM)}…` : text;
}
/** A message may quote what was written, and that may be long. */
const LONGEST_PROBLEM = 300;
