/** The copies map on paper: the places and their parts to fill in, and every copy that was found, as the key. */
import type { ReactNode } from 'react';
import type { Copies } from '../../sim/index.ts';
import type { Language } from '../../sim/text.ts';
import { layoutCopies, type CopiesMarks } from '../figures/copies/layout.ts';
import { Mark } from '../figures/marks.tsx';
import { personName } from '../figures/names.ts';
import { COPIES_WORDS } from '../i18n/copies.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import type { RunView } from '../worker/api.ts';
import { copiesIn, mappedMessages, placesOf } from './copies-map.ts';
import type { LessonContext } from './screen.tsx';
import styles from './print.module.css';

/** Page one: where there may be something, with room to write. */
export function CopiesToFind({ context, run }: { context: LessonContext; run: RunView }): ReactNode {
  const t = useText();
  return (
    <>
      <h2>{t(COPIES_WORDS.toFind)}</h2>
      {mappedMessages(run).map((message) => (
        <Places
          key={message}
          about={aboutOf(run, message, context.language)}
          marks={marksOf(run, { message, copies: [], readable: 0, places: 0 }, context.language)}
        />
      ))}
      <p className={styles['marks']}>
        {(['readable', 'remnant', 'sealed'] as const).map((form) => (
          <span key={form}>
            <Mark name={form} /> {t(form === 'remnant' ? COPIES_WORDS.whole : COPIES_WORDS[form])}
          </span>
        ))}
      </p>
    </>
  );
}

/** Page two: what was found there. */
export function CopiesFound({
  run,
  copies,
  language,
}: {
  readonly run: RunView;
  readonly copies: readonly Copies[];
  readonly language: Language;
}): ReactNode {
  return copies.map((one) => (
    <Places
      key={one.message}
      about={aboutOf(run, one.message, language)}
      marks={marksOf(run, copiesIn(one, placesOf(run)).here, language)}
      isKey
    />
  ));
}

/** The same places and parts as on the screen. */
const marksOf = (run: RunView, copies: Copies, language: Language): CopiesMarks =>
  layoutCopies(copies, { language, parties: placesOf(run), columns: 5 });

function aboutOf(run: RunView, label: string, language: Language): string {
  const written = run.messages.find((message) => message.label === label);
  if (written === undefined) return COPIES_WORDS.notWritten[language];
  const { from, text } = written;
  return COPIES_WORDS.about({ message: label, from: personName(from, language), text })[language];
}

interface PlacesProps {
  readonly about: string;
  readonly marks: CopiesMarks;
  readonly isKey?: boolean;
}

function Places({ about, marks, isKey = false }: PlacesProps): ReactNode {
  const t = useText();
  const language = useLanguage();
  return (
    <table className={styles['copies']}>
      <caption>
        {about}
        {isKey && <b> {marks.headline}</b>}
      </caption>
      <thead>
        <tr>
          <th>{t(COPIES_WORDS.place)}</th>
          <th>{t(COPIES_WORDS.shelf)}</th>
          <th data-wide>{t(COPIES_WORDS.found)}</th>
        </tr>
      </thead>
      <tbody>
        {marks.rooms.flatMap((room) =>
          room.shelves.map((shelf, index) => (
            <tr key={shelf.key}>
              {index === 0 && <th rowSpan={room.shelves.length}>{room.name}</th>}
              <td>{shelf.name}</td>
              <td data-blank={isKey ? undefined : ''}>
                {isKey && shelf.copies.length === 0 && t(COPIES_WORDS.noCopy)}
                {shelf.copies.map((copy) => (
                  <span key={copy.key}>
                    <Mark name={copy.state} />{' '}
                    {[copy.name, ...copy.where, copy.form].join(language === 'en' ? ', ' : '，')}
                  </span>
                ))}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
