/** What the native suite saves, and what the simulator still adds when the cryptography is fast. */
import { native } from '../../cli/native.ts';
import { noble } from '../../sim/crypto/noble.ts';
import type { Suite } from '../../sim/crypto/suite.ts';
import { play } from '../../sim/scenario/play.ts';
import { alternating, sameDirection } from '../../sim/testing/conversation.ts';
import { fiftyEvents } from './campaigns.ts';
import { farRatio, optionsOf, pair, ratio, ratioFigure, warmUp } from './cryptography.ts';
import { compare } from './harness.ts';
import { judged, plain, type Row } from './rows.ts';

const MESSAGES = 100;

export function nativeRows(): readonly Row[] {
  warmUp();
  const conversation = alternating(MESSAGES);
  const played = (suite: Suite) => (): unknown => play(conversation, optionsOf(suite));
  const bare = (suite: Suite): (() => unknown) => pair(undefined, conversation, suite).bare;
  const few = { rounds: 5, sliceMs: 20 };
  const wholeRuns = compare(played(noble), played(native), few);
  const bareCalls = compare(bare(noble), bare(native), few);
  const { compared, runs } = fiftyEvents(noble, native);
  const follows = pair(sameDirection(4), sameDirection(4 + MESSAGES), native);
  const turns = pair(undefined, conversation, native);
  return [
    judged(`noble over native, set-up and ${MESSAGES} alternating messages`, wholeRuns.ratio, farRatio(wholeRuns), {
      gate: 10,
      unit: 'x',
      atLeast: true,
    }),
    plain('  the same primitive calls, bare', farRatio(bareCalls)),
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
    plain(`native, the same for set-up and ${MESSAGES} alternating messages`, ratio(compare(turns.whole, turns.bare))),
  ];
}
