/** The lesson's one figure at its step: as a sheet, as one message at a time, or as a table; the same marks in all three. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { showsCopies, type CellKey } from '../figures/cells.ts';
import { Codes, comparisonAt } from '../figures/code/of-frame.tsx';
import { Legend } from '../figures/legend.tsx';
import type { Width } from '../figures/use-width.ts';
import { announcedBand } from '../figures/who-can-read/bands.ts';
import { WhoCanRead } from '../figures/who-can-read/figure.tsx';
import { layout, type FigureMarks } from '../figures/who-can-read/layout.ts';
import { OneMessage } from '../figures/who-can-read/one.tsx';
import { WhoCanReadTable } from '../figures/who-can-read/table.tsx';
import { useMessage } from '../figures/who-can-read/use-message.ts';
import { askedCells } from './ask.ts';
import { CopiesView } from './later-copies.tsx';
import { narrate } from './narration.ts';
import type { LessonContext } from './screen.tsx';
import { LESSON_WORDS } from './words.ts';
import styles from './lesson.module.css';

interface FigureProps {
  readonly context: LessonContext;
  readonly width: Width;
}

export function LessonFigure({ context, width }: FigureProps): ReactNode {
  const { run, lesson, frame, language, plan } = context;
  const t = useText();
  const shown = run.frames[frame];
  const codes = lesson.stage === 'run' && shown !== undefined ? comparisonAt(shown) : undefined;
  if (codes !== undefined) return <Codes comparison={codes} />;
  return (
    <>
      {showsCopies(run) ? <CopiesView context={context} /> : <Cells context={context} width={width} />}
      {lesson.stage !== 'run' && (
        <p className={styles['narration']} role="status">
          <b>
            {t(
              lesson.stage === 'predict'
                ? LESSON_WORDS.step({ step: frame })
                : LESSON_WORDS.stepOf({ step: frame, last: plan.lastFrame }),
            )}
          </b>{' '}
          {narrate(run, frame, language)}
        </p>
      )}
    </>
  );
}

/** Who can read which message. */
function Cells({ context, width }: FigureProps): ReactNode {
  const { run, lesson, frame, dispatch } = context;
  const [message, setMessage] = useMessage(frame, lesson.cell);
  const marks = marksOf(context);
  const onCell = cellHandler(context);
  const shown = run.frames[frame];
  const { stage } = lesson;
  return (
    <>
      {lesson.as === 'table' ? (
        <WhoCanReadTable marks={marks} onCell={onCell} open={lesson.cell} />
      ) : width === 'narrow' ? (
        <OneMessage marks={marks} message={message} onMessage={setMessage} onCell={onCell} open={lesson.cell} />
      ) : (
        <WhoCanRead
          marks={marks}
          phones={shown?.phones ?? {}}
          onCell={onCell}
          open={lesson.cell}
          now={stage === 'predict' || stage === 'run'}
        />
      )}
      <div
        className={styles['underFigure']}
        data-now={(stage === 'run' && width !== 'narrow' && lesson.as === 'picture') || undefined}
      >
        <Legend entries={marks.legend} as={lesson.as} onAs={(as) => dispatch({ kind: 'as', as })} />
      </div>
    </>
  );
}

function marksOf({ run, lesson, frame, language }: LessonContext): FigureMarks {
  const predicting = lesson.stage === 'predict';
  const cause = run.question?.cause;
  return layout(run, frame, {
    language,
    size: 'lesson',
    holes: predicting ? askedCells(run) : [],
    announced: predicting && cause !== undefined ? announcedBand(cause, language) : undefined,
    found: lesson.stage === 'evidence' ? lesson.found : [],
    selected: lesson.cell,
    showChanges: lesson.stage === 'run',
  });
}

/** Cells can be pressed where pressing means something: to find the evidence, and to ask why. */
function cellHandler({ lesson, dispatch }: LessonContext): ((key: CellKey) => void) | undefined {
  if (lesson.stage === 'evidence') return (cell) => dispatch({ kind: 'press', cell });
  if (lesson.stage === 'why') return (cell) => dispatch({ kind: 'open', cell });
  return undefined;
}
