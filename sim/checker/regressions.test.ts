/**
 * The canonical set: for every protection the smallest story that was found without it. Written by
 * `unsealed check --runs 1000 --save sim/checker/regressions`; replayed here, so that no change lets one of them slip.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FILES } from '../../cli/files.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { PROTECTION_IDS, PROTECTIONS, type ProtectionId } from '../protections.ts';
import type { Scenario } from '../scenario/types.ts';
import { parsed } from '../testing/exampleScenario.ts';
import { inspect } from './campaign.ts';
import { INVARIANTS } from './invariants/all.ts';

const FOLDER = new URL('regressions/', import.meta.url);
const stories = readdirSync(FOLDER).map((file) => parsed(readFileSync(new URL(file, FOLDER), 'utf8'), file));
const protectionOf = ({ protections }: Scenario): ProtectionId | undefined =>
  PROTECTION_IDS.find((id) => protections[id] === false);

describe('the canonical counterexamples', () => {
  it('are one for each protection', () => {
    expect(stories).toHaveLength(PROTECTION_IDS.length);
    expect(new Set(stories.map(protectionOf))).toEqual(new Set(PROTECTION_IDS));
  });

  it.each(stories.map((story) => [story.id, story] as const))(
    '%s breaks its invariant with both suites, and none with the protection on',
    (_id, story) => {
      const off = protectionOf(story);
      const noticedBy = off && PROTECTIONS[off].noticedBy;
      const which = INVARIANTS.filter(({ id }) => id === noticedBy);
      for (const suite of [model, noble]) {
        expect(inspect(story, which, { suite, seed: 1, files: FILES }).violation?.invariant).toBe(noticedBy);
        const safe = { ...story, protections: {} };
        expect(inspect(safe, INVARIANTS, { suite, seed: 1, files: FILES }).violation).toBeUndefined();
      }
    },
  );
});
