/**
 * The safety net under what is said of storage: at every moment of runs with real databases, what the carver says of a text
 * is held against the bytes themselves. The net knows the texts; the carver does not.
 */
import { expect, test } from 'vitest';
import { pictureIn } from '../../actors/filing/bodies.ts';
import { FILES } from '../../../cli/files.ts';
import { indexOfBytes, utf8 } from '../../crypto/bytes.ts';
import { fileBytes } from '../../storage/pages.ts';
import { knowledgeIn, play, type Played } from '../../scenario/play.ts';
import type { ProtectionId } from '../../protections.ts';
import type { Seq } from '../../trace.ts';
import { parsed } from '../../testing/exampleScenario.ts';
import { model } from '../../crypto/model.ts';
import type { MessageTrail } from '../evidence.ts';
import { diskAt } from './storageView.ts';

const STORY = `
id: net
title: Net
question: What is there?
cast:
  alice: { devices: [phone] }
  bob: { devices: [phone, laptop] }
  mallory: { role: attacker, watches: [network] }
shows: { figure: who-can-read, parties: [alice.phone, bob.phone, mallory] }
storage: on
starts: '10:00'
steps:
  - { id: s1, send: m1, from: alice, to: bob, text: 'The first message of this story' }
  - { id: s2, send: m2, from: bob, to: alice, text: 'A picture for you, with words', picture: true }
  - { id: s3, send: m3, from: bob, to: alice, quotes: m1, text: 'About the first one: 好的，明天见' }
  - { id: s4, send: m4, from: alice, to: bob, text: 'Nothing of this will be left in the end' }
  - { id: e1, edit: m4, as: m5, by: alice, text: 'Shorter now' }
  - { id: x1, screenshot: m3, on: alice.phone }
  - { id: d1, delete: m1, by: alice, for: everyone }
  - { id: d2, delete: m2, by: alice, for: me }
  - { id: c1, chatter: 30, on: alice.phone, with: bob }
  - { id: d3, clear: bob, by: alice }
  - { id: t1, tidy: alice.phone, do: vacuum }
  - { id: t2, tidy: bob.phone, do: checkpoint }
`;

const OFF: readonly (readonly ProtectionId[])[] = [
  [],
  ['overwriteDeleted'],
  ['emptyJournal'],
  ['eraseIndexWords', 'hidePreviews'],
  ['overwriteDeleted', 'eraseIndexWords', 'hidePreviews', 'eraseMessageKeys'],
];

const DEVICES = ['alice.phone', 'bob.phone', 'bob.laptop'];

test.each(OFF)('what is said of a text is so in the bytes, and what is in the bytes is said (off: %s)', (...off) => {
  const played = playedWithout(off);
  const knowledge = knowledgeIn(played);
  const files = knowledge.evidence.files();
  const seen = { present: 0, absent: 0 };
  for (const device of DEVICES) {
    for (const at of files.changes(device)) {
      for (const message of knowledge.messages.filter(({ seq }) => seq <= at)) {
        const isThere = standsIn(played, device, at, message);
        const whole = files
          .remains(device, message, at)
          .some(({ finding, characters, of }) => !finding.wordOf && characters === of);
        expect([device, at, message.label, whole]).toEqual([device, at, message.label, isThere]);
        seen[isThere ? 'present' : 'absent']++;
      }
    }
  }
  expect(seen.present).toBeGreaterThan(50);
  // Where nothing is overwritten and the log is kept, hardly any text ever leaves the files.
  expect(seen.absent).toBeGreaterThan(0);
});

function playedWithout(off: readonly ProtectionId[]): Played {
  const scenario = parsed(STORY, 'net.yaml');
  const switches = Object.fromEntries(off.map((id) => [id, false] as const));
  return play(scenario, {
    suite: model,
    seed: 1,
    language: 'en',
    code: 'test',
    files: FILES,
    switches,
  });
}

/** The letters of the text, or the picture that goes with it, stand somewhere in the device's files, in one piece. */
function standsIn({ trace, options }: Played, device: string, at: Seq, { text, body }: MessageTrail): boolean {
  const disk = diskAt(knowledgeIn({ trace, options }), device, at);
  const picture = pictureIn(body);
  return Object.entries(disk).some(([path, file]) => {
    if (file.kind !== 'pages') return false;
    const bytes = fileBytes(file);
    const isPicture = path.includes('/') && picture !== undefined && indexOfBytes(bytes, picture) !== -1;
    return isPicture || indexOfBytes(bytes, utf8(text)) !== -1;
  });
}
