/** The command `unsealed`: reads the words, runs the command, sets the exit code (0 well, 1 something fails, 2 unusable input). */
import { checkCommand } from './commands/check.ts';
import { conformCommand } from './commands/conform.ts';
import { listCommand } from './commands/list.ts';
import { newCommand } from './commands/new.ts';
import { peerCommand } from './commands/peer.ts';
import { runCommand } from './commands/run.ts';
import { sweepCommand } from './commands/sweep.ts';
import { readInput, say, unknown, Unusable, type Input, type OptionName } from './input.ts';
import { WORDS } from './words.ts';

interface Command {
  readonly run: (input: Input, print: (line: string) => void) => boolean | void;
  /** How many words may follow it, and which options it knows besides `--lang` and `--help`. */
  readonly operands: number;
  readonly options: readonly OptionName[];
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    run: runCommand,
    operands: 1,
    options: [
      'variant',
      'compare',
      'why',
      'metadata',
      'heatmap',
      'bytes',
      'copies',
      'files',
      'send-as',
      'json',
      'suite',
      'seed',
    ],
  },
  sweep: {
    run: sweepCommand,
    operands: 1,
    options: ['runs', 'variant', 'set-habit', 'json', 'suite', 'seed'],
  },
  list: { run: listCommand, operands: 0, options: ['json'] },
  new: { run: newCommand, operands: 1, options: [] },
  check: { run: checkCommand, operands: 0, options: ['runs', 'seed', 'suite', 'save', 'json'] },
  peer: { run: peerCommand, operands: 0, options: ['suite', 'seed'] },
  conform: { run: conformCommand, operands: 1, options: ['json', 'strict', 'suite'] },
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
      throw new Unusable(unknown('command', input.command, input.command, Object.keys(COMMANDS), input.language));
    refuseSurplus(input, input.command, command);
    return command.run(input, (line) => print(visible(line))) === false ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    complain(visible(error.message));
    return 2;
  }
}

/** Texts of a file may hold characters that steer a terminal; they are shown as what they are: unreadable. */
const visible = (text: string): string => text.replaceAll(/(?![\n\t])\p{Cc}/gu, '\uFFFD');

/** What a command would not look at was meant to do something: better said than passed over. */
function refuseSurplus({ operands, options, language }: Input, name: string, command: Command): void {
  const word = operands[command.operands];
  if (word !== undefined) {
    throw new Unusable(
      say(
        {
          en: `unsealed ${name} does not take "${word}". Leave it out.`,
          zh: `unsealed ${name} 用不到“${word}”。请去掉它。`,
        },
        language,
      ),
    );
  }
  const known: readonly string[] = [...command.options, 'lang', 'help'];
  const option = Object.keys(options).find((given) => !known.includes(given));
  if (option === undefined) return;
  const list = known.map((each) => `--${each}`);
  throw new Unusable(
    say(
      {
        en: `unsealed ${name} takes no --${option}. It takes: ${list.join(', ')}.`,
        zh: `unsealed ${name} 没有 --${option} 选项。它的选项有：${list.join('、')}。`,
      },
      language,
    ),
  );
}
