/**
 * The verbatim scan over whole runs: wherever a secret value stands, byte for byte, inside something stored or sent, records
 * of containers must lead from the one to the other. A hit that no record explains is a value that escaped the rules.
 */
import { describe, expect, it } from 'vitest';
import { equalBytes, indexOfBytes, SHORTEST_SECRET_BYTES, type Bytes } from '../crypto/bytes.ts';
import type { Trace } from '../trace.ts';
import { isPublic, keyOf } from '../testing/naiveKnowledge.ts';
import { named, allShippedRuns, known, optionsOf, randomStories, type KnownPlay } from '../testing/shipped.ts';
import { byteStringsIn } from '../testing/values.ts';
import { evidenceOf } from './evidence.ts';
import { named as namedValue } from './terms.ts';

interface Host {
  readonly place: string;
  readonly bytes: Bytes;
}
interface Hit {
  readonly hostKey: string;
  readonly host: Host;
  readonly key: string;
  readonly value: Bytes;
}
interface Scan {
  readonly hosts: number;
  readonly values: number;
  readonly explained: number;
  readonly unexplained: readonly Hit[];
}

/** Every value that the run ever computed, stored or sent and that could be a secret. */
function secretsOf(trace: Trace): ReadonlyMap<string, Bytes> {
  const all = trace.events.flatMap(({ calls, after, outcomes }) =>
    byteStringsIn([calls.map(({ inputs, outputs }) => [inputs, outputs]), after, outcomes]),
  );
  return new Map(all.map((bytes) => [keyOf(bytes), bytes] as const).filter(([key]) => !isPublic(key)));
}

/** Where each value stands: in records of the container of this name, or elsewhere. */
function placesOf(trace: Trace): ReadonlyMap<string, readonly string[]> {
  const ofCalls = trace.events.flatMap(({ calls }) =>
    calls.flatMap(({ op, inputs, outputs }) => {
      const whole = op === 'pack' ? outputs[0] : op === 'unpack' ? inputs[0] : undefined;
      const place = whole === undefined ? 'elsewhere' : keyOf(whole);
      return [...inputs, ...outputs].map((bytes) => [keyOf(bytes), place] as const);
    }),
  );
  const kept = trace.events.flatMap(({ after, outcomes }) =>
    byteStringsIn([after, outcomes]).map((bytes) => [keyOf(bytes), 'elsewhere'] as const),
  );
  const byKey = grouped([...ofCalls, ...kept], ([key]) => key);
  return new Map([...byKey].map(([key, stands]) => [key, [...new Set(stands.map(([, place]) => place))]]));
}

/** Everything stored with a device, the company or an attacker, and every packet: each different value once, where it first was. */
function hostsOf(trace: Trace): ReadonlyMap<string, Host> {
  const hosts = new Map<string, Host>();
  const add = (place: string, bytes: Bytes): void => {
    const key = keyOf(bytes);
    if (bytes.length > SHORTEST_SECRET_BYTES && !hosts.has(key)) hosts.set(key, { place, bytes });
  };
  for (const { actor, after, outcomes, seq } of trace.events) {
    for (const [place, held] of Object.entries(after.places))
      for (const bytes of byteStringsIn(held)) add(`${place} of ${actor} after event ${seq}`, bytes);
    for (const outcome of outcomes)
      if (outcome.kind === 'sent') add(`packet ${outcome.packet.id}`, outcome.packet.bytes);
  }
  return hosts;
}

/** One record of putting together or taking apart. */
interface Container {
  readonly whole: string;
  readonly parts: readonly string[];
  /** Putting together: whoever has all parts that are secrets has the whole. A text is more than the secret in it. */
  readonly canBeBuilt: boolean;
}

function containersOf(trace: Trace): readonly Container[] {
  const bodies = new Set(
    trace.events.flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome) => (outcome.kind === 'wrote' ? [keyOf(outcome.body)] : [])),
    ),
  );
  const containers = trace.events.flatMap(({ calls }) =>
    calls.flatMap(({ op, inputs, outputs }): readonly Container[] => {
      const [whole, parts] = op === 'pack' ? [outputs[0], inputs] : [inputs[0], outputs];
      if (!whole || (op !== 'pack' && op !== 'unpack')) return [];
      const key = keyOf(whole);
      return [{ whole: key, parts: parts.map(keyOf), canBeBuilt: op === 'pack' && !bodies.has(key) }];
    }),
  );
  return [...new Map(containers.map((one) => [JSON.stringify(one), one])).values()];
}

