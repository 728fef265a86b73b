/** The steps of a story about deleting, keeping and copying, and about the files of devices. One verb each. */
import type { ScenarioText } from '../text.ts';
import type { Housekeeping } from '../storage/types.ts';

/** The chat of a `clear` step that means every chat. */
export const ALL_CHATS = 'all';

export type StorageDeed =
  /** `delete: m1`, `by: alice` (or one of her devices), `for: me` or `everyone`. */
  | { readonly kind: 'delete'; readonly delete: string; readonly by: string; readonly forEveryone: boolean }
  /** `edit: m1`, `as: m2`, `by: alice`, `text: ..`: the new text is a message of its own in the figures. */
  | {
      readonly kind: 'edit';
      readonly edit: string;
      readonly as: string;
      readonly by: string;
      readonly text: ScenarioText;
    }
  /** `clear: bob` (her chat with him) or `clear: all`; `delete-chat: bob`. */
  | { readonly kind: 'clear' | 'delete-chat'; readonly chat: string; readonly by: string }
  /** `disappear: 24h`, `7d`, `90d` or `off`; `by: alice`, `with: bob`. New messages of the chat go after so long. */
  | { readonly kind: 'disappear'; readonly seconds: number; readonly by: string; readonly with: string }
  /** `keep: m1`, `by: bob`: it stays when its time is up, unless its writer objects (`veto: m1`, `by: alice`). */
  | { readonly kind: 'keep' | 'veto'; readonly message: string; readonly by: string }
  /** `view: m1`, `on: bob.phone`: opens what can be seen once. */
  | { readonly kind: 'view'; readonly message: string; readonly on: string }
  /** `screenshot: m1`, `on: bob.phone`; `film: m1`, `on: bob.phone`, `with: carol.phone` (a second camera). */
  | { readonly kind: 'screenshot'; readonly message: string; readonly on: string }
  | { readonly kind: 'film'; readonly message: string; readonly on: string; readonly with: string }
  /** `export: alice`, `on: bob.phone`: the chat with her as a text file. */
  | { readonly kind: 'export'; readonly chat: string; readonly on: string }
  | { readonly kind: 'uninstall' | 'reset'; readonly device: string }
  /** `tidy: alice.phone`, `do: vacuum`, `checkpoint` or `merge`. */
  | { readonly kind: 'tidy'; readonly device: string; readonly what: Housekeeping }
  /** `chatter: 400`, `on: alice.phone`, `with: bob`: so many everyday messages between them, as rows of this device only. */
  | { readonly kind: 'chatter'; readonly count: number; readonly on: string; readonly with: string }
  /** `program: bob.phone`, `set: modified` (does not obey requests to delete, timers and view-once) or `official`. */
  | { readonly kind: 'program'; readonly device: string; readonly modified: boolean }
  /** `image: bob.phone`, `by: mallory`, `while: unlocked` or `off`: copies every byte of its storage. */
  | { readonly kind: 'image'; readonly device: string; readonly by: string; readonly unlocked: boolean }
  /** `crash: bob.phone`, `change: 3`, `how: kill`: its next write to disk breaks off there, and the phone starts again. */
  | { readonly kind: 'crash'; readonly device: string; readonly change: number; readonly how: 'kill' | 'keep' | 'torn' }
  /** `disk: bob.phone`, `set: full`, `failing` or `fine`. */
  | { readonly kind: 'disk'; readonly device: string; readonly set: 'full' | 'failing' | 'fine' };

export const STORAGE_VERBS = [
  'delete',
  'edit',
  'clear',
  'delete-chat',
  'disappear',
  'keep',
  'veto',
  'view',
  'screenshot',
  'film',
  'export',
  'uninstall',
  'reset',
  'tidy',
  'chatter',
  'program',
  'image',
  'crash',
  'disk',
] as const satisfies readonly StorageDeed['kind'][];

export const isStorageStep = <Any extends { readonly kind: string }>(
  step: Any,
): step is Extract<Any, { kind: StorageDeed['kind'] }> => STORAGE_VERBS.some((verb) => verb === step.kind);

/** Whether a step is about the files of a device, so that the scenario must say that there are any. */
export const isAboutFiles = ({ kind }: StorageDeed): boolean => ABOUT_FILES.has(kind);
const ABOUT_FILES: ReadonlySet<StorageDeed['kind']> = new Set([
  'uninstall',
  'reset',
  'tidy',
  'chatter',
  'image',
  'crash',
  'disk',
]);
