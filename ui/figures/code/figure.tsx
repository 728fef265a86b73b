/**
 * Two phones, each with its security code: what two people see who hold them side by side. Groups that differ carry a frame
 * and a word, equal ones stay quiet. The table twin has the same groups, one row each.
 */
import { useState, type ReactNode } from 'react';
import { useLanguage, useText } from '../../i18n/language.tsx';
import { FigureToggle, type FigureAs } from '../legend.tsx';
import { layoutCode, type CodeComparison, type GroupMark, type PhoneMark, type QrMark } from './layout.ts';
import { CodeTable } from './table.tsx';
import { CODE_WORDS } from './words.ts';
import styles from './code.module.css';

export interface CodeFigureProps {
  readonly comparison: CodeComparison;
  /** How it is shown at first. */
  readonly as?: FigureAs;
}

export function CodeFigure({ comparison, as: first = 'picture' }: CodeFigureProps): ReactNode {
  const t = useText();
  const [as, setAs] = useState<FigureAs>(first);
  const marks = layoutCode(comparison, useLanguage());
  return (
    <figure className={styles['figure']} aria-label={t(CODE_WORDS.title)}>
      {as === 'table' ? (
        <CodeTable marks={marks} />
      ) : (
        <div className={styles['phones']}>
          {marks.phones.map((phone, index) => (
            <Phone key={index} phone={phone} />
          ))}
        </div>
      )}
      <figcaption className={styles['caption']}>
        <div>
          <p className={styles['verdict']}>{marks.verdict}</p>
          <p>{t(CODE_WORDS.noKey)}</p>
          <p>
            {t(CODE_WORDS.squares)} {marks.scan}
          </p>
        </div>
        <FigureToggle as={as} onAs={setAs} />
      </figcaption>
    </figure>
  );
}

const Phone = ({ phone }: { phone: PhoneMark }): ReactNode => (
  <section className={styles['phone']} aria-label={phone.owner}>
    <h3 className={styles['owner']}>{phone.owner}</h3>
    <p className={styles['chat']}>{phone.chat}</p>
    <Qr qr={phone.qr} />
    <ol className={styles['groups']}>
      {phone.groups.map((group) => (
        <Group key={group.number} group={group} />
      ))}
    </ol>
  </section>
);

function Group({ group }: { group: GroupMark }): ReactNode {
  const t = useText();
  return (
    <li className={styles['group']} data-differs={group.differs || undefined}>
      <span className={styles['digits']}>{group.digits}</span>
      {group.differs && <span className={styles['word']}> {t(CODE_WORDS.differs)}</span>}
    </li>
  );
}

/** The digits stand below it as text: a reader who hears the page misses nothing. */
const Qr = ({ qr }: { qr: QrMark }): ReactNode => (
  <svg className={styles['qr']} viewBox={`0 0 ${qr.side} ${qr.side}`} shapeRendering="crispEdges" aria-hidden="true">
    <path d={qr.path} />
  </svg>
);
