/** Draws the copies map: the count, the places with their copies, the chosen copy as a sentence, and what was guessed before. */
import { useState, type ReactNode } from 'react';
import type { Copies, Copy } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { Party, PartyId } from '../../../sim/trace.ts';
import { COPIES_WORDS, HUNT_WORDS } from '../../i18n/copies.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import { Legend, type FigureAs } from '../legend.tsx';
import { Mark } from '../marks.tsx';
import { useWidth } from '../use-width.ts';
import { useRoving } from '../who-can-read/roving.ts';
import { scoreOf, type Verdict } from './guess.ts';
import { layoutCopies, type Beside, type CopiesMarks, type CopyMark, type SpotKey } from './layout.ts';
import { columnsFor, Plan } from './plan.tsx';
import { Room } from './room.tsx';
import { CopiesTable } from './table.tsx';
import styles from './copies.module.css';

export interface CopiesFigureProps {
  readonly copies: Copies;
  readonly before: Copies | undefined;
  readonly beside?: Beside;
  readonly parties: readonly Party[];
  readonly language: Language;
  /** The message as its sender wrote it: `m17, from Alice: ..`. */
  readonly about: string;
  /** How a lesson asks about places. */
  readonly asking?: Asking | undefined;
  /** What each place was worth that she marked, or did not, before she saw them. */
  readonly verdicts?: ReadonlyMap<SpotKey, Verdict> | undefined;
  /** Shows a copy that was found in a file as bytes. */
  readonly onBytes: ((copy: Copy) => void) | undefined;
  /** Places side by side; as many as the lab has room for if left out. */
  readonly columns?: number;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
}

export interface Asking {
  /** What will be in these is the question. */
  readonly holes: readonly PartyId[];
  /** Those that are framed: found, or spoken of. */
  readonly picked: readonly PartyId[];
  /** With it places can be pressed. */
  readonly onPlace: ((party: PartyId) => void) | undefined;
}

export function CopiesFigure(props: CopiesFigureProps): ReactNode {
  const { copies, before, beside, parties, language, about, asking, verdicts, as, onAs } = props;
  const t = useText();
  const room = columnsFor(useWidth());
  const columns = Math.min(props.columns ?? room, room);
  const marks = layoutCopies(copies, { language, parties, before, beside, asked: asking?.holes, columns });
  return (
    <section className={styles['copies']} aria-labelledby="copies-title">
      <Head marks={marks} about={about} />
      {verdicts !== undefined && (
        <p className={styles['score']} role="status">
          {t(HUNT_WORDS.result(scoreOf(verdicts)))}
        </p>
      )}
      {as === 'table' ? <CopiesTable marks={marks} /> : <Picture {...props} marks={marks} />}
      <Legend entries={[]} as={as} onAs={onAs}>
        {marks.legend.map((state) => (
          <li key={state}>
            <Mark name={state} />
            {t(LEGEND_WORDS[state])}
          </li>
        ))}
      </Legend>
      <p className={styles['about']}>{t(COPIES_WORDS.notYet)}</p>
    </section>
  );
}

const LEGEND_WORDS = {
  readable: COPIES_WORDS.readable,
  remnant: COPIES_WORDS.whole,
  sealed: COPIES_WORDS.sealed,
  erased: COPIES_WORDS.gone,
  never: COPIES_WORDS.noCopy,
  hole: COPIES_WORDS.askedLong,
} as const;

/** The count in words and in large figures, and the sentence that says the same as the picture. */
const Head = ({ marks, about }: { marks: CopiesMarks; about: string }): ReactNode => (
  <div className={styles['head']}>
    <div>
      <h2 id="copies-title">{marks.headline}</h2>
      <p className={styles['about']}>{about}</p>
    </div>
    <dl className={styles['tallies']}>
      {marks.tallies.map(({ kind, count, label }) => (
        <div key={kind} data-kind={kind}>
          <dt>{label}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
    <p className={styles['narration']} role="status">
      {marks.narration}
    </p>
  </div>
);

function Picture({
  marks,
  parties,
  verdicts,
  asking,
  onBytes,
}: CopiesFigureProps & { readonly marks: CopiesMarks }): ReactNode {
  const t = useText();
  const [picked, setPicked] = useState<string>();
  const all = marks.rooms.flatMap(({ shelves }) => shelves.flatMap(({ copies }) => copies));
  const roving = useRoving(
    all.map(({ key }) => [key]),
    picked,
  );
  const chosen = all.find(({ key }) => key === picked);
  /** What an attacker took lies in no file that could be opened here. */
  const isOnDevice = ({ copy }: CopyMark): boolean =>
    parties.some(({ kind, id }) => kind === 'device' && id === copy.owner);
  return (
    <>
      <Plan rooms={marks.rooms} columns={marks.columns} line={marks.line} picked={asking?.picked}>
        {(room) => (
          <Room
            room={room}
            isCompared={marks.isCompared}
            beside={marks.beside}
            verdicts={verdicts}
            onPlace={asking?.onPlace}
            roving={roving}
            picked={picked}
            onPick={setPicked}
          />
        )}
      </Plan>
      {all.length > 0 && (
        <Told
          chosen={chosen}
          hint={t(COPIES_WORDS.choose)}
          onBytes={chosen && isOnDevice(chosen) ? onBytes : undefined}
        />
      )}
    </>
  );
}

interface ToldProps extends Pick<CopiesFigureProps, 'onBytes'> {
  readonly chosen: CopyMark | undefined;
  readonly hint: string;
}

function Told({ chosen, hint, onBytes }: ToldProps): ReactNode {
  const t = useText();
  return (
    <div className={styles['told']}>
      <p role="status">{chosen === undefined ? hint : chosen.sentence}</p>
      {chosen !== undefined && onBytes !== undefined && chosen.copy.found !== undefined && chosen.status !== 'gone' && (
        <button type="button" className={controls['quiet']} onClick={() => onBytes(chosen.copy)}>
          {t(COPIES_WORDS.toBytes)}
        </button>
      )}
    </div>
  );
}
