/** What a person sees when something went wrong: one sentence and a way on. Never a blank page, never a stack trace. */
import { Component, type ReactNode } from 'react';
import { faultWords } from '../i18n/messages.ts';
import { useText } from '../i18n/language.tsx';
import { goTo } from '../state/navigation.ts';
import { HOME, type LinkProblem } from '../state/url.ts';
import controls from '../styles/controls.module.css';
import styles from './shell.module.css';

/** The engine or the page failed: the step can be loaded again. */
export function Fault({ onReload }: { onReload: () => void }): ReactNode {
  const t = useText();
  return (
    <section className={styles['notice']} role="alert">
      <h1>{t(faultWords.title)}</h1>
      <p>{t(faultWords.sentence)}</p>
      <p className={styles['ways']}>
        <button type="button" className={controls['main']} onClick={onReload}>
          {t(faultWords.reload)}
        </button>
        <FirstPage onGo={onReload} />
      </p>
    </section>
  );
}

/** A link that cannot be opened: what is wrong and what to do. Nothing has been started. */
export function BadLink({ problem }: { problem: LinkProblem }): ReactNode {
  const t = useText();
  return (
    <section className={styles['notice']} role="alert">
      <h1>{t(faultWords.badLink)}</h1>
      <p>{t(problem.message)}</p>
      <p>{t(problem.cure)}</p>
      <p className={styles['ways']}>
        <FirstPage onGo={() => undefined} />
      </p>
    </section>
  );
}

function FirstPage({ onGo }: { onGo: () => void }): ReactNode {
  const t = useText();
  const go = (): void => {
    goTo(HOME);
    onGo();
  };
  return (
    <button type="button" className={controls['button']} onClick={go}>
      {t(faultWords.toFirstPage)}
    </button>
  );
}

interface BoundaryProps {
  readonly onReload: () => void;
  readonly children: ReactNode;
}

/** Catches what a screen throws. A class, because React offers nothing else for this. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const reload = (): void => {
      this.props.onReload();
      this.setState({ failed: false });
    };
    return <Fault onReload={reload} />;
  }
}
