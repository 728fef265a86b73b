/** Draws a device's files: strips of pages, the chosen page as bytes, and housekeeping to be done before looking again. */
import { useState, type ReactNode } from 'react';
import type { Housekeeping, StorageView } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel } from '../../../sim/trace.ts';
import { LOOK_NAMES, PAGES_WORDS, TIDY_WORDS } from '../../i18n/pages.ts';
import { useText } from '../../i18n/language.tsx';
import controls from '../../styles/controls.module.css';
import { Legend, type FigureAs } from '../legend.tsx';
import { useWidth } from '../use-width.ts';
import { useRoving } from '../who-can-read/roving.ts';
import { PageFace } from './face.tsx';
import { layoutPages, tidiedSentence, windowAround, type PagesMarks, type UnitPlace } from './layout.ts';
import { PageBytes, type PageBytesProps } from './page-bytes.tsx';
import { Strip, unitKey } from './strip.tsx';
import { PagesTable } from './table.tsx';
import styles from './pages.module.css';

export interface PagesFigureProps {
  readonly view: StorageView;
  /** The files before housekeeping; the same as `view` where none was done. */
  readonly before: StorageView;
  readonly message: MessageLabel;
  readonly language: Language;
  readonly selected: UnitPlace | undefined;
  readonly onSelect: (place: UnitPlace) => void;
  readonly pageBytes: PageBytesProps['pageBytes'];
  /** What was done since, in order. */
  readonly tidied: readonly Housekeeping[];
  readonly onTidy: (tidied: readonly Housekeeping[]) => void;
  readonly as: FigureAs;
  readonly onAs: (as: FigureAs) => void;
}

export function PagesFigure(props: PagesFigureProps): ReactNode {
  const { view, message, language, selected, as, onAs } = props;
  const t = useText();
  const [firsts, setFirsts] = useState<Readonly<Record<string, number>>>({});
  const marks = layoutPages(view, { language, message, selected, firsts });
  if (view.files.length === 0) return <p>{t(PAGES_WORDS.none)}</p>;
  return (
    <section className={styles['pages']} aria-labelledby="pages-title">
      <h2 id="pages-title">{marks.title}</h2>
      {as === 'table' ? (
        <PagesTable {...{ view, marks, message, language }} />
      ) : (
        <Strips {...props} marks={marks} onFirst={(path, first) => setFirsts({ ...firsts, [path]: first })} />
      )}
      <Key marks={marks} as={as} onAs={onAs} />
      <Tidy {...props} />
      {as === 'picture' && <Chosen {...props} />}
    </section>
  );
}

interface StripsProps extends PagesFigureProps {
  readonly marks: PagesMarks;
  readonly onFirst: (path: string, first: number) => void;
}

/** One tab stop for all strips: arrows go along a file, up and down to the next. */
function Strips({ marks, selected, onSelect, onFirst }: StripsProps): ReactNode {
  const perRow = useWidth() === 'narrow' ? PER_ROW.narrow : PER_ROW.wide;
  const roving = useRoving(
    marks.files.flatMap(({ path, units }) =>
      gridOf(
        units.map(({ number }) => unitKey(path, number)),
        perRow,
      ),
    ),
    selected === undefined ? undefined : unitKey(selected.path, selected.number),
  );
  return marks.files.map((file) => (
    <Strip
      key={file.path}
      file={file}
      roving={roving}
      onFirst={onFirst}
      onSelect={(place) => {
        // A page that lies outside the window is brought into it.
        if (!file.units.some(({ number }) => number === place.number)) onFirst(place.path, windowAround(place.number));
        onSelect(place);
      }}
    />
  ));
}

/** Pages side by side, as the style sheet has them. */
const PER_ROW = { narrow: 5, wide: 14 } as const;

/** Rows of keys for the arrow keys; a short row ends with its last one again and again, so that every row can be entered from above. */
const gridOf = (keys: readonly string[], perRow: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(keys.length / perRow) }, (_, row) => {
    const own = keys.slice(row * perRow, (row + 1) * perRow);
    return [...own, ...Array.from({ length: perRow - own.length }, () => own.at(-1) ?? '')];
  });

const Key = ({
  marks,
  as,
  onAs,
}: Pick<PagesFigureProps, 'as' | 'onAs'> & { readonly marks: PagesMarks }): ReactNode => {
  const t = useText();
  return (
    <Legend entries={[]} as={as} onAs={onAs}>
      {marks.looks.map((look) => (
        <li key={look} className={styles['look']}>
          <PageFace unit={{ look, used: 0.6, hits: [] }} />
          {t(LOOK_NAMES[look])}
        </li>
      ))}
      {marks.hasListed && (
        <li>
          <i className={styles['key']} data-look="listed" />
          {t(PAGES_WORDS.listed)}
        </li>
      )}
      {marks.hasLeft && (
        <li>
          <i className={styles['key']} data-look="left" />
          {t(PAGES_WORDS.left)}
        </li>
      )}
    </Legend>
  );
};

const KINDS: readonly Housekeeping[] = ['vacuum', 'checkpoint', 'merge'];

function Tidy({ view, before, message, language, tidied, onTidy }: PagesFigureProps): ReactNode {
  const t = useText();
  const sentence = tidiedSentence(before, view, tidied, message, language);
  return (
    <div className={styles['tidy']}>
      <div role="group" aria-label={t(PAGES_WORDS.tidy)}>
        {KINDS.map((kind) => (
          <button key={kind} type="button" className={controls['quiet']} onClick={() => onTidy([...tidied, kind])}>
            {t(TIDY_WORDS[kind].press)}
          </button>
        ))}
        {tidied.length > 0 && (
          <button type="button" className={controls['quiet']} onClick={() => onTidy([])}>
            {t(PAGES_WORDS.asItWas)}
          </button>
        )}
      </div>
      <p role="status">{sentence}</p>
    </div>
  );
}

function Chosen({ view, selected, message, language, tidied, pageBytes }: PagesFigureProps): ReactNode {
  const t = useText();
  const file = selected && view.files.find(({ path }) => path === selected.path);
  if (selected === undefined || file === undefined) return <p className={styles['hint']}>{t(PAGES_WORDS.choose)}</p>;
  return (
    <PageBytes file={file} number={selected.number} version={tidied.join(',')} {...{ message, language, pageBytes }} />
  );
}
