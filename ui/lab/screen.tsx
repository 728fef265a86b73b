/** The lab: the full sheet (timeline beside matrix), every event, the live charts, all switches. State is in the link. */
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import type { ChartView } from '../../sim/index.ts';
import type { Language } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { goTo } from '../state/navigation.ts';
import { useAnswer } from '../state/use-answer.ts';
import { choiceOf, type UrlState } from '../state/url.ts';
import type { FrameView, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { Codes, comparisonAt } from '../figures/code/of-frame.tsx';
import { ProofDrawer } from '../proof/later.tsx';
import { useRun } from '../lesson/use-lesson.ts';
import { PacketBytes } from './bytes.tsx';
import { Charts } from './charts.tsx';
import { CompareRuns } from './compare.tsx';
import { Copied } from './copied.tsx';
import { CopiesOfMessage } from './copies.tsx';
import { Controls } from './controls.tsx';
import { Keys } from './keys.tsx';
import { LensControls, LensFigure, readViewpoint, useLens } from './lens.tsx';
import { Packets } from './packets.tsx';
import { Scrubber } from './scrubber.tsx';
import { Sheet } from './sheet.tsx';
import { Storage } from './storage.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';

export interface LabScreenProps {
  readonly state: UrlState;
  readonly language: Language;
  readonly engine: Engine;
}

export function LabScreen({ state, language, engine }: LabScreenProps): ReactNode {
  const t = useText();
  const scenario = state.scenario ?? '';
  const run = useRun(engine, choiceOf(state, scenario, language));
  const charts = useAnswer('charts', () => engine.charts()) ?? [];
  if (run === undefined) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  return <Lab {...{ state, language, engine, run, charts }} />;
}

export interface LabContext extends LabScreenProps {
  readonly run: RunView;
  readonly charts: readonly ChartView[];
  readonly frame: FrameView;
  /** Event that is shown. */
  readonly seq: number;
  readonly go: (own: Readonly<Record<string, string | undefined>>, how?: 'push' | 'replace') => void;
}

function Lab(props: Omit<LabContext, 'frame' | 'seq' | 'go'>): ReactNode {
  const { state, engine, run } = props;
  const last = run.events.length - 1;
  const seq = Math.min(readSeq(state.own['t']) ?? last, last);
  const frame = useFrame(engine, run, seq);
  const lens = useLens(engine, run, state.own, seq);
  const go: LabContext['go'] = (changes, how = 'push') => {
    const own = Object.fromEntries(
      Object.entries({ ...state.own, ...changes }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    goTo({ ...state, own }, how);
  };
  useEventKeys(seq, last, (next) => go({ t: String(next) }, 'replace'));
  if (frame === undefined) return null;
  const context: LabContext = { ...props, frame, seq, go };
  const isLensed = readViewpoint(state.own, run) !== undefined;
  const takesLens = LENSED.has(viewOf(context));
  const cell = isLensed ? undefined : state.own['cell'];
  const codes = comparisonAt(frame);
  return (
    <div className={styles['lab']}>
      <Controls context={context} />
      <section className={styles['work']}>
        <Views context={context} />
        {(takesLens || isLensed) && viewOf(context) !== 'compare' && <LensControls context={context} />}
        <View context={context} lens={lens} />
        {lens !== undefined && takesLens && <LensFigure context={context} view={lens} />}
        {codes !== undefined && !isLensed && <Codes comparison={codes} />}
        {cell !== undefined && isCell(run, frame, cell) && (
          <ProofDrawer
            engine={engine}
            choice={run.choice}
            view={run}
            cell={cell}
            at={seq}
            onClose={() => go({ cell: undefined })}
          />
        )}
        <Charts context={context} />
      </section>
      <Scrubber context={context} last={last} />
    </div>
  );
}

const VIEWS = ['messages', 'packets', 'compare', 'copied', 'copies', 'storage', 'keys', 'bytes'] as const;
const viewOf = ({ state }: LabContext): (typeof VIEWS)[number] =>
  VIEWS.find((view) => view === state.own['view']) ?? 'messages';

/** Views of one run as it was, which can be looked at as the company or a listener does. */
const LENSED: ReadonlySet<string> = new Set<(typeof VIEWS)[number]>(['messages', 'packets']);

function View({ context, lens }: { context: LabContext; lens: ReturnType<typeof useLens> }): ReactNode {
  const shown = viewOf(context);
  switch (shown) {
    case 'messages':
      return <Sheet context={context} lens={lens} />;
    case 'packets':
      return <Packets context={context} />;
    case 'copied':
      return <Copied context={context} />;
    case 'compare':
      return <CompareRuns context={context} />;
    case 'copies':
    case 'storage':
    case 'keys':
    case 'bytes':
      return <Inspect context={context} view={shown} />;
  }
}

type Inspected = 'copies' | 'storage' | 'keys' | 'bytes';

/** Copies, files, keys and bytes are more than can be seen from a viewpoint. */
function Inspect({ context, view }: { context: LabContext; view: Inspected }): ReactNode {
  const t = useText();
  if (readViewpoint(context.state.own, context.run) !== undefined) return <p>{t(LAB_WORDS.inspectWithoutLens)}</p>;
  switch (view) {
    case 'copies':
      return <CopiesOfMessage context={context} />;
    case 'storage':
      return <Storage context={context} />;
    case 'keys':
      return <Keys context={context} />;
    case 'bytes':
      return <PacketBytes context={context} />;
  }
}

/** What the work area shows: who can read which message, every packet, the story beside its variants, what each copy would open, keys, bytes. */
function Views({ context }: { context: LabContext }): ReactNode {
  const { go } = context;
  const t = useText();
  const shown = viewOf(context);
  return (
    <div className={styles['views']} role="group" aria-label={t(LAB_WORDS.show)}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={shown === view}
          onClick={() => go({ view: view === 'messages' ? undefined : view })}
        >
          {t(LAB_WORDS[view])}
        </button>
      ))}
    </div>
  );
}

const readSeq = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;

/** A cell of the link may not exist at this event. */
const isCell = (run: RunView, frame: FrameView, cell: string): boolean =>
  run.messages
    .slice(0, frame.cells.length)
    .some((message) => run.parties.some((party) => cell === `${message.label}/${party.id}`));

/** The frame at an event: a pause that the run already has, else asked for; the one before stays until it is there. */
function useFrame(engine: Engine, run: RunView, seq: number): FrameView | undefined {
  const pause = run.frames.find((frame) => frame.seq === seq);
  const choice = JSON.stringify(run.choice);
  const asked = useAnswer(`${choice} ${pause === undefined ? seq : 'pause'}`, async () =>
    pause === undefined ? { choice, frame: await engine.frameAt(run.choice, seq) } : undefined,
  );
  if (pause !== undefined) return pause;
  return asked?.choice === choice ? asked.frame : run.frames[0];
}

/** Arrows go event by event, Home and End to the ends. */
function useEventKeys(seq: number, last: number, go: (seq: number) => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const next = { ArrowRight: seq + 1, ArrowLeft: seq - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next >= 0 && next <= last) go(next);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog') !== null)
        return;
      press(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
