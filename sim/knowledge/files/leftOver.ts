/** The most of a message that somebody could recover from storage: one piece of its text, or words out of a search index. */
import type { Seq } from '../../trace.ts';
import type { MessageTrail } from '../evidence.ts';
import type { LeftOver, Remains } from './types.ts';

/** In the storage of one party: what there is of the message at a moment, and the moments at which it changed, in order. */
export function leftOver(
  remainsAt: (at: Seq) => readonly Remains[],
  changes: readonly Seq[],
  message: MessageTrail,
  at: Seq,
): LeftOver | undefined {
  if (message.seq > at) return undefined;
  const most = mostOf(remainsAt(at));
  if (!most) return undefined;
  let since = at;
  for (const change of changes.toReversed()) {
    if (change > at) continue;
    if (change < message.seq || remainsAt(change).length === 0) break;
    since = change;
  }
  return { ...most, of: message.text.length, since };
}

function mostOf(remains: readonly Remains[]): Pick<LeftOver, 'characters' | 'text'> | undefined {
  const [piece] = remains.filter(({ finding }) => !finding.wordOf).toSorted((a, b) => b.characters - a.characters);
  const words = [...new Set(remains.flatMap(({ finding, text }) => (finding.wordOf ? [text] : [])))];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (piece && piece.characters >= letters) return { characters: piece.characters, text: piece.text };
  return words.length === 0 ? undefined : { characters: letters, text: words.join(' ') };
}
