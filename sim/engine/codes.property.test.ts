/** Safety codes of whole accounts, with one to three devices each: what both sides see when their people compare. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, SERVER, type ActorEvent, type MisdeedOrder } from '../actors/types.ts';
import { model } from '../crypto/model.ts';
import { ALL_ON } from '../protections.ts';
import type { ActorId } from '../trace.ts';
import { entriesOf } from './log.ts';
import { newRun, order, settle, type Run } from './run.ts';

const MINUTE_MS = 60_000;
const NAMES = ['phone', 'laptop', 'tablet'] as const;
type OnKeyChange = Run['setup']['onKeyChange'];

interface World {
  readonly run: Run;
  readonly devices: readonly ActorId[];
}

function started(aliceHas: number, bobHas: number, seed: number, onKeyChange: OnKeyChange = 'accept'): World {
  const devices = [
    ...NAMES.slice(0, aliceHas).map((name) => `alice.${name}`),
    ...NAMES.slice(0, bobHas).map((name) => `bob.${name}`),
  ];
  const population = { devices: devices.map((id) => ({ id, oneTimePrekeys: 4 })), attackers: [] };
  const setup = {
    seed,
    suite: model,
    limits: 'real',
    protections: ALL_ON,
    latencyMs: 40,
    handshake: 'x3dh',
    retryReceipts: false,
    onKeyChange,
  } as const;
  const run = devices.reduce(
    (current, id) => order(current, 0, id, { kind: 'start' }, `start:${id}`),
    newRun(setup, population, 0),
  );
  return { run: settle(run, 'setup'), devices };
}

/** One event after the last, and all that follows within a minute. */
function tell({ run, devices }: World, actor: ActorId, event: ActorEvent): World {
  const n = run.log.length;
  const at = run.world.now + MINUTE_MS;
  return { devices, run: settle(order(run, at, actor, event, `order ${n}`), `s${n}`, at + MINUTE_MS) };
}

const otherThan = (device: ActorId): string => (accountOf(device) === 'alice' ? 'bob' : 'alice');
const writes = (world: World, device: ActorId): World =>
  tell(world, device, { kind: 'write', label: `m${world.run.log.length}`, to: otherThan(device), text: 'text' });

interface Look {
  readonly digits: string | undefined;
  /** The device said that it does not know all devices yet. */
  readonly incomplete: boolean;
}

/** What a device shows to somebody who looks at it, and the world after. */
function look(world: World, device: ActorId): { readonly world: World; readonly look: Look } {
  const before = world.run.log.length;
  const after = tell(world, device, { kind: 'show-code', contact: otherThan(device), reader: accountOf(device) });
  const outcomes = entriesOf(after.run.log)
    .slice(before)
    .flatMap((event) => (event.actor === device ? event.outcomes : []));
  const code = outcomes.find((outcome) => outcome.kind === 'code');
  return {
    world: after,
    look: {
      digits: code?.kind === 'code' ? code.digits : undefined,
      incomplete: outcomes.some((outcome) => outcome.kind === 'inapplicable' && outcome.why === 'devices-unknown'),
    },
  };
}

/** The codes of every device, one after the other. */
function lookAtAll(world: World): ReadonlyMap<ActorId, Look> {
  const looks = new Map<ActorId, Look>();
  let current = world;
  for (const device of world.devices) {
    const seen = look(current, device);
    looks.set(device, seen.look);
    current = seen.world;
  }
  return looks;
}

const swap = (against: ActorId, other: ActorId): ActorEvent => {
  const order_: MisdeedOrder = { deed: 'swap-keys', against, other, message: undefined, tick: undefined, byMs: 0 };
  return { kind: 'misdeed', misdeed: order_ };
};

const cast = fc.record({
  aliceHas: fc.integer({ min: 1, max: 3 }),
  bobHas: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat({ max: 1_000 }),
  writers: fc.array(fc.nat(), { maxLength: 6 }),
});
const pick = (devices: readonly ActorId[], n: number): ActorId => devices[n % devices.length] ?? '';

describe('with an honest server', () => {
  it('no two devices show different codes, whoever wrote; who has met the other side has a code: 40 casts', () => {
    const tally = { codes: 0, incomplete: 0, none: 0 };
    fc.assert(
      fc.property(cast, ({ aliceHas, bobHas, seed, writers }) => {
        let world = started(aliceHas, bobHas, seed);
        for (const writer of writers) world = writes(world, pick(world.devices, writer));
        const looks = [...lookAtAll(world).values()];
        expect(new Set(looks.flatMap(({ digits }) => digits ?? [])).size).toBeLessThan(2);
        if (writers.length > 0) expect(looks.every(({ digits }) => digits !== undefined)).toBe(true);
        tally.codes += looks.filter(({ digits }) => digits !== undefined).length;
        tally.incomplete += looks.filter(({ incomplete }) => incomplete).length;
        tally.none += looks.filter(({ digits }) => digits === undefined).length;
      }),
      { numRuns: 40, seed: 1 },
    );
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(10);
  });

  it('a device that cannot ask the server says that it does not know all devices, and shows nothing', () => {
    const wrote = writes(started(1, 2, 1), 'alice.phone');
    const { look: seen } = look(tell(wrote, SERVER, { kind: 'service', up: false }), 'bob.phone');
    expect(seen).toEqual({ digits: undefined, incomplete: true });
  });
});

describe('with keys swapped between two devices', () => {
  it('their codes differ, whether they had met before or meet afterwards, and before anybody writes: 40 casts', () => {
    fc.assert(
      fc.property(cast, fc.nat(), fc.nat(), fc.boolean(), (drawn, a, b, meetFirst) => {
        let world = started(drawn.aliceHas, drawn.bobHas, drawn.seed);
        const isOf = (account: string) => world.devices.filter((device) => accountOf(device) === account);
        const [one, other] = [pick(isOf('alice'), a), pick(isOf('bob'), b)];
        const meet = (): void => {
          for (const writer of [one, other, ...drawn.writers.map((n) => pick(world.devices, n))])
            world = writes(world, writer);
        };
        if (meetFirst) meet();
        world = tell(world, SERVER, swap(one, other));
        if (!meetFirst) meet();
        const looks = lookAtAll(world);
        const [mine, theirs] = [looks.get(one)?.digits, looks.get(other)?.digits];
        expect(mine).toBeDefined();
        expect(theirs).toBeDefined();
        expect(mine).not.toBe(theirs);
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it.each(['accept', 'block'] as const)(
    'each of them has the new code as soon as it is told (%s): before the next message, and before anybody agrees',
    (onKeyChange) => {
      const met = writes(writes(started(1, 1, 1, onKeyChange), 'alice.phone'), 'bob.phone');
      const before = lookAtAll(met);
      const after = lookAtAll(tell(met, SERVER, swap('alice.phone', 'bob.phone')));
      const all = [...before.values(), ...after.values()].map(({ digits }) => digits);
      expect(all.every((digits) => digits !== undefined)).toBe(true);
      expect(new Set(all).size).toBe(3);
      expect(before.get('alice.phone')).toEqual(before.get('bob.phone'));
    },
  );

  it('a person who agrees to the new key goes on with the code that she saw', () => {
    const met = writes(writes(started(1, 1, 1, 'block'), 'alice.phone'), 'bob.phone');
    const swapped = look(tell(met, SERVER, swap('alice.phone', 'bob.phone')), 'alice.phone');
    const agreed = tell(swapped.world, 'alice.phone', { kind: 'approve', contact: 'bob' });
    expect(look(agreed, 'alice.phone').look).toEqual(swapped.look);
  });
});
