/** The gate in front of a scenario from outside: nothing of it is shown or played before the engine has read and checked it. */
import { useEffect, useState, type ReactNode } from 'react';
import type { Scenario } from '../../sim/scenario/types.ts';
import { useText } from '../i18n/language.tsx';
import type { OpenedScenario } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { Problems } from './problems.tsx';
import { OPEN_WORDS } from './words.ts';

interface OpenedProps {
  /** The scenario in its link form, and the variant of it that the link asks for. */
  readonly link: string;
  readonly variant: string | undefined;
  readonly engine: Engine;
  readonly children: (scenario: Scenario) => ReactNode;
}

export function Opened({ link, variant, engine, children }: OpenedProps): ReactNode {
  const t = useText();
  const [read, setRead] = useState<{ readonly link: string; readonly result: OpenedScenario }>();
  useEffect(() => {
    let wanted = true;
    void engine.readLink(link).then((result) => {
      if (wanted) setRead({ link, result });
    });
    return () => {
      wanted = false;
    };
  }, [engine, link]);
  if (read?.link !== link) return <p role="status">{t(OPEN_WORDS.reading)}</p>;
  if (!read.result.ok) return <Problems problems={read.result.problems} />;
  const known = variant === undefined || read.result.scenario.variants.some(({ id }) => id === variant);
  return known ? children(read.result.scenario) : <p role="alert">{t(OPEN_WORDS.noVariant)}</p>;
}
