/** The page about conformance in one language, as Markdown that has not been aligned yet. */
import type { Language } from '../../sim/text.ts';
import { statusOf, type Behaviour, type BehaviourFile, type Status } from './behaviours.ts';
import type { Figures } from './families.ts';

export const pageFile = (language: Language): string =>
  language === 'en' ? 'docs/conformance.md' : 'docs/conformance.zh-CN.md';

export function conformancePage(behaviours: BehaviourFile, figures: Figures, language: Language): string {
  const words = WORDS[language];
  const chapters = behaviours.parts.map((part) => [
    `## ${part[language]}`,
    ...table(
      words.behaviourHead,
      part.behaviours.map((one) => behaviourRow(one, behaviours, language)),
    ),
  ]);
  return [
    `# ${words.title}`,
    words.twin,
    words.about,
    words.generated,
    summary(behaviours, language),
    `## ${words.families}`,
    words.aboutFamilies(figures.suite),
    ...table(words.familyHead, familyRows(figures, language)),
    ...skipped(figures, language),
    ...chapters.flat(),
    '',
  ].join('\n\n');
}

/** One block of lines, so that nothing comes between the rows. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n'),
];
const escaped = (cell: string): string => cell.replaceAll('|', String.raw`\|`);

function behaviourRow(one: Behaviour, file: BehaviourFile, language: Language): readonly string[] {
  const words = WORDS[language];
  const reason = file.reasons[one.reason ?? '']?.[language];
  const note = one.note === undefined ? undefined : file.notes[one.note];
  if (one.note !== undefined && !note) throw new Error(`behaviour ${one.id} names a note that there is not`);
  const tests = (one.shown ?? []).map((shown) => words.test(shown.file, shown.test));
  const last = [...tests, ...(reason === undefined ? [] : [reason]), ...(note ? [words.note(note[language])] : [])];
  return [`${one.id}`, one[language], words.status[statusOf(one, file)], last.join('<br>')];
}

function summary(file: BehaviourFile, language: Language): string {
  const all = file.parts.flatMap((part) => part.behaviours).map((one) => statusOf(one, file));
  const count = (status: Status): number => all.filter((one) => one === status).length;
  return WORDS[language].summary(all.length, count('shown'), count('later'), count('not-applicable'));
}

type Family = Figures['families'][number];
const skippedIn = ({ skipped: all }: Family): number => all.reduce((sum, { cases }) => sum + cases, 0);

function familyRows({ families }: Figures, language: Language): readonly (readonly string[])[] {
  const sum = (of: (family: Family) => number): number => families.reduce((whole, family) => whole + of(family), 0);
  const whole: Family = {
    name: WORDS[language].all,
    files: sum(({ files }) => files),
    cases: sum(({ cases }) => cases),
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: families.flatMap((family) => family.skipped),
    negatives: { passed: sum(({ negatives }) => negatives.passed), of: sum(({ negatives }) => negatives.of) },
  };
  return [...families, whole].map((family) => [
    family.name[language],
    ...[family.files, family.cases, family.passed, family.failed, skippedIn(family)].map(String),
    WORDS[language].ratio(family.negatives.passed, family.negatives.of),
  ]);
}

/** What was not run, and why: equal reasons are told once. */
function skipped({ families }: Figures, language: Language): readonly string[] {
  const byReason = new Map<string, number>();
  for (const { cases, reason } of families.flatMap((family) => family.skipped))
    byReason.set(reason[language], (byReason.get(reason[language]) ?? 0) + cases);
  const items = [...byReason].map(([reason, cases]) => `- ${WORDS[language].skipped(cases, reason)}`);
  return items.length === 0 ? [] : [WORDS[language].aboutSkipped, items.join('\n')];
}

const WORDS = {
  en: {
    title: 'Conformance',
    twin: '[简体中文](conformance.zh-CN.md)',
    about:
      'Does it behave as the real ones do? Two answers: vectors and conversations that others have published or that were recorded from their programs, replayed with our code; and 88 behaviours that were read in or measured of the open implementations, each with the test that shows ours. A test that is named here exists; that it passes is what `npm test` says.',
    generated: 'This page is made by `npm run conformance` from `tools/conformance/behaviours.yaml`.',
    summary: (all: number, shown: number, later: number, none: number) =>
      `Of ${all} behaviours, ${shown} are shown, ${later} come with a later capability, and ${none} do not apply.`,
    families: 'Families of vectors',
    aboutFamilies: (suite: string) =>
      `Counted by \`unsealed conform\` with the suite \`${suite}\` over the reference data, which is no part of the project. A control is an accepting case with one byte altered: it must fail.`,
    familyHead: ['family', 'files', 'cases', 'passed', 'failed', 'skipped', 'controls noticed'],
    all: { en: 'all', zh: '合计' },
    ratio: (part: number, of: number) => `${part} of ${of}`,
    aboutSkipped: 'Skipped, and why:',
    skipped: (cases: number, reason: string) => `${reason} (cases: ${cases})`,
    behaviourHead: ['no.', 'behaviour', 'status', 'shown by'],
    status: { shown: 'shown', later: 'later', 'not-applicable': 'does not apply' },
    test: (file: string, name: string) => `\`${file}\`: ${name}`,
    note: (note: string) => `Note: ${note}`,
  },
  zh: {
    title: '符合性',
    twin: '[English](conformance.md)',
    about:
      '它的行为和真实的实现一样吗？这里给出两种回答：一是别人公布的测试向量，以及从他们的程序录下的对话，用我们的代码重新跑一遍；二是从开源实现里读到或测到的 88 种行为，每一种都列出证明我们也这样做的测试。这里写到的测试确实存在；能不能通过，要看 `npm test`。',
    generated: '本页由 `npm run conformance` 根据 `tools/conformance/behaviours.yaml` 生成。',
    summary: (all: number, shown: number, later: number, none: number) =>
      `${all} 种行为里，${shown} 种已有测试证明，${later} 种随以后的功能一起实现，${none} 种不适用。`,
    families: '测试向量的类别',
    aboutFamilies: (suite: string) =>
      `由 \`unsealed conform\` 用 \`${suite}\` 套件对参考数据统计得出；参考数据不是项目的一部分。对照是把本应通过的用例改动一个字节，改过的必须失败。`,
    familyHead: ['类别', '文件', '用例', '通过', '失败', '跳过', '对照被发现'],
    all: { en: 'all', zh: '合计' },
    ratio: (part: number, of: number) => `${part} / ${of}`,
    aboutSkipped: '跳过的用例和原因：',
    skipped: (cases: number, reason: string) => `${reason}（用例 ${cases} 个）`,
    behaviourHead: ['编号', '行为', '状态', '由哪个测试证明'],
    status: { shown: '已证明', later: '以后', 'not-applicable': '不适用' },
    test: (file: string, name: string) => `\`${file}\`：${name}`,
    note: (note: string) => `说明：${note}`,
  },
} as const satisfies Record<Language, unknown>;
