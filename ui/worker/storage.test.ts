import { describe, expect, it } from 'vitest';
import { choiceFor, engine, runOf } from '../figures/testing/runs.ts';

const CHOICE = choiceFor('keys-stolen-late');
const last = runOf('keys-stolen-late').events.length - 1;

describe('copies, asked by the lab', () => {
  it('finds the readable copies of a message in the chats of both people, and none before it was written', async () => {
    const { copies, readable, places } = await engine.copies(CHOICE, 'm1', last);
    const chats = copies.filter(({ kind }) => kind === 'chat').map(({ owner, text }) => [owner, text]);
    const text = runOf('keys-stolen-late').messages.find(({ label }) => label === 'm1')?.text;
    expect(chats).toEqual([
      ['alice.phone', text],
      ['bob.phone', text],
    ]);
    expect(readable).toBeGreaterThanOrEqual(places);
    expect((await engine.copies(CHOICE, 'm1', 0)).copies).toEqual([]);
  });
});
