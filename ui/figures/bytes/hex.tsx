/** The bytes in hexadecimal. Each belongs to a field, which a pointer may choose here; the keyboard chooses it in the list of fields. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { ScrollRegion } from '../scroll-region.tsx';
import type { FieldKey, HexCell, HexRow } from './layout.ts';
import { BYTES_WORDS } from './words.ts';
import styles from './bytes.module.css';

export interface HexProps {
  readonly rows: readonly HexRow[];
  readonly selected: FieldKey;
  readonly onSelect: (key: FieldKey) => void;
  readonly onUnfold: (key: FieldKey) => void;
}

export function Hex({ rows, selected, onSelect, onUnfold }: HexProps): ReactNode {
  const t = useText();
  return (
    <ScrollRegion label={t(BYTES_WORDS.hex)}>
      <div className={styles['hex']}>
        {rows.map((row, i) =>
          row.kind === 'folded' ? (
            <button key={row.key} type="button" className={styles['fold']} onClick={() => onUnfold(row.key)}>
              {t(BYTES_WORDS.rows({ rows: row.rows }))}
            </button>
          ) : (
            <div key={`${row.offset} ${i}`} className={styles['row']}>
              <span className={styles['at']}>{row.offset}</span>
              <span className={styles['cells']}>
                {runsOf(row.cells).map(({ key, head, content }) => (
                  // The list of fields does the same for the keyboard.
                  // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
                  <span key={key} data-selected={key === selected || undefined} onClick={() => onSelect(key)}>
                    {head !== '' && <i>{head}</i>}
                    {head !== '' && content !== '' && ' '}
                    {content}
                  </span>
                ))}
              </span>
              <span className={styles['ascii']} aria-hidden="true">
                {row.text}
              </span>
            </div>
          ),
        )}
      </div>
    </ScrollRegion>
  );
}

interface Run {
  readonly key: FieldKey;
  readonly head: string;
  readonly content: string;
}

/** The bytes of a row, those of one field together. */
function runsOf(cells: readonly HexCell[]): readonly Run[] {
  const keys = [...new Set(cells.map(({ key }) => key))];
  return keys.map((key) => {
    const own = cells.filter((cell) => cell.key === key);
    const hex = (isHead: boolean): string =>
      own
        .filter((cell) => cell.isHead === isHead)
        .map((cell) => cell.hex)
        .join(' ');
    return { key, head: hex(true), content: hex(false) };
  });
}
