/** The command `unsealed`: reads the words, runs the command, sets the exit code (0 well, 1 something fails, 2 unusable input). */
import { closest } from '../sim/files.ts';
import { checkCommand } from './commands/check.ts';
import { listCommand } from './commands/list.ts';
import { newCommand } from './commands/new.ts';
import { runCommand } from './commands/run.ts';
import { readInput, unknown, Unusable, type Input } from './input.ts';
import { WORDS } from './words.ts';

const COMMANDS: Readonly<Record<string, (input: Input, print: (line: string) => void) => boolean | void>> = {
  run: runCommand,
  list: listCommand,
  new: newCommand,
  check: checkCommand,
};

/** Runs one command line; gives the exit code. */
export function main(
  args: readonly string[],
  locale: string,
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  try {
    const input = readInput(args, locale);
    const wantsHelp = input.options.help === true || input.command === 'help';
    if (wantsHelp || input.command === undefined) {
      (wantsHelp ? print : complain)(WORDS.usage[input.language]);
      return wantsHelp ? 0 : 2;
    }
    const command = Object.hasOwn(COMMANDS, input.command) ? COMMANDS[input.command] : undefined;
    if (!command)
      throw new Unusable(
        unknown('command', input.command, closest(input.command, Object.keys(COMMANDS)), '', input.language),
      );
    return command(input, print) === false ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    complain(error.message);
    return 2;
  }
}
