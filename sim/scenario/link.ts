/**
 * A scenario inside a share link: its written form as JSON, in base64url (RFC 4648 section 5, no padding). Not compressed,
 * so that both directions are synchronous. Reading judges the value with the same schema and checks as a file.
 */
import { fromUtf8, utf8 } from '../crypto/bytes.ts';
import type { Bytes } from '../crypto/bytes.ts';
import { INPUT_LIMITS } from '../limits.ts';
import type { CheckOptions } from './check.ts';
import { fileForm } from './file-form.ts';
import type { Finding, Note } from './findings.ts';
import { note, shown } from './findings.ts';
import { tooLarge } from './notes.ts';
import { readScenario } from './read.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './types.ts';

export type Decoded =
  { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly problem: Problem };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Letters, digits, `-` and `_` only. Longer than `INPUT_LIMITS.shareLinkCharacters`, it will not be read back. */
export const encodeScenario = (scenario: Scenario): string => toBase64Url(utf8(JSON.stringify(fileForm(scenario))));

/** The scenario of a link, or the first problem. A link has no lines: the message names the key instead. */
export function decodeScenario(text: string, options: CheckOptions = { shipped: false }): Decoded {
  if (text.length > INPUT_LIMITS.shareLinkCharacters) {
    return refuse(tooLarge(`${INPUT_LIMITS.shareLinkCharacters} characters`));
  }
  const bytes = fromBase64Url(text);
  const json = bytes === undefined ? undefined : fromUtf8(bytes);
  const raw = json === undefined ? undefined : fromJson(json);
  if (raw === undefined) return refuse(damaged());
  const read = readScenario(raw.value, 'link', options);
  if (read.ok) return { ok: true, scenario: read.value };
  const [first] = read.findings;
  return refuse(first === undefined ? damaged() : withPath(first));
}

const refuse = ({ code, message, cure }: Note): Decoded => ({
  ok: false,
  problem: { file: 'link', line: 1, column: 1, code, message, cure },
});

function withPath({ path, code, message, cure }: Finding): Note {
  const key = path.map(shown).join('.');
  return key === ''
    ? { code, message, cure }
    : { code, message: { en: `${key}: ${message.en}`, zh: `${key}：${message.zh}` }, cure };
}

const damaged = (): Note =>
  note(
    'link-damaged',
    'The scenario in this link cannot be read; a part of the link may be missing.',
    '读不出这个链接里的情景；链接可能不完整。',
    'Copy the whole link again, or ask for the scenario file.',
    '请重新复制完整的链接，或者向对方要情景文件。',
  );

function fromJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

// --- base64url

function toBase64Url(bytes: Bytes): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const present = Math.min(3, bytes.length - i);
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let j = 0; j <= present; j++) text += ALPHABET.charAt((group >> (18 - 6 * j)) & 63);
  }
  return text;
}

/** Undefined where the text is not base64url, or ends in bits that no bytes have: one value has one spelling. */
function fromBase64Url(text: string): Bytes | undefined {
  const bytes: number[] = [];
  let pending = 0;
  let bits = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) return undefined;
    pending = (pending << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(pending >> bits);
      pending &= (1 << bits) - 1;
    }
  }
  return bits >= 6 || pending !== 0 ? undefined : Uint8Array.from(bytes);
}
