/** The lab's view of every packet: the space-time diagram of the run up to the event that is shown. From a viewpoint nobody
 * sees that; what is seen of packets from there stands in the lens's own figure. */
import type { ReactNode } from 'react';
import { SpaceTime } from '../figures/space-time/figure.tsx';
import { actorInSentence, capital } from '../figures/names.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { readViewpoint } from './lens.tsx';
import { narrateDeed } from './narration.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';

export function Packets({ context }: { context: LabContext }): ReactNode {
  const { run, state, language } = context;
  const t = useText();
  const viewpoint = readViewpoint(state.own, run);
  if (viewpoint === undefined) return <EveryPacket context={context} />;
  return <p>{t(LAB_WORDS.packetsOf({ name: actorInSentence(viewpoint.party, language) }))}</p>;
}

function EveryPacket({ context }: { context: LabContext }): ReactNode {
  const { run, seq, language, engine, state, go } = context;
  const t = useText();
  const choice = JSON.stringify(run.choice);
  const answer = useAnswer(`timeline ${choice}`, async () => ({ choice, view: await engine.timeline(run.choice) }));
  if (answer?.choice !== choice) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  return (
    <SpaceTime
      view={answer.view}
      language={language}
      now={seq}
      tell={(event) => capital(narrateDeed(event, language))}
      as={state.own['as'] === 'table' ? 'table' : 'picture'}
      onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
      trueTime={state.own['time'] === 'true'}
      onTrueTime={(on) => go({ time: on ? 'true' : undefined }, 'replace')}
    />
  );
}
