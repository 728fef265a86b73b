/** What this run is made of: story, seed, cryptography, and every protection as a switch. A change plays the story again. */
import type { FormEvent, ReactNode } from 'react';
import { PROTECTIONS, type ProtectionId } from '../../sim/protections.ts';
import { useText } from '../i18n/language.tsx';
import { OpenFile } from '../open/open-file.tsx';
import { PlaceLink } from '../shell/place-link.tsx';
import { goTo } from '../state/navigation.ts';
import { Switch } from '../figures/switch.tsx';
import { useStoryText } from '../figures/use-story-text.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS, PROTECTION_GROUPS } from './words.ts';
import styles from './lab.module.css';

export function Controls({ context }: { context: LabContext }): ReactNode {
  const { run, state } = context;
  const t = useText();
  const story = useStoryText();
  return (
    <section className={styles['settings']} aria-labelledby="lab-title">
      <h1 id="lab-title">{story(run.scenario.title)}</h1>
      <p className={styles['question']}>{story(run.scenario.question)}</p>
      <Protections context={context} />
      <Choices context={context} />
      <Expectations context={context} />
      <OpenFile state={state} engine={context.engine} />
      {run.scenario.level === 'lesson' && (
        <p className={styles['ways']}>
          <PlaceLink
            to={{ ...state, page: 'lesson', variant: undefined, switches: {}, onKeyChange: undefined, own: {} }}
          >
            {t(LAB_WORDS.backToLesson)}
          </PlaceLink>
        </p>
      )}
    </section>
  );
}

function Protections({ context }: { context: LabContext }): ReactNode {
  const { run, state } = context;
  const t = useText();
  const flip = (id: ProtectionId): void =>
    goTo({ ...state, switches: { ...state.switches, [id]: !run.protections[id] } });
  const { retryReceipts, storage } = run.scenario;
  const has = { retries: retryReceipts, storage: storage !== undefined };
  const groups = PROTECTION_GROUPS.filter(({ needs }) => needs === undefined || has[needs]);
  return (
    <div className={styles['protections']}>
      <h2>{t(LAB_WORDS.protections)}</h2>
      {groups.map(({ name, ids, asks }) => (
        <section key={name.en}>
          <h3>{t(name)}</h3>
          <ul aria-label={t(name)}>
            {ids.map((id) => (
              <li key={id}>
                <Switch
                  on={run.protections[id]}
                  name={t(PROTECTIONS[id].name)}
                  {...(run.protections[id] ? {} : { note: t(PROTECTIONS[id].whenOff) })}
                  onSwitch={() => flip(id)}
                />
              </li>
            ))}
            {asks && (
              <li>
                <AskFirst context={context} />
              </li>
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** No protection of the protocol but a setting of its users: whether a contact's new key is used before they agree to it. */
function AskFirst({ context: { run, state } }: { context: LabContext }): ReactNode {
  const t = useText();
  const { onKeyChange } = run.scenario;
  return (
    <Switch
      on={onKeyChange === 'block'}
      name={t(LAB_WORDS.askFirst)}
      note={t(LAB_WORDS.onKeyChange[onKeyChange])}
      onSwitch={() => goTo({ ...state, onKeyChange: onKeyChange === 'block' ? 'accept' : 'block' })}
    />
  );
}

function Choices({ context: { run, state } }: { context: LabContext }): ReactNode {
  const t = useText();
  const story = useStoryText();
  const submit = (form: FormEvent<HTMLFormElement>): void => {
    form.preventDefault();
    const seed = Number(new FormData(form.currentTarget).get('seed'));
    if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) goTo({ ...state, seed });
  };
  return (
    <div className={styles['choices']}>
      <h2>{t(LAB_WORDS.run)}</h2>
      {run.scenario.variants.length > 0 && (
        <label>
          <span>{t(LAB_WORDS.variant)}</span>
          <select
            value={state.variant ?? ''}
            onChange={(event) =>
              goTo({ ...state, variant: event.target.value || undefined, switches: {}, onKeyChange: undefined })
            }
          >
            <option value="">{t(LAB_WORDS.asWritten)}</option>
            {run.scenario.variants.map((variant) => (
              <option key={variant.id} value={variant.id}>
                {variant.title === undefined ? variant.id : story(variant.title)}
              </option>
            ))}
          </select>
        </label>
      )}
      <form onSubmit={submit}>
        <label>
          <span>{t(LAB_WORDS.seed)}</span>
          <input key={state.seed} name="seed" type="text" inputMode="numeric" defaultValue={state.seed} />
        </label>
      </form>
      <label>
        <span>{t(LAB_WORDS.suite)}</span>
        <select
          value={state.suite}
          onChange={(event) => goTo({ ...state, suite: event.target.value === 'model' ? 'model' : 'noble' })}
        >
          <option value="noble">{t(LAB_WORDS.noble)}</option>
          <option value="model">{t(LAB_WORDS.model)}</option>
        </select>
      </label>
      {state.suite === 'model' && <p>{t(LAB_WORDS.modelNote)}</p>}
      <p className={styles['hash']}>
        <span>{t(LAB_WORDS.traceHash)}</span> <code title={run.traceHash}>{run.traceHash.slice(0, 16)}</code>
      </p>
    </div>
  );
}

/** The scenario's own expectations, which hold for the story as written and may fail once a switch is off. */
function Expectations({ context: { run } }: { context: LabContext }): ReactNode {
  const t = useText();
  const all = run.expectations.length;
  if (all === 0) return null;
  const holding = run.expectations.filter((expectation) => expectation.holds).length;
  return (
    <details className={styles['expectations']}>
      <summary>{t(LAB_WORDS.expectations({ holding, all }))}</summary>
      <ul>
        {run.expectations.map((expectation) => (
          <li key={expectation.probe}>
            <code>{expectation.probe}</code> {t(expectation.holds ? LAB_WORDS.holds : LAB_WORDS.fails)}
          </li>
        ))}
      </ul>
    </details>
  );
}
