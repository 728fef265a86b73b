/** The lab: the full sheet (timeline beside matrix), every event, the live charts, all switches. State is in the link. */
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ChartView } from '../../sim/actors/step.ts';
import type { Language } from '../../sim/text.ts';
import { useText } from '../i18n/language.tsx';
import { goTo } from '../state/navigation.ts';
import { choiceOf, type UrlState } from '../state/url.ts';
import type { FrameView, RunChoice, RunView } from '../worker/api.ts';
import type { Engine } from '../worker/client.ts';
import { ProofDrawer } from '../proof/drawer.tsx';
import { useRun } from '../lesson/use-lesson.ts';
import { Charts } from './charts.tsx';
import { Controls } from './controls.tsx';
import { Scrubber } from './scrubber.tsx';
import { Sheet } from './sheet.tsx';
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
  const choice = useMemo(() => choiceOf(state, scenario, language), [state, scenario, language]);
  const key = JSON.stringify(choice);
  const [stable] = useStable(choice, key);
  const run = useRun(engine, stable);
  const charts = useCharts(engine);
  if (run === undefined) return <p role="status">{t(LAB_WORDS.playing)}</p>;
  return <Lab {...{ state, language, engine, choice: stable, run, charts }} />;
}

export interface LabContext extends LabScreenProps {
  readonly choice: RunChoice;
  readonly run: RunView;
  readonly charts: readonly ChartView[];
  readonly frame: FrameView;
  /** Event that is shown. */
  readonly seq: number;
  readonly go: (own: Readonly<Record<string, string | undefined>>, how?: 'push' | 'replace') => void;
}

function Lab(props: Omit<LabContext, 'frame' | 'seq' | 'go'>): ReactNode {
  const { state, engine, choice, run } = props;
  const last = run.events.length - 1;
  const seq = Math.min(readSeq(state.own['t']) ?? last, last);
  const frame = useFrame(engine, choice, run, seq);
  const opener = useRef<Element | null>(null);
  const go: LabContext['go'] = (changes, how = 'push') => {
    const own = Object.fromEntries(
      Object.entries({ ...state.own, ...changes }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    if (changes['cell'] !== undefined) opener.current = document.activeElement;
    goTo({ ...state, own }, how);
  };
  useEventKeys(seq, last, (next) => go({ t: String(next) }, 'replace'));
  if (frame === undefined) return null;
  const context: LabContext = { ...props, frame, seq, go };
  const cell = state.own['cell'];
  const close = (): void => {
    go({ cell: undefined });
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <div className={styles['lab']}>
      <Controls context={context} />
      <section className={styles['work']}>
        <Sheet context={context} />
        <Charts context={context} />
        {cell !== undefined && isCell(run, frame, cell) && (
          <ProofDrawer engine={engine} choice={choice} view={run} cell={cell} at={seq} onClose={close} />
        )}
      </section>
      <Scrubber context={context} last={last} />
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

/** Equal choices stay the same object, so that a step in the run does not play it again. */
function useStable<T>(value: T, key: string): readonly [T] {
  const held = useRef({ key, value });
  if (held.current.key !== key) held.current = { key, value };
  return [held.current.value];
}

/** The frame at an event: a pause that the run already has, else asked for; the one before stays until it is there. */
function useFrame(engine: Engine, choice: RunChoice, run: RunView, seq: number): FrameView | undefined {
  const pause = run.frames.find((frame) => frame.seq === seq);
  const [asked, setAsked] = useState<{ readonly run: RunView; readonly frame: FrameView }>();
  useEffect(() => {
    if (pause !== undefined) return undefined;
    let wanted = true;
    void engine.frameAt(choice, seq).then((frame) => {
      if (wanted) setAsked({ run, frame });
    });
    return () => {
      wanted = false;
    };
  }, [engine, choice, run, seq, pause]);
  if (pause !== undefined) return pause;
  return asked?.run === run ? asked.frame : run.frames[0];
}

function useCharts(engine: Engine): readonly ChartView[] {
  const [charts, setCharts] = useState<readonly ChartView[]>([]);
  useEffect(() => {
    void engine.charts().then(setCharts);
  }, [engine]);
  return charts;
}

/** Arrows go event by event, Home and End to the ends. */
function useEventKeys(seq: number, last: number, go: (seq: number) => void): void {
  const latest = useRef({ seq, last, go });
  latest.current = { seq, last, go };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog') !== null)
        return;
      const now = latest.current;
      const next = { ArrowRight: now.seq + 1, ArrowLeft: now.seq - 1, Home: 0, End: now.last }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      if (next >= 0 && next <= now.last) now.go(next);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
