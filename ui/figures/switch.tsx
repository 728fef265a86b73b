/** A switch, square and mechanical: it says on or off by its position and fill, and in words where there is room. */
import type { ReactNode } from 'react';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly on: boolean;
  readonly name: string;
  readonly note?: string;
  readonly large?: boolean;
  readonly onSwitch: () => void;
}

export const Switch = ({ on, name, note, large = false, onSwitch }: SwitchProps): ReactNode => (
  <button
    type="button"
    role="switch"
    aria-checked={on}
    className={styles['switch']}
    data-large={large || undefined}
    onClick={onSwitch}
  >
    <i />
    <span>
      <b>{name}</b>
      {note !== undefined && <small>{note}</small>}
    </span>
  </button>
);
