/** The most of a message that somebody could recover from storage: one piece of its text, or words out of a search index. */
import type { PartyId, Seq } from '../../trace.ts';
import type { MessageTrail } from '../evidence.ts';
import type { FileEvidence } from './fileEvidence.ts';
import type { Remains } from './remains.ts';

export interface LeftOver {
  readonly characters: number;
  readonly of: number;
  readonly text: string;
  /** Since when there has been something without a break. */
  readonly since: Seq;
}

export function leftOver(files: FileEvidence, party: PartyId, message: MessageTrail, at: Seq): LeftOver | undefined {
  if (message.seq > at) return undefined;
  const most = mostOf(files.remains(party, message, at));
  if (!most) return undefined;
  let since = at;
  for (const change of files.changes(party).toReversed()) {
    if (change > at) continue;
    if (change < message.seq || files.remains(party, message, change).length === 0) break;
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
