/** Documents keep up with the tree: links and file names in them lead somewhere, and both languages say equally much. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseMisconceptions } from '../../sim/scenario/catalogue.ts';
import { scenarioFiles } from '../../tools/scenario-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['.', 'docs', 'docs/decisions', 'scenarios'];

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const pages = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** Targets of relative links, seen from the page's folder. */
const linksOf = (page: string, text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].flatMap(([, target]) =>
    target === undefined ? [] : [join(dirname(page), target)],
  );

/** Files of the tree that a page names in code type: `sim/engine/run.ts`. */
const pathsOf = (text: string): readonly string[] =>
  [...text.matchAll(/`((?:sim|cli|ui|tests|tools|scenarios|docs)\/[\w./-]+\.\w+)`/g)].flatMap(([, path]) => path ?? []);

const missing = (targets: readonly string[]): readonly string[] =>
  targets.filter((target) => !existsSync(join(ROOT, target)));

/** What both languages of a page must have equally often: headings by depth, table rows, list items, code blocks. */
function shapeOf(text: string): Readonly<Record<string, number>> {
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  return {
    chapters: count(/^## /gm),
    rows: count(/^\|/gm),
    items: count(/^- /gm),
    fences: count(/^```/gm),
    paths: pathsOf(text).length,
  };
}

describe('documents', () => {
  it('are found', () => {
    expect(pages.length).toBeGreaterThan(12);
    expect(pages.flatMap((page) => linksOf(page, read(page))).length).toBeGreaterThan(20);
    expect(pages.flatMap((page) => pathsOf(read(page))).length).toBeGreaterThan(40);
  });

  it('link to files that exist', () => {
    expect(pages.flatMap((page) => missing(linksOf(page, read(page))).map((target) => `${page}: ${target}`))).toEqual(
      [],
    );
  });

  it('name files that exist', () => {
    expect(pages.flatMap((page) => missing(pathsOf(read(page))).map((path) => `${page}: ${path}`))).toEqual([]);
  });

  it('would be caught naming a file that is gone', () => {
    expect(missing(pathsOf('see `sim/gone.ts`'))).toEqual(['sim/gone.ts']);
    expect(missing(linksOf('docs/page.md', '[x](gone.md) and [y](../LICENSE)'))).toEqual(['docs/gone.md']);
  });

  it('say equally much in both languages', () => {
    const twins = pages.filter((page) => page.endsWith('.zh-CN.md'));
    expect(twins.length).toBeGreaterThan(4);
    const shapes = twins.map((twin) => [twin, shapeOf(read(twin))]);
    const originals = twins.map((twin) => [twin, shapeOf(read(twin.replace('.zh-CN.md', '.md')))]);
    expect(shapes).toEqual(originals);
  });
});

describe('the map of questions', () => {
  const catalogue = parseMisconceptions('misconceptions.yaml', read('scenarios/misconceptions.yaml'));
  const believed = catalogue.ok ? catalogue.value : [];
  const rows = read('scenarios/README.md').split('\n');
  const shipped = scenarioFiles(join(ROOT, 'scenarios')).map((name) => ({
    id: name.replace('.yaml', ''),
    serves: servedBy(read(`scenarios/${name}`)),
  }));

  it('has a row for each shipped scenario, with the beliefs it serves and the evidence for them', () => {
    expect(shipped.length).toBeGreaterThan(1);
    for (const { id, serves } of shipped) {
      const row = rows.find((line) => line.includes(`\`${id}\``)) ?? '';
      const evidence = believed
        .filter((one) => serves.includes(one.id))
        .flatMap(({ source }) => source.map((one) => one.id));
      expect(serves.length).toBeGreaterThan(0);
      expect([...serves, ...evidence].filter((word) => !row.includes(word)).map((word) => `${id}: ${word}`)).toEqual(
        [],
      );
    }
  });
});

function servedBy(yaml: string): readonly string[] {
  const data: unknown = parse(yaml);
  const serves = typeof data === 'object' && data !== null && 'serves' in data ? data.serves : [];
  return Array.isArray(serves) ? serves.filter((id) => typeof id === 'string') : [];
}
