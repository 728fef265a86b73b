/** The lab's view of every copy: if this device were copied at the end of a step, which messages would open? */
import type { ReactNode } from 'react';
import { HeatmapFigure } from '../figures/heatmap/figure.tsx';
import { layoutHeatmap, type HeatTakes } from '../figures/heatmap/layout.ts';
import { HEATMAP_WORDS } from '../figures/heatmap/words.ts';
import { actorName } from '../figures/names.ts';
import { useText } from '../i18n/language.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export function Copied({ context }: { context: LabContext }): ReactNode {
  const { run, seq, language, engine, state, go } = context;
  const t = useText();
  const devices = run.parties.flatMap(({ kind, id }) => (kind === 'device' ? [id] : []));
  const device = devices.find((id) => id === state.own['of']) ?? devices[0] ?? '';
  const takes: HeatTakes = state.own['takes'] === 'keys' ? 'keys' : 'everything';
  const key = JSON.stringify([run.choice, device]);
  const answer = useAnswer(`copied ${key}`, async () => ({ key, map: await engine.heatmap(run.choice, device) }));
  return (
    <>
      <div className={styles['chooser']}>
        <label>
          <span>{t(HEATMAP_WORDS.device)}</span>
          <select value={device} onChange={(event) => go({ of: event.target.value }, 'replace')}>
            {devices.map((id) => (
              <option key={id} value={id}>
                {actorName(id, language)}
              </option>
            ))}
          </select>
        </label>
        <div className={styles['views']} role="group" aria-label={t(HEATMAP_WORDS.takes)}>
          {(['everything', 'keys'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={takes === each}
              onClick={() => go({ takes: each === 'keys' ? 'keys' : undefined }, 'replace')}
            >
              {t(HEATMAP_WORDS[each])}
            </button>
          ))}
        </div>
      </div>
      {answer?.key !== key ? (
        <p role="status">{t(LAB_WORDS.playing)}</p>
      ) : (
        <HeatmapFigure
          key={key}
          marks={layoutHeatmap(run, answer.map, { language, takes, now: seq })}
          as={state.own['as'] === 'table' ? 'table' : 'picture'}
          onAs={(as) => go({ as: as === 'table' ? 'table' : undefined }, 'replace')}
          onMoment={(at) => go({ t: String(at) }, 'replace')}
        />
      )}
    </>
  );
}
