/** The phones of one run as their people see them: every line of each chat, as pictures of screens or as one table. */
import type { ReactNode } from 'react';
import type { Party } from '../../sim/trace.ts';
import { SIGN_LINES, TICK_NAMES } from '../i18n/deeds.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { FigureToggle, type FigureAs } from '../figures/legend.tsx';
import { actorName, ownerName, personName } from '../figures/names.ts';
import { Bubble } from '../figures/phones.tsx';
import { clock } from '../figures/say.ts';
import { ScrollRegion } from '../figures/scroll-region.tsx';
import { FIGURE_WORDS } from '../figures/words.ts';
import type { ChatLine, RoundView } from '../worker/api.ts';
import controls from '../styles/controls.module.css';
import frame from '../figures/phones.module.css';
import twin from '../figures/twin.module.css';
import { isLate } from './look.ts';
import { SPOT_WORDS } from './words.ts';
import styles from './spot.module.css';

export interface PhonesProps {
  readonly devices: readonly Party[];
  readonly round: RoundView;
  /** What the figure is called. */
  readonly label: string;
}

/** With the same toggle as every other figure. */
export function PhonesFigure(props: PhonesProps & { as: FigureAs; onAs: (as: FigureAs) => void }): ReactNode {
  return (
    <figure className={styles['figure']} aria-label={props.label}>
      {props.as === 'table' ? <PhonesTable {...props} /> : <Phones {...props} />}
      <div className={styles['toggle']}>
        <FigureToggle as={props.as} onAs={props.onAs} />
      </div>
    </figure>
  );
}

export const Phones = ({ devices, round }: PhonesProps): ReactNode => {
  const language = useLanguage();
  return (
    <div className={styles['phones']}>
      {devices.map((device) => (
        <section key={device.id} className={frame['phone']} data-large aria-label={actorName(device.id, language)}>
          <Screen device={device} devices={devices} round={round} />
        </section>
      ))}
    </div>
  );
};

function Screen({ device, devices, round }: Omit<PhonesProps, 'label'> & { device: Party }): ReactNode {
  const language = useLanguage();
  const t = useText();
  const besides = useBesides();
  const lines = round.phones[device.id] ?? [];
  return (
    <div className={frame['screen']}>
      <b className={frame['owner']}>{ownerName(device.id, devices, language)}</b>
      {lines.length === 0 && <span className={frame['none']}>{t(FIGURE_WORDS.emptyChat)}</span>}
      <ol className={styles['chat']}>
        {lines.map((line, index) => (
          <li key={`${line.message}-${line.at}-${index}`} data-mine={line.mine || undefined}>
            {line.sign === undefined && (
              <span className={controls['hidden']}>
                {writerOf(line, round, language)}
                {language === 'en' ? ': ' : '：'}
              </span>
            )}
            <Bubble line={line} note={besides(line)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The label that the question uses, the time, and the tick of an own message. */
function useBesides(): (line: ChatLine) => string {
  const t = useText();
  const time = useTime();
  return (line) =>
    [line.message, time(line), line.tick === undefined ? '' : t(TICK_NAMES[line.tick])].filter(Boolean).join(' · ');
}

/** When it was written; where the screen had to wait for it, when it came too. */
function useTime(): (line: ChatLine) => string {
  const language = useLanguage();
  const t = useText();
  return (line) =>
    isLate(line)
      ? t(SPOT_WORDS.came({ at: clock(line.at, language), came: clock(line.came, language) }))
      : clock(line.at, language);
}

/** A chat line says only whether it is one's own: the writer is the one on whose phone it is. */
function writerOf(line: ChatLine, { phones }: RoundView, language: 'en' | 'zh'): string {
  const writer = Object.entries(phones).find(([, lines]) =>
    lines.some(({ message, mine }) => mine && message === line.message),
  );
  return writer === undefined ? '' : personName(writer[0], language);
}

function PhonesTable({ devices, round, label }: PhonesProps): ReactNode {
  const language = useLanguage();
  const t = useText();
  const time = useTime();
  return (
    <ScrollRegion label={label}>
      <table className={`${twin['twin']} ${styles['table']}`}>
        <caption>{label}</caption>
        <thead>
          <tr>
            {[
              SPOT_WORDS.phone,
              FIGURE_WORDS.time,
              FIGURE_WORDS.message,
              FIGURE_WORDS.from,
              SPOT_WORDS.line,
              SPOT_WORDS.beside,
            ].map((head) => (
              <th key={head.en} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {devices.flatMap(({ id }) =>
            (round.phones[id] ?? []).map((line, index) => (
              <tr key={`${id}-${line.message}-${line.at}-${index}`}>
                <th scope="row">{actorName(id, language)}</th>
                <td>{line.sign === undefined ? time(line) : ''}</td>
                <td>{line.message}</td>
                <td>{line.sign === undefined ? writerOf(line, round, language) : ''}</td>
                <td>{line.sign === undefined ? line.text : t(signText(line.sign, language))}</td>
                <td>{line.tick === undefined ? '' : t(TICK_NAMES[line.tick])}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The words of a line of the app. */
export const signText = ({ sign, about }: NonNullable<ChatLine['sign']>, language: 'en' | 'zh') =>
  sign === 'off' ? FIGURE_WORDS.switchedOff : SIGN_LINES[sign](personName(about, language));
