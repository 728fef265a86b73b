/** The table twin of the keys figure: one row for each key that the picture shows. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { KeyBox, KeysMarks, SessionMarks } from './layout.ts';
import { KEYS_WORDS } from './words.ts';
import own from './keys.module.css';
import styles from '../twin.module.css';

interface TableProps {
  readonly marks: KeysMarks;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

export const KeysTable = ({ marks, ...choice }: TableProps): ReactNode => (
  <>
    {[...marks.sessions, marks.prekeys].map((session) => (
      <SessionTable key={session.id} session={session} {...choice} />
    ))}
  </>
);

interface SessionProps extends Omit<TableProps, 'marks'> {
  readonly session: SessionMarks;
}

function SessionTable({ session, selected, onSelect }: SessionProps): ReactNode {
  const t = useText();
  const { part, what, bytes, stateHead, made, gone } = KEYS_WORDS;
  const caption = [session.title, ...session.notes].join(' · ');
  return (
    <ScrollRegion label={session.title}>
      <table className={styles['twin']}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[part, what, bytes, stateHead, made, gone].map((word) => (
              <th scope="col" key={word.en}>
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {session.boxes.map((box) => (
            <KeyRow key={box.place} {...{ box, selected, onSelect }} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function KeyRow({ box, selected, onSelect }: Omit<TableProps, 'marks'> & { readonly box: KeyBox }): ReactNode {
  const t = useText();
  const { id, word, part, bytes, state, made, gone } = box;
  const eventText = (seq: number | undefined): string => (seq === undefined ? '' : t(KEYS_WORDS.event({ event: seq })));
  return (
    <tr data-key>
      <td>{part}</td>
      <th scope="row">
        {state === 'public' ? (
          word
        ) : (
          <button
            type="button"
            aria-expanded={id === selected}
            onClick={() => onSelect(id === selected ? undefined : id)}
          >
            {word}
          </button>
        )}
      </th>
      <td className={own['mono']}>{bytes}</td>
      <td>{t(KEYS_WORDS.state[state])}</td>
      <td>{eventText(made)}</td>
      <td>{eventText(gone)}</td>
    </tr>
  );
}
