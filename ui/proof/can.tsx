/** *Can*: the chain of links with term names and first bytes; *Decrypt now* executes every step again with these bytes. */
import { useState, type ReactNode } from 'react';
import type { Proof, Replay } from '../../sim/knowledge/types.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { GLOSSARY, type TermId } from '../i18n/glossary.ts';
import { STATE_NAMES } from '../i18n/terms.ts';
import { Term } from '../shell/term.tsx';
import { splitKey } from '../figures/cells.ts';
import { Plate } from '../figures/plate.tsx';
import controls from '../styles/controls.module.css';
import type { BarProps, ProofDrawerProps } from './drawer.tsx';
import { proofLinks, type LinkValue, type ProofLink } from './links.ts';
import { PROOF_WORDS } from './words.ts';
import styles from './proof.module.css';

interface CanProps extends ProofDrawerProps {
  readonly proof: Proof;
  readonly title: string;
  readonly bar: (content: Pick<BarProps, 'title' | 'lead' | 'action'>) => ReactNode;
}

export function Can({ engine, choice, cell, at, proof, title, bar }: CanProps): ReactNode {
  const language = useLanguage();
  const t = useText();
  const [replay, setReplay] = useState<Replay>();
  const links = proofLinks(proof, language);
  const { party, message } = splitKey(cell);
  const decrypt = async (): Promise<void> => {
    setReplay(undefined);
    setReplay(await engine.decrypt(choice, party, message, at));
  };
  return (
    <>
      {bar({
        title,
        lead: t(leadOf(replay, links.length)),
        action: (
          <button type="button" className={controls['button']} onClick={() => void decrypt()}>
            {t(replay === undefined ? PROOF_WORDS.decrypt : PROOF_WORDS.again)}
          </button>
        ),
      })}
      <ol className={styles['chain']}>
        {links.map((link, index) => (
          <Link key={index} link={link} number={index + 1} replay={replay} />
        ))}
      </ol>
    </>
  );
}

function leadOf(replay: Replay | undefined, count: number): { readonly en: string; readonly zh: string } {
  if (replay === undefined) return PROOF_WORDS.links({ count });
  return replay.ok
    ? PROOF_WORDS.executedAll({ count: replay.executed })
    : PROOF_WORDS.failed({ step: replay.failedStep + 1 });
}

interface LinkProps {
  readonly link: ProofLink;
  readonly number: number;
  readonly replay: Replay | undefined;
}

function Link({ link, number, replay }: LinkProps): ReactNode {
  const t = useText();
  const done = replay !== undefined && link.steps.every((step) => replay.ok || step < replay.failedStep);
  return (
    <li data-done={done || undefined}>
      <p className={styles['title']}>
        <span>{number}</span> <b>{link.title}</b>
      </p>
      <p className={styles['where']}>
        {link.where}
        {link.known !== '' && <small>{link.known}</small>}
      </p>
      {link.final && replay?.ok === true ? (
        <Plate
          mark={{
            state: 'readable',
            content: { kind: 'text', text: replay.text },
            word: t(STATE_NAMES.readable),
          }}
        />
      ) : (
        link.values.map((value) => <Value key={value.name + value.prefix} value={value} />)
      )}
      {done && link.steps.length > 0 && <p className={styles['executed']}>{t(PROOF_WORDS.executed)}</p>}
    </li>
  );
}

const Value = ({ value }: { value: LinkValue }): ReactNode => (
  <span className={styles['value']}>
    {isTerm(value.term) ? <Term id={value.term}>{value.name}</Term> : <span>{value.name}</span>}
    <code>{value.prefix}</code>
  </span>
);

const isTerm = (term: string): term is TermId => Object.hasOwn(GLOSSARY, term);
