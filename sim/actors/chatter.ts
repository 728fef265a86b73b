/**
 * Everyday messages that fill a chat, so that what is looked for in a file stands among others. They are rows of one device, no
 * messages of the story: nobody sends them. Their words are understood in many languages, and mean nothing.
 */
import { drawBelow, type Entropy } from '../crypto/entropy.ts';
import { CHATTER, MOST_CHATTER } from '../limits.ts';
import type { Instant } from '../trace.ts';
import { nextRows } from './chatLines.ts';
import { withChat, type ChatterEntry, type DeviceState } from './deviceState.ts';
import { accountOf, unchanged, type ActorEvent, type Context, type Step } from './types.ts';

type ChatterEvent = Extract<ActorEvent, { kind: 'chatter' }>;

/** So many of them, in the time since the last message here, or the days before now where there is none. */
export function chatter(state: DeviceState, event: ChatterEvent, context: Context): Step<DeviceState> {
  const { contact } = event;
  const count = Math.min(event.count, MOST_CHATTER);
  const { chat } = state.places;
  const { row = 1, nextRow } = nextRows(chat, count, context);
  const own = accountOf(context.self);
  const times = timesOf(state, event, count, context);
  const entries = times.map((at, i): ChatterEntry => {
    const name = `chatter ${event.name} ${i}`;
    // One writes twice or three times before the other answers.
    const from = drawBelow(context.tools.entropy, `${name} writer`, 5) < 3 === i % 4 < 2 ? own : contact;
    return { row: row + i, contact, from, at, text: smallTalk(name, context.tools.entropy) };
  });
  const rows = nextRow === undefined ? {} : { nextRow };
  return {
    ...unchanged(withChat(state, { ...chat, ...rows, chatter: [...(chat.chatter ?? []), ...entries] })),
    outcomes: [{ kind: 'chattered', contact, count }],
  };
}

/** In order, at irregular distances. */
function timesOf({ places }: DeviceState, { name }: ChatterEvent, count: number, context: Context): readonly Instant[] {
  const { lines, chatter: before = [] } = places.chat;
  const { now, tools } = context;
  const since = Math.max(
    now - count * CHATTER.apartMs,
    before.at(-1)?.at ?? -Infinity,
    ...lines.slice(-1).map(({ at }) => at),
  );
  const gap = (now - since) / (count + 1);
  return Array.from({ length: count }, (_, i) => {
    const shift = drawBelow(tools.entropy, `chatter ${name} ${i} time`, 1_000) / 1_000;
    return Math.floor(since + gap * (i + shift));
  });
}

/** A few words, up to a drawn length: most are short, as people write. */
function smallTalk(name: string, entropy: Entropy): string {
  const { fewestCharacters, mostCharacters } = CHATTER;
  const wide = mostCharacters - fewestCharacters + 1;
  const wanted =
    fewestCharacters +
    Math.min(drawBelow(entropy, `${name} length`, wide), drawBelow(entropy, `${name} shorter`, wide));
  let text = '';
  for (let i = 0; text.length < wanted; i++) text += `${i === 0 ? '' : ' '}${wordAt(`${name} word ${i}`, entropy)}`;
  return text.slice(0, wanted).trimEnd().padEnd(fewestCharacters, '!');
}

function wordAt(name: string, entropy: Entropy): string {
  const at = drawBelow(entropy, name, WORDS.length + 20);
  // Every few words a time of day: no two chats are full of the same rows.
  return WORDS[at] ?? `${drawBelow(entropy, `${name} hour`, 24)}:${10 + drawBelow(entropy, `${name} minute`, 50)}`;
}

const WORDS = [
  'OK',
  'ok',
  'taxi',
  'bus',
  'metro',
  'wifi',
  'pizza',
  'sushi',
  'ramen',
  'tofu',
  'kiwi',
  'mango',
  'cola',
  'latte',
  'mocha',
  'hotel',
  'visa',
  'gym',
  'yoga',
  'judo',
  'golf',
  'tennis',
  'piano',
  'rock',
  'jazz',
  'karaoke',
  'KTV',
  'DJ',
  'video',
  'photo',
  'email',
  'PDF',
  'USB',
  'app',
  'VIP',
  'ATM',
  'SIM',
  'GPS',
  '3D',
  'WC',
  'bye',
  'hi',
  'haha',
  'wow',
] as const;
