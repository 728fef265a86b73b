/** `canSendAs` and the words about devices, on a run written down by hand: what is asked of whom, and at which moment. */
import { describe, expect, it } from 'vitest';
import { EXAMPLE, parsed } from '../testing/exampleScenario.ts';
import { known, optionsOf } from '../testing/shipped.ts';
import type { ActorId, Outcome, Seq, TraceEvent } from '../trace.ts';
import { evaluate } from './probe-eval.ts';
import { parseProbe } from './probe-syntax.ts';
import { sendingAs, type Forge } from './sending.ts';
import { probeWorld } from './world.ts';

const run = known(parsed(EXAMPLE), optionsOf('model'));

describe('canSendAs', () => {
  const ends = run.played.checkpoints.map(({ log }) => log.length - 1);
  const asked: { log: number; attacker: ActorId; as: string; to: ActorId }[] = [];
  const forge: Forge = ({ log }, attacker, as, to) => {
    asked.push({ log: log.length - 1, attacker, as, to });
    return { accepted: log.length - 1 >= (ends[2] ?? 0) };
  };
  const canSendAs = sendingAs(run.played, forge);

  it('is tried on what the party has at the end of the last step by then', () => {
    const [setup = 0, first = 0, second = 0] = ends;
    expect(canSendAs('mallory', 'alice', 'bob.phone', second)).toBe(true);
    expect(canSendAs('mallory', 'alice', 'bob.phone', second - 1)).toBe(false);
    expect(canSendAs('mallory', 'alice', 'bob.phone', first - 1)).toBe(false);
    expect(asked.map(({ log }) => log)).toEqual([second, first, setup]);
    expect(asked[0]).toMatchObject({ attacker: 'mallory', as: 'alice', to: 'bob.phone' });
  });

  it('is no before anything has happened', () => {
    expect(canSendAs('mallory', 'alice', 'bob.phone', -1)).toBe(false);
  });

  it('tries each thing once, however often it is asked', () => {
    const before = asked.length;
    for (let at = ends[0] ?? 0; at < run.played.trace.events.length; at++) {
      canSendAs('server', 'alice', 'bob.phone', at);
      canSendAs('server', 'alice.phone', 'bob.phone', at);
    }
    expect(asked.length - before).toBe(2 * new Set(ends).size);
  });
});

/** The run with other events after its first: each by one actor, with one outcome, or with a chat as it then stands. */
function withEvents(
  events: readonly (readonly [ActorId, Outcome | readonly string[]])[],
): (text: string, at?: Seq) => boolean {
  const [first] = run.played.trace.events;
  if (!first) throw new Error('a run has events');
  const made = events.map(([actor, what], i): TraceEvent => ({
    ...first,
    seq: i + 1,
    actor,
    outcomes: 'kind' in what ? [what] : [],
    after: { places: 'kind' in what ? {} : { chat: { lines: what.map((label) => ({ label })) } } },
  }));
  const played = { ...run.played, trace: { ...run.played.trace, events: [{ ...first, outcomes: [] }, ...made] } };
  const world = probeWorld(played, run.knowledge, () => ({ accepted: false }));
  return (text, at) => {
    const parsedProbe = parseProbe(text);
    if (!parsedProbe.ok) throw new Error(text);
    return evaluate(parsedProbe.probe, world, at);
  };
}

const bytes = new Uint8Array(1);
const shown = (message: string): Outcome => ({ kind: 'shown', message, claimed: 'alice.phone', body: bytes, text: '' });
const ticked = (message: string, tick: 'sent' | 'delivered' | 'read'): Outcome => ({
  kind: 'ticked',
  message,
  tick,
  claimed: 'bob.phone',
});

describe('what devices did', () => {
  it('ticks: a later tick counts for the earlier ones, from its moment on', () => {
    const holds = withEvents([
      ['alice.phone', ticked('m1', 'sent')],
      ['alice.phone', ticked('m1', 'read')],
    ]);
    expect(holds('ticked(m1, sent)', 1)).toBe(true);
    expect(holds('ticked(m1, delivered)', 1)).toBe(false);
    expect(holds('ticked(m1, delivered) and ticked(m1, read)')).toBe(true);
    expect(holds('ticked(m2, sent)')).toBe(false);
  });

  it('signs: on any device of the person, or seen by herself; a code that matches warns of nothing', () => {
    const sign = (what: 'code-changed' | 'codes-match' | 'codes-differ'): Outcome => ({
      kind: 'sign',
      sign: what,
      about: 'bob',
      message: undefined,
    });
    const matching = withEvents([['alice', sign('codes-match')]]);
    expect(matching('signals(alice)')).toBe(false);
    expect(matching('signals(alice, codes-match)')).toBe(true);
    const changed = withEvents([
      ['alice.laptop', sign('code-changed')],
      ['bob', sign('codes-differ')],
    ]);
    expect(changed('signals(alice) and signals(alice, code-changed) and not signals(alice, codes-differ)')).toBe(true);
    expect(changed('signals(bob)', 1)).toBe(false);
    expect(changed('signals(bob)')).toBe(true);
  });

  it('counts each time that this device showed the message', () => {
    const holds = withEvents([
      ['bob.phone', shown('m1')],
      ['alice.laptop', shown('m1')],
      ['bob.phone', shown('m1')],
      ['bob.phone', shown('m2')],
    ]);
    expect(holds('count(shown(m1, bob.phone)) = 1', 2)).toBe(true);
    expect(holds('count(shown(m1, bob.phone)) = 2')).toBe(true);
    expect(holds('count(shown(m1, alice.phone)) = 0')).toBe(true);
  });

  it('order: as the chat stood at that moment, and false where one of the two is missing', () => {
    const holds = withEvents([
      ['bob.phone', ['m2']],
      ['bob.phone', ['m2', 'm3']],
      ['alice.phone', ['m3', 'm2']],
      ['bob.phone', ['m3', 'm2']],
    ]);
    expect(holds('shownBefore(m2, m3, bob.phone)', 1)).toBe(false);
    expect(holds('shownBefore(m3, m2, bob.phone)', 1)).toBe(false);
    expect(holds('shownBefore(m2, m3, bob.phone)', 3)).toBe(true);
    expect(holds('shownBefore(m3, m2, bob.phone)')).toBe(true);
    expect(holds('shownBefore(m2, m3, bob.phone)')).toBe(false);
    expect(holds('shownBefore(m2, m9, bob.phone)')).toBe(false);
  });

  it('expired: given up by the server', () => {
    const holds = withEvents([['server', { kind: 'expired', message: 'm1', to: 'bob.phone' }]]);
    expect(holds('expired(m1) and not expired(m2)')).toBe(true);
    expect(holds('expired(m1)', 0)).toBe(false);
  });
});

describe('knows', () => {
  it('is any state but never', () => {
    const world = probeWorld(run.played, run.knowledge);
    const holds = (text: string): boolean => {
      const probe = parseProbe(text);
      return probe.ok && evaluate(probe.probe, world);
    };
    expect(holds('knows(server, m1) and not canRead(server, m1)')).toBe(true);
    expect(holds('knows(mallory, m2) at s5')).toBe(false);
  });
});
