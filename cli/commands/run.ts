/** `unsealed run FILE`: plays the base run and every variant, prints story, matrix and expectations, checks all of them. */
import {
  actionView,
  expectations,
  judge,
  knowledgeIn,
  play,
  traceHash,
  type Knowledge,
  type Played,
  interpolate,
  probeWorld,
} from '../../sim/index.ts';
import { clock } from '../../ui/figures/say.ts';
import { formatProblem, rightOptionProblem } from '../../sim/files.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { inLanguage, type Language } from '../../sim/text.ts';
import { FILES } from '../files.ts';
import { codeHash } from '../../tools/code-hash.ts';
import { lookWord } from '../../ui/i18n/shown.ts';
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
import { saveIn, type NewFile } from '../saving.ts';
import { heading, partyNames, tell, WORDS, type Names } from '../words.ts';
import { askedBytes, bytesData, bytesIn, bytesLines } from './bytes.ts';
import { compareCommand } from './compare.ts';
import { copiedMessageOf, copiesData, copiesLines, deviceFiles } from './copies.ts';
import { copiedDeviceOf, heatmapData, heatmapLines } from './heatmap.ts';
import { metadataData, metadataLines, viewpointOf } from './metadata.ts';
import { sendAsLines, sendAsOf } from './sendAs.ts';
import { askedOf, whyLines } from './why.ts';

interface Result {
  readonly played: Played;
  readonly knowledge: Knowledge;
  readonly expected: readonly { readonly probe: string; readonly holds: boolean }[];
}

/** Prints the runs; true where every expectation holds. */
export function runCommand(input: Input, print: (line: string) => void): boolean {
  const path = input.operands[0];
  if (path === undefined)
    throw new Unusable(
      say({ en: 'unsealed run needs a FILE.', zh: 'unsealed run 后面要有一个文件。' }, input.language),
    );
  const { compare } = input.options;
  if (typeof compare === 'string') {
    compareCommand(path, compare, input, print);
    return true;
  }
  const file = readScenarioFile(path, input.language);
  const results = resultsOf(file, input);
  const names = partyNames(castNames(), input.language);
  const why = input.options.why;
  const asked = typeof why === 'string' ? askedOf(why, results, input.language) : undefined;
  const lens = input.options.metadata;
  const viewpoint = typeof lens === 'string' ? viewpointOf(lens, results, input.language) : undefined;
  const heatmap = input.options.heatmap;
  const device = typeof heatmap === 'string' ? copiedDeviceOf(heatmap, results, input.language) : undefined;
  const packet = input.options.bytes;
  const inspected = typeof packet === 'string' ? askedBytes(packet, results, input.language) : undefined;
  const copied = input.options.copies;
  const message = typeof copied === 'string' ? copiedMessageOf(copied, results, input.language) : undefined;
  const { files } = input.options;
  const saved = typeof files === 'string' ? savedFrom(results, input.language) : [];
  const wanted = input.options['send-as'];
  const first = results[0]?.played;
  const claim = typeof wanted === 'string' && first ? sendAsOf(wanted, first, input.language) : undefined;
  const explained = results.map(({ played, knowledge }) => [
    ...(asked ? whyLines(asked, played, knowledge, names, input.language) : []),
    ...(claim ? sendAsLines(claim, played, names, input.language) : []),
    ...(viewpoint && !input.options.json ? metadataLines(viewpoint, played, knowledge, input.language) : []),
    ...(device !== undefined && !input.options.json ? heatmapLines(device, { played, knowledge }, input.language) : []),
    ...(message !== undefined && !input.options.json
      ? copiesLines(message, { played, knowledge }, input.language)
      : []),
    ...(inspected && !input.options.json ? bytesLines(bytesIn(inspected, played, knowledge), input.language) : []),
  ]);
  if (input.options.json)
    print(
      JSON.stringify(
        results.map((result, i) => ({
          ...asJson(result, explained[i] ?? []),
          ...(viewpoint ? { metadata: metadataData(viewpoint, result.played) } : {}),
          ...(device === undefined ? {} : { heatmap: heatmapData(device, result) }),
          ...(message === undefined ? {} : copiesData(message, result)),
          ...(inspected ? { bytes: bytesData(bytesIn(inspected, result.played, result.knowledge)) } : {}),
        })),
        null,
        2,
      ),
    );
  else
    for (const [i, result] of results.entries())
      for (const line of report(result, names, input.language, explained[i] ?? [])) print(line.trimEnd());
  if (typeof files === 'string') saveIn(files, saved, input.options.json ? ignore : print, input.language);
  const all = results.every(({ expected }) => expected.every(({ holds }) => holds));
  if (!input.options.json) print((all ? WORDS.allHold : WORDS.someFail)[input.language]);
  return all;
}

const ignore = (): void => undefined;

