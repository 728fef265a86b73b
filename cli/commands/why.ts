/** `--why PARTY:MESSAGE`: the proof, executed again link by link, or what would have had to be obtained. */
import { toHex, type Bytes, type Knowledge, type Played } from '../../sim/index.ts';
import { clockSeconds } from '../../ui/figures/say.ts';
import type {
  Candidate,
  Missing,
  MissingPairs,
  NamedValue,
  Proof,
  ProofInput,
  Source,
} from '../../sim/knowledge/types.ts';
import type { Language, Localized } from '../../sim/text.ts';
import type { Instant, MessageLabel, PartyId, Seq } from '../../sim/trace.ts';
import { OPERATION_NAMES, PLACE_NAMES, TERM_NAMES } from '../../ui/i18n/terms.ts';
import { say, unknown, Unusable } from '../input.ts';
import { erasedAt, heading, MARKS, triedLine, WORDS, type Names } from '../words.ts';

export interface Asked {
  readonly party: PartyId;
  readonly message: MessageLabel;
}

/** Reads `mallory:m2` against the runs: the message must be in one of them at least, for a variant may add one. */
export function askedOf(
  word: string,
  runs: readonly { readonly played: Played; readonly knowledge: Knowledge }[],
  language: Language,
): Asked {
  const [party = '', message = '', ...rest] = word.split(':');
  if (rest.length > 0 || party === '' || message === '') {
    throw new Unusable(
      say(
        {
          en: `--why takes PARTY:MESSAGE, for example mallory:m1, not ${word}.`,
          zh: `--why 要写成“参与方:消息”，例如 mallory:m1，不能是 ${word}。`,
        },
        language,
      ),
    );
  }
  const parties = [...new Set(runs.flatMap(({ played }) => played.trace.header.parties.map(({ id }) => id)))];
  if (!parties.includes(party)) throw new Unusable(unknown('party', party, party, parties, language));
  const labels = [...new Set(runs.flatMap(({ knowledge }) => knowledge.messages.map(({ label }) => label)))];
  if (!labels.includes(message)) throw new Unusable(unknown('message', message, message, labels, language));
  return { party, message };
}

/** The lines of the answer, at the end of the run. */
export function whyLines(
  asked: Asked,
  played: Played,
  knowledge: Knowledge,
  names: Names,
  language: Language,
): readonly string[] {
  const { party, message } = asked;
  if (!knowledge.messages.some(({ label }) => label === message))
    return [message + MARKS[language].colon + WORDS.notWritten[language]];
  const at: Seq = played.trace.events.length - 1;
  const proof = knowledge.proof(party, message, at);
  if (proof) return proofLines(proof, knowledge, played, names, language);
  const missing = knowledge.missing(party, message, at, played.options.suite);
  return missingLines(missing, knowledge.missingPairs(party, message, at), played, names, language);
}

function proofLines(
  proof: Proof,
  knowledge: Knowledge,
  played: Played,
  names: Names,
  language: Language,
): readonly string[] {
  const lines = [verdict(proof.party, WORDS.canRead, proof.message, names, language)];
  for (const [index, { value, source }] of proof.leaves.entries()) {
    lines.push(`  ${leafName(index)} ${valueLine(value, language)}  ← ${sourceLine(source, names, language)}`);
  }
  for (const [index, step] of proof.steps.entries()) {
    const inputs = step.inputs
      .map(inputName)
      .filter((name) => name !== '')
      .join(', ');
    lines.push(
      `  ${stepName(index)} ${OPERATION_NAMES[step.op][language]}(${inputs}) → ${valueLine(step.output, language)}`,
    );
  }
  const replay = knowledge.replay(proof, played.options.suite);
  lines.push(
    replay.ok
      ? `  ${WORDS.computedAgain[language]}${parted(language === 'en' ? String(replay.executed) : `${replay.executed} 步`, language).trimEnd()}${MARKS[language].colon}${replay.text}`
      : `  ${WORDS.replayFailed[language]} ${replay.failedStep}`,
  );
  return lines;
}

const verdict = (party: PartyId, can: Localized, message: MessageLabel, names: Names, language: Language): string =>
  `${names(party)}${language === 'en' ? ' ' : ''}${can[language]} ${message}`;

