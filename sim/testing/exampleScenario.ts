/** A small valid scenario file for tests to edit, and short ways to parse it. */
import { parseScenario } from '../scenario/parse.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/types.ts';

export const EXAMPLE = `id: example
title: An example
question: Who can read it?
serves: [M09]
cast:
  alice: {devices: [phone, laptop]}
  bob: {devices: [phone]}
  mallory: {role: attacker, watches: [network]}
shows: {figure: who-can-read, parties: [alice.phone, network, bob.phone, mallory], protection: eraseMessageKeys}
steps:
  - {id: s1, send: m1, from: alice, to: bob, text: Meet at nine}
  - id: q1
    ask: Can {mallory} read it now?
    reveal: s2
    options:
      - {text: 'Yes', when: 'canRead(mallory, m1)', misconception: M09}
      - {text: 'No', when: 'not canRead(mallory, m1)'}
  - {id: s2, at: '10:20', compromise: bob.phone, by: mallory, takes: [keys]}
  - {id: s3, wait: 2h}
  - {id: s4, replay: m1, by: mallory}
  - {id: s5, tamper: bob.phone-server, by: mallory, flip: mac}
  - {id: s6, send: m2, from: bob.phone, to: alice, text: Fine}
close: {still-closed: [m1]}
expect:
  - not canRead(mallory, m1)
variants:
  - {id: keys-kept, set: {protections: {eraseMessageKeys: off}}, expect: ['canRead(mallory, m1)']}
  - id: edited
    replace: {s2: {compromise: bob.phone, by: mallory}}
    insert-after: {s2: [{id: x1, send: m3, from: alice, to: bob, text: More}]}
    remove: [s4]
    expect: ['delivered(m3, bob.phone)']
`;

/** The example with one piece of its text replaced; the piece must be there, or the test tests nothing. */
export function edited(piece: string, by: string): string {
  if (!EXAMPLE.includes(piece)) throw new Error(`The example does not contain ${piece}`);
  return EXAMPLE.replace(piece, () => by);
}

/** The scenario of a source that must be valid. */
export function parsed(source: string, file = 'example.yaml', shipped = false): Scenario {
  const result = parseScenario(file, source, { shipped });
  if (!result.ok)
    throw new Error(result.problems.map(({ line, column, message }) => `${line}:${column} ${message.en}`).join('\n'));
  return result.scenario;
}

/** What is said about a source in a person's own file. */
export function problemsIn(source: string): readonly Problem[] {
  const result = parseScenario('example.yaml', source, { shipped: false });
  return result.ok ? [] : result.problems;
}
