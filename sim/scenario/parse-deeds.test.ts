/** Steps in which somebody disturbs, reads along, cheats or compares: as they are written, and what is said of mistakes in them. */
import { describe, expect, it } from 'vitest';
import { EXAMPLE, edited, parsed, problemsIn } from '../testing/exampleScenario.ts';
import type { Misdeed } from '../trace.ts';
import { decodeScenario, encodeScenario } from './link.ts';
import { toYaml } from './to-yaml.ts';
import { ATTACKER_CAPABILITIES, SERVER_CAPABILITIES, type AttackerCapability } from './types.ts';
import { applyVariant } from './variants.ts';

const CAST = `  server: {role: server, can: [disclose, drop, delay, replay, reorder, swap-keys, forge-ticks]}
  gateway: {role: attacker, watches: [bob.phone-server], can: [disturb]}
`;
/** The example with one more step at its end, in a cast where everything may be done. */
const withStep = (step: string): string =>
  edited('shows:', `${CAST}shows:`).replace('close:', () => `  - {id: x, ${step}}\nclose:`);
const stepOf = (step: string): unknown => parsed(withStep(step)).steps.at(-1);
/** Line of the added step in the edited example. */
const LINE = 25;
const said = (source: string): readonly string[] =>
  problemsIn(source).map(({ line, column, code }) => `${line}:${column} ${code}`);
/** What stands at each place that a problem names, to the end of the line. */
const pointedAt = (source: string): readonly { line: number; code: string; at: string }[] =>
  problemsIn(source).map(({ line, column, code }) => ({
    line,
    code,
    at: (source.split('\n')[line - 1] ?? '').slice(column - 1),
  }));
const sentences = (source: string): readonly string[] =>
  problemsIn(source).map(({ message, cure }) => `${message.en} ${cure.en}`);

const FAULT = { id: 'x', kind: 'fault', next: 1, of: 'everything', seconds: 0, bytesPerSecond: 0 };
const WRITTEN: readonly (readonly [written: string, step: object])[] = [
  ['read: m1, on: bob.phone', { id: 'x', kind: 'read', read: 'm1', on: 'bob.phone' }],
  ['read: m1, on: bob', { kind: 'read', on: 'bob' }],
  ['implant: bob.phone, by: mallory', { kind: 'implant', device: 'bob.phone', by: 'mallory', takes: ['keys', 'chat'] }],
  ['implant: bob.phone, by: mallory, takes: [chat]', { kind: 'implant', takes: ['chat'] }],
  ['remove: bob.phone, by: mallory', { kind: 'remove', device: 'bob.phone', by: 'mallory' }],
  [
    'drop: bob.phone-server, next: 2, toward: bob.phone, by: gateway',
    { ...FAULT, fault: 'drop', link: 'bob.phone-server', next: 2, of: 'messages', toward: 'bob.phone', by: 'gateway' },
  ],
  ['duplicate: bob.phone-server, of: everything', { ...FAULT, fault: 'duplicate', link: 'bob.phone-server' }],
  ['delay: bob.phone-server, for: 90s', { ...FAULT, fault: 'delay', of: 'messages', seconds: 90 }],
  ['delay: bob.phone-server, for: 2d, toward: server', { fault: 'delay', seconds: 172_800, toward: 'server' }],
  ['reorder: bob.phone-server', { fault: 'reorder', next: 1, of: 'messages' }],
  ['cut: bob.phone-server', { ...FAULT, fault: 'cut' }],
  ['throttle: bob.phone-server, bytesPerSecond: 100', { ...FAULT, fault: 'throttle', bytesPerSecond: 100 }],
  ['heal: bob.phone-server', { ...FAULT, fault: 'heal' }],
  ['power: bob.phone, set: off', { kind: 'power', device: 'bob.phone', on: false }],
  ['power: bob.phone, set: on', { kind: 'power', on: true }],
  ['service: down', { id: 'x', kind: 'service', up: false }],
  ['service: up', { kind: 'service', up: true }],
  ['misdeed: drop, against: bob.phone', { kind: 'misdeed', misdeed: 'drop', against: 'bob.phone', seconds: 0 }],
  ['misdeed: delay, against: bob.phone, for: 2h', { misdeed: 'delay', seconds: 7_200 }],
  ['misdeed: replay, against: bob.phone, message: m1', { misdeed: 'replay', message: 'm1' }],
  ['misdeed: swap-keys, against: bob.phone, other: alice.phone', { misdeed: 'swap-keys', other: 'alice.phone' }],
  ['misdeed: forge-ticks, against: alice.phone, message: m1, tick: read', { misdeed: 'forge-ticks', tick: 'read' }],
  ['compel: server, by: mallory', { id: 'x', kind: 'compel', by: 'mallory' }],
  ['compare: bob, by: alice', { id: 'x', kind: 'compare', with: 'bob', by: 'alice' }],
  ['approve: bob, by: alice', { id: 'x', kind: 'approve', contact: 'bob', by: 'alice' }],
  ['wait: 365d', { kind: 'wait', wait: 525_600 }],
];

