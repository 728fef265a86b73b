/** Altering a sealed message on the way without any key: one bit of a chosen part. What the recipient makes of it is computed. */
import type { Bytes } from '../crypto/bytes.ts';
import type { ContainerLog } from '../crypto/recorder.ts';
import { concat } from '../crypto/bytes.ts';
import { encodeCovered, encodePrekeyMessage, parseMessage, parsePrekeyMessage } from '../protocol/message.ts';
import type { MessageType } from '../protocol/session.ts';
import type { TamperTarget } from '../scenario/types.ts';

/** The body with one bit of the target flipped (or the counter raised by one); unchanged where it cannot be parsed. */
export function alterMessage(type: MessageType, body: Bytes, target: TamperTarget, containers: ContainerLog): Bytes {
  if (type === 'whisper') return alterInner(body, target, containers);
  const outer = parsePrekeyMessage(body, containers);
  if (!outer.ok) return body;
  const message = alterInner(outer.message, target, containers);
  return encodePrekeyMessage({ ...outer, message }, outer.versionByte, containers);
}

function alterInner(whole: Bytes, target: TamperTarget, containers: ContainerLog): Bytes {
  const message = parseMessage(whole, containers);
  if (!message.ok) return whole;
  const { versionByte } = message;
  const withMac = (covered: Bytes, mac = message.mac): Bytes => {
    const altered = concat(covered, mac);
    containers.pack([covered], altered);
    return altered;
  };
  switch (target) {
    case 'text':
      return withMac(
        encodeCovered(
          { ...message, ciphertext: flip(message.ciphertext, insideText(message.ciphertext)) },
          versionByte,
          containers,
        ),
      );
    case 'mac':
      return withMac(message.covered, flip(message.mac, message.mac.length - 1));
    case 'ratchet-key':
      return withMac(encodeCovered({ ...message, ratchetKey: flip(message.ratchetKey, 1) }, versionByte, containers));
    case 'counter':
      return withMac(encodeCovered({ ...message, counter: message.counter + 1 }, versionByte, containers));
  }
}

const BLOCK_BYTES = 16;
/** From here on the text fills the second and third block: besides it a body has 42 bytes and at most 16 of padding. */
const LONG_BLOCKS = 7;

/**
 * Where to flip: CBC garbles that block and flips one bit of the next. In a long message both are inside the text, so that the
 * recipient's phone still finds it; in a short one it is the first block. The last one, with the padding, stays as it was.
 */
const insideText = (ciphertext: Bytes): number => (ciphertext.length >= LONG_BLOCKS * BLOCK_BYTES ? BLOCK_BYTES : 0);

/** Flips the lowest bit of one byte. */
function flip(bytes: Bytes, at: number): Bytes {
  return bytes.with(at, (bytes[at] ?? 0) ^ 1);
}
