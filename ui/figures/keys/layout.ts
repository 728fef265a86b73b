/**
 * The keys figure as plain marks: each session a staircase that grows downwards, one step for each agreement of two ratchet
 * keys, with its root key, its chain and the message keys under it. Pure; lengths in rem; table and picture share the boxes.
 */
import { toHex, type Bytes } from '../../../sim/crypto/bytes.ts';
import { inLanguage, type Language, type Localized } from '../../../sim/text.ts';
import type { Instant, Seq } from '../../../sim/trace.ts';
import type { ChainKeys, KeyLife, MessageKey, PrekeyLife, RatchetStep, SessionKeys } from '../../../sim/index.ts';
import type { KeysView } from '../../worker/api.ts';
import { actorInSentence } from '../names.ts';
import { clockSeconds, firstBytes } from '../say.ts';
import { KEYS_WORDS } from './words.ts';

export interface KeysOptions {
  readonly language: Language;
  /** Width that the picture has. */
  readonly room: number;
  /** Below each other where side by side is no room. */
  readonly isNarrow: boolean;
  /** When an event happened. */
  readonly timeOf: (seq: Seq) => Instant;
}

export type BoxState = 'here' | 'erased' | 'passed' | 'public';

/** A key as a box; `place` names it in the figure, `id` is the key's own: a key that two steps use has two boxes. */
export interface KeyBox {
  readonly place: string;
  readonly id: string;
  readonly word: string;
  readonly bytes: string;
  /** More of them, for whoever chooses the key; and of its public half, where it has one. */
  readonly secret: string;
  readonly publicKey: string | undefined;
  readonly state: BoxState;
  /** It came or went at this event. */
  readonly changed: boolean;
  readonly part: string;
  readonly made: Seq | undefined;
  readonly gone: Seq | undefined;
  readonly x: number;
  readonly y: number;
}

export interface SessionMarks {
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly KeyBox[];
  /** Lines between boxes, as corners. */
  readonly lines: readonly (readonly (readonly [x: number, y: number])[])[];
  readonly times: readonly TimeMark[];
  /** Places of the boxes in rows, for the arrow keys. */
  readonly grid: readonly (readonly string[])[];
}

/** When a step happened, and which. */
export interface TimeMark {
  readonly x: number;
  readonly y: number;
  readonly clock: string;
  readonly event: string;
  readonly part: string;
}

export interface KeysMarks {
  readonly sessions: readonly SessionMarks[];
  readonly prekeys: SessionMarks;
  readonly legend: readonly BoxState[];
}

/** In rem: a box, the gaps beside and under it, and where the parts of a step begin. */
export const BOX = { width: 7.5, height: 2.75 } as const;
const GAP = { across: 0.75, agree: 1.5, line: 0.5, step: 1.25 } as const;
const TIMES = 5;
const TIME_LINE = 1.5;

export function layoutKeys(view: KeysView, options: KeysOptions): KeysMarks {
  const sessions = view.sessions.map((session, i) => sessionMarks(session, i, view, options));
  const prekeys = prekeyMarks(view, options);
  const states = new Set([...sessions, prekeys].flatMap(({ boxes }) => boxes.map(({ state }) => state)));
  return {
    sessions,
    prekeys,
    legend: (['here', 'erased', 'passed', 'public'] as const).filter((state) => states.has(state)),
  };
}

/** Every box of the figure, in reading order. */
export const boxesOf = ({ sessions, prekeys }: KeysMarks): readonly KeyBox[] =>
  [...sessions, prekeys].flatMap(({ boxes }) => boxes);

function sessionMarks(session: SessionKeys, index: number, view: KeysView, options: KeysOptions): SessionMarks {
  const { language } = options;
  const columns = columnsIn(options);
  const canvas: Canvas = { boxes: [], lines: [], times: [], grid: [] };
  let y = 0;
  for (const [i, step] of session.steps.entries()) {
    y = drawStep({ step, name: `${index}.${i}`, y, now: view.at, options, columns, canvas });
  }
  const { boxes, lines, times, grid } = canvas;
  return {
    id: session.id,
    title: say(KEYS_WORDS.session({ number: index + 1 }), language),
    notes: notesOf(session, view, language),
    width: options.room,
    height: Math.max(y - GAP.step, 0),
    boxes,
    lines: [...(options.isNarrow ? [] : spine(boxes)), ...lines],
    times,
    grid: grid.filter((row) => row.length > 0),
  };
}

function notesOf(session: SessionKeys, { device, peer }: KeysView, language: Language): readonly string[] {
  const who = actorInSentence(session.openedBy === 'us' ? device : peer, language);
  const version = session.version === 4 ? 'PQXDH' : 'X3DH';
  return [
    say(KEYS_WORDS.opened({ who, event: session.opened, version }), language),
    say(KEYS_WORDS.place[session.place], language),
    ...(session.place === 'current' ? [] : [say(KEYS_WORDS.since({ event: session.since }), language)]),
  ];
}

interface Canvas {
  readonly boxes: KeyBox[];
  readonly lines: (readonly (readonly [number, number])[])[];
  readonly times: TimeMark[];
  readonly grid: string[][];
}

