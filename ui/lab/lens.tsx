/** The lens of the lab: look as the company does, or as somebody on a link; chosen in the link by `lens` and `wire`. */
import type { ReactNode } from 'react';
import type { TransportProjection } from '../../sim/index.ts';
import type { PartyId } from '../../sim/trace.ts';
import { MetadataFigure } from '../figures/metadata/figure.tsx';
import { layoutMetadata } from '../figures/metadata/layout.ts';
import { METADATA_WORDS } from '../figures/metadata/words.ts';
import { actorName, capital } from '../figures/names.ts';
import { Switch } from '../figures/switch.tsx';
import { useText } from '../i18n/language.tsx';
import type { UrlState } from '../state/url.ts';
import { useAnswer } from '../state/use-answer.ts';
import type { MetadataView, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import type { LabContext } from './screen.tsx';
import styles from './lab.module.css';

const COMPANY = 'server';

interface Viewpoint {
  readonly party: PartyId;
  readonly transport: TransportProjection;
}

/** Who may be chosen: everybody but devices, which know their own chats; the company first. */
export const viewpointsOf = ({ parties }: Pick<RunView, 'parties'>): readonly PartyId[] =>
  (['server', 'network', 'link', 'attacker'] as const).flatMap((kind) =>
    parties.flatMap((party) => (party.kind === kind ? [party.id] : [])),
  );

/** The viewpoint of a link; undefined where none is taken, or one that this run does not have. */
export function readViewpoint(own: UrlState['own'], run: Pick<RunView, 'parties'>): Viewpoint | undefined {
  const party = viewpointsOf(run).find((id) => id === own['lens']);
  return party === undefined ? undefined : { party, transport: own['wire'] === 'wrapped' ? 'wrapped' : 'open' };
}

/** What is known from the viewpoint of the link; the last answer of the same viewpoint stays until the next has come. */
export function useLens(engine: Engine, run: RunView, own: UrlState['own'], seq: number): MetadataView | undefined {
  const viewpoint = readViewpoint(own, run);
  const key = JSON.stringify([run.choice, viewpoint]);
  const answer = useAnswer(`${key} ${seq}`, async () =>
    viewpoint === undefined
      ? undefined
      : { key, view: await engine.metadata(run.choice, viewpoint.party, seq, viewpoint.transport) },
  );
  return answer?.key === key ? answer.view : undefined;
}

export function LensControls({ context }: { context: LabContext }): ReactNode {
  const { run, state, language, go } = context;
  const t = useText();
  const viewpoint = readViewpoint(state.own, run);
  const off = { lens: undefined, wire: undefined };
  return (
    <div className={styles['lens']}>
      <Switch
        on={viewpoint !== undefined}
        name={t(METADATA_WORDS.beCompany)}
        onSwitch={() => go(viewpoint === undefined ? { lens: COMPANY } : off)}
      />
      {viewpoint !== undefined && (
        <>
          <label>
            <span>{t(METADATA_WORDS.viewpoint)}</span>
            <select value={viewpoint.party} onChange={(event) => go({ lens: event.target.value }, 'replace')}>
              {viewpointsOf(run).map((id) => (
                <option key={id} value={id}>
                  {capital(actorName(id, language))}
                </option>
              ))}
            </select>
          </label>
          <Switch
            on={viewpoint.transport === 'wrapped'}
            name={t(METADATA_WORDS.wrapped)}
            onSwitch={() => go({ wire: viewpoint.transport === 'wrapped' ? undefined : 'wrapped' }, 'replace')}
          />
        </>
      )}
    </div>
  );
}

export function LensFigure({ context, view }: { context: LabContext; view: MetadataView }): ReactNode {
  const { state, language, go } = context;
  return (
    <MetadataFigure
      marks={layoutMetadata(view, language)}
      as={state.own['as'] === 'table' ? 'table' : 'picture'}
      onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
    />
  );
}
