/** Campaigns: honest runs break nothing, every invariant has something to check, and every switch has a mutant that is caught. */
import { afterAll, describe, expect, it } from 'vitest';
import { FILES } from '../../cli/files.ts';
import { model } from '../crypto/model.ts';
import type { Suite } from '../crypto/suite.ts';
import { knowledgeOf } from '../knowledge/knowledge.ts';
import { PROTECTION_IDS, PROTECTIONS, type ProtectionId } from '../protections.ts';
import { play } from '../scenario/play.ts';
import { USUAL_STORAGE } from '../storage/settings.ts';
import { toYaml } from '../scenario/to-yaml.ts';
import type { Action, Scenario } from '../scenario/types.ts';
import { parsed } from '../testing/exampleScenario.ts';
import type { Trace } from '../trace.ts';
import { optionsOf, randomStories } from '../testing/shipped.ts';
import { campaign, inspect, mutantCampaigns, type MutantReport } from './campaign.ts';
import { INVARIANTS } from './invariants/all.ts';
import { isWhole } from './shrink.ts';
import { viewOf } from './view.ts';

const noble = optionsOf('noble').suite;
const options = { runs: 150, seed: 1, suite: model, longestStory: 12, real: FILES };
const invariantOf = (protection: ProtectionId) =>
  INVARIANTS.filter(({ id }) => id === PROTECTIONS[protection].noticedBy);
/** What the invariants say of a story with a suite. */
const broken = (scenario: Scenario, suite = model, which = INVARIANTS) =>
  inspect(scenario, which, { suite, seed: 1, real: FILES }).violation;

describe('an honest campaign', () => {
  const report = campaign(options);

  it('of 150 random stories breaks no invariant, and each of them had something to check', () => {
    expect(report.counterexample).toBeUndefined();
    expect(report.runs).toBe(options.runs);
    expect(Object.keys(report.witnessed).toSorted()).toEqual(INVARIANTS.map(({ id }) => id).toSorted());
    for (const [id, count] of Object.entries(report.witnessed)) expect(count, id).toBeGreaterThan(10);
  });

  it('says the same again for the same seed, and tries other stories for another', () => {
    expect(campaign(options)).toEqual(report);
    expect(campaign({ ...options, seed: 2 }).witnessed).not.toEqual(report.witnessed);
  });

  it('breaks nothing with real cryptography either', () => {
    const real = campaign({ ...options, runs: 20, suite: noble });
    expect(real.counterexample).toBeUndefined();
    expect(real.witnessed).toEqual(campaign({ ...options, runs: 20 }).witnessed);
  });
});

