/** The same story gives the same run: with either suite up to the names of values, and with one suite to the last byte. */
import { describe, expect, it } from 'vitest';
import { namedLines, traceHash } from './canonical.ts';
import { PROTECTION_IDS, type ProtectionId } from './protections.ts';
import { play } from './scenario/play.ts';
import type { Scenario } from './scenario/types.ts';
import {
  known,
  labelsOf,
  optionsOf,
  partiesOf,
  randomStories,
  runsOf,
  SHIPPED,
  shipped,
  stepEnds,
  type KnownPlay,
} from './testing/shipped.ts';
import type { Trace } from './trace.ts';

const last = (run: KnownPlay): number => run.played.trace.events.length - 1;

/** Every cell at the end of every step, without bytes: state, since when, and what it says in words. */
function verdicts({ played, knowledge }: KnownPlay): readonly string[] {
  return stepEnds(played).flatMap((at) =>
    partiesOf(played).flatMap((party) =>
      labelsOf(knowledge).map((label) => {
        const { state, since, text, envelope, bytes } = knowledge.cell(party, label, at);
        const facts = envelope && [envelope.from, envelope.to, envelope.at, envelope.sizeBytes];
        return JSON.stringify([at, party, label, state, since, text, facts, bytes?.length]);
      }),
    ),
  );
}

/** Why a party can or cannot read a message at the end, without bytes. */
function reasons({ played, knowledge }: KnownPlay, at: number): readonly string[] {
  return partiesOf(played).flatMap((party) =>
    labelsOf(knowledge).map((label) => {
      const proof = knowledge.proof(party, label, at);
      const missing = knowledge.missing(party, label, at);
      return JSON.stringify([
        party,
        label,
        proof && [proof.cost, proof.leaves.map(({ value, source }) => [value.term, source]), proof.steps.map(stepOf)],
        missing.singles.map(({ value, stays }) => [value.term, stays]),
        missing.copies,
      ]);
    }),
  );
}
const stepOf = ({
  op,
  inputs,
  output,
  index,
}: {
  op: string;
  inputs: readonly { from: string }[];
  output: { term: string };
  index: number;
}): unknown => [op, inputs.map((input) => ({ ...input, bytes: undefined })), output.term, index];

function expectEqualRuns(noble: KnownPlay, model: KnownPlay, withReasons = true): void {
  expect(namedLines(noble.played.trace)).toEqual(namedLines(model.played.trace));
  expect(verdicts(noble)).toEqual(verdicts(model));
  if (withReasons) expect(reasons(noble, last(noble))).toEqual(reasons(model, last(model)));
}

/** With verifyMac off a device shows what an altered message decrypts to: bytes that no two suites have in common. */
const isChecked = ({ played }: KnownPlay): boolean => played.trace.header.protections.verifyMac;

describe('both suites give the same run up to the names of values', { timeout: 60_000 }, () => {
  it.each(SHIPPED.map((scenario) => [scenario.id, scenario] as const))('%s and its variants', (_id, scenario) => {
    const noble = runsOf(scenario, optionsOf('noble'));
    const model = runsOf(scenario, optionsOf('model'));
    expect(noble).toHaveLength(scenario.variants.length + 1);
    for (const [i, run] of noble.entries()) if (isChecked(run)) expectEqualRuns(run, model[i] ?? run);
  });

  it.each<readonly [string, ProtectionId | undefined, number, number]>([
    ...[0, 1, 2].map((i) => [`every protection on, part ${i + 1}`, undefined, 20, 11 + i] as const),
    // With verifyMac off a device interprets bytes that nobody authenticated: only real ones show what then happens.
    ...PROTECTION_IDS.filter((id) => id !== 'verifyMac').map((id) => [`${id} off`, id, 12, 11] as const),
  ])('random stories with %s', (_what, off, count, seed) => {
    // Proofs and candidates cost more than the runs: of the first few stories they are compared too.
    for (const [i, story] of randomStories(count, seed, off).entries()) {
      expectEqualRuns(known(story, optionsOf('noble')), known(story, optionsOf('model')), i < 4);
    }
  });

  it('but not with unauthenticated text: the comparison can fail', () => {
    const isUnequal = (story: Scenario): boolean => {
      const [a, b] = (['noble', 'model'] as const).map((suite) => namedLines(play(story, optionsOf(suite)).trace));
      return JSON.stringify(a) !== JSON.stringify(b);
    };
    expect(randomStories(60, 11, 'verifyMac').some(isUnequal)).toBe(true);
  });
});

