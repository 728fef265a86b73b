/**
 * The form of a recorded conversation (`transcript/1`): what two independent implementations said to each other, with every
 * private key, so that ours can be made to say the same. All byte strings are lower-case hexadecimal.
 */
export interface Recording {
  readonly name: string;
  readonly conformance: 'normative' | 'informative';
  readonly why?: string;
  /** False where a peer reports other reasons than the protocol has: then only the fact of a refusal is compared. */
  readonly errorClassStrict: boolean;
  readonly protocol: string;
  /** `0x33`, or `0x34` with a remark. */
  readonly versionByte: string;
  readonly parties: Readonly<Record<string, RecordedParty>>;
  readonly steps: readonly RecordedStep[];
}

interface RecordedParty {
  readonly implementation: string;
  readonly registrationId: number;
  readonly identityPublic: string;
  readonly identityPrivate: string;
}

export type RecordedStep =
  | { readonly op: 'bundle'; readonly who: string; readonly bundle: RecordedBundle }
  | ProcessBundle
  | EncryptStep
  | DecryptStep
  | {
      readonly op: 'advance';
      readonly who: string;
      readonly remote: Remote;
      readonly count: number;
      readonly state: RecordedState;
    }
  | { readonly op: 'archive'; readonly who: string; readonly remote: Remote };

export interface ProcessBundle {
  readonly op: 'processBundle';
  readonly who: string;
  readonly remote: Remote;
  readonly bundle: RecordedBundle;
  readonly ok: boolean;
  readonly error?: RecordedError;
  readonly generated?: { readonly baseKey: RecordedKeys; readonly ratchetKey: RecordedKeys };
  readonly state?: RecordedState;
}
export interface EncryptStep {
  readonly op: 'encrypt';
  readonly who: string;
  readonly remote: Remote;
  readonly plaintext: string;
  readonly ok: boolean;
  readonly id: string;
  readonly type: 'prekey' | 'whisper';
  readonly body: string;
  readonly derived: {
    readonly messageKeySeed: string;
    readonly cipherKey: string;
    readonly macKey: string;
    readonly iv: string;
  };
}
export interface DecryptStep {
  readonly op: 'decrypt';
  readonly who: string;
  readonly remote: Remote;
  readonly ref: string;
  readonly type: 'prekey' | 'whisper';
  /** Where it is not the body of the message referred to. */
  readonly body?: string;
  readonly mutated?: boolean;
  readonly ok: boolean;
  readonly plaintext?: string;
  readonly error?: RecordedError;
  readonly newRatchetKey?: RecordedKeys;
  readonly state?: RecordedState;
}

interface Remote {
  readonly name: string;
  readonly device: number;
}
interface RecordedKeys {
  readonly public: string;
  readonly private: string;
}
interface RecordedError {
  readonly class: string;
}
export interface RecordedBundle {
  readonly registrationId: number;
  readonly identityPublic: string;
  readonly signedPreKey: {
    readonly id: number;
    readonly public: string;
    readonly private?: string;
    readonly signature: string;
  };
  readonly preKey?: { readonly id: number; readonly public: string; readonly private?: string };
}

interface RecordedState {
  readonly current: RecordedSession | null;
}
export interface RecordedSession {
  readonly rootKey: string;
  readonly previousCounter: number;
  readonly sending: {
    readonly ratchetKey: string;
    readonly ratchetPrivate: string;
    readonly chainKey: string;
    readonly index: number;
  };
  readonly receiving: readonly RecordedChain[];
  readonly aliceBaseKey: string;
  readonly pending: {
    readonly preKeyId: number | null;
    readonly signedPreKeyId: number;
    readonly baseKey: string;
  } | null;
}
export interface RecordedChain {
  readonly ratchetKey: string;
  /** Null where the peer has closed the chain and keeps only the keys of messages that have not come. */
  readonly chainKey: string | null;
  readonly index: number;
  readonly skippedCount: number;
  /** Counter to seed; at most the last twelve are listed. */
  readonly skipped: Readonly<Record<string, string>>;
}
