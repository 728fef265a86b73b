/** What each phone shows at one moment: its chat in the order of its screen, ticks beside own messages, lines of the app. */
import { chatOn, type ShownLine } from '../../sim/index.ts';
import type { ActorId, Seq, Sign, Trace } from '../../sim/trace.ts';
import type { ChatLine } from './api.ts';

/** The chats of all devices, by device, oldest line first. */
export function phonesAt(trace: Trace, seq: Seq): Readonly<Record<ActorId, readonly ChatLine[]>> {
  const written = new Map<string, string>();
  for (const event of trace.events.slice(0, seq + 1))
    for (const outcome of event.outcomes)
      if (outcome.kind === 'wrote') written.set(`${event.actor} ${outcome.message}`, outcome.text);
  return Object.fromEntries(
    trace.header.parties.flatMap((party) =>
      party.kind === 'device'
        ? [
            [
              party.id,
              merged(trace, chatOn(trace, party.id, seq), signsOn(trace, party.id, seq), party.account, written),
            ],
          ]
        : [],
    ),
  );
}

interface SignShown {
  readonly seq: Seq;
  readonly line: ChatLine;
}

function signsOn(trace: Trace, device: ActorId, seq: Seq): readonly SignShown[] {
  const events = trace.events.slice(0, seq + 1).filter(({ actor }) => actor === device);
  const last = events.at(-1);
  const off = last?.phase.startsWith('off') ? [{ seq, line: signLine('off', '', undefined, last.at) }] : [];
  const signs = events.flatMap((event) =>
    event.outcomes.flatMap((outcome) =>
      outcome.kind === 'sign'
        ? [{ seq: event.seq, line: signLine(outcome.sign, outcome.about, outcome.message, event.at) }]
        : [],
    ),
  );
  return [...signs, ...off];
}

const signLine = (sign: Sign | 'off', about: string, message: string | undefined, at: number): ChatLine => ({
  message: message ?? '',
  text: '',
  mine: false,
  at,
  forged: false,
  sign: { sign, about },
});

/** A line of the app stands below everything that the screen showed when it came. */
function merged(
  trace: Trace,
  lines: readonly ShownLine[],
  signs: readonly SignShown[],
  account: string,
  written: ReadonlyMap<string, string>,
): readonly ChatLine[] {
  const chat: { readonly seq: Seq; readonly line: ChatLine }[] = lines.map(({ seq, label, from, at, text, tick }) => ({
    seq,
    line: {
      message: label,
      text,
      mine: from.startsWith(`${account}.`),
      at,
      forged: written.get(`${from} ${label}`) !== text,
      ...(tick === undefined ? {} : { tick }),
      ...(from.startsWith(`${account}.`) ? {} : { came: trace.events[seq]?.at ?? at }),
    },
  }));
  for (const sign of signs) {
    const above = chat.findLastIndex(({ seq }) => seq <= sign.seq);
    chat.splice(above + 1, 0, sign);
  }
  return chat.map(({ line }) => line);
}
