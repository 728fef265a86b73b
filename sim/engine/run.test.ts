import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedLines, traceHash } from '../canonical.ts';
import { indexOfBytes, toHex, utf8 } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { noble } from '../crypto/noble.ts';
import { ALL_ON } from '../protections.ts';
import {
  does,
  doesAll,
  FOUR_DEVICES,
  happened,
  ordered,
  startedRun,
  traceOf,
  TWO_DEVICES,
  write,
  type Command,
} from '../testing/driving.ts';
import { byteStringsIn } from '../testing/values.ts';
import type { ActorId } from '../trace.ts';
import { entriesOf } from './log.ts';
import { order, settle, type Run } from './run.ts';

const shownOn = (run: Run): Record<string, string[]> => {
  const shown: Record<string, string[]> = {};
  for (const { actor, outcome } of happened(run, 'shown')) (shown[actor] ??= []).push(outcome.text);
  return shown;
};
const lines = (run: Run): readonly string[] => namedLines(traceOf(run));

describe('a run', () => {
  it.each([noble, model])('of two devices carries messages both ways ($name)', (suite) => {
    const run = doesAll(startedRun({ suite }), [
      write('alice.phone', 'bob', 'Meet at nine'),
      write('bob.phone', 'alice', 'Fine'),
      write('alice.phone', 'bob', 'See you'),
    ]);
    expect(shownOn(run)).toEqual({ 'bob.phone': ['Meet at nine', 'See you'], 'alice.phone': ['Fine'] });
    expect(happened(run, 'refused')).toEqual([]);
    expect(happened(run, 'cleared')).toHaveLength(3);
  });

  it('seals once for each device of the recipient and each other device of the sender', () => {
    const run = does(startedRun({ devices: FOUR_DEVICES }), 1, write('alice.phone', 'bob', 'hello all'));
    const sealed = happened(run, 'sealed');
    expect(sealed.map(({ outcome }) => outcome.to).toSorted()).toEqual(['alice.tablet', 'bob.laptop', 'bob.phone']);
    expect(new Set(sealed.map(({ outcome }) => toHex(outcome.ciphertext))).size).toBe(3);
    const text = ['hello all'];
    expect(shownOn(run)).toEqual({ 'alice.tablet': text, 'bob.laptop': text, 'bob.phone': text });
    const reply = does(run, 2, write('bob.laptop', 'alice', 'hi'));
    expect(shownOn(reply)).toMatchObject({
      'alice.phone': ['hi'],
      'alice.tablet': ['hello all', 'hi'],
      'bob.phone': ['hello all', 'hi'],
    });
  });

  it('is a function of its setup and commands: the same twice gives the same trace to the byte', () => {
    const commands = [write('alice.phone', 'bob', 'one'), write('bob.phone', 'alice', 'two')];
    const [first, second] = [doesAll(startedRun(), commands), doesAll(startedRun(), commands)];
    expect(lines(second)).toEqual(lines(first));
    expect(traceHash(traceOf(second))).toBe(traceHash(traceOf(first)));
    const other = doesAll(startedRun({ seed: 2 }), commands);
    const ciphertexts = (run: Run): readonly string[] =>
      happened(run, 'sealed').map(({ outcome }) => toHex(outcome.ciphertext));
    expect(new Set([...ciphertexts(first), ...ciphertexts(other)]).size).toBe(4);
    expect(ciphertexts(second)).toEqual(ciphertexts(first));
  });

  it('keeps the order of time: no event before its cause, sequence without gaps, links take their latency', () => {
    const run = doesAll(startedRun({ devices: FOUR_DEVICES }), [
      write('alice.phone', 'bob', 'a'),
      write('bob.laptop', 'alice', 'b'),
    ]);
    const events = entriesOf(run.log);
    for (const [i, event] of events.entries()) {
      expect(event.seq).toBe(i);
      expect(event.at).toBeGreaterThanOrEqual(events[i - 1]?.at ?? 0);
      expect(event.cause ?? -1).toBeLessThan(i);
    }
    const packets = events.filter((event) => event.input.startsWith('packet '));
    expect(packets.length).toBeGreaterThan(20);
    for (const { at, cause } of packets) expect(at - (events[cause ?? -1]?.at ?? 0)).toBe(40);
  });

  it('shows a watched link at once, and stops a message where the watcher says so', () => {
    const watches = ['bob.phone-server'];
    const run = doesAll(startedRun({ watches }), [
      write('alice.phone', 'bob', 'one'),
      { kind: 'tamper', link: 'bob.phone-server', flip: 'mac' },
      write('alice.phone', 'bob', 'two'),
      write('alice.phone', 'bob', 'three'),
      { kind: 'replay', label: 'm1' },
    ]);
    expect(shownOn(run)).toEqual({ 'bob.phone': ['one', 'three'] });
    expect(happened(run, 'refused').map(({ actor, outcome }) => [actor, outcome.message, outcome.reason])).toEqual([
      ['bob.phone', 'm3', 'bad-mac'],
      ['bob.phone', 'm1', 'duplicate'],
    ]);
    expect(happened(run, 'altered')).toHaveLength(1);
    expect(happened(run, 'saw').every(({ outcome }) => outcome.packet.link === 'bob.phone-server')).toBe(true);
  });

  it('has no appointments with strangers', () => {
    const run = order(startedRun(), 0, 'nobody', { kind: 'start' }, 'start:nobody');
    expect(() => settle(run, 's1')).toThrow('nobody');
  });
});