describe('a step', () => {
  it.each(WRITTEN)('{%s} is read with its defaults', (written, step) => {
    expect(stepOf(written)).toMatchObject(step);
  });

  it.each(WRITTEN)('{%s} is the same after it was saved, and inside a link', (written) => {
    const scenario = parsed(withStep(written));
    expect(parsed(toYaml(scenario))).toEqual(scenario);
    expect(decodeScenario(encodeScenario(scenario))).toEqual({ ok: true, scenario });
  });

  it('can replace another one, and be inserted, in a variant', () => {
    const source = withStep('wait: 5').replace(
      's2: {compromise: bob.phone, by: mallory}',
      's2: {cut: bob.phone-server}',
    );
    expect(parsed(source).variants[1]?.replace['s2']).toMatchObject({ id: 's2', kind: 'fault', fault: 'cut' });
    expect(parsed(toYaml(parsed(source)))).toEqual(parsed(source));
  });
});

describe('a mistake in a step', () => {
  it.each<[name: string, step: string, at: string, code: string]>([
    ['an unknown message to read', 'read: m9, on: bob.phone', 'm9', 'unknown-message'],
    ['a message read by its sender', 'read: m1, on: alice.phone', 'alice.phone', 'not-theirs'],
    ['an implant on a person', 'implant: bob, by: mallory', 'bob,', 'device-needed'],
    ['an implant by nobody', 'implant: bob.phone, by: malory', 'malory', 'unknown-attacker'],
    ['an implant without an attacker', 'implant: bob.phone', '{id: x', 'missing-key'],
    ['an implant by who may not', 'implant: bob.phone, by: gateway', 'bob.phone', 'not-able'],
    ['a fault on an unknown link', 'drop: bob.phone-sever', 'bob.phone-sever', 'unknown-link'],
    ['a fault on a device', 'cut: bob.phone', 'bob.phone}', 'unknown-link'],
    ['no packet at all', 'drop: bob.phone-server, next: 0', '0', 'out-of-range'],
    ['an unknown kind of packet', 'drop: bob.phone-server, of: mesages', 'mesages', 'not-one-of'],
    ['a direction that is none', 'drop: bob.phone-server, toward: alice.phone', 'alice.phone', 'not-an-end'],
    ['a fault by who does not watch', 'cut: alice.phone-server, by: gateway', 'alice.phone-server', 'not-watched'],
    [
      'a tampering by who may only disturb',
      'tamper: bob.phone-server, by: gateway, flip: mac',
      'bob.phone-server',
      'not-able',
    ],
    ['a delay without a length', 'delay: bob.phone-server', '{id: x', 'missing-key'],
    ['a delay in an unknown unit', 'delay: bob.phone-server, for: 5w', '5w', 'length-form'],
    ['a delay without a unit', 'delay: bob.phone-server, for: 5', '5}', 'length-form'],
    ['a delay of years', 'delay: bob.phone-server, for: 366d', '366d', 'length-form'],
    ['a delay in full-width', 'delay: bob.phone-server, for: 5ｓ', 'ｓ', 'full-width'],
    ['a cut of the next packet', 'cut: bob.phone-server, next: 1', 'next', 'unknown-key'],
    ['a cut in one direction', 'cut: bob.phone-server, toward: server', 'toward', 'unknown-key'],
    ['a throttle without an amount', 'throttle: bob.phone-server', '{id: x', 'missing-key'],
    ['a power neither on nor off', 'power: bob.phone, set: maybe', 'maybe', 'toggle'],
    ['a service neither up nor down', 'service: donw', 'donw', 'not-one-of'],
    ['an unknown misdeed', 'misdeed: swap-key, against: bob.phone', 'swap-key,', 'not-one-of'],
    ['a misdeed against a person', 'misdeed: drop, against: bob', 'bob}', 'device-needed'],
    ['a delay for no time', 'misdeed: delay, against: bob.phone', '{id: x', 'needed-here'],
    ['a replay of nothing', 'misdeed: replay, against: bob.phone', '{id: x', 'needed-here'],
    ['a swap with nobody', 'misdeed: swap-keys, against: bob.phone', '{id: x', 'needed-here'],
    ['a swap with oneself', 'misdeed: swap-keys, against: bob.phone, other: bob.phone', 'bob.phone}', 'one-person'],
    ['a forged tick of no kind', 'misdeed: forge-ticks, against: alice.phone, message: m1', '{id: x', 'needed-here'],
    [
      'a tick on the wrong phone',
      'misdeed: forge-ticks, against: bob.phone, message: m1, tick: read',
      'bob.phone',
      'not-theirs',
    ],
    ['a replay to the wrong phone', 'misdeed: replay, against: alice.phone, message: m1', 'alice.phone', 'not-theirs'],
    ['a tick with a drop', 'misdeed: drop, against: bob.phone, tick: read', 'tick:', 'not-here'],
    ['a message with a delay', 'misdeed: delay, against: bob.phone, for: 2h, message: m1', 'message:', 'not-here'],
    ['compelling a person', 'compel: bob, by: mallory', 'bob', 'not-one-of'],
    ['compelling for nobody', 'compel: server, by: alice', 'alice', 'unknown-attacker'],
    ['comparing with an unknown person', 'compare: bobb, by: alice', 'bobb', 'unknown-person'],
    ['comparing with a device', 'compare: bob.phone, by: alice', 'bob.phone', 'unknown-person'],
    ['comparing by nobody', 'compare: bob, by: alcie', 'alcie', 'unknown-person'],
    ['comparing with oneself', 'compare: alice, by: alice', 'alice, by', 'one-person'],
    ['agreeing with oneself', 'approve: alice, by: alice', 'alice, by', 'one-person'],
    ['two verbs', 'drop: bob.phone-server, cut: bob.phone-server', '{id: x', 'two-verbs'],
  ])('%s', (_name, step, at, code) => {
    const source = withStep(step);
    const found = pointedAt(source);
    expect(found.map((one) => `${one.line} ${one.code}`)).toEqual([`${LINE} ${code}`]);
    expect(found[0]?.at.slice(0, at.length)).toBe(at);
    for (const { message, cure } of problemsIn(source)) {
      expect(`${message.zh}${cure.zh}`).toMatch(/\p{Script=Han}/u);
      expect(`${message.en} ${cure.en}`).not.toMatch(/undefined|\[object/);
    }
  });

  it.each([
    ['drpo: bob.phone-server', 'Did you mean "drop"?'],
    ['misdeed: swap-key, against: bob.phone', 'Did you mean "swap-keys"?'],
    ['compare: bobb, by: alice', 'Did you mean "bob"?'],
    ['service: donw', 'Did you mean "down"?'],
    ['misdeed: drop, against: bob.phone, tick: read', 'it belongs to `forge-ticks`'],
    ['misdeed: drop, against: bob.phone, message: m1', 'it belongs to `replay` and `forge-ticks`'],
    ['drop: bob.phone-server, toward: alice.phone', 'Write bob.phone or server'],
    ['read: m1, on: alice.phone', 'm1 is for bob'],
    ['implant: bob.phone, by: gateway', 'Add `implant` to `can` of gateway.'],
    ['delay: bob.phone-server, for: 5', '5s, 5m, 2h or 3d'],
  ])('{%s} is told with what to type: %s', (step, cure) => {
    expect(sentences(withStep(step)).join(' ')).toContain(cure);
  });
});

describe('what somebody may do', () => {
  it('is everything for an attacker, and nothing but its work for the server, where nothing is said', () => {
    const { cast } = parsed(edited('shows:', '  server: {role: server}\nshows:'));
    expect(cast['mallory']).toMatchObject({ can: ['alter', 'replay', 'disturb', 'copy', 'implant', 'quantum'] });
    expect(cast['server']).toEqual({ role: 'server', can: [] });
  });

  it.each([
    ['can: []', ['18:39 not-able', '20:22 not-able', '21:22 not-able']],
    ['can: [copy, replay]', ['21:22 not-able']],
    ['can: [copy, replay, alter]', []],
    ['can: [copy, replay, altr]', ['8:69 not-one-of']],
  ])('stands in its list: an attacker with %s', (can, expected) => {
    // Of the steps only, for the variant would say the same again.
    const source = edited('watches: [network]}', `watches: [network], ${can}}`).split('variants:', 1)[0] ?? '';
    expect(said(source)).toEqual(expected);
  });

  it('is told with the line to add, for a server that the cast does not name and for one that it names', () => {
    const step = '{id: x, misdeed: swap-keys, against: bob.phone, other: alice.phone}';
    const honest = edited('close:', `  - ${step}\nclose:`);
    expect(said(honest)).toEqual(['23:22 not-able']);
    expect(sentences(honest)[0]).toContain('Add `server: {role: server, can: [swap-keys]}` to `cast`.');
    const curious = honest.replace('shows:', '  server: {role: server, can: [keep]}\nshows:');
    expect(said(curious)).toEqual(['24:22 not-able']);
    expect(sentences(curious)[0]).toContain('Add `swap-keys` to `can` of server.');
  });

  it('includes handing over only where the server may disclose', () => {
    const source = edited('close:', '  - {id: x, compel: server, by: mallory}\nclose:');
    expect(sentences(source)[0]).toContain('can: [disclose]');
  });

  it('is no business of a second server, nor of a person of that name', () => {
    expect(said(edited('shows:', '  company: {role: server}\nshows:'))).toEqual(['9:3 server-name']);
    expect(said(edited('shows:', '  server: {devices: [phone]}\nshows:'))).toEqual(['9:3 reserved-id']);
  });

  it('is kept when the scenario is saved', () => {
    const scenario = parsed(withStep('wait: 5'));
    expect(parsed(toYaml(scenario)).cast).toEqual(scenario.cast);
    expect(toYaml(scenario)).toContain('can: [ disturb ]');
    expect(toYaml(scenario)).not.toMatch(/mallory:.*can/);
  });
});

describe('a deed that is not in the list of who does it', () => {
  /** The example in a cast of a server and an attacker who may do these things, with one more step. */
  const having = (serverCan: readonly string[], attackerCan: readonly string[], step: string): string =>
    edited(
      'shows:',
      `  server: {role: server, can: [${serverCan.join(', ')}]}
  eve: {role: attacker, watches: [network], can: [${attackerCan.join(', ')}]}
shows:`,
    ).replace('close:', () => `  - {id: x, ${step}}\nclose:`);
  const SERVER_DEEDS: Readonly<Record<Misdeed | 'disclose', string>> = {
    drop: 'misdeed: drop, against: bob.phone',
    delay: 'misdeed: delay, against: bob.phone, for: 2h',
    replay: 'misdeed: replay, against: bob.phone, message: m1',
    reorder: 'misdeed: reorder, against: bob.phone',
    'swap-keys': 'misdeed: swap-keys, against: bob.phone, other: alice.phone',
    'swap-prekey': 'misdeed: swap-prekey, against: bob.phone, other: alice.phone',
    'withhold-kem': 'misdeed: withhold-kem, against: bob.phone',
    'forge-retry': 'misdeed: forge-retry, against: alice.phone, other: bob.phone, message: m1',
    'forge-ticks': 'misdeed: forge-ticks, against: alice.phone, message: m1, tick: read',
    disclose: 'compel: server, by: mallory',
  };
  const ATTACKER_DEEDS: Readonly<Record<AttackerCapability, string>> = {
    alter: 'tamper: bob.phone-server, by: eve, flip: mac',
    replay: 'replay: m1, by: eve',
    disturb: 'cut: bob.phone-server, by: eve',
    copy: 'compromise: bob.phone, by: eve',
    implant: 'implant: bob.phone, by: eve',
    quantum: 'quantum: eve',
  };

  it.each(Object.entries(SERVER_DEEDS))('%s by a server that may do all but that is refused', (deed, step) => {
    const others = SERVER_CAPABILITIES.filter((capability) => capability !== deed);
    expect(said(having(others, [], step)).map((one) => one.split(' ')[1])).toEqual(['not-able']);
    expect(sentences(having(others, [], step))[0]).toContain(`Add \`${deed}\` to \`can\` of server.`);
    expect(said(having([deed], [], step))).toEqual([]);
  });

  it.each(Object.entries(ATTACKER_DEEDS))('%s by an attacker who may do all but that is refused', (deed, step) => {
    const others = ATTACKER_CAPABILITIES.filter((capability) => capability !== deed);
    expect(said(having([], others, step)).map((one) => one.split(' ')[1])).toEqual(['not-able']);
    expect(sentences(having([], others, step))[0]).toContain(`Add \`${deed}\` to \`can\` of eve.`);
    expect(said(having([], [deed], step))).toEqual([]);
  });

  it('is refused in a variant too', () => {
    const more = '{id: x1, send: m3, from: alice, to: bob, text: More}';
    const inserted = having([], [], 'wait: 5').replace(more, '{id: x1, misdeed: drop, against: bob.phone}');
    expect(problemsIn(inserted).map(({ code }) => code)).toContain('not-able');
  });
});

describe('what a device does with a contact’s new key', () => {
  it('is to accept it, unless the file or a variant says block', () => {
    expect(parsed(EXAMPLE).onKeyChange).toBe('accept');
    expect(parsed(edited('steps:', 'onKeyChange: block\nsteps:')).onKeyChange).toBe('block');
    const scenario = parsed(edited('set: {', 'set: {onKeyChange: block, '));
    expect(applyVariant(scenario, 'keys-kept').onKeyChange).toBe('block');
    expect(applyVariant(scenario, 'edited').onKeyChange).toBe('accept');
    expect(parsed(toYaml(scenario))).toEqual(scenario);
  });

  it('is one of these two words', () => {
    expect(said(edited('steps:', 'onKeyChange: blok\nsteps:'))).toEqual(['10:14 not-one-of']);
  });
});

describe('names in the new probes', () => {
  it.each([
    ['canSendAs(malory, alice, bob.phone)', 'unknown-forger'],
    ['canSendAs(alice, alice, bob.phone)', 'unknown-forger'],
    ['canSendAs(server, alcie, bob.phone)', 'unknown-sender'],
    ['canSendAs(server, alice, bob)', 'device-needed'],
    ['signals(alice.phone)', 'unknown-person'],
    ['ticked(m8, read)', 'unknown-message'],
    ['count(shown(m1, bob)) = 1', 'device-needed'],
    ['shownBefore(m1, m2, server)', 'unknown-device'],
    ['expired(m8)', 'unknown-message'],
    ['knows(bob, m1)', 'device-needed'],
    ['canSendAs(server, alice.phone, bob.phone) and signals(alice) and ticked(m1, read)', undefined],
  ])('%s: %s', (probe, code) => {
    const source = edited('  - not canRead(mallory, m1)', `  - ${probe}`);
    expect(problemsIn(source).map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
  });
});