const leafName = (index: number): string => `h${index + 1}`;
const stepName = (index: number): string => `d${index + 1}`;
const inputName = (input: ProofInput): string =>
  input.from === 'leaf' ? leafName(input.index) : input.from === 'step' ? stepName(input.index) : '';

function sourceLine(source: Source, names: Names, language: Language): string {
  const at = clockSeconds(source.at, language);
  const en = language === 'en';
  switch (source.kind) {
    case 'saw':
      return en ? `saw on ${source.link}, ${at}` : `${at} 在 ${source.link} 上看到`;
    case 'assumed':
      return en ? `assumed from ${at} on` : `假定 ${at} 起拥有`;
    case 'holds':
      return en ? `holds in ${source.place}, ${at}` : `${at} 起存放在${placeName(source.place, language)}`;
    case 'copied':
      return en
        ? `copied from ${names(source.device)}, ${source.place}, ${at}`
        : `${at} 从${names(source.device)}拷走（${placeName(source.place, language)}）`;
  }
}

function missingLines(
  missing: Missing,
  pairs: MissingPairs | undefined,
  played: Played,
  names: Names,
  language: Language,
): readonly string[] {
  const lines = [verdict(missing.party, WORDS.cannotRead, missing.message, names, language)];
  const line = (candidate: Candidate): string => candidateLine(candidate, played, names, language);
  if (missing.singles.length > 0) lines.push(`  ${WORDS.oneWouldDo[language]}`);
  for (const single of missing.singles) lines.push(`    ${line(single)}`);
  if (pairs) lines.push(...pairLines(pairs, line, language));
  if (missing.copies.length > 0) {
    lines.push(
      `  ${heading(WORDS.textStands, language)}${missing.copies.map(({ actor }) => names(actor)).join(MARKS[language].names)}`,
    );
  }
  if (missing.attempt) {
    const { key, computedMac, expectedMac } = missing.attempt;
    lines.push(`  ${triedLine(valueLine(key, language), start(computedMac), start(expectedMac), language)}`);
  }
  return lines;
}

/** Where no single thing would do: any of the ones with any of the others, or that no two would. */
function pairLines(
  { groups, cutShort }: MissingPairs,
  line: (candidate: Candidate) => string,
  language: Language,
): readonly string[] {
  const tried = cutShort ? [`  ${WORDS.cutShort[language]}`] : [];
  if (groups.length === 0) return [`  ${cutShort ? WORDS.noPairTried[language] : WORDS.noPair[language]}`, ...tried];
  const told = groups.flatMap(({ one, other }) => [
    `  ${WORDS.pairWouldDo[language]}`,
    ...one.map((candidate) => `    ${line(candidate)}`),
    `  ${WORDS.togetherWith[language]}`,
    ...other.map((candidate) => `    ${line(candidate)}`),
  ]);
  return [`  ${WORDS.noSingle[language]}`, ...told, ...tried];
}

/** A value with every place in which it stood: still there, erased when, or never stored. */
function candidateLine({ value, stays }: Candidate, played: Played, names: Names, language: Language): string {
  const time = (seq: Seq): Instant => played.trace.events[seq]?.at ?? 0;
  const where = stays.map(({ actor, place, from, to }) => {
    const end = to === undefined ? WORDS.stillThere[language] : erasedAt(clockSeconds(time(to), language), language);
    const held = language === 'en' ? clockSeconds(time(from), language) : `${clockSeconds(time(from), language)} 起`;
    return `${names(actor)}${parted(placeName(place, language), language)}${held}${MARKS[language].comma}${end}`;
  });
  return `${valueLine(value, language)}${MARKS[language].colon}${where.length > 0 ? where.join(MARKS[language].semicolon) : WORDS.neverStored[language]}`;
}

/** In brackets, with the spaces that the language sets around them. */
const parted = (text: string, language: Language): string => MARKS[language].open + text + MARKS[language].close;

const valueLine = (value: NamedValue, language: Language): string =>
  value.term === 'quantumComputer'
    ? TERM_NAMES.quantumComputer[language]
    : `${TERM_NAMES[value.term][language]} ${start(value.bytes)}`;
const start = (bytes: Bytes): string => toHex(bytes.subarray(0, 4), ' ');
const placeName = (place: string, language: Language): string =>
  place in PLACE_NAMES ? PLACE_NAMES[place as keyof typeof PLACE_NAMES][language] : place;
