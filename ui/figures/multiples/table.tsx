/** The table twin of the small multiples: every cell of every run in words, flipped ones strong; then counts and sentences. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import { FIGURE_WORDS } from '../words.ts';
import type { MultipleCell } from './layout.ts';
import type { MultiplesProps } from './figure.tsx';
import { useLookWord } from './use-look-word.ts';
import { MULTIPLES_WORDS } from './words.ts';
import controls from '../../styles/controls.module.css';
import styles from '../twin.module.css';

export function MultiplesTable({ marks, onOpen }: MultiplesProps): ReactNode {
  const t = useText();
  const { runs, rows, columns } = marks;
  return (
    <ScrollRegion label={t(MULTIPLES_WORDS.title)}>
      <table className={styles['twin']}>
        <caption>{t(MULTIPLES_WORDS.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(FIGURE_WORDS.message)}</th>
            <th scope="col">{t(FIGURE_WORDS.place)}</th>
            {runs.map(({ id, title }) => (
              <th key={id ?? ''} scope="col">
                {id === undefined ? (
                  title
                ) : (
                  <button type="button" className={controls['quiet']} onClick={() => onOpen(id)}>
                    {title}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((label, row) =>
            columns.map(({ party, name }, column) => (
              <tr key={`${label}/${party}`}>
                <th scope="row">{label}</th>
                <td>{name}</td>
                {runs.map(({ id, cells }) => (
                  <td key={id ?? ''}>
                    <State cell={cells[row]?.[column]} />
                  </td>
                ))}
              </tr>
            )),
          )}
          <tr>
            <th scope="row" colSpan={2}>
              {t(MULTIPLES_WORDS.count)}
            </th>
            {runs.map(({ id, flips }) => (
              <td key={id ?? ''}>{id === undefined ? '' : flips}</td>
            ))}
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              {t(MULTIPLES_WORDS.parts)}
            </th>
            {runs.map(({ id, divergence }) => (
              <td key={id ?? ''}>{divergence}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function State({ cell }: { cell: MultipleCell | undefined }): ReactNode {
  const word = useLookWord(cell?.look);
  return cell?.flips === true ? <b>{word}</b> : word;
}
