/**
 * A plate: a cell large enough to show what its party sees. Mark zone left, content, state word below.
 * Changed = accent corner, selected or found = accent frame, ghost = the other run's small mark at the right.
 */
import type { KeyboardEvent, ReactNode, RefCallback } from 'react';
import { Mark, PlateFill, PlateIcon, type MarkName } from './marks.tsx';
import type { CellMark, Content } from './who-can-read/cell-mark.ts';
import styles from './plate.module.css';

export interface PlateProps {
  readonly mark: Pick<CellMark, 'state' | 'content' | 'word'> &
    Partial<Pick<CellMark, 'shown' | 'changed' | 'found' | 'selected' | 'faded'>>;
  /** Whose cell this is, for people who do not see the column. */
  readonly who?: string | undefined;
  readonly ghost?: MarkName | undefined;
  /** With it the plate is a button. */
  readonly onPress?: (() => void) | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLButtonElement>) => void) | undefined;
  readonly tabIndex?: number;
  readonly onButton?: RefCallback<HTMLButtonElement>;
  readonly expanded?: boolean | undefined;
  readonly large?: boolean;
  /** Mark and word only. */
  readonly compact?: boolean;
}

export function Plate(props: PlateProps): ReactNode {
  const { mark, who, onPress, onButton, onKeyDown, tabIndex, expanded, ghost, large, compact } = props;
  const face = (
    <>
      <PlateFill name={mark.state} />
      <span className={styles['zone']}>
        <PlateIcon name={mark.state} />
      </span>
      <span className={styles['content']}>
        {who !== undefined && <span className={styles['hidden']}>{who} </span>}
        {compact !== true && <ContentLine content={mark.content} />}
        <span className={styles['word']}>
          {mark.shown !== undefined && <Mark name={mark.shown.kind} className={styles['shown']} />}
          {mark.word}
        </span>
      </span>
    </>
  );
  const shared = {
    className: styles['plate'],
    'data-state': mark.state,
    'data-bare': mark.content.kind === 'nothing' || undefined,
    'data-faded': mark.faded === true || undefined,
    'data-shown': mark.shown?.kind,
    'data-changed': mark.changed === true || undefined,
    'data-picked': mark.selected === true || mark.found === true || undefined,
    'data-compact': compact === true || undefined,
    'data-large': large === true || undefined,
  };
  const plate =
    onPress === undefined ? (
      <span {...shared}>{face}</span>
    ) : (
      <button
        {...shared}
        type="button"
        onClick={onPress}
        onKeyDown={onKeyDown}
        tabIndex={tabIndex}
        ref={onButton}
        aria-expanded={expanded}
      >
        {face}
      </button>
    );
  if (ghost === undefined) return plate;
  return (
    <span className={styles['ghosted']}>
      {plate}
      <Mark name={ghost} />
    </span>
  );
}

function ContentLine({ content }: { content: Content }): ReactNode {
  switch (content.kind) {
    case 'text':
    case 'struck':
      return content.text === '' ? null : (
        <span className={styles['line']} data-kind={content.kind}>
          {content.text}
        </span>
      );
    case 'envelope':
      return (
        <span className={styles['line']} data-kind="envelope">
          {content.text}
        </span>
      );
    case 'bytes':
      return <BytesLine bytes={content.bytes} />;
    case 'nothing':
      return null;
  }
}

/** The first three bytes always, the fourth where there is room: equal bytes in two columns must look equal. */
function BytesLine({ bytes }: { bytes: string }): ReactNode {
  const pairs = bytes.split(' ');
  return (
    <span className={styles['line']} data-kind="bytes">
      {pairs.slice(0, 3).join(' ')} <span className={styles['fourth']}>{pairs[3] ?? ''} </span>
      {pairs.slice(4).join(' ')}
    </span>
  );
}
