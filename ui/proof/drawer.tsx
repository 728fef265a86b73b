/** The proof drawer at the foot of a figure: why a party can read a message, or what it would have had to obtain. */
import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from 'react';
import type { Localized } from '../../sim/text.ts';
import type { Seq } from '../../sim/trace.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { findCell, splitKey, type CellKey } from '../figures/cells.ts';
import { actorInSentence, capital } from '../figures/names.ts';
import type { RunChoice, RunView, WhyView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { useAnswerTo } from '../state/use-answer.ts';
import controls from '../styles/controls.module.css';
import { Can } from './can.tsx';
import { Cannot } from './cannot.tsx';
import { PROOF_WORDS } from './words.ts';
import styles from './proof.module.css';

export interface ProofDrawerProps {
  readonly engine: Engine;
  readonly choice: RunChoice;
  readonly view: RunView;
  readonly cell: CellKey;
  /** The event at which the question is asked. */
  readonly at: Seq;
  readonly onClose: () => void;
}

export function ProofDrawer(props: ProofDrawerProps): ReactNode {
  const { cell, onClose } = props;
  const why = useWhy(props);
  const language = useLanguage();
  const t = useText();
  const { party, message } = splitKey(cell);
  const name = capital(actorInSentence(party, language));
  const heading = useRef<HTMLHeadingElement>(null);
  const ready = why !== undefined;
  const isLeft = isLeftOver(props);
  useWayBack(cell);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.querySelector('[aria-expanded="true"]')?.scrollIntoView({ block: 'nearest' });
    // Where the drawer does not stick to the foot of the window, it may have opened below it.
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [cell, ready]);
  useEscape(onClose);
  const bar = (content: Pick<BarProps, 'title' | 'lead' | 'action'>): ReactNode => (
    <Bar {...content} heading={heading} onClose={onClose} />
  );
  return (
    <section className={styles['drawer']} aria-labelledby="proof-title">
      {why === undefined && bar({ title: t(PROOF_WORDS.loading) })}
      {why?.kind === 'can' && (
        <Can key={cell} {...props} proof={why.proof} bar={bar} title={t(PROOF_WORDS.can({ name, message }))} />
      )}
      {why?.kind === 'cannot' && (
        <>
          {bar({
            title: t(isLeft ? PROOF_WORDS.leftOver({ name, message }) : PROOF_WORDS.cannot({ name, message })),
            lead: t(isLeft ? PROOF_WORDS.leftOverLead : cannotLead(actorInSentence(party, language), why)),
          })}
          <Cannot key={cell} view={props.view} missing={why.missing} pairs={why.pairs} />
        </>
      )}
    </section>
  );
}

export interface BarProps {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onClose: () => void;
}

function Bar({ title, lead, action, heading, onClose }: BarProps): ReactNode {
  const t = useText();
  return (
    <div className={styles['bar']}>
      <h2 id="proof-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p role="status">{lead}</p>
      {action}
      <button type="button" className={controls['quiet']} onClick={onClose}>
        {t(PROOF_WORDS.close)}
      </button>
    </div>
  );
}

/** Whether something of the message is left in the party's storage, at the last pause up to the moment that is asked about. */
function isLeftOver({ view, cell, at }: ProofDrawerProps): boolean {
  const frame = view.frames.findLast(({ seq }) => seq <= at);
  return frame !== undefined && findCell(view, frame, cell)?.state === 'remnant';
}

function cannotLead(name: string, { missing, pairs }: Extract<WhyView, { kind: 'cannot' }>): Localized {
  const count = missing.singles.length;
  if (count > 0) return PROOF_WORDS.anyOf({ name: capital(name), count });
  if (pairs !== undefined && pairs.groups.length > 0) return PROOF_WORDS.twoOf({ name });
  return pairs?.cutShort === true ? PROOF_WORDS.nothingTried({ name }) : PROOF_WORDS.nothing({ name });
}

function useWhy({ engine, choice, cell, at }: ProofDrawerProps): WhyView | undefined {
  const key = JSON.stringify([choice, cell, at]);
  const { party, message } = splitKey(cell);
  return useAnswerTo(key, () => engine.why(choice, party, message, at));
}

/** However the drawer closes (Escape, *Close*, the browser's Back): the focus goes back to what opened it. */
function useWayBack(cell: CellKey): void {
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (focused?.closest('[aria-labelledby="proof-title"]') === null) opener.current = focused;
  }, [cell]);
  useEffect(
    () => () => {
      const { current } = opener;
      if (document.activeElement === document.body && current instanceof HTMLElement) current.focus();
    },
    [],
  );
}

function useEscape(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      close();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
