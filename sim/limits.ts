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
  /** Archived sessions kept per device pair (ARCHIVED_STATES_MAX_LENGTH). */
  readonly archivedSessions: number;
  /** With fewer one-time prekeys left at the server than this, a device uploads as many new ones (measured; PROTOCOL 1.2). */
  readonly refillBelow: number;
  /** One-time post-quantum prekeys a device uploads, besides its last-resort one. PROTOCOL 1.1. */
  readonly oneTimeKemPrekeys: number;
}

export const LIMITS: Readonly<Record<LimitsProfile, Limits>> = {
  lesson: {
    forwardJumps: 25,
    skippedKeys: 20,
    receiverChains: 5,
    oneTimePrekeys: 4,
    archivedSessions: 5,
    refillBelow: 1,
    oneTimeKemPrekeys: 2,
  },
  real: {
    forwardJumps: 25_000,
    skippedKeys: 2_000,
    receiverChains: 5,
    oneTimePrekeys: 812,
    archivedSessions: 40,
    refillBelow: 10,
    oneTimeKemPrekeys: 100,
  },
};

/** One-way delay of a link in milliseconds where the scenario names none: a good mobile network. */
export const LATENCY_MS = 40;

const DAY_MS = 86_400_000;
/**
 * Sending again: the first time after two seconds, each time twice as long and a little more by chance, never longer than a
 * day. So many tries last thirty days: as long as the server keeps what nobody fetches (`QUEUE_KEEPS_MS`); whoever has made
 * them all waits until the link is known to carry again. Faults that stop within that time therefore lose nothing, and every
 * run comes to an end. Redelivery until it is confirmed: PROTOCOL 11.1; the pauses are ours: real clients publish none.
 */
export const RESEND = { firstMs: 2_000, longestMs: DAY_MS, jitterMs: 500, attempts: 45 } as const;
/** A packet that the network reorders waits so long for one that overtakes it. */
export const REORDER_WAIT_MS = 5_000;
/** How long the server keeps what nobody has fetched (WhatsApp Privacy Policy: at most 30 days). PROTOCOL 11.1. */
export const QUEUE_KEEPS_MS = 30 * DAY_MS;
/** A session to which nobody has ever answered seals nothing from this age on (MAX_UNACKNOWLEDGED_SESSION_AGE). PROTOCOL 3.3. */
export const UNACKNOWLEDGED_MS = 30 * DAY_MS;
/** A device signs a new signed prekey so often (measured in official clients; PROTOCOL 1.1). */
export const SIGNED_PREKEY_MS = 30 * DAY_MS;
/** Earlier signed prekeys whose private halves a device keeps, for first messages that are still on their way. Our own value. */
export const EARLIER_SIGNED_PREKEYS = 1;
/** A device does not hand in prekeys again before (whatsmeow). PROTOCOL 1.2. */
export const REFILL_PAUSE_MS = 600_000;
/** Prekey ids are counters of 24 bits, from 1, that start again when they are used up. PROTOCOL 1.2. */
export const PREKEY_IDS = 0xff_ff_ff;
/** A recipient asks so often for a message that it cannot open, and a sender answers so often. PROTOCOL 11.4. */
export const RETRIES = 5;
/** How long after writing a message can be deleted for everyone: 2 days and 12 hours since 2022; 7 minutes in 2017, 68 minutes 16 seconds in 2018. POLICY 2.2. */
export const DELETE_FOR_EVERYONE_MS = 216_000_000;
/** How long after writing a message can be edited, and how late an edit is still taken. PROTOCOL 12.1. */
export const EDIT_MS = 900_000;
export const EDIT_TAKEN_MS = 1_200_000;
/** The times after which messages may disappear: a day, a week, ninety days. POLICY 2.2. */
export const DISAPPEAR_SECONDS = [86_400, 604_800, 7_776_000] as const;
/** A picture that can be seen once goes after so long if nobody looks at it. PROTOCOL 12.1. */
export const ONCE_KEEPS_MS = 14 * DAY_MS;
/** Messages of a chat that a `chatter` step may write. Our own value. */
export const MOST_CHATTER = 2_000;
/** How long everyday messages are, and how far apart at most: as people write to each other on a good day. Our own values. */
export const CHATTER = { fewestCharacters: 5, mostCharacters: 120, apartMs: 20 * 60_000 } as const;

/** After the last step of a story the world runs on for so long. */
export const AFTERMATH_MS = 3_600_000;

/** Virtual time between two steps of a scenario where it names none. */
export const STEP_GAP_MS = 60_000;

/** Runs of a sweep: where nothing is said, and at most (a share is then known to about one in a hundred; our own choice). */
export const SWEEP = { runs: 200, mostRuns: 10_000 } as const;

/**
 * Pairs that are tried where no single value would have opened a message: every two of so many kinds of values (of one kind
 * are those of which the same comes), the nearest to the message; `lanes` of the pairs are closed at once. Our own values.
 */
export const MISSING_PAIRS = { kinds: 250, lanes: 65_536 } as const;

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

/** Limits on vector files: far above those that exist, far below what would run for hours. */
export const CONFORM_LIMITS = {
  files: 5_000,
  fileBytes: 16 * 1024 * 1024,
  folderDepth: 12,
  steps: 10_000,
  /** Messages that a recorded sender made and threw away in one step: more than a receiver may jump. */
  advance: 30_000,
  logLines: 100_000,
} as const;

/**
 * Limits of a live peer. The length of a line is part of its protocol; the others are ours: no line may keep the process busy
 * for more than some seconds, or fill its memory.
 */
export const PEER_LIMITS = {
  lineBytes: 4 * 1024 * 1024,
  peers: 1_000,
  nameCharacters: 200,
  /** Of one chain: each message that a chain jumps over is a step, and own devices have no other limit. */
  counter: 250_000,
  /** Of a safety code. libsignal refuses as many as one, and more than this. */
  fewestIterations: 2,
  mostIterations: 1_000_000,
} as const;
