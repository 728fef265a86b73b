/** The lab's view of the keys of one device towards another, up to the event that is shown; pair and chosen key are in the link. */
import type { ReactNode } from 'react';
import type { KeyPairing } from '../../sim/index.ts';
import { KeysFigure } from '../figures/keys/figure.tsx';
import { KEYS_WORDS } from '../figures/keys/words.ts';
import { capital } from '../figures/names.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { narrateDeed } from './narration.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';

export function Keys({ context }: { context: LabContext }): ReactNode {
  const { run, engine, seq, state, language, go } = context;
  const t = useText();
  const pairing = readPairing(state.own['keys']);
  const { key } = state.own;
  const choice = JSON.stringify(run.choice);
  const answer = useAnswer(`keys ${choice} ${seq} ${state.own['keys'] ?? ''} ${key ?? ''}`, async () => ({
    choice,
    view: await engine.keys(run.choice, pairing, seq, key),
  }));
  if (answer?.choice !== choice) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  if (answer.view === undefined) return <p>{t(KEYS_WORDS.none)}</p>;
  const tell = (event: number): string => {
    const told = run.events[event];
    return told === undefined ? '' : capital(narrateDeed(told, language));
  };
  return (
    <KeysFigure
      view={answer.view}
      language={language}
      selected={key}
      onSelect={(id) => go({ key: id }, 'replace')}
      onPairing={({ device, peer }) => go({ keys: `${device},${peer}`, key: undefined })}
      onEvent={(event) => go({ t: String(event) })}
      onPacket={(packet) => go({ view: 'bytes', packet, field: undefined })}
      timeOf={(event) => run.events[event]?.at ?? 0}
      tell={tell}
      as={state.own['as'] === 'table' ? 'table' : 'picture'}
      onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
    />
  );
}

/** `alice.phone,bob.phone`: the first one's keys towards the second. */
function readPairing(text: string | undefined): KeyPairing | undefined {
  const [device, peer] = text?.split(',') ?? [];
  return device === undefined || peer === undefined ? undefined : { device, peer };
}
