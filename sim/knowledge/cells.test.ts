import { describe, expect, it } from 'vitest';
import { concat, type Bytes } from '../crypto/bytes.ts';
import { model } from '../crypto/model.ts';
import { UNRECORDED } from '../crypto/recorder.ts';
import { encodeRecord } from '../crypto/wire.ts';
import { knowledgeOf } from './knowledge.ts';
import { callsOf, LINK, OTHER_LINK, packetOf, secret, sent, traceOf, type HandStep } from './testing/build.ts';
import { copy, runOf, send } from './testing/run.ts';

const body = encodeRecord(
  { text: [1, 'text'], context: [35, 'bytes'] },
  { text: '九点见', context: secret(9) },
  UNRECORDED,
);
const [key, iv] = [secret(1), secret(2, 16)];
const ciphertext = model.cbcEncrypt(key, iv, body);
const packet = concat(Uint8Array.of(0x33), ciphertext);

/** Alice writes and sends; the server queues, notes, and clears; Bob shows, then loses everything. */
const STORY: readonly HandStep[] = [
  {
    actor: 'a.phone',
    places: { chat: [body] },
    outcomes: [{ kind: 'wrote', message: 'm1', to: 'b', text: '九点见', body }],
  },
  {
    actor: 'a.phone',
    calls: callsOf((r) => {
      r.suite.cbcEncrypt(key, iv, body);
      r.containers.pack([ciphertext], packet);
    }),
    outcomes: [
      { kind: 'sealed', message: 'm1', by: 'a.phone', to: 'b.phone', ciphertext },
      sent(packet, 'message:m1:b.phone@a.phone'),
    ],
  },
  {
    actor: 'server',
    places: { queue: [packet], log: [{ label: 'm1' }] },
    outcomes: [{ kind: 'noted', message: 'm1', from: 'a.phone', to: 'b', sizeBytes: packet.length }],
  },
  {
    actor: 'server',
    outcomes: [
      {
        kind: 'sent',
        packet: { ...packetOf(packet, 'delivery:m1:b.phone@a.phone', OTHER_LINK), from: 'server', to: 'b.phone' },
      },
    ],
  },
  {
    actor: 'b.phone',
    places: { chat: [body] },
    outcomes: [{ kind: 'shown', message: 'm1', claimed: 'a.phone', body, text: '九点见' }],
  },
  {
    actor: 'server',
    places: { queue: [], log: [{ label: 'm1' }] },
    outcomes: [{ kind: 'cleared', message: 'm1', to: 'b.phone' }],
  },
  { actor: 'b.phone', places: { chat: [] } },
  { actor: 'mallory', places: { loot: [key, iv] } },
  { actor: 'b.phone', places: { chat: [body] } },
];
const knowledge = knowledgeOf(traceOf(STORY));
const states = (party: string): readonly string[] =>
  [-1, ...STORY.keys()].map((at) => {
    const { state, since } = knowledge.cell(party, 'm1', at);
    return `${state}@${since}`;
  });

