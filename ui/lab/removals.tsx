/** What would remove a copy, tried out by the engine on request: which copies each deed ended, and which it began. */
import { useState, type ReactNode } from 'react';
import type { Copies, Copy } from '../../sim/index.ts';
import type { MessageLabel } from '../../sim/trace.ts';
import { actorName, capital } from '../figures/names.ts';
import { clock } from '../figures/say.ts';
import { ScrollRegion } from '../figures/scroll-region.tsx';
import twin from '../figures/twin.module.css';
import { COPIES_WORDS, COPY_NAMES } from '../i18n/copies.ts';
import { useText } from '../i18n/language.tsx';
import { REMOVAL_NAMES, REMOVAL_WORDS } from '../i18n/removals.ts';
import controls from '../styles/controls.module.css';
import { useAnswer } from '../state/use-answer.ts';
import type { LabContext } from './screen.tsx';
import styles from './lab.module.css';

interface RemovalsProps {
  readonly context: LabContext;
  readonly message: MessageLabel;
  /** Those that are there at the event that is shown. */
  readonly copies: Copies;
}

export function Removals({ context, message, copies }: RemovalsProps): ReactNode {
  const { run, seq, language } = context;
  const t = useText();
  // A run is forked where a step has ended: at the event that is shown, or before it.
  const pause = run.frames.findLast((frame) => frame.seq >= 0 && frame.seq <= seq);
  const [asked, ask] = useState<string>();
  if (pause === undefined || copies.copies.length === 0) return null;
  const key = JSON.stringify([run.choice, message, pause.step]);
  return (
    <section className={styles['removals']} aria-labelledby="removals-title">
      <h2 id="removals-title">{t(REMOVAL_WORDS.title)}</h2>
      <p>{t(REMOVAL_WORDS.lead({ step: pause.step, clock: clock(pause.at, language) }))}</p>
      {asked === key ? (
        <Tried context={context} message={message} step={pause.step} isNow={pause.seq === seq} />
      ) : (
        <button type="button" className={controls['button']} onClick={() => ask(key)}>
          {t(REMOVAL_WORDS.tryOut)}
        </button>
      )}
    </section>
  );
}

interface TriedProps extends Pick<RemovalsProps, 'context' | 'message'> {
  readonly step: string;
  /** The deeds were tried at the moment that the lab shows. */
  readonly isNow: boolean;
}

function Tried({ context: { run, engine, language }, message, step, isNow }: TriedProps): ReactNode {
  const t = useText();
  const key = JSON.stringify([run.choice, message, step]);
  const answer = useAnswer(key, async () => ({ key, removals: await engine.removals(run.choice, message, step) }));
  if (answer?.key !== key) return <p role="status">{t(REMOVAL_WORDS.trying)}</p>;
  const { tried, left } = answer.removals;
  if (tried.length === 0) return <p role="status">{t(REMOVAL_WORDS.none)}</p>;
  const heads = [REMOVAL_WORDS.deed, REMOVAL_WORDS.device, REMOVAL_WORDS.ends, REMOVAL_WORDS.begins];
  const list = (some: readonly Copy[]): ReactNode =>
    some.length === 0 ? '–' : some.map((copy) => <div key={JSON.stringify(copy)}>{t(named(copy))}</div>);
  return (
    <>
      <ScrollRegion label={t(REMOVAL_WORDS.title)}>
        <table className={twin['twin']} aria-labelledby="removals-title">
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head.en}>
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tried.map(({ removal, device, ends, begins }) => (
              <tr key={`${removal} ${device}`}>
                <th scope="row">{t(REMOVAL_NAMES[removal])}</th>
                <td>{capital(actorName(device, language))}</td>
                <td>{list(ends)}</td>
                <td>{list(begins)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p role="status">
        {t(REMOVAL_WORDS.others)} {isNow && t(REMOVAL_WORDS.left({ copies: left.map(named) }))}
      </p>
    </>
  );
}

/** `Bob’s phone: chat, readable`. */
function named(copy: Copy): { readonly en: string; readonly zh: string } {
  const form = copy.form === 'remnant' ? COPIES_WORDS.formLong : undefined;
  const say = (language: 'en' | 'zh'): string => {
    const word =
      form === undefined
        ? COPIES_WORDS[copy.form === 'sealed' ? 'sealed' : 'readable']
        : copy.characters < copy.of
          ? form.part(copy)
          : form.whole;
    const [colon, comma] = language === 'en' ? [': ', ', '] : ['：', '，'];
    return `${capital(actorName(copy.owner, language))}${colon}${COPY_NAMES[copy.kind][language]}${comma}${word[language]}`;
  };
  return { en: say('en'), zh: say('zh') };
}
