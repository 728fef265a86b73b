/** Copies of one message before and after it was deleted for everyone, by hand: for tests and snapshots of the copies map. */
import type { Copies, Copy } from '../../../sim/index.ts';
import type { Party } from '../../../sim/trace.ts';

export const PARTIES: readonly Party[] = [
  { kind: 'device', id: 'alice.phone', account: 'alice', device: 'phone' },
  { kind: 'server', id: 'server' },
  { kind: 'device', id: 'bob.phone', account: 'bob', device: 'phone' },
  { kind: 'device', id: 'bob.laptop', account: 'bob', device: 'laptop' },
  { kind: 'network', id: 'network', links: ['alice.phone-server', 'bob.phone-server'] },
  { kind: 'link', id: 'alice.phone-server' },
  { kind: 'attacker', id: 'mallory', watches: ['bob.phone-server'] },
];

export const TEXT = 'The spare key is under the blue pot';

const whole = { characters: TEXT.length, of: TEXT.length, times: 1, text: TEXT } as const;
const readable = (owner: string, kind: Copy['kind']): Copy => ({ ...whole, owner, kind, form: 'readable' });
const sealed = (owner: string, kind: Copy['kind']): Copy => ({
  kind,
  owner,
  form: 'sealed',
  characters: 0,
  of: TEXT.length,
  times: 1,
});
const left = (owner: string, kind: Copy['kind'], page: number, characters: number, times = 1): Copy => ({
  kind,
  owner,
  form: 'remnant',
  characters,
  of: TEXT.length,
  times,
  text: TEXT.slice(0, characters),
  found: {
    file: kind === 'log' ? 'messages.db-wal' : 'messages.db',
    where: kind === 'log' ? 'log' : kind === 'index' ? 'index' : 'freeblock',
    page,
    offset: (page - 1) * 4096 + 352,
    length: characters,
  },
});

const copiesOf = (copies: readonly Copy[]): Copies => {
  const readers = copies.filter(({ form }) => form === 'readable');
  return {
    message: 'm17',
    copies,
    readable: readers.length,
    places: new Set(readers.map(({ owner }) => owner)).size,
  };
};

const QUOTE: Copy = { ...readable('bob.phone', 'quote'), within: 'm21' };

export const BEFORE: Copies = copiesOf([
  readable('alice.phone', 'chat'),
  readable('bob.phone', 'chat'),
  QUOTE,
  readable('bob.phone', 'notification'),
  readable('bob.laptop', 'chat'),
  sealed('mallory', 'recorded'),
]);

export const AFTER: Copies = copiesOf([
  left('alice.phone', 'remnant', 4, TEXT.length),
  left('alice.phone', 'log', 4, TEXT.length, 2),
  QUOTE,
  readable('bob.phone', 'notification'),
  left('bob.phone', 'remnant', 4, 12),
  readable('bob.laptop', 'chat'),
  sealed('mallory', 'recorded'),
]);
