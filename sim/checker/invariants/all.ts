/** The invariants in the order in which they are reported. */
import { authenticity, noReplay, refusalChangesNothing } from './acceptance.ts';
import { deletedLeavesNothing, onlyTheAuthorDeletes, previewsSayNothing } from './deletion.ts';
import { arrives, honestTicks, inOrder, waitsForThePhone } from './delivery.ts';
import { changeIsShown, ownKeysOnly, swapShowsInCode } from './keys.ts';
import { deliveredIsDone, sealedAgainForTheSame } from './retries.ts';
import { confidentiality, forwardSecrecy, harvestLater, healing } from './secrecy.ts';
import { switchedOffIsClosed } from './switchedOff.ts';
import type { Invariant } from './types.ts';

export const INVARIANTS: readonly Invariant[] = [
  confidentiality,
  forwardSecrecy,
  healing,
  harvestLater,
  authenticity,
  noReplay,
  refusalChangesNothing,
  ownKeysOnly,
  changeIsShown,
  swapShowsInCode,
  sealedAgainForTheSame,
  deliveredIsDone,
  arrives,
  waitsForThePhone,
  inOrder,
  honestTicks,
  onlyTheAuthorDeletes,
  deletedLeavesNothing,
  switchedOffIsClosed,
  previewsSayNothing,
];
