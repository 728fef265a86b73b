/**
 * Every cap and timer of the simulator, with unit, reason and source, in one place.
 *
 * Two profiles: `real` uses the values of the real implementations, `lesson` scales the large ones down so that a learner
 * can reach them by hand; the screen says which one is in force. Sources: PROTOCOL sections 1.2, 3.3, 17.1.
 */
export type LimitsProfile = 'lesson' | 'real';

export interface Limits {
  /** Messages a receiving chain may jump forward in one go (libsignal MAX_FORWARD_JUMPS). */
  readonly forwardJumps: number;
  /** Skipped message keys kept per receiving chain (MAX_MESSAGE_KEYS); the oldest is dropped first. */
  readonly skippedKeys: number;
  /** Receiving chains kept per session (MAX_RECEIVER_CHAINS); late messages of older chains are lost. */
  readonly receiverChains: number;
  /** One-time prekeys a device uploads when it registers (WhatsApp Web UPLOAD_KEYS_COUNT). */
  readonly oneTimePrekeys: number;
}

export const LIMITS: Readonly<Record<LimitsProfile, Limits>> = {
  lesson: { forwardJumps: 25, skippedKeys: 20, receiverChains: 5, oneTimePrekeys: 4 },
  real: { forwardJumps: 25_000, skippedKeys: 2_000, receiverChains: 5, oneTimePrekeys: 812 },
};

/** One-way delay of a link in milliseconds where the scenario names none: a good mobile network. */
export const LATENCY_MS = 40;

/** Virtual time between two steps of a scenario where it names none. */
export const STEP_GAP_MS = 60_000;

/** Limits on what a person may hand us: far above any honest scenario, far below what would freeze a page. */
export const INPUT_LIMITS = {
  yamlBytes: 256 * 1024,
  steps: 500,
  people: 20,
  devicesEach: 6,
  textCharacters: 2_000,
  variants: 20,
  probeCharacters: 500,
  probeDepth: 40,
  shareLinkCharacters: 16_384,
} as const;
