/** Through the run, event by event: buttons, a number field, a slider with the events on it, and one line of narration. */
import { scaleLinear } from 'd3';
import type { FormEvent, ReactNode } from 'react';
import type { EventView, FrameView } from '../worker/api.ts';
import { useText } from '../i18n/language.tsx';
import { narrateEvent } from './narration.ts';
import type { LabContext } from './screen.tsx';
import { LAB_WORDS } from './words.ts';
import styles from './lab.module.css';
import { ArrowButton } from '../figures/arrow-button.tsx';

export function Scrubber({ context, last }: { context: LabContext; last: number }): ReactNode {
  const { run, seq, frame, language, go } = context;
  const t = useText();
  const event = run.events[seq];
  const told = event === undefined ? '' : narrateEvent(event, language, showsForgery(event, frame));
  const to = (next: number): void => {
    if (next >= 0 && next <= last && next !== seq) go({ t: String(next) }, 'replace');
  };
  const submit = (form: FormEvent<HTMLFormElement>): void => {
    form.preventDefault();
    const value = Number(new FormData(form.currentTarget).get('event'));
    if (Number.isInteger(value)) to(Math.max(0, Math.min(value - 1, last)));
  };
  return (
    <section className={styles['transport']} aria-label={t(LAB_WORDS.transport)}>
      <p className={styles['narration']} role="status">
        <b>{t(LAB_WORDS.event({ event: seq + 1 }))}</b> {told}
      </p>
      <div className={styles['controls']}>
        <ArrowButton label={t(LAB_WORDS.first)} path="M4 3V15M14 3L7 9L14 15" off={seq === 0} onPress={() => to(0)} />
        <ArrowButton label={t(LAB_WORDS.back)} path="M12 3L5 9L12 15" off={seq === 0} onPress={() => to(seq - 1)} />
        <form onSubmit={submit}>
          <label>
            <span>{t(LAB_WORDS.goTo)}</span>
            <input key={seq} name="event" type="text" inputMode="numeric" defaultValue={seq + 1} />
          </label>
          {t(LAB_WORDS.of({ all: last + 1 }))}
        </form>
        <ArrowButton
          label={t(LAB_WORDS.forward)}
          path="M6 3L13 9L6 15"
          off={seq === last}
          onPress={() => to(seq + 1)}
        />
        <ArrowButton
          label={t(LAB_WORDS.last)}
          path="M4 3L11 9L4 15M14 3V15"
          off={seq === last}
          onPress={() => to(last)}
        />
        <div className={styles['slider']}>
          <Ticks events={run.events} seq={seq} />
          <input
            type="range"
            min={0}
            max={last}
            value={seq}
            aria-label={t(LAB_WORDS.scrub)}
            aria-valuetext={told}
            onChange={(change) => to(Number(change.target.value))}
          />
        </div>
      </div>
    </section>
  );
}

/** At this event a device shows a text that is not what the sender wrote. */
const showsForgery = (event: EventView, frame: FrameView): boolean =>
  event.outcomes.some((outcome) => outcome.kind === 'shown') &&
  (frame.phones[event.actor]?.some((line) => line.forged && line.at === event.at) ?? false);

/** What happened where on the slider: dot = a message is written, ring = shown, bar = theft, cross = refused, tick = else. */
function Ticks({ events, seq }: { events: readonly EventView[]; seq: number }): ReactNode {
  const x = scaleLinear()
    .domain([0, Math.max(events.length - 1, 1)])
    .range([0, 100]);
  return (
    <svg className={styles['ticks']} width="100%" height="24" aria-hidden="true">
      <line x1="0" x2="100%" y1="12" y2="12" stroke="var(--rule-2)" strokeWidth="1.5" />
      <line x1="0" x2={`${x(seq)}%`} y1="12" y2="12" stroke="var(--ink)" strokeWidth="1.5" />
      {telling(events).map((event) => (
        <svg key={event.seq} x={`${x(event.seq)}%`} overflow="visible" data-future={event.seq > seq || undefined}>
          <Tick event={event} />
        </svg>
      ))}
      <svg x={`${x(seq)}%`} overflow="visible">
        <path d="M0 0V24" stroke="var(--accent)" strokeWidth="2.5" />
        <path d="M-6 0h12l-6 7z" fill="var(--accent)" />
      </svg>
    </svg>
  );
}

/** Where there is no room for every event, only those that have a mark of their own. */
const MOST_TICKS = 150;
const telling = (events: readonly EventView[]): readonly EventView[] =>
  events.length <= MOST_TICKS
    ? events
    : events.filter((event) => event.outcomes.some(({ kind }) => MARKED_KINDS.has(kind)));
const MARKED_KINDS: ReadonlySet<string> = new Set(['copied', 'refused', 'wrote', 'shown']);

function Tick({ event }: { event: EventView }): ReactNode {
  const kinds = new Set(event.outcomes.map((outcome) => outcome.kind));
  if (kinds.has('copied')) return <path d="M0 1V23" stroke="currentColor" strokeWidth="5" />;
  if (kinds.has('refused')) return <path d="M-4 8l8 8M4 8l-8 8" stroke="currentColor" strokeWidth="2" />;
  if (kinds.has('wrote')) return <circle cy="12" r="4.5" fill="currentColor" />;
  if (kinds.has('shown')) return <circle cy="12" r="4" fill="var(--paper)" stroke="currentColor" strokeWidth="1.75" />;
  return <path d="M0 9V15" stroke="currentColor" strokeWidth="1.25" />;
}
