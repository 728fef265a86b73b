/** Writes a scenario as a file that `parseScenario` reads back as an equal one: how a counterexample is saved. */
import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { fileForm } from './file-form.ts';
import type { Scenario } from './types.ts';

/** Collections that fit on a line like this one stand on one. */
const SHORT_FLOW = 100;

/** YAML text. Small maps and lists stand on one line, as people write them; switches are on and off. */
export function toYaml(scenario: Scenario): string {
  const document = new Document(fileForm(scenario));
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'boolean') node.value = node.value ? 'on' : 'off';
    },
    Collection: (_key, node, ancestors) => {
      const isRoot = ancestors.length <= 1;
      if (!isRoot && weight(node) <= SHORT_FLOW) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/** Roughly how many columns it takes on one line. */
function weight(node: unknown): number {
  if (isScalar(node)) return String(node.value).length + 2;
  if (isSeq(node)) return node.items.reduce((sum: number, item) => sum + weight(item) + 2, 2);
  if (isMap(node)) return node.items.reduce((sum, { key, value }) => sum + weight(key) + weight(value) + 2, 2);
  return 4;
}
