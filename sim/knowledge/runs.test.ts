/**
 * Whole runs, judged twice: what the knowledge floor says of a played story agrees with a second closure built from the raw
 * call log, every *can* is executed again, nothing that can be read is ever unread, and what is missing really is enough.
 */
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../crypto/bytes.ts';
import { noble } from '../crypto/noble.ts';
import type { Scenario } from '../scenario/types.ts';
import { isPublic, keyOf, naiveKnowledge, type NaiveKnowledge } from '../testing/naiveKnowledge.ts';
import {
  allShippedRuns,
  known,
  labelsOf,
  optionsOf,
  partiesOf,
  randomStories,
  shipped,
  stepEnds,
  type KnownPlay,
} from '../testing/shipped.ts';
import type { Flaw } from './flaws.ts';
import { knowledgeOf, type Knowledge } from './knowledge.ts';
import { byteStringsIn } from '../testing/values.ts';

const lastOf = ({ played }: KnownPlay): number => played.trace.events.length - 1;
const named = (runs: readonly KnownPlay[]): readonly (readonly [string, KnownPlay])[] =>
  runs.map((run) => [run.name, run]);
const forEachCell = (run: KnownPlay, see: (party: string, label: string) => void): void => {
  for (const party of partiesOf(run.played)) for (const label of labelsOf(run.knowledge)) see(party, label);
};
const play = (scenario: Scenario, suite: 'noble' | 'model' = 'model'): KnownPlay => known(scenario, optionsOf(suite));

interface Compared {
  readonly differing: readonly string[];
  readonly cells: number;
  readonly readable: number;
}

