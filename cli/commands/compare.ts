/** `unsealed run FILE --compare VARIANT`: where the variant parts from the run as written, and which cells flip. */
import {
  align,
  firstFlip,
  flipsOf,
  knowledgeIn,
  play,
  traceHash,
  type FlippedCell,
  type KnownTrace,
  type Played,
} from '../../sim/index.ts';
import { inLanguage, type Language } from '../../sim/text.ts';
import { FILES } from '../files.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { partingText } from '../../ui/figures/compare/divergence.ts';
import { lookWord } from '../../ui/i18n/shown.ts';
import { narrateDeed } from '../../ui/lab/narration.ts';
import type { ComparedRun } from '../../ui/worker/api.ts';
import { divergenceView } from '../../ui/worker/events.ts';
import {
  castNames,
  readScenarioFile,
  ROOT,
  say,
  suiteOf,
  unknown,
  Unusable,
  wholeNumber,
  type Input,
  type ScenarioFile,
} from '../input.ts';
import { textTable } from '../text-table.ts';
import { heading, partyNames, WORDS } from '../words.ts';

/** Prints the comparison of the base run with one variant. */
export function compareCommand(path: string, variant: string, input: Input, print: (line: string) => void): void {
  refuseOthers(input);
  const file = readScenarioFile(path, input.language);
  const [base, other] = bothRuns(file, variant, input);
  const flips = flipsOf(base, other);
  const found = align(base.trace, other.trace).firstDivergence;
  const parting = { divergence: found && divergenceView(found, base, other), shows: firstFlip(base, other) };
  if (input.options.json) print(JSON.stringify(asJson(base, other, parting, flips), null, 2));
  else for (const line of report(file, variant, parting, flips, input.language)) print(line.trimEnd());
}

/** What a comparison would not look at was meant to do something. */
function refuseOthers({ options, language }: Input): void {
  const surplus = (['variant', 'why', 'metadata', 'bytes', 'send-as'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (surplus === undefined) return;
  throw new Unusable(
    say(
      {
        en: `--compare and --${surplus} do not go together. Leave one of them out.`,
        zh: `--compare 和 --${surplus} 不能一起用。请去掉其中一个。`,
      },
      language,
    ),
  );
}

type Parting = Pick<ComparedRun, 'divergence' | 'shows'>;

/** A run with what follows from it, and the steps that its story orders. */
type Compared = KnownTrace & Pick<Played, 'actions'>;

function bothRuns({ scenario }: ScenarioFile, variant: string, input: Input): readonly [Compared, Compared] {
  const ids = scenario.variants.map(({ id }) => id);
  if (!ids.includes(variant)) throw new Unusable(unknown('variant', variant, variant, ids, input.language));
  const options = {
    suite: suiteOf(input),
    seed: wholeNumber(input, 'seed', 1, 0),
    language: input.language,
    code: codeHash(ROOT),
    files: FILES,
  };
  const base = play(scenario, options);
  const other = play(scenario, { ...options, variant }, base);
  const known = (played: Played): Compared => ({
    trace: played.trace,
    actions: played.actions,
    knowledge: knowledgeIn(played),
  });
  return [known(base), known(other)];
}

function report(
  { scenario }: ScenarioFile,
  variant: string,
  parting: Parting,
  flips: readonly FlippedCell[],
  language: Language,
): readonly string[] {
  const names = partyNames(castNames(), language);
  const title = scenario.variants.find(({ id }) => id === variant)?.title;
  const rows = flips.map(({ message, party, before, after }) => [
    message,
    names(party),
    `${lookWord(before, language)} → ${lookWord(after, language)}`,
  ]);
  return [
    `# ${inLanguage(scenario.title, language)} · ${WORDS.base[language]} / ${WORDS.variant[language]} ${variant}`,
    '',
    heading(WORDS.parting, language) +
      partingText(parting, {
        language,
        base: WORDS.base[language],
        other: title === undefined ? variant : inLanguage(title, language),
        tell: (event) => narrateDeed(event, language),
      }),
    '',
    heading(WORDS.flips, language) + (flips.length === 0 ? WORDS.none[language] : ''),
    ...textTable(rows).map((line) => `  ${line}`),
  ];
}

/** The same for programs. */
const asJson = (base: KnownTrace, other: KnownTrace, parting: Parting, flips: readonly FlippedCell[]): unknown => ({
  base: { header: base.trace.header, traceHash: traceHash(base.trace) },
  variant: { header: other.trace.header, traceHash: traceHash(other.trace) },
  divergence: parting.divergence ?? null,
  shows: parting.shows ?? null,
  flips,
});