/** Containers by what they are the whole of, and by what is put into them. */
interface ContainerIndex {
  readonly byWhole: ReadonlyMap<string, readonly Container[]>;
  readonly byPart: ReadonlyMap<string, readonly Container[]>;
  /** What everybody can put together. */
  readonly open: readonly string[];
}

function indexOf(containers: readonly Container[]): ContainerIndex {
  const built = containers.filter(({ canBeBuilt }) => canBeBuilt);
  const pairs = built.flatMap((container) => container.parts.map((part) => ({ part, container })));
  const byPart = [...grouped(pairs, ({ part }) => part)].map(
    ([part, group]) => [part, group.map(({ container }) => container)] as const,
  );
  return {
    byWhole: grouped(containers, ({ whole }) => whole),
    byPart: new Map(byPart),
    open: built.filter(({ parts }) => parts.every(isPublic)).map(({ whole }) => whole),
  };
}

/** Everything that follows from one value by containers alone; records of the container `gone` are as if never made. */
function reachable(from: string, { byWhole, byPart, open }: ContainerIndex, gone?: string): ReadonlySet<string> {
  const found = new Set([from, ...open.filter((whole) => whole !== gone)]);
  for (const value of found) {
    if (value !== gone) for (const { parts } of byWhole.get(value) ?? []) for (const part of parts) found.add(part);
    for (const { whole, parts } of byPart.get(value) ?? [])
      if (whole !== gone && parts.every((part) => isPublic(part) || found.has(part))) found.add(whole);
  }
  return found;
}

/** Names of accounts, devices and messages: what everybody may know is no secret, however many stand in a row. */
function namesOf({ played }: KnownPlay): readonly string[] {
  const parties = played.trace.header.parties;
  const accounts = parties.flatMap((party) => (party.kind === 'device' ? [party.account] : []));
  const labels = played.actions.flatMap((action) => (action.kind === 'send' ? [action.send] : []));
  return [...new Set([...parties.map(({ id }) => id), ...accounts, ...labels])].toSorted((a, b) => b.length - a.length);
}
/** A record of nothing but names: without them less is left than the shortest secret. */
const isNamesOnly = (bytes: Bytes, names: readonly string[]): boolean =>
  names.reduce((rest, name) => rest.replaceAll(name, ''), Buffer.from(bytes).toString('latin1')).length <
  SHORTEST_SECRET_BYTES;

/** Where secrets stand inside something stored or sent. The first bytes of a place say which secrets can begin there. */
function hitsOf(hosts: ReadonlyMap<string, Host>, secrets: readonly (readonly [string, Bytes])[]): readonly Hit[] {
  const byStart = grouped(secrets, ([, value]) => startAt(value, 0));
  return [...hosts].flatMap(([hostKey, host]) => {
    const found = new Map<string, Hit>();
    for (let at = 0; at + SHORTEST_SECRET_BYTES <= host.bytes.length; at++)
      for (const [key, value] of byStart.get(startAt(host.bytes, at)) ?? [])
        if (key !== hostKey && equalBytes(host.bytes.subarray(at, at + value.length), value))
          found.set(key, { hostKey, host, key, value });
    return [...found.values()];
  });
}
const startAt = ({ buffer, byteOffset }: Bytes, at: number): number =>
  new DataView(buffer, byteOffset + at).getUint32(0);

function grouped<Item, Key>(items: Iterable<Item>, keyOfItem: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOfItem(item));
    if (group) group.push(item);
    else groups.set(keyOfItem(item), [item]);
  }
  return groups;
}

function scan(run: KnownPlay, trace: Trace = run.played.trace): Scan {
  const names = namesOf(run);
  const secrets = [...secretsOf(trace)].filter(([, bytes]) => !isNamesOnly(bytes, names));
  const hosts = hostsOf(trace);
  const hits = hitsOf(hosts, secrets);
  const unexplained = unexplainedOf(hits, indexOf(containersOf(trace)));
  return { hosts: hosts.size, values: secrets.length, explained: hits.length - unexplained.length, unexplained };
}

