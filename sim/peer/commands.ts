/** Every command by its name. */
import { bundle, processBundle } from './bundles.ts';
import { command, type Command } from './command.ts';
import { advanceTime, drop, newIdentity } from './identity.ts';
import { fingerprint, sign, verify } from './keys.ts';
import { archive, decrypt, encrypt, skip } from './messages.ts';
import { load, state } from './stored.ts';
import { failed, IMPLEMENTATIONS } from './types.ts';

const PROTOCOL = 1;

const hello = command({}, (peers) => ({
  ok: true,
  peers,
  result: { protocol: PROTOCOL, impls: IMPLEMENTATIONS, commands: [...KNOWN.keys()] },
}));

/** The commands that do something, in the order in which `hello` tells them. */
const KNOWN: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    hello,
    newIdentity,
    bundle,
    processBundle,
    encrypt,
    decrypt,
    state,
    load,
    archive,
    skip,
    advanceTime,
    fingerprint,
    sign,
    verify,
    drop,
  }),
);

/** Belong to the protocol, and wait for sessions of groups. */
const GROUP_COMMANDS: ReadonlySet<string> = new Set([
  'groupCreate',
  'groupDistribute',
  'groupProcess',
  'groupEncrypt',
  'groupDecrypt',
  'groupRotate',
]);
const noGroups: Command = () => failed('other', 'groups are not in this version; sessions of two devices are');

/** The command of this name, if it is one. */
export const commandOf = (name: string): Command | undefined =>
  KNOWN.get(name) ?? (GROUP_COMMANDS.has(name) ? noGroups : undefined);

export const KNOWN_NAMES: readonly string[] = [...KNOWN.keys()];
