/** Phones as the heads of their columns: the last lines of what each phone really shows, and a whole phone for the lab. */
import type { ReactNode } from 'react';
import type { ChatLine } from '../worker/api.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { SIGN_LINES, TICK_NAMES } from '../i18n/deeds.ts';
import { personName } from './names.ts';
import { FIGURE_WORDS } from './words.ts';
import styles from './phones.module.css';

/** As many lines as a head has room for; older ones are above the edge of the screen. */
const HEAD_LINES = 3;
/** A phone with a name on its screen has room for fewer. */
const NAMED_LINES = 2;

export const PhoneHead = ({ lines }: { lines: readonly ChatLine[] }): ReactNode => (
  <span className={styles['phone']}>
    <span className={styles['screen']}>
      {lastLines(lines, HEAD_LINES).map((line, index) => (
        <Bubble key={`${line.message}-${line.at}-${index}`} line={line} />
      ))}
    </span>
  </span>
);

/** A phone with its owner's name on the screen, for the lab. */
export const Phone = ({ owner, lines }: { owner: string; lines: readonly ChatLine[] }): ReactNode => {
  const t = useText();
  return (
    <div className={styles['phone']} data-whole>
      <div className={styles['screen']}>
        <b className={styles['owner']}>{owner}</b>
        {lines.length === 0 && <span className={styles['none']}>{t(FIGURE_WORDS.emptyChat)}</span>}
        {lastLines(lines, NAMED_LINES).map((line, index) => (
          <Bubble key={`${line.message}-${line.at}-${index}`} line={line} />
        ))}
      </div>
    </div>
  );
};

/** The last lines, with a tick beside the last own message only: there is no room for more, and it is the one that changes. */
function lastLines(lines: readonly ChatLine[], count: number): readonly ChatLine[] {
  const lastOwn = lines.findLast(({ mine }) => mine);
  return lines.slice(-count).map(({ tick, ...line }, i) => {
    const isLastOwn = lines[lines.length - Math.min(count, lines.length) + i] === lastOwn;
    return tick !== undefined && isLastOwn ? { ...line, tick } : line;
  });
}

/** One line of a screen; `note` stands below a message instead of its tick. */
export function Bubble({ line, note }: { line: ChatLine; note?: string }): ReactNode {
  const language = useLanguage();
  const t = useText();
  if (line.sign !== undefined) {
    const { sign, about } = line.sign;
    const said = sign === 'off' ? FIGURE_WORDS.switchedOff : SIGN_LINES[sign](personName(about, language));
    return <span className={styles['sign']}>{t(said)}</span>;
  }
  return (
    <span className={styles['bubble']} data-mine={line.mine || undefined} data-forged={line.forged || undefined}>
      {line.forged && (
        <span className={styles['forged']}>
          {t(FIGURE_WORDS.notFromSender)}
          {language === 'en' ? ': ' : '：'}
        </span>
      )}
      <span className={styles['said']}>{line.text}</span>
      {note !== undefined && <small className={styles['note']}>{note}</small>}
      {note === undefined && line.tick !== undefined && (
        <small className={styles['tick']}>{t(TICK_NAMES[line.tick])}</small>
      )}
    </span>
  );
}
