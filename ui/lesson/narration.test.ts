import { describe, expect, it } from 'vitest';
import type { Came } from '../../sim/index.ts';
import { lastOf, runOf } from '../figures/testing/runs.ts';
import type { ActionView, RunView } from '../worker/api.ts';
import { cellSentence, narrate } from './narration.ts';

/** Nothing came of it. */
const NOTHING: Came = {
  arrived: [],
  signs: [],
  ticks: [],
  expired: [],
  lost: [],
  asked: [],
  retries: [],
  drained: [],
  prekeys: [],
  codes: [],
  match: undefined,
  scanned: undefined,
  changes: [],
};

const en = runOf('keys-stolen-late');
const zh = runOf('keys-stolen-late', { language: 'zh' });

/** The run with the last pause's deed replaced: how a deed is told does not depend on the story around it. */
const telling = (action: ActionView): RunView => ({
  ...en,
  frames: en.frames.map((frame, index) => (index === lastOf(en) ? { ...frame, action } : frame)),
});
const told = (action: ActionView, language: 'en' | 'zh' = 'en'): string =>
  narrate(telling(action), lastOf(en), language);

describe('the narration of a run', () => {
  it('says who opened what, at every pause, in both languages', () => {
    expect(en.frames.map((_, index) => narrate(en, index, 'en'))).toMatchInlineSnapshot(`
      [
        "Nothing has been sent yet.",
        "10:02. Alice sends m1, and Bob’s phone opens it. Mallory records it and cannot open it.",
        "10:05. Bob sends m2, and Alice’s phone opens it. Mallory records it and cannot open it.",
        "10:20. Mallory copies the keys in Bob’s phone, not the chat. The copy holds no used message keys. Nothing that Mallory recorded opens.",
        "10:24. Alice sends m3, and Bob’s phone opens it. Mallory, who has Bob’s keys, opens it too.",
        "10:31. Bob sends m4, and Alice’s phone opens it. Mallory records it and cannot open it.",
      ]
    `);
    expect(zh.frames.map((_, index) => narrate(zh, index, 'zh'))).toMatchInlineSnapshot(`
      [
        "还没有发送任何消息。",
        "10:02，爱丽丝发出 m1，鲍勃的手机打开了它。马洛里录下了它，但打不开。",
        "10:05，鲍勃发出 m2，爱丽丝的手机打开了它。马洛里录下了它，但打不开。",
        "10:20，马洛里拷走了鲍勃手机里的密钥，不含聊天记录。其中没有用过的消息密钥。马洛里录下的消息，一条也打不开。",
        "10:24，爱丽丝发出 m3，鲍勃的手机打开了它。马洛里手里有鲍勃的密钥，也打开了。",
        "10:31，鲍勃发出 m4，爱丽丝的手机打开了它。马洛里录下了它，但打不开。",
      ]
    `);
  });

  it('counts the used keys in a copy and names what it opens', () => {
    const kept = runOf('keys-stolen-late', { off: 'eraseMessageKeys' });
    expect(narrate(kept, 3, 'en')).toMatch(/The copy holds \d+ used message keys?\. Mallory can now read m1 and m2\.$/);
    expect(narrate(kept, 3, 'zh')).toMatch(/打开了 m1、m2。$/);
  });

  it('says that the company reads where it does', () => {
    const open = runOf('one-message', { off: 'endToEnd' });
    expect(narrate(open, lastOf(open), 'en')).toContain('The company, which holds the keys, reads it too.');
    expect(narrate(open, lastOf(open), 'zh')).toContain('公司持有密钥，也读到了。');
  });

  it('says so where a phone shows what its sender did not write', () => {
    const frame = en.frames[1];
    const lines = frame?.phones['bob.phone'] ?? [];
    const forged = {
      ...en,
      frames: en.frames.map((one) =>
        one === frame
          ? { ...one, phones: { ...one.phones, 'bob.phone': lines.map((line) => ({ ...line, forged: true })) } }
          : one,
      ),
    };
    expect(narrate(forged, 1, 'en')).toContain('Alice sends m1. Bob’s phone shows a text that Alice did not write.');
    expect(narrate(forged, 1, 'zh')).toContain('鲍勃的手机显示的却不是爱丽丝写的内容');
    expect(narrate(en, 1, 'en')).not.toContain('did not write');
  });

  it('tells a refused and an accepted replay apart', () => {
    const refused = { kind: 'replay', message: 'm1', by: 'mallory', accepted: false, reason: 'duplicate' } as const;
    expect(told(refused)).toContain('sends the recorded m1 again, and Bob’s phone refuses it (received before).');
    expect(told({ ...refused, accepted: true })).toContain('shows it once more.');
    expect(told(refused, 'zh')).toContain('马洛里把录下的 m1 再发一次，鲍勃的手机拒收（以前收过）。');
  });

  it('tells alterations, waits and steps that do not apply', () => {
    expect(told({ kind: 'tamper', link: 'alice.phone-server', by: 'mallory' })).toContain(
      'Mallory will alter the next message on the link between Alice’s phone and the company.',
    );
    expect(told({ kind: 'wait', minutes: 20, came: NOTHING })).toContain('20 minutes pass.');
    expect(told({ kind: 'inapplicable', why: 'not-recorded' })).toContain('(it was not recorded)');
    expect(told({ kind: 'inapplicable', why: 'not-recorded' }, 'zh')).toContain('没有录下');
  });

  it('says nothing of steps that are not in the run', () => {
    expect(narrate(en, 99, 'en')).toBe('');
  });
});

describe('a pressed cell', () => {
  it('is said as a sentence for every state', () => {
    const cells = en.frames[lastOf(en)]?.cells.flat() ?? [];
    const first = cells[0];
    if (first === undefined) throw new Error('the run has cells');
    for (const state of ['readable', 'sealed', 'erased', 'metadata', 'never'] as const) {
      expect(cellSentence({ ...first, state }, 'en')).toMatch(/^Alice’s phone .*m1.*\.$/);
      expect(cellSentence({ ...first, state }, 'zh')).toMatch(/爱丽丝的手机.*。$/);
    }
  });
});
