/** Everything about one key: its bytes, when it came and went, what it opens and who can produce it. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/language.tsx';
import { actorName, capital, listOf } from '../names.ts';
import type { KeysProps } from './figure.tsx';
import type { KeyBox } from './layout.ts';
import { KEYS_WORDS } from './words.ts';
import styles from './keys.module.css';

export function KeyCard({
  box,
  view,
  language,
  onSelect,
  onEvent,
  onPacket,
  tell,
}: KeysProps & { readonly box: KeyBox }): ReactNode {
  const t = useText();
  const about = view.about?.id === box.id ? view.about : undefined;
  const packet = about?.packet;
  const names = about?.holders.map((party) => actorName(party, language)) ?? [];
  return (
    <section className={styles['card']} aria-labelledby="key-title">
      <div>
        <h2 id="key-title">
          {capital(box.word)} <small>{box.part}</small>
        </h2>
        <button type="button" onClick={() => onSelect(undefined)}>
          {t(KEYS_WORDS.close)}
        </button>
      </div>
      <dl>
        <dt>{t(KEYS_WORDS.bytes)}</dt>
        <dd>
          <code>{box.secret}</code>
        </dd>
        {box.publicKey !== undefined && (
          <>
            <dt>{t(KEYS_WORDS.publicHalf)}</dt>
            <dd>
              <code>{box.publicKey}</code>
            </dd>
          </>
        )}
        <dt>{t(KEYS_WORDS.stateHead)}</dt>
        <dd>{t(KEYS_WORDS.state[box.state])}</dd>
        <Moment word={t(KEYS_WORDS.made)} seq={box.made} {...{ onEvent, tell }} />
        {box.state === 'erased' && <Moment word={t(KEYS_WORDS.gone)} seq={box.gone} {...{ onEvent, tell }} />}
        {about !== undefined && (
          <>
            <dt>{t(KEYS_WORDS.opens)}</dt>
            <dd>
              {about.opens.length === 0
                ? t(KEYS_WORDS.opensNothing)
                : about.opens.join(language === 'en' ? ', ' : '、')}
              {packet !== undefined && (
                <button type="button" onClick={() => onPacket(packet)}>
                  {t(KEYS_WORDS.inBytes)}
                </button>
              )}
            </dd>
            <dt>{t(KEYS_WORDS.holders)}</dt>
            <dd>{names.length === 0 ? t(KEYS_WORDS.nobody) : listOf(names, language)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface MomentProps extends Pick<KeysProps, 'onEvent' | 'tell'> {
  readonly word: string;
  readonly seq: number | undefined;
}

/** An event, in words, as a way to it. */
function Moment({ word, seq, onEvent, tell }: MomentProps): ReactNode {
  const t = useText();
  if (seq === undefined) return null;
  return (
    <>
      <dt>{word}</dt>
      <dd>
        <button type="button" onClick={() => onEvent(seq)}>
          {t(KEYS_WORDS.event({ event: seq }))}
        </button>{' '}
        {tell(seq)}
      </dd>
    </>
  );
}
