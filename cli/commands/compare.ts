/** `unsealed run FILE --compare VARIANT`: where the variant parts from the run as written, and which cells flip. */
import { align, flipsOf, knowledgeOf, play, traceHash, type FlippedCell, type KnownTrace } from '../../sim/index.ts';
import { inLanguage, type Language } from '../../sim/text.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { divergenceText } from '../../ui/figures/compare/divergence.ts';
import { STATE_NAMES } from '../../ui/i18n/terms.ts';
import { narrateDeed } from '../../ui/lab/narration.ts';
import type { DivergenceView } from '../../ui/worker/api.ts';
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
  const divergence = found && divergenceView(found);
  if (input.options.json) print(JSON.stringify(asJson(base, other, divergence, flips), null, 2));
  else for (const line of report(file, variant, divergence, flips, input.language)) print(line.trimEnd());
}

/** What a comparison would not look at was meant to do something. */
function refuseOthers({ options, language }: Input): void {
  const surplus = (['variant', 'why', 'metadata', 'send-as'] as const).find((name) => options[name] !== undefined);
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

function bothRuns({ scenario }: ScenarioFile, variant: string, input: Input): readonly [KnownTrace, KnownTrace] {
  const ids = scenario.variants.map(({ id }) => id);
  if (!ids.includes(variant)) throw new Unusable(unknown('variant', variant, variant, ids, input.language));
  const options = {
    suite: suiteOf(input),
    seed: wholeNumber(input, 'seed', 1, 0),
    language: input.language,
    code: codeHash(ROOT),
  };
  const base = play(scenario, options);
  const other = play(scenario, { ...options, variant }, base);
  return [
    { trace: base.trace, knowledge: knowledgeOf(base.trace) },
    { trace: other.trace, knowledge: knowledgeOf(other.trace) },
  ];
}

function report(
  { scenario }: ScenarioFile,
  variant: string,
  divergence: DivergenceView | undefined,
  flips: readonly FlippedCell[],
  language: Language,
): readonly string[] {
  const names = partyNames(castNames(), language);
  const title = scenario.variants.find(({ id }) => id === variant)?.title;
  const rows = flips.map(({ message, party, before, after }) => [
    message,
    names(party),
    `${STATE_NAMES[before][language]} → ${STATE_NAMES[after][language]}`,
  ]);
  return [
    `# ${inLanguage(scenario.title, language)} · ${WORDS.base[language]} / ${WORDS.variant[language]} ${variant}`,
    '',
    heading(WORDS.parting, language) +
      divergenceText(divergence, {
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
const asJson = (
  base: KnownTrace,
  other: KnownTrace,
  divergence: DivergenceView | undefined,
  flips: readonly FlippedCell[],
): unknown => ({
  base: { header: base.trace.header, traceHash: traceHash(base.trace) },
  variant: { header: other.trace.header, traceHash: traceHash(other.trace) },
  divergence: divergence ?? null,
  flips,
});
