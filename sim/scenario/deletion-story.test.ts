import { describe, expect, it } from 'vitest';
import { conversation } from '../testing/conversation.ts';
import { changesIn, ownWindow } from './deletion-story.ts';

const scenario = conversation([]);
const actor = 'bob.phone';
const late = { kind: 'disobeyed', message: 'm1', why: 'too-late' } as const;
const asked = { id: 's', kind: 'delete', delete: 'm1', by: 'alice', forEveryone: true } as const;

describe('what became of messages and files during a step', () => {
  it('is told in order, and nothing else is', () => {
    const deleted = { kind: 'deleted', message: 'm1', why: 'for-me', by: actor } as const;
    const crashed = { kind: 'crashed', change: 3 } as const;
    const outcomes = [deleted, { kind: 'expired', message: 'm1', to: actor }, crashed] as const;
    const changes = changesIn(
      outcomes.map((outcome) => ({ actor, outcome })),
      scenario,
    );
    expect(changes).toEqual([
      { device: actor, outcome: deleted },
      { device: actor, outcome: crashed },
    ]);
  });

  it('says how much time there would have been: of the story, or as it usually is', () => {
    const within = (what: 'delete' | 'edit', deleteWindow?: number): number | undefined =>
      changesIn([{ actor, outcome: { ...late, what } }], {
        ...scenario,
        ...(deleteWindow === undefined ? {} : { deleteWindow }),
      })[0]?.withinSeconds;
    expect(within('delete')).toBe(216_000);
    expect(within('delete', 420)).toBe(420);
    expect(within('edit', 420)).toBe(1_200);
  });

  it("knows the shorter time in which a person's own device edits", () => {
    const edit = { id: 's', kind: 'edit', edit: 'm1', as: 'm2', by: 'alice', text: 'Tuesday' } as const;
    expect(ownWindow(edit, scenario)).toEqual({ withinSeconds: 900 });
    expect(ownWindow(asked, { ...scenario, deleteWindow: 420 })).toEqual({ withinSeconds: 420 });
    expect(ownWindow({ id: 's', kind: 'wait', wait: 5 }, scenario)).toEqual({});
  });
});
