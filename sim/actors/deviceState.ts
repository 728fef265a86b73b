/** The state of a device, and the small steps that its handlers are made of. */
import type { Bytes } from '../crypto/bytes.ts';
import type { Quote } from '../protocol/content.ts';
import type { Address, Endpoint } from '../protocol/endpoint.ts';
import { encodeStanza, type MessageStanza, type Stanza } from '../protocol/stanza.ts';
import type { Disk, DiskFault } from '../storage/types.ts';
import type { ActorId, ActorState, Errand, Instant, MessageLabel, SavedAs, Sign, Tick } from '../trace.ts';
import { confirm, post, sendOnce, type Parcel } from './parcels.ts';
import type { AskedNote, SentNote } from './retry.ts';
import { accountOf, linkOf, SERVER, unchanged, type Context, type Effect, type Step } from './types.ts';

export interface DeviceState extends ActorState {
  readonly places: {
    /** Undefined until the device registers. */
    readonly keys: Endpoint | undefined;
    readonly chat: Chat;
    /** Sealed, and not confirmed by the server yet. */
    readonly queue: readonly Parcel[];
    readonly public: {
      /** The devices of each account that this one has asked about. */
      readonly contacts: Readonly<Record<string, readonly Address[]>>;
      /** Devices that the server named and whose keys were refused: messages do not go to them. */
      readonly refused: readonly Address[];
      /** Devices that are said to have a new key, to which the person has not agreed yet. */
      readonly changed: readonly Address[];
      /** The new identity keys of these, as the server gives them: shown in codes, not used. */
      readonly offered: Readonly<Record<Address, Bytes>>;
      /** Where devices ask again: what was sealed for whom, and what this device has asked for. */
      readonly sent?: readonly SentNote[];
      readonly asked?: readonly AskedNote[];
      /** When the signed prekey was made, and when one-time prekeys were last handed in. */
      readonly signedAt?: Instant;
      readonly refilledAt?: Instant;
    };
    /** Where devices keep files (`storage` of the scenario): the system's notification history, what was saved outside the messenger, and the storage itself. */
    readonly notices?: readonly Notice[];
    readonly saved?: readonly Saved[];
    readonly files?: Files;
  };
  /** One-time prekeys to upload at registration. */
  readonly oneTimePrekeys: number;
  /** Who wants to see the code of which chat, until all devices of both accounts are known. */
  readonly wanted: readonly WantedCode[];
  /** Its messenger is an unofficial one, which does not obey requests to delete, timers and view-once. */
  readonly isModified?: true;
  /** It belongs to an account with another device before it: what can be seen once is not shown on it. PROTOCOL 12.1. */
  readonly isCompanion?: true;
}

/** A notification as the system keeps it: without a body where previews are hidden. */
export interface Notice {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly at: Instant;
  readonly body: Bytes | undefined;
}
/** A copy outside the messenger. */
export interface Saved {
  readonly label: MessageLabel;
  readonly how: SavedAs;
  readonly at: Instant;
  readonly body: Bytes;
}
/** The storage of a device. */
export interface Files {
  readonly disk: Disk;
  /** What is no longer listed and whose blocks nobody has overwritten: deleted files, and after a reset everything before it. */
  readonly stale: readonly (StaleFiles | SealedFiles)[];
  /** Under which the storage is encrypted (32), held by the phone's own hardware; undefined: it is not encrypted. */
  readonly key: Bytes | undefined;
  /** What goes wrong with the next write. */
  readonly fault?: DiskFault | undefined;
}
/** Among the parts of a state, or of what was copied of one: the storage of a device, or an image of it that is not encrypted. */
export const isFiles = (part: object): part is Files => 'disk' in part && 'stale' in part;
export interface StaleFiles {
  readonly kind: 'open';
  readonly disk: Disk;
}
/**
 * What somebody gets who copies the files of a running phone. The key stays in its hardware, and blocks that are no longer
 * listed are reached only where storage is not encrypted.
 */
export const takenFiles = ({ disk, stale, key }: Files): Files => ({
  disk,
  stale: key === undefined ? stale : [],
  key: undefined,
});
/** Files as they lie on the chip, encrypted. */
export interface SealedFiles {
  readonly kind: 'sealed';
  /** Names are encrypted too: what can be seen is that there is a file, and how long. */
  readonly files: readonly { readonly iv: Bytes; readonly ciphertext: Bytes }[];
}

export interface WantedCode {
  readonly contact: string;
  readonly reader: ActorId;
}

