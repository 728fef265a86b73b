/** The laboratory has mutants too, in whole runs: with one part of the knowledge floor left out, a played story is judged otherwise. */
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../crypto/bytes.ts';
import { toYaml } from '../scenario/to-yaml.ts';
import type { Scenario } from '../scenario/types.ts';
import { parsed } from '../testing/exampleScenario.ts';
import { compared } from '../testing/secondOpinion.ts';
import { lastOf, known, optionsOf, partiesOf, randomStories, shipped, type KnownPlay } from '../testing/shipped.ts';
import type { Flaw } from './flaws.ts';
import { knowledgeOf, type Knowledge } from './knowledge.ts';

const play = (scenario: Scenario): KnownPlay => known(scenario, optionsOf('model'));

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
  const cast = {
    alice: person('phone'),
    bob: person('phone'),
    mallory: { role: 'attacker', watches, can: ['copy'] },
  } as const;
  // Written down and read again: it is a story that a file may tell, in which she may do what she does.
  return parsed(toYaml({ ...base, cast, steps, protections }));
}

/** Small stories in which one part of the knowledge floor decides. */
const STOLEN_LATE = play(shipped('keys-stolen-late'));
const COMPANY = known(shipped('one-message'), { ...optionsOf('model'), variant: 'company-holds-keys' });
const HARVESTED = known(shipped('quantum-later'), { ...optionsOf('model'), variant: 'x3dh' });
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
const OPENS_LATER: Verdict = {
  name: 'Mallory opens what she recorded a year ago: she has a quantum computer now',
  run: HARVESTED,
  holds: (knowledge) => knowledge.knowsMessage('mallory', 'm1', lastOf(HARVESTED)),
};
const DECIDED: readonly (readonly [Flaw, Verdict])[] = [
  ...(['agree', 'hkdf', 'hmac', 'decrypt', 'slice'] as const).map(
    (form) => [{ kind: 'no-rule', form }, READS_ON_THE_WIRE] as const,
  ),
  [{ kind: 'no-rule', form: 'discreteLog' }, OPENS_LATER],
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
      expect(holds(knowledgeOf(run.played.trace, flaw, run.played.options.files?.filesIn))).toBe(false);
    },
  );

  it('is caught by the naive closure wherever a text is at stake', () => {
    const isNoticed = ([flaw, { run }]: (typeof DECIDED)[number]): boolean => {
      const everyMoment = run.played.trace.events.map(({ seq }) => seq);
      expect(compared(run, everyMoment).differing).toEqual([]);
      return (
        compared(
          { ...run, knowledge: knowledgeOf(run.played.trace, flaw, run.played.options.files?.filesIn) },
          everyMoment,
        ).differing.length > 0
      );
    };
    const silent = DECIDED.filter((one) => !isNoticed(one)).map(([flaw]) => flaw);
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