interface Drawing {
  readonly step: RatchetStep;
  readonly name: string;
  readonly y: number;
  readonly now: Seq;
  readonly options: KeysOptions;
  readonly columns: Columns;
  readonly canvas: Canvas;
}

/** Where the parts of a step stand: agreed keys, root key, and the chain with so many keys in a line. */
interface Columns {
  readonly pair: number;
  readonly root: number;
  readonly chain: number;
  readonly perLine: number;
}

function columnsIn({ room, isNarrow }: KeysOptions): Columns {
  const pair = isNarrow ? 0 : TIMES;
  const root = pair + BOX.width + GAP.agree;
  const chain = isNarrow ? 0 : root + BOX.width + 2 * GAP.across;
  return {
    pair,
    root,
    chain,
    perLine: Math.max(1, Math.floor((room - chain + GAP.across) / (BOX.width + GAP.across))),
  };
}

const LINE = BOX.height + GAP.line;

/** One step; gives where the next begins. */
function drawStep(drawing: Drawing): number {
  const { step, name, now, options, columns, canvas } = drawing;
  const { language, isNarrow } = options;
  const top = drawing.y + (isNarrow ? TIME_LINE : 0);
  const part = say(KEYS_WORDS.step[step.kind], language);
  canvas.times.push({
    x: 0,
    y: drawing.y,
    clock: clockSeconds(options.timeOf(step.seq), language),
    event: say(KEYS_WORDS.event({ event: step.seq }), language),
    part: say(KEYS_WORDS.brief[step.kind], language),
  });
  const box = (place: string, life: KeyLife, word: Localized, x: number, y: number): KeyBox =>
    boxOf(life, { place: `${name}.${place}`, word: say(word, language), part, x, y, now });
  const { root, agreement } = step;
  const upper: KeyBox[] = [box('root', root, KEYS_WORDS.root, columns.root, top)];
  const lower: KeyBox[] = [];
  if (agreement) {
    const theirs = inPairs(agreement.theirs.subarray(1));
    canvas.boxes.push(publicBox(`${name}.theirs`, theirs, part, columns.pair, top, language));
    lower.push(
      box('ours', agreement.ours, KEYS_WORDS.ours, columns.pair, top + LINE),
      box('shared', agreement.shared, KEYS_WORDS.shared, columns.root, top + LINE),
    );
    canvas.lines.push(...agreementLines(columns, top));
  }
  const head = agreement ? 2 * LINE : LINE;
  const chainTop = isNarrow ? top + head : top;
  const chain = step.chain && drawChain(step.chain, { ...drawing, part, box, top: chainTop });
  canvas.boxes.push(...upper, ...lower, ...(chain?.boxes ?? []));
  canvas.lines.push(...(chain?.lines ?? []));
  if (isNarrow) canvas.grid.push(...rowsOf([upper, lower]), ...(chain?.rows ?? []));
  else {
    const [first = [], second = [], ...rest] = chain?.rows ?? [];
    canvas.grid.push([...placesIn(upper), ...first], [...placesIn(lower), ...second], ...rest);
  }
  const chainHeight = (chain?.rows.length ?? 0) * LINE;
  return top + (isNarrow ? head + chainHeight : Math.max(head, chainHeight)) + GAP.step - GAP.line + 0.25;
}

const placesIn = (boxes: readonly KeyBox[]): string[] => boxes.map(({ place }) => place);
const rowsOf = (rows: readonly (readonly KeyBox[])[]): string[][] => rows.map(placesIn);

/** Both ratchet keys meet in the shared secret, which goes up into the root key. */
function agreementLines({ pair, root }: Columns, top: number): Canvas['lines'] {
  const right = pair + BOX.width;
  const middle = right + GAP.agree / 4;
  const theirs = top + BOX.height / 2;
  const ours = theirs + LINE;
  const centre = root + BOX.width / 2;
  return [
    [
      [right, theirs],
      [middle, theirs],
      [middle, ours],
    ],
    [
      [right, ours],
      [root, ours],
    ],
    [
      [centre, top + LINE],
      [centre, top + BOX.height],
    ],
  ];
}

interface ChainDrawing extends Drawing {
  readonly part: string;
  readonly box: (place: string, life: KeyLife, word: Localized, x: number, y: number) => KeyBox;
  readonly top: number;
}

/** Chain keys in lines, under each the message key that it gave. */
function drawChain(chain: ChainKeys, { columns, box, top, options }: ChainDrawing) {
  const boxes: KeyBox[] = [];
  const lines: (readonly (readonly [number, number])[])[] = [];
  const rows: string[][] = [];
  const { perLine } = columns;
  for (const [i, life] of chain.keys.entries()) {
    const line = Math.floor(i / perLine);
    const x = columns.chain + (i % perLine) * (BOX.width + GAP.across);
    const y = top + 2 * line * LINE;
    const key = box(`chain${i}`, life, KEYS_WORDS.chain({ index: i }), x, y);
    const message = chain.messages[i];
    const under = message && box(`message${i}`, message.key, wordFor(message), x, y + LINE);
    boxes.push(key, ...(under ? [under] : []));
    const [row, second] = [(rows[2 * line] ??= []), (rows[2 * line + 1] ??= [])];
    row.push(key.place);
    if (under) second.push(under.place);
    lines.push(...chainLines(i, x, y, { under: under !== undefined, first: i % perLine === 0, options, columns }));
  }
  return { boxes, lines, rows };
}

