/** The databases of a device: the messenger's own, and the one in which the system keeps its notification history. */
import type { DatabaseShape, TableShape } from '../../storage/types.ts';

const table = (
  name: string,
  columns: Readonly<Record<string, 'INTEGER' | 'TEXT' | 'BLOB'>>,
  searched?: string,
): TableShape => ({
  name,
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
  ...(searched === undefined ? {} : { searched }),
});

/** `rest` of a message is its body without the text; `state` is what the messenger notes beside it, as JSON. */
export const MESSAGES: DatabaseShape = {
  path: 'messages.db',
  tables: [
    table(
      'message',
      {
        id: 'INTEGER',
        chat: 'TEXT',
        sender: 'TEXT',
        label: 'TEXT',
        written: 'INTEGER',
        text: 'TEXT',
        rest: 'BLOB',
        state: 'TEXT',
      },
      'text',
    ),
    table('draft', {
      label: 'TEXT',
      chat: 'TEXT',
      sender: 'TEXT',
      written: 'INTEGER',
      text: 'TEXT',
      rest: 'BLOB',
      state: 'TEXT',
    }),
    table('session', { address: 'TEXT', record: 'BLOB' }),
    table('identity', { address: 'TEXT', key: 'BLOB' }),
    table('prekey', { name: 'TEXT', record: 'BLOB' }),
    table('outbox', { name: 'TEXT', record: 'BLOB' }),
    table('setting', { name: 'TEXT', record: 'BLOB' }),
  ],
};

export const NOTIFICATIONS: DatabaseShape = {
  path: 'notifications.db',
  tables: [table('notice', { id: 'INTEGER', label: 'TEXT', sender: 'TEXT', posted: 'INTEGER', text: 'TEXT' })],
};