export interface Chat {
  readonly lines: readonly ChatEntry[];
  /** Written, and waiting for the recipient's bundles, or for the person to agree to a new key. */
  readonly drafts: readonly ChatEntry[];
  /** What the device shows beside its own messages. */
  readonly ticks: Readonly<Record<MessageLabel, Tick>>;
  /** Absent where none waits. */
  readonly unopened?: readonly Unopened[];
  /** After how many seconds new messages of a chat disappear, by contact; absent where none does. */
  readonly disappearing?: Readonly<Record<string, number>>;
  /** Taken back before they were here: a request may overtake its message. */
  readonly takenBack?: readonly { readonly label: MessageLabel; readonly by: Address }[];
  /** Requests that were sent, for sealing them again; only where devices ask again. */
  readonly requests?: readonly ChatEntry[];
  /** The next row of the database. */
  readonly nextRow?: number;
  /** Everyday messages that stand in the chat besides (`chatter`): rows of the database, no messages of the story. */
  readonly chatter?: readonly ChatterEntry[];
}
export interface ChatterEntry {
  readonly row: number;
  readonly contact: string;
  readonly from: string;
  readonly at: Instant;
  readonly text: string;
}
/** A message sealed with a contact's new key, to which the person has not agreed yet. */
export interface Unopened {
  readonly stanza: MessageStanza;
  readonly packetId: string;
}
export interface ChatEntry {
  readonly label: MessageLabel;
  readonly from: Address;
  readonly to: string;
  /** When it was written, by the sender's clock. */
  readonly at: Instant;
  /** Empty where it was taken back, or could be seen once and was. */
  readonly body: Bytes;
  /** Its row in the device's database, in order of arrival; absent where devices keep no files. */
  readonly row?: number;
  /** The message that it answers or, `isForwarded`, whose text it is; with a copy of it. */
  readonly quote?: Quote;
  readonly isForwarded?: true;
  /** When this device is to delete it. */
  readonly expiresAt?: Instant;
  readonly kept?: true;
  /** Its writer does not want it to be kept. */
  readonly isVetoed?: true;
  /** It can be seen once: not yet, already, or not on this device. */
  readonly once?: 'unseen' | 'seen' | 'elsewhere';
  /** The label under which it was first written, where it was edited since. */
  readonly edits?: MessageLabel;
  /** When the text that stands here now was written, by the writer's clock. */
  readonly editedAt?: Instant;
  /** A line says that it was deleted for everyone. */
  readonly isTakenBack?: true;
  /** A request to other devices (delete, keep ..): sealed and sent like a message, and no line of the chat. */
  readonly isRequest?: true;
  /** Of requests: what the envelope says in the open. */
  readonly edit?: number;
}
/** What is left of the body of a line that was taken back, or was seen once. */
export const NO_BODY: Bytes = new Uint8Array();

export function newDevice(oneTimePrekeys: number): DeviceState {
  return {
    places: {
      keys: undefined,
      chat: { lines: [], drafts: [], ticks: {} },
      queue: [],
      public: { contacts: {}, refused: [], changed: [], offered: {} },
    },
    oneTimePrekeys,
    wanted: [],
  };
}

/** A stanza of this device on its way to the server. */
export function toServer(
  name: string,
  errand: Errand,
  stanza: Stanza,
  context: Context,
  label?: MessageLabel,
): Omit<Parcel, 'attempt' | 'tries'> {
  return {
    name,
    errand,
    label,
    link: linkOf(context.self),
    from: context.self,
    to: SERVER,
    bytes: encodeStanza(stanza, context.tools.containers),
  };
}

/** Sends, and keeps until confirmed; without `resend` nothing is kept. */
export function posted(
  state: DeviceState,
  parcels: readonly Omit<Parcel, 'attempt' | 'tries'>[],
  context: Context,
): Step<DeviceState> {
  const sent = post(state.places.queue, parcels, context);
  const kept = context.tools.protections.resend ? withQueue(state, sent.queue) : state;
  return { ...unchanged(kept), effects: sent.effects };
}

/** Lets go of what the server has confirmed. */
export function confirmed(state: DeviceState, which: (parcel: Parcel) => boolean): Step<DeviceState> {
  const { queue, effects } = confirm(state.places.queue, which);
  if (effects.length === 0) return unchanged(state);
  return { ...unchanged(withQueue(state, queue)), effects };
}

export const withQueue = (state: DeviceState, queue: readonly Parcel[]): DeviceState => ({
  ...state,
  places: { ...state.places, queue },
});
export const withPublic = (state: DeviceState, known: Partial<DeviceState['places']['public']>): DeviceState => ({
  ...state,
  places: { ...state.places, public: { ...state.places.public, ...known } },
});
export const withChat = (state: DeviceState, chat: Chat): DeviceState => ({
  ...state,
  places: { ...state.places, chat },
});

/** The lines of a chat with one more: by the time of writing, after all that are not later; without `showInOrder` at the end. */
export function placed(lines: readonly ChatEntry[], entry: ChatEntry, inOrder: boolean): readonly ChatEntry[] {
  const before = inOrder ? lines.findLastIndex(({ at }) => at <= entry.at) : lines.length - 1;
  return lines.toSpliced(before + 1, 0, entry);
}

export const isBlocked = (state: DeviceState, account: string): boolean =>
  state.places.public.changed.some((device) => accountOf(device) === account);

/**
 * A device is said to have another key: the old one stays in use for what comes; nothing is sent until the person agrees. A
 * key offered before is out of date; `offered` is the new one, where it is known, for the code that the person looks at.
 */
export function blocked(state: DeviceState, device: Address, offered?: Bytes): DeviceState {
  const { changed, offered: before } = state.places.public;
  const { [device]: _, ...others } = before;
  return withPublic(state, {
    changed: [...new Set([...changed, device])],
    offered: offered ? { ...others, [device]: offered } : others,
  });
}

/** Shows a sign in the chat with this account, and lets the person see it. */
export function showSign(
  state: DeviceState,
  sign: Sign,
  about: string,
  message: MessageLabel | undefined,
  context: Context,
): Step<DeviceState> {
  return {
    ...unchanged(state),
    effects: [
      {
        kind: 'tell',
        to: accountOf(context.self),
        event: { kind: 'sign', sign, about },
        name: `sign:${sign}:${about}:${message ?? ''}@${context.self} ${context.now}`,
      },
    ],
    outcomes: [{ kind: 'sign', sign, about, message }],
  };
}

/** The server may drop what it keeps under this label. */
export const acknowledge = (label: string, context: Context): Effect =>
  sendOnce(
    toServer(
      `acknowledge:${label}@${context.self} ${context.now}`,
      'receipt',
      { kind: 'acknowledge', device: context.self, label },
      context,
    ),
  );
