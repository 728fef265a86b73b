/**
 * The only door of the simulator for the page, the command line and library users. What is not exported here is nobody's
 * business outside `sim/`. Pure data types may also be imported from the files that define them.
 */
export { chartViews, type ChartView } from './actors/step.ts';
export { traceHash } from './canonical.ts';
export { USUAL_HABITS as usualHabits, type Habits } from './actors/habits.ts';
export { toHex, type Bytes } from './crypto/bytes.ts';
export { noble } from './crypto/noble.ts';
export { remembering } from './crypto/remembering.ts';
export type { Suite } from './crypto/suite.ts';
export { align, type Divergence, type DivergentEvent } from './knowledge/align.ts';
export { firstFlip, flipsByStep, flipsOf, lookAtEnd, type FlippedCell, type KnownTrace } from './knowledge/flips.ts';
export type { QuietDifference } from './knowledge/meaning.ts';
export {
  inspect,
  packetBetween,
  packetsOf,
  type InspectedField,
  type InspectedLayer,
  type Inspection,
  type Origin,
  type PacketEntry,
} from './knowledge/inspect.ts';
export type { Copies, Copy, CopyForm, CopyKind, FileView, FoundAt, Mark, StorageView } from './knowledge/copyTypes.ts';
export type { PageInfo, PageRole } from './storage/carve/types.ts';
export type { FilePath, Housekeeping } from './storage/types.ts';
export { keyPairings, keysOf, livesIn } from './knowledge/keys.ts';
export type {
  ChainKeys,
  KeyLife,
  KeyPairing,
  KeysOfPair,
  MessageKey,
  PrekeyLife,
  RatchetStep,
  SessionKeys,
} from './knowledge/keyTypes.ts';
export { worthIn, type Worth } from './knowledge/opens.ts';
export type { FieldId, LayerKind } from './protocol/dissect.ts';
export { journeysOf, type Disturbance, type Journey, type Loss } from './knowledge/journeys.ts';
export { forge, type ForgeAttempt } from './engine/forge.ts';
export type { ForgeStrategy } from './engine/strategies.ts';
export { chatOn, type ShownLine } from './knowledge/chat.ts';
export { heatmapOf, type HeatCell, type Heatmap, type HeatRow } from './knowledge/heatmap.ts';
export { knowledgeOf, type Knowledge } from './knowledge/knowledge.ts';
export { metadataOf, metadataParties } from './knowledge/metadata.ts';
export type {
  FirstContact,
  KnownMessage,
  KnownTick,
  Metadata,
  MetadataFact,
  Pair,
  Reach,
  Said,
  TransportProjection,
} from './knowledge/metadataTypes.ts';
export { stretchesOf, type Stretch } from './knowledge/stretches.ts';
export { interpolate } from './scenario/interpolate.ts';
export { askedCells, askOf, claimsOf, expectations, judge, type Judgement } from './scenario/lesson.ts';
export { knowledgeIn, play, type FileKeeping, type Played } from './scenario/play.ts';
export type { Removals, TriedRemoval } from './scenario/removal.ts';
export { drawnRuns, type RunName } from './scenario/rounds.ts';
export { actionView, type ActionView, type Came, type Deed } from './scenario/story.ts';
export { isChange, type Change } from './scenario/deletion-story.ts';
export { shareBounds, sweep, type Sweep } from './scenario/sweep.ts';
export type { Whereabouts } from './scenario/whereabouts.ts';
export { needsFiles, needsKem } from './scenario/variants.ts';
export { probeWorld } from './scenario/world.ts';
