/** Compares the knowledge floor with the naive one, cell by cell. */
import { naiveKnowledge } from './naiveKnowledge.ts';
import { partiesOf, stepEnds, type KnownPlay } from './shipped.ts';

export interface Compared {
  readonly differing: readonly string[];
  readonly cells: number;
  readonly readable: number;
}

/** Cells in which the two disagree, at the end of every step; the count of those compared, and how many can read. */
export function compared(run: KnownPlay, moments: readonly number[] = stepEnds(run.played)): Compared {
  const naive = naiveKnowledge(run.played.trace);
  const differing: string[] = [];
  let cells = 0;
  let readable = 0;
  for (const at of moments) {
    for (const party of partiesOf(run.played)) {
      const values = naive.known(party, at);
      for (const [label, body] of naive.bodies) {
        const second = body.since <= at && values.has(body.key);
        const first = run.knowledge.knowsMessage(party, label, at);
        if (first !== second) differing.push(`${run.name}: ${party} ${label} at ${at}: ${first}, naive ${second}`);
        cells++;
        if (first) readable++;
      }
    }
  }
  return { differing, cells, readable };
}
