/** The page about deletion in one language, as Markdown that has not been aligned yet. */
import { SENTENCE_EXPERIMENTS, TOKEN_EXPERIMENTS } from '../../sim/storage/experiment-tables.ts';
import type { Experiment } from '../../sim/storage/experiments.ts';
import { firstSettings, settings } from '../../sim/storage/sqlite/sql.ts';
import type { Keeping } from '../../sim/storage/types.ts';
import type { Language } from '../../sim/text.ts';
import { DECAY_OF, type Left } from './decay.ts';
import type { FaultFigures, Figures } from './figures.ts';
import { GROUPS, rowName, type Group } from './groups.ts';
import { WORDS } from './words.ts';

export const pageFile = (language: Language): string =>
  language === 'en' ? 'docs/deletion.md' : 'docs/deletion.zh-CN.md';

export function deletionPage(figures: Figures, language: Language): string {
  const words = WORDS[language];
  return [
    `# ${words.title}`,
    words.twin,
    words.about(figures.sqlite),
    words.generated,
    `## ${words.beliefs}`,
    list(beliefs(figures, language)),
    `## ${words.left}`,
    words.aboutLeft,
    ...GROUPS.flatMap((group) => groupBlocks(group, figures, language)),
    `## ${words.decay}`,
    words.aboutDecay,
    table(words.decayHead(DECAY_OF.chat, DECAY_OF.all), decayRows(figures)),
    ...carverBlocks(figures, language),
    `## ${words.faults}`,
    words.aboutFaults,
    list(words.faultKinds),
    table(words.faultHead, faultRows(figures)),
    words.faultSummary(totalOf(figures, 'points'), totalOf(figures, 'lost')),
    `## ${words.same}`,
    words.aboutSame(Object.keys(figures.experiments).length, figures.files.files, figures.files.hash),
    words.aboutSettings(figures.sqlite, figures.pageBytes),
    ['```sql', ...SETTINGS_SHOWN.map((one) => `${one};`), '```'].join('\n'),
    '',
  ].join('\n\n');
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
/** One block of lines, so that nothing comes between the rows. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (rows[0] && /^[\d–]/.test(rows[0][column] ?? '') ? '--:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

// --- what is left

const isRow =
  (name: string) =>
  (experiment: Experiment): boolean =>
    rowName(experiment.name) === name;

function groupBlocks(group: Group, figures: Figures, language: Language): readonly string[] {
  const words = WORDS[language];
  const [head, rows] =
    group.kind === 'settings'
      ? [words.settingsHead, settingsRows(group, figures, language)]
      : [words.looksHead, looksRows(group, figures, language)];
  return [`### ${group.title[language]}`, group.remark[language], table(head, rows)];
}

const settingsRows = ({ rows }: Group, figures: Figures, language: Language): readonly (readonly string[])[] =>
  Object.entries(rows).map(([name, text]) => {
    const experiments = TOKEN_EXPERIMENTS.filter(isRow(name));
    const [of] = experiments.flatMap(({ looks }) => looks.map(({ texts }) => texts.length));
    return [text[language], `${of ?? 0}`, ...experiments.map((one) => `${foundBy(figures, one)[0] ?? 0}`)];
  });

const looksRows = ({ rows }: Group, figures: Figures, language: Language): readonly (readonly string[])[] =>
  Object.entries(rows).flatMap(([name, text]) =>
    SENTENCE_EXPERIMENTS.filter(isRow(name)).flatMap((experiment) =>
      experiment.looks.map((look, index) => [
        text[language],
        keptAs(experiment),
        WORDS[language].files[look.in],
        `${foundBy(figures, experiment)[index] ?? 0}`,
      ]),
    ),
  );

/** @throws where the figures know nothing of it: they were measured before it was added. */
function foundBy(figures: Figures, { name }: Experiment): readonly number[] {
  const found = figures.experiments[name];
  if (!found) throw new Error(`"${name}" has not been measured: run \`npm run deletion\``);
  return found;
}

function keptAs({ keeping, database }: Experiment): string {
  const isSearched = database.tables.some(({ searched }) => searched !== undefined);
  return [
    `\`secure_delete=${keeping.secureDelete}\``,
    keeping.journal === 'delete' ? [] : `\`journal_mode=${keeping.journal}\``,
    keeping.autoVacuum ? '`auto_vacuum=full`' : [],
    isSearched && keeping.searchSecureDelete ? '`FTS5 secure-delete=1`' : [],
  ]
    .flat()
    .join(', ');
}

/** What people commonly believe, and what was found. */
function beliefs(figures: Figures, language: Language): readonly string[] {
  const found = (name: string): readonly number[] => figures.experiments[name] ?? [];
  const last = figures.decay.at(-1);
  return WORDS[language].beliefList({
    fastAll: found('all messages, secure_delete fast')[0] ?? 0,
    stretches: ['100 consecutive messages', '100 others'].map((one) => found(`${one}, secure_delete fast`)[0] ?? 0),
    word: found('word of a removed message in the search index')[0] ?? 0,
    log: found('written, another message, removed, with a log')[1] ?? 0,
    journal: found('removed, with a journal that stays')[1] ?? 0,
    vacuumed: found('all messages, auto_vacuum, secure_delete off')[0] ?? 0,
    edited: found('sentence edited to a longer text, secure_delete off')[0] ?? 0,
    later: last?.later ?? 0,
    chatLeft: last?.chat.texts ?? 0,
    allLeft: last?.all.texts ?? 0,
  });
}

const leftAs = ({ texts, whole }: Left): string => (texts === whole ? `${texts}` : `${texts} (${whole})`);
const decayRows = ({ decay }: Figures): readonly (readonly string[])[] =>
  decay.map(({ later, chat, all, fast }) => [`${later}`, leftAs(chat), leftAs(all), leftAs(fast)]);

// --- the carver

function carverBlocks({ accuracy }: Figures, language: Language): readonly string[] {
  const words = WORDS[language];
  const places = accuracy.places.filter(({ finds }) => finds > 0);
  const sum = (pick: 'finds' | 'whole' | 'part' | 'copy' | 'wrong'): number =>
    places.reduce((total, place) => total + place[pick], 0);
  const all = { finds: sum('finds'), whole: sum('whole'), part: sum('part'), copy: sum('copy'), wrong: sum('wrong') };
  const findsRow = (name: string, one: typeof all): readonly string[] => [
    name,
    ...[one.finds, one.whole, one.part, one.copy, one.wrong].map(String),
    percent(one.finds - one.wrong, one.finds),
  ];
  const rowsRow = (name: string, one: (typeof accuracy.acts)[number] | (typeof accuracy.settings)[number]) => [
    name,
    ...[one.deleted, one.there, one.whole, one.part].map(String),
    percent(one.whole, one.there),
    percent(one.whole, one.deleted),
  ];
  return [
    `## ${words.carver}`,
    words.aboutCarver(accuracy.databases),
    `### ${words.precision}`,
    words.aboutPrecision,
    table(words.precisionHead, [
      ...places.map((one) => findsRow(words.places[one.place], one)),
      findsRow(words.all, all),
    ]),
    `### ${words.recall}`,
    words.aboutRecall,
    table(
      words.actHead,
      accuracy.acts.map((one) => rowsRow(words.acts[one.act], one)),
    ),
    table(
      words.settingHead,
      accuracy.settings.map((one) =>
        rowsRow(`\`secure_delete=${one.secureDelete}\`, \`journal_mode=${one.journal}\``, one),
      ),
    ),
    `### ${words.long}`,
    words.aboutLong(accuracy.long.databases),
    table(words.precisionHead, [findsRow(words.all, accuracy.long.finds)]),
    table(
      words.actHead,
      accuracy.long.acts.map((one) => rowsRow(words.acts[one.act], one)),
    ),
  ];
}

/** Never rounded up to 100 %; a dash where there is nothing to divide by. */
const percent = (part: number, of: number): string =>
  of === 0 ? '–' : `${(Math.floor((1000 * part) / of) / 10).toFixed(1)} %`;

// --- crash points

const faultRows = ({ faults }: Figures): readonly (readonly string[])[] =>
  faults.map(({ keeping, writes, changes, points, lost, stuck }) => [
    `\`journal_mode=${keeping.journal}\`, \`secure_delete=${keeping.secureDelete}\``,
    ...[writes, changes, points, lost, stuck].map(String),
  ]);

const totalOf = ({ faults }: Figures, pick: keyof Omit<FaultFigures, 'keeping'>): number =>
  faults.reduce((sum, one) => sum + one[pick], 0);

const SHOWN: Keeping = { journal: 'wal', secureDelete: 'on', searchSecureDelete: false, autoVacuum: false };
const SETTINGS_SHOWN = [...firstSettings(SHOWN, false), ...settings(SHOWN, false)];
