/** The most of a message that somebody could recover from storage: one piece of its text, or words out of a search index. */
import type { PartyId, Seq } from '../../trace.ts';
import type { MessageTrail } from '../evidence.ts';
import type { FileEvidence, LeftOver, Remains } from './types.ts';

/** `changes`: the moments at which the storage of this party changed, in order. */
export function leftOver(
  remains: FileEvidence['remains'],
  changes: readonly Seq[],
  party: PartyId,
  message: MessageTrail,
  at: Seq,
): LeftOver | undefined {
  if (message.seq > at) return undefined;
  const most = mostOf(remains(party, message, at));
  if (!most) return undefined;
  let since = at;
  for (const change of changes.toReversed()) {
    if (change > at) continue;
    if (change < message.seq || remains(party, message, change).length === 0) break;
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