/** The files of all devices; throws `Unusable` where no run has any. */
function savedFrom(results: readonly Result[], language: Language): readonly NewFile[] {
  const files = results.flatMap(deviceFiles);
  if (files.length > 0) return files;
  throw new Unusable(
    say(
      {
        en: 'No device of this story keeps files, so there are none to save. Add `storage: on` to the scenario.',
        zh: '这个故事里的设备不保存文件，没有可存的。请在场景里加上 `storage: on`。',
      },
      language,
    ),
  );
}

/** The base run and every variant, or the one variant that was asked for. */
function resultsOf({ path, source, scenario }: ScenarioFile, input: Input): readonly Result[] {
  const wanted = input.options.variant;
  const ids = scenario.variants.map(({ id }) => id);
  if (typeof wanted === 'string' && !ids.includes(wanted)) {
    throw new Unusable(unknown('variant', wanted, wanted, ids, input.language));
  }
  const options = {
    suite: suiteOf(input),
    seed: wholeNumber(input, 'seed', 1, 0),
    language: input.language,
    code: codeHash(ROOT),
    files: FILES,
  };
  const base = play(scenario, options);
  const baseKnowledge = knowledgeIn(base);
  const judgement = judge(base, baseKnowledge);
  const problem = judgement && rightOptionProblem(path, source, scenario, judgement.holds);
  if (problem) throw new Unusable(formatProblem(problem, input.language));
  const runs = typeof wanted === 'string' ? [wanted] : [undefined, ...ids];
  return runs.map((variant) => {
    const played = variant === undefined ? base : play(scenario, { ...options, variant }, base);
    const knowledge = variant === undefined ? baseKnowledge : knowledgeIn(played);
    return { played, knowledge, expected: expectations(played, knowledge, played.scenario.expect) };
  });
}

function report(result: Result, names: Names, language: Language, explained: readonly string[]): readonly string[] {
  const { played, expected } = result;
  const { header } = played.trace;
  const title = header.variant === undefined ? WORDS.base[language] : `${WORDS.variant[language]} ${header.variant}`;
  return [
    `# ${inLanguage(played.scenario.title, language)} · ${title} · ${header.suite} · ${WORDS.seed[language]} ${header.seed} · ${traceHash(played.trace).slice(0, 16)}`,
    '',
    heading(WORDS.story, language),
    ...storyLines(played, names, language),
    '',
    heading(WORDS.whoCanRead, language),
    ...matrixLines(result, names, language).map((line) => `  ${line}`),
    '',
    ...questionLines(result, names, language),
    heading(WORDS.expectations, language) + (expected.length === 0 ? WORDS.none[language] : ''),
    ...expected.map(({ probe, holds }) => `  ${heading(holds ? WORDS.holds : WORDS.fails, language)}${probe}`),
    ...(explained.length > 0 ? ['', ...explained] : []),
    '',
  ];
}

function storyLines(played: Played, names: Names, language: Language): readonly string[] {
  return played.actions.map((action, i) => {
    const text = action.kind === 'send' ? inLanguage(action.text, language) : '';
    return `  ${clock(played.steps[i]?.at ?? 0, language)}  ${action.id}  ${tell(actionView(played, action), text, names, language)}`;
  });
}

function matrixLines({ played, knowledge }: Result, names: Names, language: Language): readonly string[] {
  const parties = played.trace.header.parties.filter(({ kind }) => kind !== 'link');
  const at = played.trace.events.length - 1;
  const rows = knowledge.messages.map(({ label }) => [
    label,
    ...parties.map(({ id }) => lookWord(knowledge.cell(id, label, at), language)),
  ]);
  return textTable([['', ...parties.map(({ id }) => names(id))], ...rows]);
}

function questionLines({ played, knowledge }: Result, names: Names, language: Language): readonly string[] {
  const judgement = judge(played, knowledge);
  if (!judgement) return [];
  const world = probeWorld(played, knowledge);
  const text = (source: Scenario['title']): string => interpolate(source, language, names, world);
  const options = judgement.ask.options.map((option, i) => `  ${judgement.holds[i] ? '●' : '○'} ${text(option.text)}`);
  return [heading(WORDS.question, language) + text(judgement.ask.ask), ...options, ''];
}

/** The same for programs: everything that the lines say, as data. */
function asJson(
  { played, knowledge, expected }: Result,
  explained: readonly string[],
): Readonly<Record<string, unknown>> {
  const { header, steps } = played.trace;
  const at = played.trace.events.length - 1;
  const judgement = judge(played, knowledge);
  return {
    header,
    traceHash: traceHash(played.trace),
    steps,
    story: played.actions.map((action) => ({ step: action.id, ...actionView(played, action) })),
    matrix: knowledge.messages.map(({ label }) => ({
      message: label,
      states: Object.fromEntries(header.parties.map(({ id }) => [id, knowledge.cell(id, label, at).state])),
      shown: Object.fromEntries(header.parties.map(({ id }) => [id, knowledge.cell(id, label, at).shown])),
    })),
    ...(judgement ? { question: { ask: judgement.ask.id, holds: judgement.holds, evidence: judgement.evidence } } : {}),
    expectations: expected,
    ...(explained.length > 0 ? { why: explained } : {}),
  };
}
