/** The table twin of the page strip: every file with its pages by role, and every place with text of the message. */
import type { ReactNode } from 'react';
import type { StorageView } from '../../../sim/index.ts';
import type { Language } from '../../../sim/text.ts';
import type { MessageLabel } from '../../../sim/trace.ts';
import { FOUND_WORDS } from '../../i18n/copies.ts';
import { PAGES_WORDS, ROLE_WORDS } from '../../i18n/pages.ts';
import { useText } from '../../i18n/language.tsx';
import { legible } from '../say.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { unitName, type PagesMarks } from './layout.ts';
import { spansOf, unitOf, type Span, type Unit } from './units.ts';
import styles from '../twin.module.css';

interface PagesTableProps {
  readonly view: StorageView;
  readonly marks: PagesMarks;
  readonly message: MessageLabel;
  readonly language: Language;
}

/** Places that are listed one by one; the strip counts them all. */
const MOST_PLACES = 200;

export function PagesTable({ view, marks, message, language }: PagesTableProps): ReactNode {
  const t = useText();
  const { path, pagesHead, role, number, belongs, text, where, used } = PAGES_WORDS;
  const places = view.files
    .flatMap((file) =>
      [...spansOf(file, message)].map(([at, spans]) => ({ file: file.path, unit: unitOf(file, at), spans })),
    )
    .flatMap(({ file, unit, spans }) => (unit === undefined ? [] : spans.map((span) => ({ file, unit, span }))));
  return (
    <>
      <ScrollRegion label={t(pagesHead)}>
        <table className={styles['twin']}>
          <caption>{marks.title}</caption>
          <Head words={[path, role, pagesHead]} />
          <tbody>
            {marks.files.flatMap((file) =>
              file.roles.map(({ look, name, count }) => (
                <tr key={`${file.path} ${look}`} data-role>
                  <th scope="row">{file.path}</th>
                  <td>{name}</td>
                  <td>{count}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </ScrollRegion>
      <ScrollRegion label={t(text)}>
        <table className={styles['twin']}>
          <caption>{t(text)}</caption>
          <Head words={[path, number, role, belongs, used, where, text]} />
          <tbody>
            {places.slice(0, MOST_PLACES).map((place) => (
              <PlaceRow
                key={`${place.file} ${place.unit.number} ${place.span.from} ${place.span.mark.where}`}
                {...place}
                language={language}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function Head({ words }: { words: readonly { readonly en: string; readonly zh: string }[] }): ReactNode {
  const t = useText();
  return (
    <thead>
      <tr>
        {words.map((word) => (
          <th scope="col" key={word.en}>
            {t(word)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface PlaceRowProps {
  readonly file: string;
  readonly unit: Unit;
  readonly span: Span;
  readonly language: Language;
}

function PlaceRow({ file, unit, span: { mark }, language }: PlaceRowProps): ReactNode {
  const t = useText();
  return (
    <tr data-place>
      <td>{file}</td>
      <th scope="row">{unitName(unit, language)}</th>
      <td>{t(ROLE_WORDS[unit.role])}</td>
      <td>{unit.owner}</td>
      <td>{t(PAGES_WORDS.percent({ share: Math.round(unit.used * 100) }))}</td>
      <td>
        {t(FOUND_WORDS[mark.where])} · {t(mark.isListed ? PAGES_WORDS.listed : PAGES_WORDS.left)}
      </td>
      <td>{legible(mark.text)}</td>
    </tr>
  );
}
