/** `unsealed check`: random stories against every invariant, then every protection switched off once. */
import { campaign, mutantCampaigns, type CampaignReport, type Counterexample, INVARIANTS } from '../../sim/checking.ts';
import { PROTECTIONS } from '../../sim/protections.ts';
import { toYaml } from '../../sim/files.ts';
import type { Language } from '../../sim/text.ts';
import { model } from '../../sim/modelling.ts';
import { FILES } from '../files.ts';
import { SUITES } from '../suites.ts';
import { say, suiteOf, wholeNumber, type Input } from '../input.ts';
import { saveIn, type NewFile } from '../saving.ts';
import { textTable } from '../text-table.ts';

const LONGEST_STORY = 12;
/** Where counterexamples of honest runs go when no folder was named. */
const DEFECTS = 'counterexamples';

/**
 * Prints the campaign; true where no invariant broke, each had something to check, every mutant was noticed, and what the model
 * suite found is found with real cryptography too.
 */
export function checkCommand(input: Input, print: (line: string) => void): boolean {
  const { language } = input;
  const runs = wholeNumber(input, 'runs', 300, 1);
  const seed = wholeNumber(input, 'seed', 1, 0);
  const suite = input.options.suite === undefined ? suiteOf({ ...input, options: { suite: 'model' } }) : suiteOf(input);
  const options = {
    runs,
    seed,
    suite,
    longestStory: LONGEST_STORY,
    real: FILES,
    ...(suite === model ? { confirmOn: { suite: SUITES.native, files: FILES } } : {}),
  };
  const honest = campaign(options);
  const mutants = mutantCampaigns(options);
  if (input.options.json) print(JSON.stringify({ seed, suite: suite.name, honest, mutants }, null, 2));
  else {
    print(say({ en: `seed ${seed}, suite ${suite.name}`, zh: `随机种子 ${seed}，算法套件 ${suite.name}` }, language));
    for (const line of honestLines(honest, language)) print(line);
    print('');
    for (const line of textTable(
      mutants.map(({ protection, invariant, report }) => [
        PROTECTIONS[protection].whenOff[language],
        invariant,
        report.counterexample
          ? noticed(report, language)
          : say({ en: `NOT NOTICED (runs: ${report.runs})`, zh: `运行 ${report.runs} 次仍未发现` }, language),
      ]),
    ))
      print(line);
  }
  const found = [honest, ...mutants.map(({ report }) => report)].flatMap(({ counterexample }) => counterexample ?? []);
  // What breaks an invariant although every protection is on is always kept: it is a defect, and this file shows it.
  const folder = input.options.save ?? (honest.counterexample ? DEFECTS : undefined);
  if (typeof folder === 'string') saveIn(folder, found.map(scenarioFile), print, language);
  const isReal = found.every(({ confirmed }) => confirmed !== false);
  const isChecked = INVARIANTS.every(({ id }) => honest.witnessed[id] > 0);
  return (
    isReal && honest.counterexample === undefined && isChecked && mutants.every(({ report }) => report.counterexample)
  );
}

function honestLines(honest: CampaignReport, language: Language): readonly string[] {
  const rows = INVARIANTS.map(({ id, states }) => [
    id,
    say({ en: `checked ${honest.witnessed[id]} times`, zh: `检验 ${honest.witnessed[id]} 次` }, language),
    states[language],
  ]);
  const broken = honest.counterexample;
  const verdict = broken
    ? say(
        {
          en: `BROKEN: ${broken.violation.invariant} in run ${honest.runs} (steps in its story: ${broken.scenario.steps.length})`,
          zh: `不成立：${broken.violation.invariant}，第 ${honest.runs} 次运行，故事 ${broken.scenario.steps.length} 步`,
        },
        language,
      ) + confirmation(broken, language)
    : say(
        {
          en: `${honest.runs} random stories with every protection on: no invariant broken.`,
          zh: `所有保护都开启，${honest.runs} 个随机故事：不变式全部成立。`,
        },
        language,
      );
  return [verdict, ...textTable(rows).map((line) => `  ${line}`)];
}

const noticed = ({ runs, counterexample }: CampaignReport, language: Language): string => {
  const steps = counterexample?.scenario.steps.length ?? 0;
  const found = say(
    { en: `noticed in run ${runs} (steps in its story: ${steps})`, zh: `第 ${runs} 次运行发现，故事 ${steps} 步` },
    language,
  );
  return found + confirmation(counterexample, language);
};

const confirmation = (counterexample: Counterexample | undefined, language: Language): string => {
  if (counterexample?.confirmed === undefined) return '';
  return say(
    counterexample.confirmed
      ? { en: ', the same with real cryptography', zh: '，换成真实算法结果相同' }
      : { en: ', NOT SO with real cryptography', zh: '，换成真实算法却不是这样' },
    language,
  );
};

/** A counterexample as a file that `unsealed run` and the page open. */
const scenarioFile = ({ scenario }: Counterexample): NewFile => ({
  path: `${scenario.id}.yaml`,
  content: toYaml(scenario),
});
