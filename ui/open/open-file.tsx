/** A button that opens a scenario file in the lab. The file is read on this device and checked before anything starts. */
import { useState, type ChangeEvent, type ReactNode } from 'react';
import { INPUT_LIMITS } from '../../sim/limits.ts';
import type { Problem } from '../../sim/scenario/problem.ts';
import type { Localized } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { goTo } from '../state/navigation.ts';
import { HOME, linkOf, type UrlState } from '../state/url.ts';
import controls from '../styles/controls.module.css';
import type { Engine } from '../worker/client.ts';
import styles from './open.module.css';
import { Problems } from './problems.tsx';
import { OPEN_WORDS } from './words.ts';

type Failure =
  | { readonly kind: 'sentence'; readonly text: Localized }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

export function OpenFile({ state, engine }: { readonly state: UrlState; readonly engine: Engine }): ReactNode {
  const t = useText();
  const [failure, setFailure] = useState<Failure>();
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) void open(file, engine, state).then(setFailure);
  };
  return (
    <div className={styles['open']}>
      <label className={controls['button']}>
        {t(OPEN_WORDS.open)}
        <input className={styles['input']} type="file" accept=".yaml,.yml" onChange={choose} />
      </label>
      <p className={styles['hint']}>{t(OPEN_WORDS.hint)}</p>
      {failure?.kind === 'sentence' && <p role="alert">{t(failure.text)}</p>}
      {failure?.kind === 'problems' && <Problems problems={failure.problems} />}
    </div>
  );
}

/** Goes to the lab with the scenario of this file; else says why not. */
async function open(file: File, engine: Engine, { language }: UrlState): Promise<Failure | undefined> {
  if (file.size > INPUT_LIMITS.yamlBytes) {
    return { kind: 'sentence', text: OPEN_WORDS.tooLarge({ kib: INPUT_LIMITS.yamlBytes / 1024 }) };
  }
  const source = await file.text().catch(() => undefined);
  if (source === undefined) return { kind: 'sentence', text: OPEN_WORDS.unreadable };
  const read = await engine.read(file.name, source);
  if (!read.ok) return { kind: 'problems', problems: read.problems };
  const place: UrlState = { ...HOME, page: 'lab', scenario: read.link, language };
  if (linkOf(place).length > INPUT_LIMITS.shareLinkCharacters)
    return { kind: 'sentence', text: OPEN_WORDS.tooLongForLink };
  goTo(place);
  return undefined;
}
