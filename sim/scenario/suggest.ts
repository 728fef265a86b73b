/**
 * "Did you mean": the nearest known word to a mistyped one, by optimal string alignment distance (insert, delete, replace,
 * swap neighbours), ignoring case. Far words are not suggested: a wrong suggestion costs more than none.
 */

/** Longer words are never near-misses of the short ids and keys of this language. */
const LONGEST_WORD = 60;

/** The candidate nearest to `word`, or undefined where none is near. Of equally near ones the first. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > LONGEST_WORD) return undefined;
  const wanted = word.toLowerCase();
  const allowed = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Fewest single-letter insertions, deletions, replacements and neighbour swaps that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let twoBack: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, at(twoBack, j - 2) + 1);
      row.push(least);
    }
    twoBack = previous;
    previous = row;
  }
  return at(previous, b.length);
}

/** Every index used above lies inside its row; the fallback only satisfies the checked index access. */
const at = (row: readonly number[], index: number): number => row[index] ?? 0;
