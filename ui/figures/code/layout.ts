/**
 * Two phones' security codes side by side: twelve groups of five digits each, compared place by place. Pure.
 *
 * What it says of the groups goes by the digits, as people do. The QR code carries what a camera is for: names and hashes of
 * the keys, the own ones first, so that two honest phones show different squares; only a scan tells that they mean the same.
 */
import { encode } from 'uqr';
import { inLanguage, type Language, type Localized } from '../../../sim/text.ts';
import { accountOf, actorName, personName } from '../names.ts';
import { CODE_WORDS } from './words.ts';

/** Two codes as they were held side by side. */
export interface CodeComparison {
  /** Whom the owner of `mine` wants to be sure of: an account. */
  readonly contact: string;
  readonly mine: ShownCode;
  readonly theirs: ShownCode;
  readonly match: boolean;
  /** Whether one phone that scans the other's QR code finds the same keys. */
  readonly scanned: boolean;
}

export interface ShownCode {
  /** The device that shows it, or its person. */
  readonly owner: string;
  /** 60 decimal digits. */
  readonly digits: string;
  /** What its QR code carries. */
  readonly scan: Uint8Array;
}

export interface CodeMarks {
  readonly phones: readonly [PhoneMark, PhoneMark];
  readonly pairs: readonly PairMark[];
  /** What comes of it, in a sentence. */
  readonly verdict: string;
  /** What the phones say that scan each other. */
  readonly scan: string;
}

export interface PhoneMark {
  readonly owner: string;
  readonly chat: string;
  readonly groups: readonly GroupMark[];
  readonly qr: QrMark;
}

export interface GroupMark {
  /** From 1, in reading order. */
  readonly number: number;
  readonly digits: string;
  readonly differs: boolean;
}

/** The same group on both phones: a row of the table. */
export interface PairMark {
  readonly number: number;
  readonly digits: readonly [mine: string, theirs: string];
  readonly differs: boolean;
  readonly word: string;
}

/** Dark modules as one path in a square of this side, with the light margin around them. */
export interface QrMark {
  readonly side: number;
  readonly path: string;
}

/** Digits of a group: five, as every app prints them. PROTOCOL 9.1. */
const GROUP_DIGITS = 5;
/** Light modules around a QR code (ISO/IEC 18004: four): without them a camera does not find it. */
const QR_MARGIN = 4;

/** What the figure draws and its table says. */
export function layoutCode(comparison: CodeComparison, language: Language): CodeMarks {
  const { contact, mine, theirs, match, scanned } = comparison;
  const ours = groupsOf(mine.digits);
  const others = groupsOf(theirs.digits);
  const pairs = ours.map((digits, index): PairMark => {
    const other = others[index] ?? '';
    const differs = digits !== other;
    const word = inLanguage(differs ? CODE_WORDS.differs : CODE_WORDS.equal, language);
    return { number: index + 1, digits: [digits, other], differs, word };
  });
  const phone = (code: ShownCode, groups: readonly string[], chatWith: string): PhoneMark => ({
    owner: actorName(code.owner, language),
    chat: inLanguage(CODE_WORDS.chatWith({ name: nameOf(chatWith) }), language),
    groups: groups.map((digits, index) => ({ number: index + 1, digits, differs: pairs[index]?.differs ?? true })),
    qr: qrOf(code.scan),
  });
  const named = { one: nameOf(mine.owner), other: nameOf(contact) };
  const differing = pairs.filter((pair) => pair.differs).length;
  const verdict = match ? CODE_WORDS.allEqual(named) : CODE_WORDS.notEqual({ ...named, differing, all: pairs.length });
  return {
    phones: [phone(mine, ours, contact), phone(theirs, others, accountOf(mine.owner))],
    pairs,
    verdict: inLanguage(verdict, language),
    scan: inLanguage(scanned ? CODE_WORDS.scannedEqual : CODE_WORDS.scannedOther, language),
  };
}

const groupsOf = (digits: string): readonly string[] =>
  Array.from({ length: Math.ceil(digits.length / GROUP_DIGITS) }, (_, index) =>
    digits.slice(index * GROUP_DIGITS, (index + 1) * GROUP_DIGITS),
  );

const nameOf = (id: string): Localized => ({ en: personName(id, 'en'), zh: personName(id, 'zh') });

/** One stroke of a row for each run of dark modules. */
function qrOf(payload: Uint8Array): QrMark {
  const { data, size } = encode([...payload], { ecc: 'M', border: QR_MARGIN });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (row[x] !== true) continue;
      const end = row.indexOf(false, x);
      const width = (end === -1 ? size : end) - x;
      path += `M${x} ${y}h${width}v1h-${width}z`;
      x += width;
    }
  }
  return { side: size, path };
}