describe('cells', () => {
  it('follow a device that gets, loses and gets back a message', () => {
    expect(states('b.phone')).toEqual([
      ...Array.from({ length: 5 }, () => 'never@-1'),
      'readable@4',
      'readable@4',
      'erased@6',
      'erased@6',
      'readable@8',
    ]);
    expect(states('a.phone').slice(0, 3)).toEqual(['never@-1', 'readable@0', 'readable@0']);
  });

  it('follow a server that has the ciphertext while it is queued, and only its note afterwards', () => {
    expect(states('server')).toEqual([
      'never@-1',
      'never@-1',
      'never@-1',
      'sealed@2',
      'sealed@2',
      'sealed@2',
      'metadata@5',
      'metadata@5',
      'metadata@5',
      'metadata@5',
    ]);
  });

  it('keep for a link and the network what they carried, sealed; and open it for an attacker who gets the key later', () => {
    expect(states(LINK).slice(1, 4)).toEqual(['never@-1', 'sealed@1', 'sealed@1']);
    expect(states(OTHER_LINK).slice(3, 6)).toEqual(['never@-1', 'sealed@3', 'sealed@3']);
    expect(states('network').at(-1)).toBe('sealed@1');
    expect(states('mallory').slice(7)).toEqual(['sealed@1', 'readable@7', 'readable@7']);
  });

  it('show the text decoded from bytes, the first bytes of the ciphertext, and the envelope', () => {
    const envelope = { from: 'a.phone', to: 'b', sizeBytes: packet.length };
    expect(knowledge.cell('b.phone', 'm1', 4)).toMatchObject({ text: '九点见', envelope: { ...envelope, at: 4000 } });
    expect(knowledge.cell('b.phone', 'm1', 6).text).toBe('九点见');
    expect(knowledge.cell('network', 'm1', 3)).toMatchObject({
      bytes: ciphertext.slice(0, 8),
      envelope: { ...envelope, at: 1000 },
    });
    expect(knowledge.cell('network', 'm1', 3).text).toBeUndefined();
    expect(knowledge.cell('server', 'm1', 6)).toMatchObject({ envelope: { ...envelope, at: 2000 } });
    expect(knowledge.cell('server', 'm1', 6).bytes).toBeUndefined();
    expect(knowledge.cell('b.phone', 'm1', 2)).toEqual({ party: 'b.phone', message: 'm1', state: 'never', since: -1 });
  });

  it('are never for a message that was not written, and an unknown party is said to be one', () => {
    expect(knowledge.cell('network', 'm9', 8).state).toBe('never');
    expect(knowledge.knowsMessage('network', 'm9', 8)).toBe(false);
    expect(() => knowledge.cell('eve', 'm1', 8)).toThrow('"eve" is no party');
  });

  it('name the readers in the order of the parties, links only as the network', () => {
    expect(knowledge.readers('m1', -1)).toEqual([]);
    expect(knowledge.readers('m1', 4)).toEqual(['a.phone', 'b.phone']);
    expect(knowledge.readers('m1', 7)).toEqual(['a.phone', 'mallory']);
  });

  it('call metadata what only passed by without its ciphertext being known', () => {
    const unreadable: Bytes = secret(77, 90);
    const steps: HandStep[] = [
      ...STORY.slice(0, 1),
      { actor: 'mallory', outcomes: [sent(unreadable, 'replay:delivery:m1:b.phone@a.phone@1')] },
    ];
    expect(knowledgeOf(traceOf(steps)).cell(LINK, 'm1', 1)).toMatchObject({
      state: 'metadata',
      since: 1,
      envelope: { sizeBytes: 90 },
    });
  });
});

describe('cells of real runs', () => {
  const orders = [
    send('m1', 'alice', 'bob'),
    send('m2', 'bob', 'alice'),
    copy('bob.phone'),
    send('m3', 'alice', 'bob'),
    send('m4', 'bob', 'alice'),
  ];
  const last = (off: Parameters<typeof runOf>[1] = {}): Record<string, string> => {
    const trace = runOf(orders, off);
    const known = knowledgeOf(trace);
    return Object.fromEntries(
      ['server', 'network', 'mallory'].map((party) => [
        party,
        known.messages.map((message) => known.cell(party, message.label, trace.events.length - 1).state).join(' '),
      ]),
    );
  };

  it('show the company nothing but notes when only the phones hold the keys, and every text when it holds them', () => {
    expect(last()['server']).toBe('metadata metadata metadata metadata');
    expect(last({ off: ['endToEnd'] })['server']).toBe('readable readable readable readable');
    expect(last({ off: ['endToEnd'] })['network']).toBe('sealed sealed sealed sealed');
  });

  it('show that erased keys keep earlier messages closed to whoever copies a phone later, and that kept keys do not', () => {
    expect(last()['mallory']?.split(' ').slice(0, 2)).toEqual(['sealed', 'sealed']);
    expect(
      last({ off: ['eraseMessageKeys'] })
        ['mallory']?.split(' ')
        .slice(0, 2),
    ).toEqual(['readable', 'readable']);
  });
});