describe('a fork', () => {
  it('at every step leaves the original as it was, and goes its own way', () => {
    const commands = [
      write('alice.phone', 'bob', 'one'),
      write('bob.phone', 'alice', 'two'),
      write('alice.phone', 'bob', 'three'),
    ];
    const checkpoints = [startedRun()];
    for (const [i, command] of commands.entries())
      checkpoints.push(does(checkpoints[i] ?? startedRun(), i + 1, command));
    const before = checkpoints.map(lines);
    const main = checkpoints.at(-1) ?? startedRun();
    for (const [i, checkpoint] of checkpoints.entries()) {
      const fork = does(checkpoint, 9, write('bob.phone', 'alice', 'elsewhere'));
      expect(lines(fork).slice(0, before[i]?.length)).toEqual(before[i]);
      expect(shownOn(fork)['alice.phone']).toContain('elsewhere');
      // Going on from the same checkpoint with the same commands is the original again.
      const again = commands.slice(i).reduce((run, command, k) => does(run, i + k + 1, command), checkpoint);
      expect(lines(again)).toEqual(lines(main));
    }
    expect(checkpoints.map(lines)).toEqual(before);
    expect(shownOn(main)['alice.phone']).toEqual(['two']);
  });
});

describe('the two suites', () => {
  const watches = ['alice.phone-server', 'bob.phone-server'];
  const device = fc.constantFrom<ActorId>(...FOUR_DEVICES);
  const command: fc.Arbitrary<Command> = fc.oneof(
    {
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        from: device,
        to: fc.constantFrom('alice', 'bob'),
        text: fc.string({ maxLength: 30 }),
      }),
      weight: 5,
    },
    {
      arbitrary: fc.record({ kind: fc.constant('replay' as const), label: fc.constantFrom('m1', 'm2', 'm3') }),
      weight: 1,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('tamper' as const),
        link: fc.constantFrom(...watches),
        flip: fc.constantFrom('text' as const, 'mac' as const, 'ratchet-key' as const, 'counter' as const),
      }),
      weight: 1,
    },
    { arbitrary: fc.record({ kind: fc.constant('copy' as const), device }), weight: 1 },
  );

  it('give the same lines for random commands when all protections are on', () => {
    const seen = { shown: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 1, maxLength: 7 }),
        fc.boolean(),
        fc.nat({ max: 1_000 }),
        (commands, four, seed) => {
          const options = { seed, watches, devices: four ? FOUR_DEVICES : TWO_DEVICES };
          const possible = commands.filter((one) => four || one.kind !== 'write' || one.from.endsWith('.phone'));
          const here = possible.filter((one) => four || one.kind !== 'copy' || one.device.endsWith('.phone'));
          const runs = [noble, model].map((suite) => doesAll(startedRun({ ...options, suite }), here));
          const [real, modelled] = runs.map(lines);
          expect(modelled).toEqual(real);
          seen.shown += happened(runs[0] ?? startedRun(), 'shown').length;
          seen.refused += happened(runs[0] ?? startedRun(), 'refused').length;
        },
      ),
      { numRuns: 25, seed: 1 },
    );
    expect(seen.shown).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(5);
  }, 60_000);

  it('differ in their bytes', () => {
    const [real, modelled] = [noble, model].map((suite) =>
      does(startedRun({ suite }), 1, write('alice.phone', 'bob', 'hi')),
    );
    expect(traceHash(traceOf(modelled ?? startedRun()))).not.toBe(traceHash(traceOf(real ?? startedRun())));
  });
});

describe('who holds the text', () => {
  const text = 'Meet at nine by the station';
  const holds = (value: unknown): boolean =>
    byteStringsIn(value).some((bytes) => indexOfBytes(bytes, utf8(text)) !== -1);
  const played = (endToEnd: boolean): Run => {
    const start = startedRun({ suite: noble, protections: { ...ALL_ON, endToEnd }, devices: FOUR_DEVICES });
    return doesAll(start, [write('alice.phone', 'bob', text), write('bob.phone', 'alice', 'Fine')]);
  };
  const wires = (run: Run): readonly Uint8Array[] => happened(run, 'sent').map(({ outcome }) => outcome.packet.bytes);

  it('only the phones, where only they hold the keys: neither the company nor any wire', () => {
    const run = played(true);
    expect(shownOn(run)['bob.phone']).toEqual([text]);
    expect(holds(run.world.actors['bob.phone']?.state)).toBe(true);
    expect(entriesOf(run.log).filter((event) => event.actor === 'server' && holds(event.after))).toEqual([]);
    expect(wires(run).length).toBeGreaterThan(20);
    expect(wires(run).some((bytes) => holds(bytes))).toBe(false);
  });

  it('the company too, where it holds the keys: its state does, and still no wire does', () => {
    const run = played(false);
    expect(shownOn(run)).toEqual({
      'bob.phone': [text],
      'bob.laptop': [text, 'Fine'],
      'alice.tablet': [text, 'Fine'],
      'alice.phone': ['Fine'],
    });
    const server = run.world.actors['server'];
    if (server?.kind !== 'server') throw new Error('every world has a server');
    const { chat, queue } = server.state.places;
    expect(chat.map(({ label }) => label)).toEqual(['m1', 'm2']);
    expect([holds(chat), holds(queue)]).toEqual([true, false]);
    expect(server.phase).toBe('holdingKeys.empty');
    expect(wires(run).some((bytes) => holds(bytes))).toBe(false);
    expect(
      happened(run, 'sealed')
        .filter(({ actor }) => actor === 'alice.phone')
        .map(({ outcome }) => outcome.to),
    ).toEqual(['server']);
  });
});

describe('an order', () => {
  it('changes nothing before it is due', () => {
    const run = startedRun();
    const waiting = ordered(run, 1, write('alice.phone', 'bob', 'later'));
    expect(lines(waiting)).toEqual(lines(run));
    expect(run.world.agenda).toEqual([]);
    expect(waiting.world.agenda).toHaveLength(1);
  });
});