describe('the hash of a run', () => {
  const hashOf = (scenario: Scenario, seed = 1, suite: 'noble' | 'model' = 'noble'): string =>
    traceHash(play(scenario, optionsOf(suite, 'en', seed)).trace);

  it('is the same for the same scenario and seed, and another for another seed, suite, language or switch', () => {
    for (const scenario of SHIPPED) {
      const hash = hashOf(scenario);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(hashOf(scenario)).toBe(hash);
      const others = [
        hashOf(scenario, 2),
        hashOf(scenario, 1, 'model'),
        traceHash(play(scenario, optionsOf('noble', 'zh')).trace),
        traceHash(play(scenario, { ...optionsOf('noble'), code: 'other' }).trace),
        ...PROTECTION_IDS.map((id) =>
          traceHash(
            play(scenario, { ...optionsOf('noble'), switches: { [id]: scenario.protections[id] === false } }).trace,
          ),
        ),
      ];
      expect(new Set([hash, ...others]).size).toBe(others.length + 1);
    }
  });

  it('is the same for random stories played twice', () => {
    for (const story of randomStories(20, 5)) {
      expect(hashOf(story, 3, 'model')).toBe(hashOf(story, 3, 'model'));
      expect(hashOf(story, 3, 'model')).not.toBe(hashOf(story, 4, 'model'));
    }
  });

  it('does not depend on whether a variant was forked from the base run or played from the start', () => {
    for (const scenario of SHIPPED) {
      const base = play(scenario, optionsOf('noble'));
      for (const { id } of scenario.variants) {
        const options = { ...optionsOf('noble'), variant: id };
        const forked = play(scenario, options, base);
        const fresh = play(scenario, options);
        expect(traceHash(forked.trace)).toBe(traceHash(fresh.trace));
        expect(forked.trace.steps).toEqual(fresh.trace.steps);
        expect(namedLines(forked.trace)).toEqual(namedLines(fresh.trace));
      }
    }
  });

  it('of the base run stays what it was after forks have gone on from its checkpoints', () => {
    const scenario = shipped('keys-stolen-late');
    const base = play(scenario, optionsOf('model'));
    const before = traceHash(base.trace);
    for (const { id } of scenario.variants) play(scenario, { ...optionsOf('model'), variant: id }, base);
    expect(traceHash(base.trace)).toBe(before);
    expect(traceHash({ ...base.trace, events: play(scenario, optionsOf('model')).trace.events })).toBe(before);
  });

  it('notices one changed bit in a computed value, a packet and a text', () => {
    const { trace } = play(shipped('one-message'), optionsOf('model'));
    const hash = traceHash(trace);
    const altered: readonly Trace[] = [
      edit(trace, (event) => ({
        ...event,
        calls: event.calls.map((call) => ({
          ...call,
          outputs: call.outputs.map((bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1)),
        })),
      })),
      edit(trace, (event) => ({ ...event, at: event.at + 1 })),
      edit(trace, (event) => ({
        ...event,
        outcomes: event.outcomes.map((outcome) =>
          outcome.kind === 'wrote' ? { ...outcome, text: `${outcome.text}.` } : outcome,
        ),
      })),
    ];
    expect(new Set([hash, ...altered.map(traceHash)]).size).toBe(altered.length + 1);
  });
});

const edit = (trace: Trace, change: (event: Trace['events'][number]) => Trace['events'][number]): Trace => ({
  ...trace,
  events: trace.events.map(change),
});

describe('golden traces', () => {
  it.each([
    ['one-message', undefined],
    ['one-message', 'company-holds-keys'],
    ['keys-stolen-late', undefined],
  ] as const)('%s %s', async (id, variant) => {
    const options = variant === undefined ? optionsOf('noble') : { ...optionsOf('noble'), variant };
    const lines = namedLines(play(shipped(id), options).trace);
    const file = `testing/golden/${id}${variant === undefined ? '' : `.${variant}`}.txt`;
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file);
  });
});
