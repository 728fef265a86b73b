/**
 * Named entropy: the only randomness in the simulator.
 *
 * A draw is named by what it decides (a packet, an attempt, a link) and depends on the seed, the scope, that name and the
 * length, never on how many draws came before. So a changed run keeps the draws of everything that did not change, which is
 * what lets two runs be compared. Not for real secrets. Floor 1.
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Bytes } from './bytes.ts';
import { clamped } from './keys.ts';
import { absorbText, absorbWord, finish, startLanes, type Lanes } from './mix.ts';
import { KEY_BYTES } from './sizes.ts';

export interface Entropy {
  /** `length` bytes that belong to this name. The same name and length give the same bytes again. */
  readonly draw: (name: string, length: number) => Bytes;
}

/** The entropy of one seed (a safe integer) and scope (who draws: a device, a link). Throws for other seeds. */
export function entropyFor(seed: number, scope: string): Entropy {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be a whole number below 2^53, not ${seed}`);
  // Most steps draw nothing, so seed and scope are taken in by the first draw.
  let start: Lanes | undefined;
  return {
    draw: (name, length) => {
      if (!Number.isInteger(length) || length < 0)
        throw new RangeError(`a draw must be a whole number of bytes, not ${length}`);
      start ??= startOf(seed, scope);
      lanes.set(start);
      absorbText(lanes, name);
      absorbWord(lanes, length);
      finish(lanes);
      return bytesFrom(lanes, length);
    },
  };
}

/** An X25519 private key (32 bytes), clamped as libsignal stores it. RFC 7748 section 5. */
export function drawPrivateKey(entropy: Entropy, name: string): Bytes {
  return clamped(entropy.draw(name, KEY_BYTES));
}

/** A whole number from 0 up to, not including, `bound` (1 to 2^32). The bias is below bound / 2^48. */
export function drawBelow(entropy: Entropy, name: string, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32)
    throw new RangeError(`a bound must be a whole number from 1 to 2^32, not ${bound}`);
  let fraction = 0;
  for (const byte of entropy.draw(name, 6)) fraction = (fraction + byte) / 256;
  return Math.floor(fraction * bound);
}

const ENTROPY_DOMAIN = 0x200;

/** Scratch, written anew by every draw. */
const lanes: Lanes = new Int32Array(4);

function startOf(seed: number, scope: string): Lanes {
  const start: Lanes = new Int32Array(4);
  startLanes(start, ENTROPY_DOMAIN);
  absorbWord(start, seed);
  absorbWord(start, Math.floor(seed / 2 ** 32));
  absorbText(start, scope);
  return start;
}

function bytesFrom(state: Lanes, length: number): Bytes {
  const [a = 0, b = 0, c = 0, d = 0] = state;
  // xoroshiro stays at zero for ever from an all-zero state; a set bit costs nothing.
  const generator = xoroshiro128plusFromState([a, b, c, d === 0 ? 1 : d]);
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i += 4) {
    const word = generator.next();
    // Writes past the end of a typed array have no effect.
    result[i] = word;
    result[i + 1] = word >>> 8;
    result[i + 2] = word >>> 16;
    result[i + 3] = word >>> 24;
  }
  return result;
}
