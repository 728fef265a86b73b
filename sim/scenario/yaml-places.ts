/** From a path of keys and indices to a place in the YAML text. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Finding } from './findings.ts';

/**
 * Where a finding points, in UTF-16 units from the start of the source: a key, a value, a place inside a value, or, where
 * the path leads to nothing, the nearest thing around it that exists.
 */
export function locate(document: Document, source: string, { path, onKey, offset }: Finding): number {
  let node: unknown = document.contents;
  let start = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => isPairNamed(item, part)) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
    const isLast = index === path.length - 1;
    if (isLast && onKey === true && pair !== undefined) return startOf(pair.key) ?? start;
    if (next === undefined || next === null) return startOf(pair?.key) ?? start;
    node = next;
    start = startOf(next) ?? start;
  }
  return start + (offset === undefined ? 0 : insideText(node, source, start, offset));
}

const isPairNamed = ({ key }: Pair, part: string | number): boolean => isScalar(key) && key.value === String(part);

const startOf = (node: unknown): number | undefined => (isNodeLike(node) ? node.range?.[0] : undefined);

const isNodeLike = (node: unknown): node is Node => typeof node === 'object' && node !== null && 'range' in node;

/** Only where the text stands in the file as it is: a folded or escaped one is pointed at by its beginning. */
function insideText(node: unknown, source: string, start: number, offset: number): number {
  if (!isScalar(node) || typeof node.value !== 'string') return 0;
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  return source.startsWith(node.value.slice(0, offset), start + quote) ? quote + offset : 0;
}
