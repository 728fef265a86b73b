import { describe, expect, it } from 'vitest';
import { equalBytes, indexOfBytes, toHex, utf8 } from '../crypto/bytes.ts';
import { known, lastOf, optionsOf, runsOf, shipped, stepEnds, type KnownPlay } from '../testing/shipped.ts';
import { inspect, packetBetween, packetsOf, type InspectedLayer, type Inspection } from './inspect.ts';
import { keysOf } from './keys.ts';

const LATE = runsOf(shipped('keys-stolen-late'), optionsOf('noble'));
const [BASE] = LATE;
if (!BASE) throw new Error('a shipped scenario has a base run');

const allOf = (run: KnownPlay, party: string, at: number): readonly Inspection[] =>
  packetsOf(run.played.trace, at).flatMap(({ id }) => inspect(run.played.trace, run.knowledge, id, party, at) ?? []);
const kindIn = (layers: readonly InspectedLayer[], kind: string): InspectedLayer | undefined =>
  layers.find((layer) => layer.kind === kind);

describe('a packet in the eyes of a party', () => {
  it('is open down to its text exactly where the closure says that the party can read the message', () => {
    const seen = { open: 0, closed: 0 };
    for (const run of LATE) {
      const { played, knowledge } = run;
      for (const at of stepEnds(played).filter((_, i) => i % 2 === 0)) {
        for (const party of ['alice.phone', 'bob.phone', 'server', 'network', 'mallory']) {
          for (const { packet, layers } of allOf(run, party, at)) {
            const content = kindIn(layers, 'content');
            if (!content || packet.message === undefined) continue;
            const canRead = knowledge.knowsMessage(party, packet.message, at);
            expect([packet.id, party, at, content.closed === undefined]).toEqual([packet.id, party, at, canRead]);
            seen[canRead ? 'open' : 'closed']++;
            expect(content.readers.includes(party)).toBe(canRead);
          }
        }
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });

  it('holds no byte of what is sealed for it', () => {
    const text = utf8(BASE.knowledge.messages[0]?.text ?? '');
    for (const { layers } of allOf(BASE, 'network', lastOf(BASE))) {
      for (const { bytes, fields, closed } of layers) {
        if (closed !== undefined) expect([bytes, fields]).toEqual([undefined, []]);
        else expect(indexOfBytes(bytes ?? new Uint8Array(0), text)).toBe(-1);
      }
    }
  });

  it('says whether the ciphertext or only a key is lacking', () => {
    const reasons = (party: string): ReadonlySet<string | undefined> =>
      new Set(
        allOf(BASE, party, lastOf(BASE))
          .filter(({ packet }) => packet.message === 'm1')
          .map(({ layers }) => kindIn(layers, 'content')?.closed),
      );
    expect(reasons('network')).toContain('no-key');
    // The company has passed m1 on and keeps it no more.
    expect(reasons('server')).toContain('no-ciphertext');
  });

  it('tells where each value came from: a computation whose result it is, at its event', () => {
    const { events } = BASE.played.trace;
    let computed = 0;
    for (const { layers } of allOf(BASE, 'alice.phone', lastOf(BASE))) {
      for (const { id, content, origin } of layers.flatMap(({ fields }) => fields)) {
        if (origin.kind !== 'computed') continue;
        computed++;
        const event = events[origin.seq];
        const gave = event?.calls.some(
          ({ op, outputs }) =>
            op === origin.op &&
            outputs.some(
              (output) =>
                equalBytes(output, content) ||
                equalBytes(output, content.subarray(1)) ||
                (id === 'message.mac' && toHex(output).startsWith(toHex(content))),
            ),
        );
        expect([id, origin.op, event?.actor, gave]).toEqual([id, origin.op, origin.actor, true]);
      }
    }
    expect(computed).toBeGreaterThan(20);
  });

  it('leads from a ciphertext to the message key that the keys figure draws', () => {
    const at = lastOf(BASE);
    const packet = packetBetween(BASE.played.trace, 'm1', ['alice.phone', 'bob.phone'], at) ?? '';
    const inspection = inspect(BASE.played.trace, BASE.knowledge, packet, 'alice.phone', at);
    const fields = inspection?.layers.flatMap((layer) => layer.fields) ?? [];
    const key = fields.find(({ id }) => id === 'message.ciphertext')?.origin.key;
    if (!key) throw new Error('a ciphertext was sealed with a message key');
    const { sessions } = keysOf(BASE.played.trace, key.device, key.peer, at);
    const drawn = sessions.flatMap(({ steps }) => steps.flatMap(({ chain }) => chain?.messages ?? []));
    expect(drawn.find((one) => one.key.id === key.id)?.message).toBe('m1');
    expect(inspection?.packet.message).toBe('m1');
  });

  it('is none before it was sent', () => {
    const run = known(shipped('one-message'), optionsOf('model'));
    const last = packetsOf(run.played.trace, lastOf(run)).at(-1);
    if (!last) throw new Error('something was sent');
    expect(inspect(run.played.trace, run.knowledge, last.id, 'server', last.seq - 1)).toBeUndefined();
    expect(inspect(run.played.trace, run.knowledge, '0.99', 'server', lastOf(run))).toBeUndefined();
  });
});
