/** The full sheet: lifelines with the phones as their heads, and the matrix of everybody on the same rows. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { Legend } from '../figures/legend.tsx';
import { actorName, ownerName } from '../figures/names.ts';
import { Phone } from '../figures/phones.tsx';
import { Timeline } from '../figures/timeline/figure.tsx';
import { layoutTimeline, type TimelineMarks } from '../figures/timeline/layout.ts';
import { ScrollRegion } from '../figures/scroll-region.tsx';
import { useAtLeast, useWidth } from '../figures/use-width.ts';
import { WhoCanRead } from '../figures/who-can-read/figure.tsx';
import { layoutAt } from '../figures/who-can-read/layout.ts';
import { timelineWithLens, withLens } from '../figures/who-can-read/lens.ts';
import { OneMessage } from '../figures/who-can-read/one.tsx';
import { WhoCanReadTable } from '../figures/who-can-read/table.tsx';
import { useMessage } from '../figures/who-can-read/use-message.ts';
import type { MetadataView } from '../worker/api.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

/** Widths in rem: the settings with the page's edges, the gap between both figures, message names, the least of a column. */
const AROUND = 22;
const GAP = 1;
const NAMES = 10.5;
const COLUMN = 5.2;

/** With a lens the same figures show what is seen from there. */
export function Sheet({ context, lens }: { context: LabContext; lens?: MetadataView | undefined }): ReactNode {
  const { run, frame, seq, language, state, go } = context;
  const t = useText();
  const width = useWidth();
  const cell = lens === undefined ? state.own['cell'] : undefined;
  const [message, setMessage] = useMessage(seq, cell);
  const as = state.own['as'] === 'table' ? 'table' : 'picture';
  const link = run.parties.find(({ id, kind }) => kind === 'link' && id === lens?.party)?.id;
  const whole = layoutAt(run, frame, { language, size: 'lab', selected: cell, link });
  const marks = lens === undefined ? whole : withLens(whole, lens);
  const lines = layoutTimeline(run, frame, marks, language);
  const timeline = lens === undefined ? lines : timelineWithLens(lines, marks, lens);
  const matrix = NAMES + COLUMN * marks.columns.length;
  const besides = useAtLeast(AROUND + timeline.width + GAP + matrix);
  const fits = useAtLeast(AROUND + matrix);
  // A proof is made of what stands on phones: from a viewpoint, that is more than can be seen.
  const onCell = lens === undefined ? (key: string): void => go({ cell: key }) : undefined;
  const lifelines = <Lifelines context={context} marks={timeline} faded={lens !== undefined} />;
  const sheet = <WhoCanRead marks={marks} phones={frame.phones} onCell={onCell} open={cell} />;
  return (
    <>
      {as === 'table' ? (
        <WhoCanReadTable marks={marks} onCell={onCell} open={cell} />
      ) : width === 'narrow' ? (
        <OneMessage marks={marks} message={message} onMessage={setMessage} onCell={onCell} open={cell} />
      ) : besides ? (
        <div className={styles['sheet']}>
          {lifelines}
          {sheet}
        </div>
      ) : (
        <div className={styles['alone']} data-scrolls={fits ? undefined : ''}>
          <div style={{ minWidth: `${matrix}rem` }}>{sheet}</div>
        </div>
      )}
      <div className={styles['under']} data-now={(as === 'picture' && width !== 'narrow') || undefined}>
        <Legend
          entries={marks.legend}
          as={as}
          onAs={(next) => go({ as: next === 'table' ? 'table' : undefined }, 'replace')}
        />
      </div>
      <p className={styles['hint']}>{t(lens === undefined ? LAB_WORDS.howToAsk : LAB_WORDS.askWithoutLens)}</p>
      {as === 'picture' && width !== 'narrow' && !besides && (
        <div className={styles['below']}>
          <h2>{t(LAB_WORDS.timeline)}</h2>
          <ScrollRegion label={t(LAB_WORDS.timeline)}>{lifelines}</ScrollRegion>
        </div>
      )}
    </>
  );
}

interface LifelinesProps {
  readonly context: LabContext;
  readonly marks: TimelineMarks;
  /** What stands on the phones is not to be seen from here. */
  readonly faded: boolean;
}

function Lifelines({ context, marks, faded }: LifelinesProps): ReactNode {
  const { run, frame, language } = context;
  return (
    <div className={styles['lifelines']} style={{ width: `${marks.width}rem` }}>
      <div className={styles['heads']}>
        {marks.lanes.map((lane) => (
          <div key={lane.party} style={{ left: `${lane.x}rem` }} data-kind={lane.kind}>
            {lane.kind === 'device' && !faded ? (
              <Phone owner={ownerName(lane.party, run.parties, language)} lines={frame.phones[lane.party] ?? []} />
            ) : (
              <b>{actorName(lane.party, language)}</b>
            )}
          </div>
        ))}
      </div>
      <Timeline marks={marks} />
    </div>
  );
}
