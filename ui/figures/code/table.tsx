/** The table twin of two codes: one row a group, what each phone shows and whether it is the same. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { CodeMarks } from './layout.ts';
import { CODE_WORDS } from './words.ts';
import styles from '../twin.module.css';

export function CodeTable({ marks }: { marks: CodeMarks }): ReactNode {
  const t = useText();
  return (
    <ScrollRegion label={t(CODE_WORDS.title)}>
      <table className={styles['twin']}>
        <caption>{t(CODE_WORDS.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(CODE_WORDS.group)}</th>
            {marks.phones.map((phone, index) => (
              <th key={index} scope="col">
                {phone.owner}
                <small>{phone.chat}</small>
              </th>
            ))}
            <th scope="col">{t(CODE_WORDS.compared)}</th>
          </tr>
        </thead>
        <tbody>
          {marks.pairs.map((pair) => (
            <tr key={pair.number}>
              <th scope="row">{pair.number}</th>
              <td>{pair.digits[0]}</td>
              <td>{pair.digits[1]}</td>
              <td>{pair.differs ? <b>{pair.word}</b> : pair.word}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