const unexplainedOf = (hits: readonly Hit[], containers: ContainerIndex, gone?: string): readonly Hit[] =>
  [...grouped(hits, ({ hostKey }) => hostKey)].flatMap(([hostKey, inHost]) => {
    const inside = reachable(hostKey, containers, gone);
    return inHost.filter(({ key }) => !inside.has(key));
  });

/** What stands where, for people: the value's term and the place. */
function told(trace: Trace, { unexplained }: Scan): readonly string[] {
  const evidence = evidenceOf(trace);
  evidence.rules();
  evidence.story();
  return unexplained.map(({ host, value }) => {
    const { term } = namedValue(evidence, evidence.values.intern(value));
    return `${term} of ${value.length} bytes (${keyOf(value).slice(0, 16)}) stands in ${host.place}`;
  });
}

const runs = allShippedRuns('noble');
describe('a verbatim scan', { timeout: 60_000 }, () => {
  it.each(named(runs))('of %s finds nothing unexplained', (_name, run) => {
    const result = scan(run);
    expect(told(run.played.trace, result)).toEqual([]);
    expect(result.values).toBeGreaterThan(50);
    // Without anything found there would be nothing to explain.
    expect(result.explained).toBeGreaterThan(50);
  });

  it.each([
    ['every protection on', undefined, 10, 61],
    ['every protection on', undefined, 10, 62],
    ['every protection on', undefined, 10, 63],
    ['endToEnd off', 'endToEnd', 6, 61],
    ['verifyMac off', 'verifyMac', 6, 61],
    ['refuseDuplicates off', 'refuseDuplicates', 6, 61],
    ['commitAfterMac off', 'commitAfterMac', 6, 61],
  ] as const)('of random stories with %s finds nothing unexplained', (_what, off, count, seed) => {
    let explained = 0;
    for (const story of randomStories(count, seed, off)) {
      const run = known(story, optionsOf('noble'));
      const result = scan(run);
      expect(told(run.played.trace, result), JSON.stringify(story.steps)).toEqual([]);
      explained += result.explained;
    }
    expect(explained).toBeGreaterThan(1000);
  });

  it('finds no text of a message in any packet, nor in what the company stores', () => {
    for (const run of runs) {
      const isHonest = run.played.trace.header.protections.endToEnd;
      const texts = run.knowledge.messages.map(({ text }) => Buffer.from(text));
      expect(texts.length).toBeGreaterThan(0);
      for (const host of hostsOf(run.played.trace).values()) {
        if (!host.place.startsWith('packet') && !(isHonest && host.place.includes('of server'))) continue;
        for (const text of texts)
          expect(indexOfBytes(host.bytes, text), `${text.toString()} in ${host.place}`).toBe(-1);
      }
    }
  });

  it('finds a hit as soon as the record of one container is gone', () => {
    for (const run of runs.filter(({ name }) => !name.includes('/'))) {
      const { trace } = run.played;
      const secrets = [...secretsOf(trace)].filter(([, bytes]) => !isNamesOnly(bytes, namesOf(run)));
      const containers = indexOf(containersOf(trace));
      const places = placesOf(trace);
      const hits = hitsOf(hostsOf(trace), secrets);
      const packed = new Set(
        trace.events.flatMap(({ calls }) =>
          calls.flatMap(({ op, outputs }) => (op === 'pack' && outputs[0] ? [keyOf(outputs[0])] : [])),
        ),
      );
      const found = [...packed].filter((gone) => {
        // What stood in this record alone is no value of the run without it.
        const left = hits.filter(({ key }) => (places.get(key) ?? []).some((place) => place !== gone));
        return unexplainedOf(left, containers, gone).length > 0;
      });
      expect(packed.size, run.name).toBeGreaterThan(10);
      expect(found.length, run.name).toBeGreaterThan(packed.size / 2);
    }
  });

  it('names the value and the place of a hit', () => {
    const [run] = runs;
    if (!run) throw new Error('there are shipped runs');
    const { trace } = run.played;
    const events = trace.events.map((event) => ({
      ...event,
      calls: event.calls.filter(({ op }) => op !== 'pack' && op !== 'unpack'),
    }));
    const bare = { ...trace, events };
    const lines = told(bare, scan(run, bare));
    // The sealed message waits in the sender's phone until it is confirmed: there it stands first.
    expect(lines.some((line) => /^ciphertext of \d+ bytes .* stands in queue of alice\.phone/.test(line))).toBe(true);
  });
});
