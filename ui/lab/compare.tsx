/** The lab's view of two runs: the story as written beside one of its variants, or beside all of them as small multiples. */
import type { ReactNode } from 'react';
import { Compared } from '../figures/compare/compared.tsx';
import type { CompareProps } from '../figures/compare/figure.tsx';
import { partingText } from '../figures/compare/divergence.ts';
import { compareMarks } from '../figures/compare/layout.ts';
import { Legend } from '../figures/legend.tsx';
import { Multiples } from '../figures/multiples/figure.tsx';
import { multiplesMarks } from '../figures/multiples/layout.ts';
import { MultiplesTable } from '../figures/multiples/table.tsx';
import { MULTIPLES_WORDS } from '../figures/multiples/words.ts';
import { useStoryText } from '../figures/use-story-text.ts';
import { layout } from '../figures/who-can-read/layout.ts';
import { useText } from '../i18n/language.tsx';
import { compareRuns } from '../lesson/flips.ts';
import { useRun } from '../lesson/use-lesson.ts';
import { LESSON_WORDS } from '../lesson/words.ts';
import { useAnswer } from '../state/use-answer.ts';
import type { ComparedRun, CompareView, RunChoice, RunView } from '../worker/api.ts';
import controls from '../styles/controls.module.css';
import { narrateDeed } from './narration.ts';
import { asWritten, BY_HAND, candidatesOf, type Candidate } from './candidates.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

interface Named extends Omit<Candidate, 'title'> {
  readonly title: string;
}

export function CompareRuns({ context }: { context: LabContext }): ReactNode {
  const { run, state, engine } = context;
  const t = useText();
  const story = useStoryText();
  const titleOf = ({ id, title }: Candidate): string =>
    id === BY_HAND ? t(LAB_WORDS.byHand) : title === undefined ? id : story(title);
  const others = candidatesOf(run).map((candidate) => ({ ...candidate, title: titleOf(candidate) }));
  const base = asWritten(run.choice);
  const key = JSON.stringify([base, others.map(({ choice }) => choice)]);
  const answer = useAnswer(`compare ${key}`, async () => ({
    key,
    view: await engine.compare(
      base,
      others.map(({ choice }) => choice),
    ),
  }));
  if (others.length === 0) return <p className={styles['hint']}>{t(LAB_WORDS.noVariants)}</p>;
  if (answer?.key !== key) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  const only = others.length === 1 ? others[0] : undefined;
  const chosen = others.find(({ id }) => id === state.own['with']) ?? only;
  return chosen === undefined ? (
    <All context={context} view={answer.view} others={others} />
  ) : (
    <Pair context={context} view={answer.view} base={base} others={others} chosen={chosen} />
  );
}

interface AllProps {
  readonly context: LabContext;
  readonly view: CompareView;
  readonly others: readonly Named[];
}

function All({ context, view, others }: AllProps): ReactNode {
  const { language } = context;
  const t = useText();
  const marks = multiplesMarks(view, {
    language,
    others,
    base: t(LAB_WORDS.asWritten),
    tell: (event) => narrateDeed(event, language),
  });
  const as = asOf(context);
  const Figure = as === 'table' ? MultiplesTable : Multiples;
  return (
    <>
      <Figure marks={marks} onOpen={(id) => context.go({ with: id })} />
      <div className={styles['under']}>
        <Legend entries={marks.legend} as={as} onAs={(next) => setAs(context, next)}>
          {marks.runs.some(({ flips }) => flips > 0) && (
            <li>
              <span className={styles['frame']} />
              {t(MULTIPLES_WORDS.differs)}
            </li>
          )}
        </Legend>
      </div>
    </>
  );
}

interface PairProps extends AllProps {
  readonly base: RunChoice;
  readonly chosen: Named;
}

function Pair({ context, view, base, others, chosen }: PairProps): ReactNode {
  const t = useText();
  const first = useRun(context.engine, base);
  const second = useRun(context.engine, chosen.choice);
  const compared = view.others[others.indexOf(chosen)];
  // Another run may still stand in while the next one is played.
  const isThere = isOf(first, base) && isOf(second, chosen.choice);
  return (
    <>
      <Chooser context={context} others={others} chosen={chosen} />
      {first === undefined || second === undefined || !isThere ? (
        <p role="status">{t(LAB_WORDS.playing)}</p>
      ) : (
        <TwoRuns context={context} base={first} other={second} title={chosen.title} flipsAt={compared?.steps} />
      )}
      {compared !== undefined && (
        <p className={styles['parting']}>
          <b>{t(MULTIPLES_WORDS.flips({ flips: compared.flips.length }))}</b>{' '}
          {partingText(compared, {
            language: context.language,
            base: t(LAB_WORDS.asWritten),
            other: chosen.title,
            tell: (event) => narrateDeed(event, context.language),
          })}
        </p>
      )}
    </>
  );
}

const isOf = (view: RunView | undefined, choice: RunChoice): boolean =>
  JSON.stringify(view?.choice) === JSON.stringify(choice);

/** Another variant, or all of them. */
function Chooser({ context, others, chosen }: Pick<PairProps, 'context' | 'others' | 'chosen'>): ReactNode {
  const t = useText();
  if (others.length === 1) return null;
  return (
    <div className={styles['chooser']}>
      <label>
        <span>{t(LAB_WORDS.compareWith)}</span>
        <select value={chosen.id} onChange={(event) => context.go({ with: event.target.value })}>
          {others.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className={controls['quiet']} onClick={() => context.go({ with: undefined })}>
        {t(LAB_WORDS.allVariants)}
      </button>
    </div>
  );
}

interface TwoRunsProps {
  readonly context: LabContext;
  readonly base: RunView;
  readonly other: RunView;
  readonly title: string;
  readonly flipsAt: ComparedRun['steps'] | undefined;
}

function TwoRuns({ context, base, other, title, flipsAt }: TwoRunsProps): ReactNode {
  const t = useText();
  const options = { language: context.language, size: 'lab', showChanges: false } as const;
  const [mine, theirs] = compareRuns(base, other).usedKeys;
  const props: CompareProps = {
    marks: compareMarks(layout(base, base.frames.length - 1, options), layout(other, other.frames.length - 1, options)),
    base: { title: t(LAB_WORDS.asWritten), note: '', loot: t(LESSON_WORDS.usedKeys({ count: mine })) },
    broken: { title, note: '', loot: t(LESSON_WORDS.usedKeys({ count: theirs })) },
    ...(flipsAt === undefined ? {} : { flipsAt }),
  };
  const as = asOf(context);
  const differs = props.marks.columns.some(({ wide }) => wide);
  return (
    <>
      <div>
        <Compared as={as} {...props} />
      </div>
      <div className={styles['under']}>
        <Legend
          entries={[...props.marks.legend, ...(differs ? (['differs'] as const) : [])]}
          as={as}
          onAs={(next) => setAs(context, next)}
        />
      </div>
    </>
  );
}

const asOf = ({ state }: LabContext): 'table' | 'picture' => (state.own['as'] === 'table' ? 'table' : 'picture');
const setAs = ({ go }: LabContext, as: 'table' | 'picture'): void =>
  go({ as: as === 'table' ? 'table' : undefined }, 'replace');
