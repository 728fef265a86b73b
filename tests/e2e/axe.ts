/** Accessibility problems that axe-core finds in a page, one line each. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA and best practices, over the whole page; empty when nothing was found. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const result = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { readonly axe: typeof axe }).axe;
    return runner.run(document, { resultTypes: ['violations'] });
  });
  if (result.passes.length + result.violations.length === 0) throw new Error('axe looked at nothing');
  return result.violations.map(
    ({ id, impact, help, nodes }) =>
      `${impact ?? 'unknown'} ${id}: ${help} at ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 4)
        .join(' | ')}`,
  );
}
