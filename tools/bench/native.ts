/** What the native suite saves, and what the simulator still adds when the cryptography is fast. */
import { native } from '../../cli/native.ts';
import { noble } from '../../sim/crypto/noble.ts';
import type { Suite } from '../../sim/crypto/suite.ts';
import { play } from '../../sim/scenario/play.ts';
import { open, seal } from '../../sim/protocol/session.ts';
import { alternating, sameDirection } from '../../sim/testing/conversation.ts';
import { pairOfEndpoints, toolsFor } from '../../sim/testing/tools.ts';
import { fiftyEvents } from './campaigns.ts';
import { farRatio, optionsOf, pair, ratio, ratioFigure, warmUp } from './cryptography.ts';
import { compare } from './harness.ts';
import { judged, plain, type Row } from './rows.ts';

const MESSAGES = 100;

export function nativeRows(): readonly Row[] {
  warmUp();
  const conversation = alternating(MESSAGES);
  const few = { rounds: 5, sliceMs: 20 };
  // The protocol's own code on this suite, for the reason that `warmUp` gives.
  for (let i = 0; i < 20; i++) talk(native)();
  const sessions = compare(talk(noble), talk(native), few);
  const played = (suite: Suite) => (): unknown => play(conversation, optionsOf(suite));
  const wholeRuns = compare(played(noble), played(native), few);
  const { compared, runs } = fiftyEvents(noble, native);
  const follows = pair(sameDirection(4), sameDirection(4 + MESSAGES), native);
  const turns = pair(undefined, conversation, native);
  return [
    judged(
      `noble over native, two endpoints, set-up and ${MESSAGES} alternating messages`,
      sessions.ratio,
      farRatio(sessions),
      { gate: 10, unit: 'x', atLeast: true },
    ),
    plain('the same conversation in a whole run: phones, server, receipts, trace', farRatio(wholeRuns)),
    judged(`noble over native, ${runs} runs of about 50 events, all invariants`, compared.ratio, farRatio(compared), {
      gate: 4,
      unit: 'x',
      atLeast: true,
    }),
    judged(
      `native, whole simulator over bare cryptography, ${MESSAGES} messages in one direction`,
      ...ratioFigure(compare(follows.whole, follows.bare)),
      { gate: 1.8, unit: 'x' },
    ),
    plain(
      `native, the same for set-up and ${MESSAGES} alternating messages`,
      ratio(compare(turns.whole, turns.bare, few)),
    ),
  ];
}

/** Two endpoints on the protocol floor, recorded as in a run, without anything above: set-up, then each writes in turn. */
const talk = (suite: Suite) => (): unknown => {
  let { alice, bob } = pairOfEndpoints({ suite });
  const text = new Uint8Array(TEXT_BYTES).fill(0x61);
  for (let n = 0; n < MESSAGES; n++) {
    const forth = n % 2 === 0;
    const [from, to] = forth ? [alice, bob] : [bob, alice];
    const sealed = seal(from, forth ? 'bob' : 'alice', text, toolsFor(`${n} sealed`, { suite }));
    if (!sealed.ok) throw new Error(`an endpoint with a session can write: ${sealed.reason}`);
    const sender = forth ? 'alice' : 'bob';
    const opened = open(to, sender, sealed.type, sealed.wire, `${n}`, toolsFor(`${n} opened`, { suite }));
    if (!opened.ok) throw new Error(`an honest message opens: ${opened.reason}`);
    [alice, bob] = forth ? [sealed.endpoint, opened.endpoint] : [opened.endpoint, sealed.endpoint];
  }
  return [alice, bob];
};

/** About a short message with its padding. */
const TEXT_BYTES = 200;
