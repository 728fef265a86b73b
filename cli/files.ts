/** Real databases for the runs of the command line. The library is there before the first command: commands do not wait. */
import { filesOn } from '../sim/storing.ts';
import { loadSqlite } from './sqlite.ts';

export const FILES = filesOn(await loadSqlite());