interface ChainLine {
  readonly under: boolean;
  /** The first in its line. */
  readonly first: boolean;
  readonly options: KeysOptions;
  readonly columns: Columns;
}

/** From the key before (or the root key) to this one, and from this one to its message key. */
function chainLines(i: number, x: number, y: number, { under, first, options, columns }: ChainLine): Canvas['lines'] {
  const middle = y + BOX.height / 2;
  const from = first ? columns.root + BOX.width : x - GAP.across;
  const across: Canvas['lines'] =
    first && (i > 0 || options.isNarrow)
      ? []
      : [
          [
            [from, middle],
            [x, middle],
          ],
        ];
  const centre = x + BOX.width / 2;
  const down: Canvas['lines'] = under
    ? [
        [
          [centre, y + BOX.height],
          [centre, y + LINE],
        ],
      ]
    : [];
  return [...across, ...down];
}

function wordFor({ counter, message, use }: MessageKey): Localized {
  if (use === 'used')
    return message === undefined ? KEYS_WORDS.messageKey({ index: counter }) : KEYS_WORDS.messageKeyOf({ message });
  return KEYS_WORDS[use]({ message: message ?? String(counter) });
}

/** The line that joins the root keys of a session from top to bottom. */
function spine(boxes: readonly KeyBox[]): Canvas['lines'] {
  const roots = boxes.filter(({ place }) => place.endsWith('.root'));
  const [first] = roots;
  const last = roots.at(-1);
  if (!first || !last || first === last) return [];
  const x = first.x - GAP.agree / 3;
  return [
    [
      [first.x, first.y + BOX.height / 2],
      [x, first.y + BOX.height / 2],
      [x, last.y + BOX.height / 2],
    ],
    ...roots.slice(1).map(({ x: left, y }): readonly (readonly [number, number])[] => [
      [x, y + BOX.height / 2],
      [left, y + BOX.height / 2],
    ]),
  ];
}

function prekeyMarks(view: KeysView, options: KeysOptions): SessionMarks {
  const { language, room, isNarrow } = options;
  const left = isNarrow ? 0 : TIMES;
  const perLine = Math.max(1, Math.floor((room - left + GAP.across) / (BOX.width + GAP.across)));
  const title = say(KEYS_WORDS.prekeys({ device: actorInSentence(view.device, language) }), language);
  const boxes = view.prekeys.map((prekey, i) =>
    boxOf(prekey.key, {
      place: `p.${i}`,
      word: prekeyWord(prekey, language),
      part: title,
      x: left + (i % perLine) * (BOX.width + GAP.across),
      y: Math.floor(i / perLine) * LINE,
      now: view.at,
    }),
  );
  const lineCount = Math.ceil(boxes.length / perLine);
  return {
    id: 'prekeys',
    title,
    notes: [],
    width: room,
    height: Math.max(lineCount * LINE - GAP.line, 0),
    boxes,
    lines: [],
    times: [],
    grid: Array.from({ length: lineCount }, (_, line) => placesIn(boxes.slice(line * perLine, (line + 1) * perLine))),
  };
}

function prekeyWord({ kind, number }: PrekeyLife, language: Language): string {
  const word = say(KEYS_WORDS.prekey[kind], language);
  return kind === 'oneTime' || kind === 'kemOneTime' || kind === 'signed' ? `${word} ${number}` : word;
}

interface BoxPlace {
  readonly place: string;
  readonly word: string;
  readonly part: string;
  readonly x: number;
  readonly y: number;
  readonly now: Seq;
}

/** The first four bytes in two groups: a box has no room for more, and equal keys look equal. */
const inPairs = (bytes: Bytes): string => `${toHex(bytes.subarray(0, 2))} ${toHex(bytes.subarray(2, 4))}`;

/** Of a chosen key so many bytes are shown. */
const SHOWN_BYTES = 16;

const boxOf = (life: KeyLife, { now, ...place }: BoxPlace): KeyBox => ({
  ...place,
  id: life.id,
  bytes: inPairs(life.bytes),
  secret: firstBytes(life.bytes, SHOWN_BYTES),
  publicKey: life.publicKey && firstBytes(life.publicKey, SHOWN_BYTES),
  state: life.state,
  changed: life.made === now || life.gone === now,
  made: life.made,
  gone: life.gone,
});

const publicBox = (place: string, bytes: string, part: string, x: number, y: number, language: Language): KeyBox => ({
  place,
  id: place,
  word: say(KEYS_WORDS.theirs, language),
  bytes,
  secret: bytes,
  publicKey: undefined,
  state: 'public',
  changed: false,
  part,
  made: undefined,
  gone: undefined,
  x,
  y,
});

const say = (text: Localized, language: Language): string => inLanguage(text, language);
