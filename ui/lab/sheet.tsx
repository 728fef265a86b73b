/** The full sheet: lifelines with the phones as their heads, and the matrix of everybody on the same rows. */
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { splitKey } from '../figures/cells.ts';
import { Legend } from '../figures/legend.tsx';
import { actorName, personName } from '../figures/names.ts';
import { Phone } from '../figures/phones.tsx';
import { Timeline } from '../figures/timeline/figure.tsx';
import { layoutTimeline, type TimelineMarks } from '../figures/timeline/layout.ts';
import { useWidth } from '../figures/use-width.ts';
import { WhoCanRead } from '../figures/who-can-read/figure.tsx';
import { layoutAt } from '../figures/who-can-read/layout.ts';
import { OneMessage } from '../figures/who-can-read/one.tsx';
import { WhoCanReadTable } from '../figures/who-can-read/table.tsx';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export function Sheet({ context }: { context: LabContext }): ReactNode {
  const { run, frame, language, state, go } = context;
  const t = useText();
  const width = useWidth();
  const [message, setMessage] = useState<string | undefined>(undefined);
  const cell = state.own['cell'];
  const as = state.own['as'] === 'table' ? 'table' : 'picture';
  const marks = layoutAt(run, frame, { language, size: 'lab', selected: cell });
  const onCell = (key: string): void => go({ cell: key });
  const picked = message ?? (cell === undefined ? undefined : splitKey(cell).message);
  return (
    <>
      {as === 'table' ? (
        <WhoCanReadTable marks={marks} />
      ) : width === 'narrow' ? (
        <OneMessage marks={marks} message={picked} onMessage={setMessage} onCell={onCell} open={cell} />
      ) : (
        <div className={styles['sheet']} data-wide={width === 'wide' || undefined}>
          {width === 'wide' && <Lifelines context={context} marks={layoutTimeline(run, frame, marks, language)} />}
          <WhoCanRead marks={marks} phones={frame.phones} onCell={onCell} open={cell} />
        </div>
      )}
      <div className={styles['under']} data-now={(as === 'picture' && width !== 'narrow') || undefined}>
        <Legend
          entries={marks.legend}
          as={as}
          onAs={(next) => go({ as: next === 'table' ? 'table' : undefined }, 'replace')}
        />
      </div>
      <p className={styles['hint']}>{t(LAB_WORDS.howToAsk)}</p>
    </>
  );
}

function Lifelines({ context, marks }: { context: LabContext; marks: TimelineMarks }): ReactNode {
  const { frame, language } = context;
  return (
    <div className={styles['lifelines']}>
      <div className={styles['heads']}>
        {marks.lanes.map((lane) => (
          <div key={lane.party} style={{ left: `${lane.x}rem` }} data-kind={lane.kind}>
            {lane.kind === 'device' ? (
              <Phone owner={personName(lane.party, language)} lines={frame.phones[lane.party] ?? []} />
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
