/** The bytes of the chosen part: what was found in them by name, and the hex around it. */
import { useState, type ReactNode } from 'react';
import type { FileView } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel } from '../../../sim/trace.ts';
import { FOUND_WORDS } from '../../i18n/copies.ts';
import { PAGES_WORDS, ROLE_WORDS } from '../../i18n/pages.ts';
import { useText } from '../../i18n/language.tsx';
import { useAnswerTo } from '../../state/use-answer.ts';
import { hexOffset } from '../bytes/layout.ts';
import hexStyles from '../bytes/bytes.module.css';
import { legible } from '../say.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { useWidth } from '../use-width.ts';
import { unitName } from './layout.ts';
import { pageRows, UNFOLDED_ROWS, type PageRow, type Piece } from './rows.ts';
import { spansOf, unitOf, type Span, type Unit } from './units.ts';
import styles from './pages.module.css';

export interface PageBytesProps {
  readonly file: FileView;
  readonly number: number;
  readonly message: MessageLabel;
  readonly language: Language;
  /** Says which state of the files it is, so that the same page is read anew after housekeeping. */
  readonly version: string;
  /** Bytes of a part of a file, by its number from 1; fewer or none where it ends before. */
  readonly pageBytes: (path: string, number: number) => Promise<Uint8Array>;
}

export function PageBytes({ file, number, message, language, version, pageBytes }: PageBytesProps): ReactNode {
  const t = useText();
  const key = `${version} ${file.path} ${number}`;
  const bytes = useAnswerTo(key, () => pageBytes(file.path, number));
  const unit = unitOf(file, number);
  if (unit === undefined) return <p className={styles['hint']}>{t(PAGES_WORDS.gone)}</p>;
  const spans = spansOf(file, message).get(number) ?? [];
  return (
    <section className={styles['bytes']} aria-labelledby="page-title">
      <Names {...{ unit, spans, message, language }} />
      {bytes === undefined ? (
        <p role="status">{t(PAGES_WORDS.reading)}</p>
      ) : (
        <HexRows key={key} bytes={bytes} spans={spans} />
      )}
    </section>
  );
}

interface NamesProps {
  readonly unit: Unit;
  readonly spans: readonly Span[];
  readonly message: MessageLabel;
  readonly language: Language;
}

/** What the highlighted bytes are. */
function Names({ unit, spans, message, language }: NamesProps): ReactNode {
  const t = useText();
  return (
    <div className={styles['names']}>
      <h3 id="page-title">{unitName(unit, language)}</h3>
      <p>
        {t(ROLE_WORDS[unit.role])}
        {unit.owner !== undefined && ` · ${t(PAGES_WORDS.owner({ owner: unit.owner }))}`}
      </p>
      {spans.length === 0 ? (
        <p>{t(PAGES_WORDS.nothingHere({ message }))}</p>
      ) : (
        <dl>
          {spans.slice(0, MOST_NAMES).map(({ from, to, mark }) => (
            <div key={`${from} ${to} ${mark.where}`}>
              <dt>
                <i className={styles['key']} data-look={mark.isListed ? 'listed' : 'left'} />
                {t(mark.isListed ? PAGES_WORDS.listed : PAGES_WORDS.left)}
              </dt>
              <dd>
                {t(FOUND_WORDS[mark.where])} · {t(PAGES_WORDS.span({ bytes: to - from, at: hexOffset(from) }))}
                <q>{legible(mark.text)}</q>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Places that are named beside the bytes of one part. */
const MOST_NAMES = 16;

function HexRows({ bytes, spans }: { bytes: Uint8Array; spans: readonly Span[] }): ReactNode {
  const t = useText();
  const perRow = useWidth() === 'narrow' ? 8 : 16;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const named = spans.map(({ from, to, mark }) => ({ from, to, isListed: mark.isListed }));
  const unfold = (from: number): void =>
    setOpened(new Set([...opened, ...Array.from({ length: UNFOLDED_ROWS }, (_, i) => from + i)]));
  return (
    <ScrollRegion label={t(PAGES_WORDS.bytes)}>
      <div className={hexStyles['hex']}>
        {pageRows(bytes, named, perRow, opened).map((row) => (
          <Row key={row.kind === 'row' ? row.offset : `fold ${row.from}`} row={row} onUnfold={unfold} />
        ))}
      </div>
    </ScrollRegion>
  );
}

function Row({ row, onUnfold }: { row: PageRow; onUnfold: (from: number) => void }): ReactNode {
  const t = useText();
  if (row.kind === 'folded')
    return (
      <button type="button" className={hexStyles['fold']} onClick={() => onUnfold(row.from)}>
        {t(PAGES_WORDS.rows({ rows: row.rows }))}
      </button>
    );
  return (
    <div className={hexStyles['row']}>
      <span className={hexStyles['at']}>{row.offset}</span>
      <span className={styles['cells']}>
        {row.pieces.map((piece, i) => (
          <PieceMark key={i} piece={piece} text={piece.hex} />
        ))}
      </span>
      <span className={styles['ascii']} aria-hidden="true">
        {row.pieces.map((piece, i) => (
          <PieceMark key={i} piece={piece} text={piece.text} />
        ))}
      </span>
    </div>
  );
}

const PieceMark = ({ piece, text }: { piece: Piece; text: string }): ReactNode =>
  piece.look === 'plain' ? <span>{text}</span> : <mark data-look={piece.look}>{text}</mark>;
