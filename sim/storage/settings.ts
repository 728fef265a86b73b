/** What a scenario can set about the files of its devices; what protections switch (`protection-ids.ts`) is not repeated here. */
import type { Protections } from '../protection-ids.ts';
import type { Housekeeping, Keeping } from './types.ts';

export const JOURNALS = ['wal', 'delete', 'persist'] as const satisfies readonly Keeping['journal'][];
export const OVERWRITES = ['all', 'rows'] as const;

export interface StorageSettings {
  readonly journal: Keeping['journal'];
  /** What `overwriteDeleted` overwrites: everything that is deleted, or rows but not freed pages (SQLite's `fast`). */
  readonly overwrite: (typeof OVERWRITES)[number];
  readonly autoVacuum: boolean;
}

export const USUAL_STORAGE: StorageSettings = { journal: 'wal', overwrite: 'all', autoVacuum: false };

/** How a device keeps its databases with these settings and protections. */
export const keepingOf = (settings: StorageSettings, protections: Protections): Keeping => ({
  journal: settings.journal,
  secureDelete: protections.overwriteDeleted ? (settings.overwrite === 'all' ? 'on' : 'fast') : 'off',
  searchSecureDelete: protections.eraseIndexWords,
  autoVacuum: settings.autoVacuum,
});

/** What a device does after it has written something anew: a log may hold a page with what is ended now, until it is emptied. */
export const afterRewriting = ({ journal }: Keeping, { emptyJournal }: Protections): readonly Housekeeping[] =>
  journal === 'wal' && emptyJournal ? ['checkpoint'] : [];