describe('a mutant', { timeout: 60_000 }, () => {
  const mutants = mutantCampaigns(options);
  afterAll(() => {
    const rows = mutants.map(({ protection, invariant, report }) => ({
      protection,
      invariant,
      runs: report.runs,
      steps: report.counterexample?.scenario.steps.length,
    }));
    const killed = rows.filter(({ steps }) => steps !== undefined).length;
    console.info(`mutants killed: ${killed} of ${rows.length}`);
    console.table(rows);
  });

  it('is found with real cryptography too where it was found with the model, and says so where it is not', () => {
    const confirmed = campaign(
      { ...options, runs: 50, confirmOn: { suite: noble, files: FILES } },
      'refuseDuplicates',
    ).counterexample;
    expect(confirmed?.confirmed).toBe(true);
    const unlike: Suite = { ...model, cbcDecrypt: () => ({ ok: false, reason: 'bad-padding' }) };
    expect(
      campaign({ ...options, runs: 50, confirmOn: { suite: unlike } }, 'refuseDuplicates').counterexample?.confirmed,
    ).toBe(false);
    expect(campaign({ ...options, runs: 50 }, 'refuseDuplicates').counterexample).not.toHaveProperty('confirmed');
  });

  it('exists for every protection', () => {
    expect(mutants.map(({ protection }) => protection)).toEqual(PROTECTION_IDS);
  });

  it.each(mutants.map((mutant) => [mutant.protection, mutant] as const))(
    'without %s is caught by the invariant that its entry names, with a story of at most six steps',
    (protection, { invariant, report }) => {
      const counterexample = found(report);
      expect(invariant).toBe(PROTECTIONS[protection].noticedBy);
      expect(counterexample.violation.invariant).toBe(invariant);
      expect(counterexample.scenario.steps.length).toBeLessThanOrEqual(6);
      expect(counterexample.scenario.protections).toEqual({ [protection]: false });
    },
  );

  it.each(mutants.map((mutant) => [mutant.protection, mutant] as const))(
    'without %s leaves a story in which every step is needed, and nothing happens with the protection on',
    (protection, { report }) => {
      const { scenario } = found(report);
      const which = invariantOf(protection);
      expect(broken({ ...scenario, protections: {} })).toBeUndefined();
      for (const index of scenario.steps.keys()) {
        const shorter = { ...scenario, steps: scenario.steps.toSpliced(index, 1) };
        if (isWhole(shorter)) expect(broken(shorter, model, which), `without step ${index + 1}`).toBeUndefined();
      }
    },
  );

  it.each(mutants.map((mutant) => [mutant.protection, mutant] as const))(
    'without %s is saved as a scenario file that breaks the same invariant, with both suites',
    (protection, { report }) => {
      const { scenario, violation } = found(report);
      const file = toYaml(scenario);
      const read = parsed(file, `${scenario.id}.yaml`);
      expect(read).toEqual(scenario);
      expect(toYaml(read)).toBe(file);
      for (const suite of [model, noble]) expect(broken(read, suite, invariantOf(protection))).toEqual(violation);
    },
  );

  it('is found again for the same seed, and by another seed too', () => {
    expect(mutantCampaigns(options)).toEqual(mutants);
    for (const { report } of mutantCampaigns({ ...options, seed: 77 })) expect(report.counterexample).toBeDefined();
  });

  it('that changes the session before the check is noticed by the invariant that looks at refusals', () => {
    const story = (protections: Scenario['protections']): Scenario => ({
      ...oneStory(),
      protections,
      steps: [
        { kind: 'tamper', id: 's1', tamper: 'bob.phone-server', by: 'mallory', flip: 'text' },
        send('s2', 'm1', 'alice', 'bob'),
        send('s3', 'm2', 'alice', 'bob'),
        { kind: 'tamper', id: 's4', tamper: 'bob.phone-server', by: 'mallory', flip: 'counter' },
        send('s5', 'm3', 'alice', 'bob'),
      ],
    });
    expect(broken(story({}))).toBeUndefined();
    expect(broken(story({ commitAfterMac: false }))).toMatchObject({
      invariant: 'refusal-changes-nothing',
      party: 'bob.phone',
    });
  });

  it('that obeys anybody is noticed where somebody else objects to what is kept', () => {
    const story = (protections: Scenario['protections']): Scenario => ({
      ...oneStory(),
      protections,
      storage: USUAL_STORAGE,
      steps: [
        send('s1', 'm1', 'alice', 'bob'),
        { kind: 'disappear', id: 's2', seconds: 86_400, by: 'alice', with: 'bob' },
        send('s3', 'm2', 'alice', 'bob'),
        { kind: 'program', id: 's4', device: 'bob.phone', modified: true },
        { kind: 'keep', id: 's5', message: 'm2', by: 'alice' },
        { kind: 'veto', id: 's6', message: 'm2', by: 'bob' },
      ],
    });
    const judged = (protections: Scenario['protections']) =>
      inspect(story(protections), INVARIANTS, { suite: model, seed: 1, real: FILES });
    expect(judged({}).violation).toBeUndefined();
    expect(new Map(judged({}).witnessed).get('only-the-author-deletes')).toBe(1);
    expect(judged({ checkAuthor: false }).violation).toMatchObject({
      invariant: 'only-the-author-deletes',
      party: 'alice.phone',
      message: 'm2',
    });
  });
});

