/** What tests of the lower floors share: tools with a fresh recorder, and two endpoints with a session. */
import { entropyFor } from '../crypto/entropy.ts';
import { noble } from '../crypto/noble.ts';
import { recorderFor } from '../crypto/recorder.ts';
import type { Suite } from '../crypto/suite.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { ALL_ON, type Protections } from '../protections.ts';
import { bundleOf, drawPrekeys } from '../protocol/prekeys.ts';
import { newEndpoint, type Endpoint } from '../protocol/endpoint.ts';
import { openSession } from '../protocol/session.ts';
import type { Handshake, Tools } from '../protocol/tools.ts';

export interface TestTools {
  readonly suite?: Suite;
  readonly seed?: number;
  readonly limits?: Limits;
  readonly protections?: Protections;
  readonly handshake?: Handshake;
  /** Virtual milliseconds. */
  readonly now?: number;
}

/** Tools for one step; `scope` keeps the draws of different steps apart. */
export function toolsFor(scope: string, options: TestTools = {}): Tools {
  const { suite, containers } = recorderFor(options.suite ?? noble);
  return {
    suite,
    containers,
    entropy: entropyFor(options.seed ?? 1, scope),
    limits: options.limits ?? LIMITS.lesson,
    protections: options.protections ?? ALL_ON,
    handshake: options.handshake ?? 'x3dh',
    now: options.now ?? 0,
  };
}

/** Alice with a session towards Bob, and Bob who knows nothing of her yet. */
export function pairOfEndpoints(options: TestTools = {}, oneTimeCount = 1): { alice: Endpoint; bob: Endpoint } {
  const alice = newEndpoint(drawPrekeys(1, toolsFor('alice', options)));
  const bob = newEndpoint(drawPrekeys(oneTimeCount, toolsFor('bob', options)));
  const opened = openSession(
    alice,
    'bob',
    bundleOf(bob.prekeys, bob.prekeys.oneTime[0]),
    toolsFor('alice opens', options),
  );
  if (!opened.ok) throw new Error(`an honest bundle was refused: ${opened.reason}`);
  return { alice: opened.endpoint, bob };
}
