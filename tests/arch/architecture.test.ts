/** Keeps the house as docs/architecture.md draws it. Every rule is shown a planted violation, so that none can go blind. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  cycles,
  engineInPage,
  heavyInPage,
  impureNames,
  sideDoors,
  strayPackages,
  tooLong,
  upwardImports,
} from './rules.ts';
import { readSources, sourceOf, type Source } from './sources.ts';

const root = join(import.meta.dirname, '..', '..');
const sim = readSources(root, 'sim');
const page = readSources(root, 'ui');
const commandLine = readSources(root, 'cli');
const tools = readSources(root, 'tools');

const plant = (path: string, text: string): readonly Source[] => [sourceOf(path, text)];

test('the sources were seen', () => {
  expect(sim.length).toBeGreaterThan(30);
  expect(page.length).toBeGreaterThan(20);
  expect(commandLine.length).toBeGreaterThan(0);
  expect(tools.length).toBeGreaterThan(0);
  const imports = [...sim, ...page].flatMap((source) => source.imports);
  expect(imports.length).toBeGreaterThan(100);
});

describe('the simulator', () => {
  test('imports downwards only', () => {
    expect(upwardImports(sim)).toEqual([]);
  });
  test('an import upwards is found', () => {
    const upwards = [
      plant('sim/crypto/planted.ts', "import { x } from '../protocol/x3dh.ts';"),
      plant('sim/protocol/planted.ts', "import type { X } from '../engine/run.ts';"),
      plant('sim/engine/planted.ts', "export { x } from '../scenario/play.ts';"),
      plant('sim/actors/planted.ts', "import { CELL_STATES } from '../knowledge/types.ts';"),
      plant('sim/trace.ts', "import { x } from './crypto/bytes.ts';"),
      plant('sim/scenario/planted.ts', "import { x } from '../index.ts';"),
      plant('sim/peer/planted.ts', "import { play } from '../scenario/play.ts';"),
      plant('sim/scenario/planted.ts', "import { answerLine } from '../peer/answer.ts';"),
      plant('sim/crypto/planted.ts', "import { x } from '../helpers.ts';"),
      plant('sim/conform/planted.ts', "import { x } from '../engine/run.ts';"),
      plant('sim/peer/planted.ts', "import { x } from '../conform/replay.ts';"),
    ];
    for (const sources of upwards) expect(upwardImports(sources), sources[0]?.path).toHaveLength(1);
    expect(upwardImports(plant('sim/actors/fine.ts', "import type { Term } from '../knowledge/types.ts';"))).toEqual(
      [],
    );
  });

  test('has no clock, no chance, no waiting and no host', () => {
    expect(impureNames(sim)).toEqual([]);
  });
  test.each([
    ['const now = Date.now();', 'Date'],
    ['const draw = Math.random();', 'Math.random'],
    ['export const wait = async (): Promise<void> => { await undefined; };', 'await'],
    ['const where = globalThis;', 'globalThis'],
    ['setTimeout(() => undefined, 1);', 'setTimeout'],
    ['export const dom = () => document.title;', 'document'],
  ])('%s is found', (text, name) => {
    expect(impureNames(plant('sim/engine/planted.ts', text)).join()).toContain(`no ${name}`);
  });
  test('a key, a member or an own variable with such a name is none', () => {
    const fine =
      'const a = { process: 1 }; const b = a.process; export const read = (document: string) => document + b;';
    expect(impureNames(plant('sim/engine/fine.ts', fine))).toEqual([]);
  });

  test('names each package on its own floor only', () => {
    expect(strayPackages(sim)).toEqual([]);
  });
  test.each([
    ['sim/engine/planted.ts', "import { createActor } from 'xstate';"],
    ['sim/protocol/planted.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
    ['sim/knowledge/planted.ts', "import { readFileSync } from 'node:fs';"],
    ['sim/crypto/planted.ts', "import { Button } from '../../ui/shell/button.tsx';"],
  ])('in %s %s is found', (path, text) => {
    expect(strayPackages(plant(path, text))).toHaveLength(1);
  });
});

describe('page and command line', () => {
  test('enter the simulator through its doors', () => {
    expect(sideDoors([...page, ...commandLine])).toEqual([]);
    expect(engineInPage(page)).toEqual([]);
    expect(heavyInPage(page)).toEqual([]);
  });
  test('a side door is found', () => {
    expect(sideDoors(plant('ui/lab/planted.ts', "import { run } from '../../sim/engine/run.ts';"))).toHaveLength(1);
    expect(sideDoors(plant('cli/planted.ts', "import type { R } from '../sim/knowledge/closure.ts';"))).toHaveLength(1);
    expect(engineInPage(plant('ui/lab/planted.tsx', "import { play } from '../../sim/index.ts';"))).toHaveLength(1);
    expect(
      heavyInPage(plant('ui/worker/planted.ts', "import { parseScenario } from '../../sim/files.ts';")),
    ).toHaveLength(1);
    for (const door of ['files', 'postQuantum', 'storing', 'modelling']) {
      const late = plant('ui/worker/fine.ts', `export const load = () => import('../../sim/${door}.ts');`);
      expect(heavyInPage(late)).toEqual([]);
      expect(heavyInPage(plant('ui/worker/planted.ts', `import '../../sim/${door}.ts';`))).toHaveLength(1);
    }
    expect(
      heavyInPage(plant('ui/worker/planted.ts', "export const load = () => import('../../sim/checking.ts');")),
    ).toHaveLength(1);
  });
});

describe('every source', () => {
  const all = [...sim, ...page, ...commandLine, ...tools];

  test('is short, and so are its functions', () => {
    expect(tooLong(all)).toEqual([]);
  });
  test('a long file and a long function are found', () => {
    const lines = Array.from({ length: 90 }, (_, index) => `  const v${index} = ${index};`).join('\n');
    expect(tooLong(plant('ui/planted.ts', `export function long(): void {\n${lines}\n}`))).toHaveLength(1);
    expect(tooLong(plant('ui/planted.ts', lines.repeat(5).replaceAll('const', ';var')))).toHaveLength(1);
    const prose = '// what this is about\n\n'.repeat(500);
    expect(tooLong(plant('ui/fine.ts', `${prose}export const one = 1;`))).toEqual([]);
  });

  test('needs no file that needs it', () => {
    expect(cycles(all)).toEqual([]);
  });
  test('a cycle is found', () => {
    const a = sourceOf('ui/a.ts', "import { b } from './b.ts'; export const a = b;");
    const b = sourceOf('ui/b.ts', "import { a } from './a.ts'; export const b = a;");
    expect(cycles([a, b])).toEqual(['ui/a.ts -> ui/b.ts -> ui/a.ts']);
    const typed = sourceOf('ui/b.ts', "import type { a } from './a.ts'; export const b = 1;");
    expect(cycles([a, typed])).toEqual([]);
  });

  test('a file that cannot be read is no clean file', () => {
    expect(() => sourceOf('sim/broken.ts', 'import { from')).toThrow('sim/broken.ts');
  });
});
