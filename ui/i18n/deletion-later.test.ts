import { describe, expect, it } from 'vitest';
import { conversation } from '../../sim/testing/conversation.ts';
import { USUAL_STORAGE } from '../../sim/storage/settings.ts';
import { deletionWords, loadDeletionWords, speaksOfDeletion } from './deletion-later.ts';

describe('the words of deletion', () => {
  it('are needed by stories with files, or with a step that is about them', () => {
    const plain = conversation([]);
    expect(speaksOfDeletion(plain)).toBe(false);
    expect(speaksOfDeletion({ ...plain, storage: USUAL_STORAGE })).toBe(true);
    const steps = [{ kind: 'screenshot', id: 's', message: 'm1', on: 'bob.phone' }] as const;
    expect(speaksOfDeletion({ ...plain, steps })).toBe(true);
  });

  it('are not there before they are loaded', async () => {
    expect(deletionWords).toThrow('words are loaded');
    await loadDeletionWords();
    expect(deletionWords().tooLate(900, 'en')).toContain('15 minutes');
  });
});