/** Cells in which the two disagree, at the end of every step; the count of those compared, and how many can read. */
function compared(run: KnownPlay, moments: readonly number[] = stepEnds(run.played)): Compared {
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

describe('a naive closure over the raw calls', () => {
  it.each([...named(allShippedRuns('model')), ...named(allShippedRuns('noble'))])('agrees on %s', (_name, run) => {
    const { differing, cells, readable } = compared(run);
    expect(differing).toEqual([]);
    expect(readable).toBeGreaterThan(0);
    expect(readable).toBeLessThan(cells);
  });

  it.each(named(allShippedRuns('model')))('agrees on every single value of %s at its end', (_name, run) => {
    const { trace } = run.played;
    const naive = naiveKnowledge(trace);
    const all = new Map(
      trace.events
        .flatMap(({ calls, after, outcomes }) =>
          byteStringsIn([calls.map((call) => [call.inputs, call.outputs]), after, outcomes]),
        )
        .map((bytes) => [keyOf(bytes), bytes]),
    );
    const secret = [...all].filter(([key]) => !isPublic(key));
    expect(secret.length).toBeGreaterThan(50);
    for (const party of partiesOf(run.played)) {
      const values = naive.known(party, lastOf(run));
      const differing = secret.filter(
        ([key, bytes]) => run.knowledge.knowsValue(party, bytes, lastOf(run)) !== values.has(key),
      );
      expect(differing.map(([key]) => `${party}: ${key.slice(0, 16)}, ${key.length / 2} bytes`)).toEqual([]);
    }
  });

  it.each([
    ...[0, 1, 2, 3].map((i) => [`part ${i + 1}`, 25, 100 + i, undefined] as const),
    ...(
      ['endToEnd', 'eraseMessageKeys', 'freshRatchetKeys', 'verifyMac', 'refuseDuplicates', 'commitAfterMac'] as const
    ).map((off) => [`${off} off`, 6, 7, off] as const),
  ])('agrees on random stories, %s', (_part, count, seed, off) => {
    const results = randomStories(count, seed, off).map((story) => compared(play(story)));
    expect(results.flatMap(({ differing }) => differing)).toEqual([]);
    expect(results.reduce((sum, { readable }) => sum + readable, 0)).toBeGreaterThan(100);
  });
});

/** A story of Alice and Bob with Mallory on the network. */
function story(
  steps: Scenario['steps'],
  {
    protections = {},
    watches = ['network'],
  }: Partial<Pick<Scenario, 'protections'>> & { watches?: readonly string[] } = {},
): Scenario {
  const [base] = randomStories(1, 1);
  if (!base) throw new Error('one story was asked for');
  const person = (device: string) => ({ role: 'person', devices: [device] }) as const;
  const cast = { alice: person('phone'), bob: person('phone'), mallory: { role: 'attacker', watches } } as const;
  return { ...base, cast, steps, protections };
}

/** Small stories in which one part of the knowledge floor decides. */
const STOLEN_LATE = play(shipped('keys-stolen-late'));
const COMPANY = known(shipped('one-message'), { ...optionsOf('model'), variant: 'company-holds-keys' });
const STOLEN_FIRST = play(
  story([
    { kind: 'compromise', id: 's1', compromise: 'bob.phone', by: 'mallory', takes: ['keys'] },
    { kind: 'send', id: 's2', send: 'm1', from: 'alice', to: 'bob', text: 'Meet at nine' },
  ]),
);
/** Mallory watches nothing: whatever ciphertext she has, she made. */
const UNWATCHED = play(
  story(
    [
      { kind: 'send', id: 's1', send: 'm1', from: 'alice', to: 'bob', text: 'Meet at nine' },
      { kind: 'compromise', id: 's2', compromise: 'alice.phone', by: 'mallory', takes: ['keys', 'chat'] },
    ],
    { protections: { eraseMessageKeys: false }, watches: [] },
  ),
);

/** The event in which a message was sealed: nobody has opened it yet. */
function sealedAt({ played }: KnownPlay, label: string): number {
  const event = played.trace.events.find(({ outcomes }) =>
    outcomes.some((outcome) => outcome.kind === 'sealed' && outcome.message === label),
  );
  if (!event) throw new Error(`${label} was never sealed in this story`);
  return event.seq;
}
const ciphertextOf = ({ played }: KnownPlay, label: string): Bytes =>
  played.trace.events
    .flatMap(({ outcomes }) => outcomes)
    .flatMap((outcome) => (outcome.kind === 'sealed' && outcome.message === label ? [outcome.ciphertext] : []))[0] ??
  new Uint8Array();

interface Verdict {
  readonly name: string;
  readonly run: KnownPlay;
  readonly holds: (knowledge: Knowledge) => boolean;
}
const READS_ON_THE_WIRE: Verdict = {
  name: 'Mallory reads m3 while it is still on its way: she has the keys of Bob’s phone',
  run: STOLEN_LATE,
  holds: (knowledge) => knowledge.knowsMessage('mallory', 'm3', sealedAt(STOLEN_LATE, 'm3')),
};
const READS_FIRST: Verdict = {
  name: 'Mallory reads the first message of a session with prekeys stolen before',
  run: STOLEN_FIRST,
  holds: (knowledge) => knowledge.knowsMessage('mallory', 'm1', sealedAt(STOLEN_FIRST, 'm1')),
};
const DECIDED: readonly (readonly [Flaw, Verdict])[] = [
  ...(['agree', 'hkdf', 'hmac', 'decrypt', 'slice'] as const).map(
    (form) => [{ kind: 'no-rule', form }, READS_ON_THE_WIRE] as const,
  ),
  [{ kind: 'no-other-side' }, READS_ON_THE_WIRE],
  [{ kind: 'no-opening-at-encryption' }, READS_ON_THE_WIRE],
  [{ kind: 'no-parts-of-packed' }, READS_ON_THE_WIRE],
  [{ kind: 'no-rule', form: 'pack' }, READS_FIRST],
  [
    { kind: 'no-rule', form: 'encrypt' },
    {
      name: 'Mallory can make the very ciphertext that she never saw: she has text and key',
      run: UNWATCHED,
      holds: (knowledge) => knowledge.knowsValue('mallory', ciphertextOf(UNWATCHED, 'm1'), lastOf(UNWATCHED)),
    },
  ],
  [
    { kind: 'no-later-holding' },
    {
      name: 'Bob reads what was shown on his phone',
      run: STOLEN_LATE,
      holds: (knowledge) => knowledge.knowsMessage('bob.phone', 'm1', lastOf(STOLEN_LATE)),
    },
  ],
  [
    { kind: 'no-end-of-holding' },
    {
      name: 'the company is left with who, when and how large once the phone has the message',
      run: STOLEN_LATE,
      holds: (knowledge) => knowledge.cell('server', 'm1', lastOf(STOLEN_LATE)).state === 'metadata',
    },
  ],
];

describe('a knowledge floor with one part left out, in whole runs', () => {
  it.each(DECIDED.map(([flaw, verdict]) => ({ flaw, verdict })))(
    'judges otherwise without $flaw.kind $flaw.form: $verdict.name',
    ({ flaw, verdict: { run, holds } }) => {
      expect(holds(run.knowledge)).toBe(true);
      expect(holds(knowledgeOf(run.played.trace, flaw))).toBe(false);
    },
  );

  it('is caught by the naive closure wherever a text is at stake', () => {
    const noticed = DECIDED.filter(([flaw, { run }]) => {
      const everyMoment = run.played.trace.events.map(({ seq }) => seq);
      expect(compared(run, everyMoment).differing).toEqual([]);
      return compared({ ...run, knowledge: knowledgeOf(run.played.trace, flaw) }, everyMoment).differing.length > 0;
    });
    const silent = DECIDED.filter((one) => !noticed.includes(one)).map(([flaw]) => flaw);
    // These two decide values and states, not texts: a ciphertext made again, and a queue that was emptied.
    expect(silent).toEqual([{ kind: 'no-rule', form: 'encrypt' }, { kind: 'no-end-of-holding' }]);
  });

  it('is not asked of the company by mistake: with its keys it reads, and the wires do not', () => {
    const at = lastOf(COMPANY);
    expect(partiesOf(COMPANY.played).filter((party) => COMPANY.knowledge.knowsMessage(party, 'm1', at))).toEqual([
      'alice.phone',
      'bob.phone',
      'server',
    ]);
  });
});

describe('what can be read', () => {
  it.each(named(allShippedRuns('noble')))(
    'in %s is computed again with real bytes, at the end of every step',
    (_name, run) => {
      const { knowledge, played } = run;
      let proofs = 0;
      for (const at of stepEnds(played))
        forEachCell(run, (party, label) => {
          const proof = knowledge.proof(party, label, at);
          expect(proof !== undefined, `${party} ${label} at ${at}`).toBe(knowledge.knowsMessage(party, label, at));
          if (!proof) return;
          proofs++;
          const text = knowledge.messages.find((message) => message.label === label)?.text;
          expect(knowledge.replay(proof, noble)).toMatchObject({ ok: true, text });
        });
      expect(proofs).toBeGreaterThan(0);
    },
  );

  it('in random stories is computed again too', () => {
    let proofs = 0;
    for (const story of randomStories(15, 21)) {
      const run = play(story, 'noble');
      forEachCell(run, (party, label) => {
        const proof = run.knowledge.proof(party, label, lastOf(run));
        expect(proof !== undefined).toBe(run.knowledge.knowsMessage(party, label, lastOf(run)));
        if (!proof) return;
        proofs++;
        const text = run.knowledge.messages.find((message) => message.label === label)?.text;
        expect(run.knowledge.replay(proof, noble)).toMatchObject({ ok: true, text });
      });
    }
    expect(proofs).toBeGreaterThan(100);
  });

  it('by an attacker or on a link stays readable for ever', () => {
    const runs = [...allShippedRuns('model'), ...randomStories(40, 31).map((story) => play(story))];
    let gained = 0;
    for (const run of runs) {
      const keepers = run.played.trace.header.parties.filter(({ kind }) => kind !== 'device' && kind !== 'server');
      for (const { id } of keepers) {
        for (const label of labelsOf(run.knowledge)) {
          const reads = run.played.trace.events.map(({ seq }) => run.knowledge.knowsMessage(id, label, seq));
          const first = reads.indexOf(true);
          if (first === -1) continue;
          gained++;
          expect(reads.slice(first).every(Boolean), `${run.name}: ${id} ${label}`).toBe(true);
        }
      }
    }
    expect(gained).toBeGreaterThan(20);
  });
});

describe('what is missing', () => {
  const cases = [...allShippedRuns('model'), ...randomStories(10, 41).map((story) => play(story))];

  it.each(named(cases))('in %s would have been enough, each by itself', (_name, run) => {
    const naive = naiveKnowledge(run.played.trace);
    for (const at of stepEnds(run.played)) {
      forEachCell(run, (party, label) => {
        const body = naive.bodies.get(label);
        const { singles } = run.knowledge.missing(party, label, at);
        if (!body || body.since > at || run.knowledge.knowsMessage(party, label, at)) {
          expect(singles).toEqual([]);
          return;
        }
        const before = naive.known(party, at);
        for (const { value } of singles) {
          expect(before.has(keyOf(value.bytes))).toBe(false);
          expect(
            naive.from([...before, keyOf(value.bytes)], at).has(body.key),
            `${party} ${label} at ${at}: ${value.term}`,
          ).toBe(true);
        }
      });
    }
  });

  it('names candidates in most sealed cells, and every one that there is', () => {
    let named = 0;
    let cells = 0;
    for (const run of [...allShippedRuns('model'), ...randomStories(4, 51, undefined, 5).map((story) => play(story))]) {
      const at = lastOf(run);
      const naive = naiveKnowledge(run.played.trace);
      forEachCell(run, (party, label) => {
        const body = naive.bodies.get(label);
        if (!body || run.knowledge.knowsMessage(party, label, at)) return;
        cells++;
        const found = run.knowledge.missing(party, label, at).singles.map(({ value }) => keyOf(value.bytes));
        expect(found.toSorted(), `${run.name}: ${party} ${label}`).toEqual(
          sufficient(run, naive, party, label).toSorted(),
        );
        if (found.length > 0) named++;
      });
    }
    expect(cells).toBeGreaterThan(40);
    expect(named).toBeGreaterThan(cells / 4);
  });
});

/** Every value that stood with somebody else or went through a recipient's processor, and suffices by itself. */
function sufficient(run: KnownPlay, naive: NaiveKnowledge, party: string, label: string): readonly string[] {
  const { trace } = run.played;
  const at = lastOf(run);
  const body = naive.bodies.get(label)?.key ?? '';
  const known = [...naive.known(party, at)];
  const writer = trace.events.find(({ outcomes }) =>
    outcomes.some((one) => one.kind === 'wrote' && one.message === label),
  )?.actor;
  const recipients = new Set(
    trace.events.flatMap(({ outcomes }) =>
      outcomes.flatMap((one) => (one.kind === 'sealed' && one.message === label ? [one.to] : [])),
    ),
  );
  const isKeeper = (actor: string): boolean =>
    trace.header.parties.some(({ kind, id }) => id === actor && (kind === 'device' || kind === 'server'));
  const candidates = new Set(
    trace.events
      .flatMap(({ actor, after, calls }) => [
        ...(actor !== party && isKeeper(actor) ? byteStringsIn(after.places) : []),
        ...(recipients.has(actor) && actor !== writer
          ? byteStringsIn(calls.map(({ inputs, outputs }) => [inputs, outputs]))
          : []),
      ])
      .map(keyOf),
  );
  // The message itself, and whatever it can simply be taken out of.
  const containers = trace.events.flatMap(({ calls }) =>
    calls.flatMap(({ op, inputs, outputs }) =>
      op === 'pack' ? [{ whole: outputs, parts: inputs }] : op === 'unpack' ? [{ whole: inputs, parts: outputs }] : [],
    ),
  );
  const itself = new Set([body]);
  for (const part of itself)
    for (const { whole, parts } of containers)
      if (parts.some((one) => keyOf(one) === part)) whole.forEach((one) => itself.add(keyOf(one)));
  const before = new Set(known);
  return [...candidates].filter(
    (key) => !isPublic(key) && !itself.has(key) && !before.has(key) && naive.from([...known, key], at).has(body),
  );
}