describe('the invariants', () => {
  it('have a count of what they checked that is zero in a story without anything to check', () => {
    const quiet: Scenario = { ...oneStory(), steps: [send('s1', 'm1', 'alice', 'bob')] };
    const witnessed = Object.fromEntries(inspect(quiet, INVARIANTS, { suite: model, seed: 1 }).witnessed);
    expect(witnessed).toMatchObject({
      'forward-secrecy': 0,
      healing: 0,
      authenticity: 0,
      'no-replay': 0,
      'refusal-changes-nothing': 0,
    });
    expect(witnessed['confidentiality']).toBeGreaterThan(0);
  });

  it('are witnessed by a story in which everything happens once', () => {
    const swap = {
      kind: 'misdeed',
      misdeed: 'swap-keys',
      against: 'alice.phone',
      other: 'bob.phone',
      seconds: 0,
    } as const;
    const busy: Scenario = {
      ...oneStory(),
      cast: {
        ...oneStory().cast,
        server: { role: 'server', can: ['swap-keys', 'delay', 'forge-retry'] },
        eve: { role: 'attacker', watches: ['network'], can: ['quantum'] },
      },
      retryReceipts: true,
      handshake: 'pqxdh-if-offered',
      steps: [
        send('s1', 'm1', 'alice', 'bob'),
        send('s2', 'm2', 'bob', 'alice'),
        { kind: 'replay', id: 's3', replay: 'm1', by: 'mallory' },
        { kind: 'tamper', id: 's4', tamper: 'bob.phone-server', by: 'mallory', flip: 'mac' },
        send('s5', 'm3', 'alice', 'bob'),
        { kind: 'compromise', id: 's6', compromise: 'bob.phone', by: 'mallory', takes: ['keys'] },
        send('s7', 'm4', 'bob', 'alice'),
        send('s8', 'm5', 'alice', 'bob'),
        send('s9', 'm6', 'bob', 'alice'),
        send('s10', 'm7', 'alice', 'bob'),
        { kind: 'power', id: 's11', device: 'bob.phone', on: false },
        send('s12', 'm8', 'alice', 'bob'),
        { kind: 'power', id: 's13', device: 'bob.phone', on: true },
        { kind: 'misdeed', id: 's14', misdeed: 'delay', against: 'bob.phone', seconds: 600 },
        send('s15', 'm9', 'alice', 'bob'),
        send('s16', 'm10', 'alice', 'bob'),
        { kind: 'wait', id: 's17', wait: 60 },
        { ...swap, id: 's18' },
        send('s19', 'm11', 'alice', 'bob'),
        { kind: 'compare', id: 's20', by: 'alice', with: 'bob' },
        {
          kind: 'misdeed',
          id: 's21',
          misdeed: 'forge-retry',
          message: 'm11',
          against: 'alice.phone',
          other: 'bob.phone',
          seconds: 0,
        },
        { kind: 'quantum', id: 's22', quantum: 'eve' },
      ],
    };
    const withFiles: Scenario = {
      ...oneStory(),
      cast: { ...oneStory().cast, thief: { role: 'attacker', watches: [], can: ['copy'] } },
      storage: USUAL_STORAGE,
      steps: [
        send('s1', 'm1', 'alice', 'bob'),
        send('s2', 'm2', 'bob', 'alice'),
        { kind: 'delete', id: 's3', delete: 'm1', by: 'alice', forEveryone: true },
        { kind: 'image', id: 's4', device: 'bob.phone', by: 'thief', unlocked: false },
      ],
    };
    const counts = new Map<string, number>();
    for (const story of [busy, withFiles]) {
      const { witnessed, violation } = inspect(story, INVARIANTS, { suite: model, seed: 1, real: FILES });
      expect(violation).toBeUndefined();
      for (const [id, count] of witnessed) counts.set(id, (counts.get(id) ?? 0) + count);
    }
    expect(counts.size).toBe(INVARIANTS.length);
    for (const [id, count] of counts) expect(count, id).toBeGreaterThan(0);
  });

  it('say of a quantum computer what holds: with the version of a session told wrong, one of them breaks', () => {
    const cast = { ...oneStory().cast, eve: { role: 'attacker', watches: ['network'], can: ['quantum'] } } as const;
    const steps: readonly Action[] = [
      send('s1', 'm1', 'alice', 'bob'),
      send('s2', 'm2', 'bob', 'alice'),
      { kind: 'quantum', id: 's3', quantum: 'eve' },
    ];
    const late = (handshake: Scenario['handshake']): Scenario => ({ ...oneStory(), cast, handshake, steps });
    for (const handshake of ['x3dh', 'pqxdh'] as const) expect(broken(late(handshake))).toBeUndefined();
    const { trace, ...rest } = play(late('x3dh'), optionsOf('model'));
    const boasting: Trace = {
      ...trace,
      events: trace.events.map((event) => ({
        ...event,
        outcomes: event.outcomes.map((one) => (one.kind === 'sealed' ? { ...one, version: 4 } : one)),
      })),
    };
    const view = viewOf({ ...rest, trace: boasting }, knowledgeOf(boasting, undefined, FILES.filesIn));
    const violations = INVARIANTS.flatMap((invariant) => invariant.check(view).violation ?? []);
    expect(violations).toMatchObject([{ invariant: 'harvest-later', party: 'eve', message: 'm1' }]);
  });

  it('believe ticks only of a server that forges none: a forged one stands beside a message that nobody has', () => {
    const forged: Scenario = {
      ...oneStory(),
      cast: { ...oneStory().cast, server: { role: 'server', can: ['drop', 'forge-ticks'] } },
      steps: [
        { kind: 'misdeed', id: 's1', misdeed: 'drop', against: 'bob.phone', seconds: 0 },
        send('s2', 'm1', 'alice', 'bob'),
        {
          kind: 'misdeed',
          id: 's3',
          misdeed: 'forge-ticks',
          against: 'alice.phone',
          message: 'm1',
          tick: 'read',
          seconds: 0,
        },
      ],
    };
    const { events } = play(forged, optionsOf('model')).trace;
    const outcomes = events.flatMap((event) => event.outcomes);
    expect(outcomes).toContainEqual({ kind: 'ticked', message: 'm1', tick: 'read', claimed: 'bob.phone' });
    expect(outcomes.some(({ kind }) => kind === 'shown')).toBe(false);
    expect(broken(forged)).toBeUndefined();
  });

  it('do not take a late message for a reply: it was sealed under the keys of before, and heals nothing', () => {
    const copy: Action = { kind: 'compromise', id: 'c', compromise: 'alice.phone', by: 'mallory', takes: ['keys'] };
    const stop: Action = { kind: 'tamper', id: 't', tamper: 'alice.phone-server', by: 'mallory', flip: 'text' };
    const late = (label: string): Action => ({ kind: 'replay', id: 'r', replay: label, by: 'mallory' });
    const a = (id: string, label: string): Action => send(id, label, 'alice', 'bob');
    const b = (id: string, label: string): Action => send(id, label, 'bob', 'alice');
    const stories: readonly (readonly Action[])[] = [
      // Stopped on the way to Alice before the copy, delivered after it.
      [stop, b('s1', 'm1'), b('s2', 'm2'), copy, a('s3', 'm3'), late('m1'), a('s4', 'm4')],
      // Stopped on the way to Bob after the copy, delivered after his reply.
      [a('s1', 'm1'), copy, a('s2', 'm2'), stop, a('s3', 'm3'), b('s4', 'm4'), late('m3'), b('s5', 'm5')],
    ];
    for (const steps of stories) {
      const played = play({ ...oneStory(), steps }, optionsOf('model'));
      const view = viewOf(played, knowledgeOf(played.trace, undefined, FILES.filesIn));
      const last = steps.at(-1);
      // The thief still reads the last message, and rightly so.
      expect(last?.kind === 'send' && view.knowledge.knowsMessage('mallory', last.send, view.lastSeq)).toBe(true);
      expect(broken({ ...oneStory(), steps })).toBeUndefined();
    }
  });

  it('agree with each other on which party, message and event is wrong', () => {
    for (const protection of PROTECTION_IDS) {
      for (const story of randomStories(10, 5, protection)) {
        const played = play(story, optionsOf('model'));
        const view = viewOf(played, knowledgeOf(played.trace, undefined, FILES.filesIn));
        for (const { id, check } of INVARIANTS) {
          const { violation } = check(view);
          if (!violation) continue;
          expect(violation.invariant).toBe(id);
          expect(violation.seq).toBeLessThan(played.trace.events.length);
          expect(played.trace.header.parties.map((party) => party.id)).toContain(violation.party);
        }
      }
    }
  });
});

function found(report: MutantReport['report']): NonNullable<MutantReport['report']['counterexample']> {
  if (!report.counterexample) throw new Error(`not caught in ${report.runs} runs`);
  return report.counterexample;
}

function oneStory(): Scenario {
  const story = randomStories(40, 1).find(({ cast }) => !('carol' in cast));
  if (!story) throw new Error('among forty stories some are of two people');
  return { ...story, onKeyChange: 'accept', retryReceipts: false, handshake: 'x3dh' };
}

const send = (id: string, label: string, from: string, to: string): Action => ({
  kind: 'send',
  id,
  send: label,
  from,
  to,
  text: `Text of ${label}, long enough to fill several blocks of the cipher`,
});
