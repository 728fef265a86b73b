import { describe, expect, it } from 'vitest';
import { byteStringsIn } from '../testing/values.ts';
import { SERVER } from '../actors/types.ts';
import { edited, parsed } from '../testing/exampleScenario.ts';
import { allShippedRuns, known, lastOf, named, optionsOf, randomStories, shipped } from '../testing/shipped.ts';
import type { Trace } from '../trace.ts';
import { journeysOf } from './journeys.ts';
import { metadataOf, metadataParties } from './metadata.ts';
import type { MetadataFact } from './metadataTypes.ts';

const TRANSPORTS = ['open', 'wrapped'] as const;
const stories = randomStories(25, 41).map((story) => known(story, optionsOf('model')));
const runs = [...allShippedRuns('model'), ...stories];
const linksOf = (trace: Trace): readonly string[] =>
  trace.header.parties.flatMap(({ kind, id }) => (kind === 'link' ? [id] : []));

/** A run in which an envelope, sizes and times are known from the packets themselves. */
const late = known(shipped('keys-stolen-late'), optionsOf('model'));
const company = metadataOf(late.played.trace, SERVER);

describe('what the company has', () => {
  it('is who wrote to whom, when and how large, of every message, as it is in its own log', () => {
    const log = late.played.trace.events.findLast(({ actor }) => actor === SERVER)?.after.places.log;
    expect(log).toMatchObject({
      notes: company.messages.map(({ message, at, sizeBytes, from, to }) => ({
        label: message,
        at,
        sizeBytes,
        from,
        to,
      })),
    });
    expect(company.messages.map(({ message }) => message)).toEqual(late.knowledge.messages.map(({ label }) => label));
    expect(company.messages.every(({ sizeBytes }) => sizeBytes > 0)).toBe(true);
    expect(company.facts.some(({ how }) => how === 'noted')).toBe(true);
  });

  it('counts pairs in both directions', () => {
    const [pair] = company.pairs;
    expect(company.pairs).toHaveLength(1);
    expect(pair?.between).toEqual(['alice', 'bob']);
    expect(pair && pair.forth + pair.back).toBe(company.messages.length);
    expect(pair?.bytes).toBe(company.messages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  });

  it('is a first contact before the first message, devices of accounts, and ticks', () => {
    expect(company.contacts[0]).toMatchObject({ by: 'alice', account: 'bob' });
    expect(company.contacts[0]?.at).toBeLessThanOrEqual(company.messages[0]?.at ?? 0);
    expect(company.accounts).toEqual([
      { account: 'alice', devices: ['alice.phone'] },
      { account: 'bob', devices: ['bob.phone'] },
    ]);
    expect(company.ticks.map(({ message, tick }) => `${message} ${tick}`)).toContain('m1 delivered');
  });

  it('is the same whether links are wrapped or not', () => {
    for (const { played } of runs) {
      const { facts } = metadataOf(played.trace, SERVER, 'wrapped');
      expect(facts).toEqual(metadataOf(played.trace, SERVER, 'open').facts);
    }
  });
});

describe('what a listener has', () => {
  it('is the envelope where the link is in the open, of its own link only', () => {
    const { facts, messages } = metadataOf(late.played.trace, 'bob.phone-server');
    expect(messages).toHaveLength(company.messages.length);
    expect(new Set(facts.map(({ via }) => via))).toEqual(new Set(['bob.phone-server']));
    expect(facts.every(({ how }) => how === 'envelope')).toBe(true);
  });

  it('is that the device talks to the company, when and how much, where the link is wrapped: nothing else', () => {
    for (const { played } of runs) {
      for (const link of linksOf(played.trace)) {
        const { facts, messages, pairs, contacts, ticks, accounts } = metadataOf(played.trace, link, 'wrapped');
        const nothing = facts.map(({ says, errand, how }) => ({ says, errand, how }));
        expect(new Set(nothing.map((one) => JSON.stringify(one)))).toEqual(
          new Set(facts.length === 0 ? [] : ['{"says":{"kind":"nothing"},"how":"wire"}']),
        );
        expect([messages, pairs, contacts, ticks]).toEqual([[], [], [], []]);
        expect(accounts.flatMap(({ devices }) => devices)).toEqual(facts.length === 0 ? [] : [link.slice(0, -7)]);
      }
    }
  });

  it('is the same number of packets and bytes, wrapped or not', () => {
    for (const { played } of runs) {
      const [open, wrapped] = TRANSPORTS.map((transport) => metadataOf(played.trace, 'network', transport));
      expect(wrapped?.traffic).toEqual(open?.traffic);
    }
  });

  it.each(named(runs))('is never more than the company has of what reached it or came from it: %s', (_, { played }) => {
    const { trace } = played;
    const lost = new Set(
      journeysOf(trace).flatMap(({ id, sent, fate, by, to, from }) =>
        (to === SERVER && fate.kind !== 'arrived' && fate.kind !== 'refused') || by !== from
          ? [`${sent.seq} ${id}`]
          : [],
      ),
    );
    const kept = {
      ...trace,
      events: trace.events.map((event) => ({
        ...event,
        outcomes: event.outcomes.filter(
          (outcome) => outcome.kind !== 'sent' || !lost.has(`${event.seq} ${outcome.packet.id}`),
        ),
      })),
    };
    const has = countsOf(metadataOf(trace, SERVER).facts);
    for (const link of linksOf(trace)) {
      for (const [key, count] of countsOf(metadataOf(kept, link, 'wrapped').facts))
        expect(has.get(key) ?? 0, `${link}: ${key}`).toBeGreaterThanOrEqual(count);
    }
  });
});

/** How often something of this size passed by this link in this direction: all that a listener can say of a wrapped one. */
function countsOf(facts: readonly MetadataFact[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { via, toward, sizeBytes } of facts) {
    const key = `${via} ${toward} ${sizeBytes}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The example with Bob's phone off for an hour, then on, and the company's log handed over at the end. */
const handed = known(
  parsed(
    edited(
      '  - {id: s3, wait: 2h}',
      `  - {id: y1, power: bob.phone, set: off}
  - {id: y2, send: m9, from: alice, to: bob, text: Are you there}
  - {id: y3, wait: 1h}
  - {id: y4, power: bob.phone, set: on}
  - {id: s3, compel: server, by: mallory}`,
    )
      .replace('watches: [network]', 'watches: [bob.phone-server]')
      .replace('shows:', '  server: {role: server, can: [disclose]}\nshows:'),
  ),
  optionsOf('model'),
);

describe('who was there', () => {
  const { reach } = metadataOf(handed.played.trace, SERVER);
  const offAt = handed.played.steps.find(({ id }) => id === 'y2')?.at ?? 0;

  it('is seen by packets of the device itself', () => {
    expect(reach.filter(({ kind, device }) => kind === 'there' && device === 'alice.phone').length).toBeGreaterThan(2);
    expect(reach.every(({ kind, how }) => (how === 'seen') === (kind === 'there'))).toBe(true);
  });

  it('is inferred to be silent from the first unanswered message until it answers', () => {
    const silent = reach.filter(({ kind }) => kind === 'silent');
    expect(silent.map(({ device }) => device)).toEqual(['bob.phone']);
    expect(silent[0]?.from).toBeGreaterThanOrEqual(offAt);
    expect((silent[0]?.to ?? 0) - (silent[0]?.from ?? 0)).toBeGreaterThan(50 * 60_000);
  });
});

describe('what was handed over', () => {
  it('is what the company had noted by then, and nothing of it before', () => {
    const { trace } = handed.played;
    const at = trace.events.findIndex(({ outcomes }) => outcomes.some(({ kind }) => kind === 'disclosed'));
    expect(at).toBeGreaterThan(0);
    const elsewhere = (last: number): readonly MetadataFact[] =>
      metadataOf(trace, 'mallory', 'wrapped', last).facts.filter(({ how }) => how === 'noted');
    expect(elsewhere(at - 1)).toEqual([]);
    expect(elsewhere(at).map(({ says }) => says.kind === 'message' && says.message)).toEqual(['m1', 'm9']);
    expect(elsewhere(trace.events.length - 1)).toEqual(elsewhere(at));
  });
});

describe('metadata of any party, at any moment', () => {
  it.each(named(runs))('holds no bytes and no text of a message: %s', (_, { played }) => {
    const texts = played.trace.events.flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome) => (outcome.kind === 'wrote' ? [outcome.text] : [])),
    );
    for (const party of metadataParties(played.trace)) {
      for (const transport of TRANSPORTS) {
        const metadata = metadataOf(played.trace, party, transport);
        expect(byteStringsIn(metadata)).toEqual([]);
        const strings = stringsIn(metadata);
        for (const text of texts) if (text !== '') expect(strings.has(text), text).toBe(false);
      }
    }
  });

  it.each(named(runs))('only becomes more: %s', (_, run) => {
    const { trace } = run.played;
    for (const party of metadataParties(trace)) {
      const whole = metadataOf(trace, party).facts;
      for (let at = -1; at <= lastOf(run); at += 7) {
        const then = metadataOf(trace, party, 'open', at).facts;
        expect(then).toEqual(whole.slice(0, then.length));
        expect(then.every(({ seq }) => seq <= at)).toBe(true);
      }
    }
  });

  it('cannot be asked of a device or a stranger', () => {
    expect(() => metadataOf(late.played.trace, 'alice.phone')).toThrow(/these can: network/);
    expect(() => metadataOf(late.played.trace, 'zoe')).toThrow(/"zoe"/);
  });
});

/** Every string that stands anywhere in a value. */
function stringsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) stringsIn(part, found);
  return found;
}
