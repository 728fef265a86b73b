/** What a copy at each step would open, and which two things were missing, on the command line. */
import { describe, expect, it } from 'vitest';
import { said } from './testing/said.ts';

const LATE = 'scenarios/keys-stolen-late.yaml';
const RUN = ['run', LATE, '--suite', 'model'] as const;

/** The rows of the picture: the moment, then one word for each message, with the line before the first later one. */
const rowsOf = (out: string): readonly (readonly string[])[] =>
  out
    .split('\n')
    .flatMap((line) => (/^ {2}10:\d\d (start|s\d) /.test(line) ? [line.trim().split(/\s+/).slice(1)] : []));

describe('--heatmap', () => {
  it('draws a row for each copy and a column for each message, and says what is assumed', () => {
    const { code, out, err } = said([...RUN, '--variant', 'one-way', '--heatmap', 'bob.phone']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('If Bob’s phone were copied: which messages open?');
    expect(out).toContain('Assumed: somebody recorded the whole network');
    const rows = rowsOf(out.slice(out.indexOf('If Bob’s phone')));
    expect(rows.map(([step]) => step)).toEqual(['start', 's1', 's2', 's3', 's4', 's5']);
    expect(rows.at(-1)?.slice(1)).toEqual(['text', 'text', 'text', 'text']);
    expect(rows[2]?.slice(1)).toEqual(['text', 'text', '|', 'keys', 'keys']);
  });

  it('shows another picture where used keys are kept', () => {
    const { out } = said([...RUN, '--variant', 'keys-kept', '--heatmap', 'bob.phone']);
    expect(
      rowsOf(out.slice(out.indexOf('If Bob’s phone')))
        .at(-1)
        ?.slice(1),
    ).toEqual(['keys', 'keys', 'keys', 'keys']);
  });

  it('says the same in Chinese', () => {
    const { out } = said([...RUN, '--variant', 'one-way', '--heatmap', 'bob.phone', '--lang', 'zh']);
    const told = out.slice(out.indexOf('假如鲍勃的手机被拷走'));
    expect(told).toMatch(/原文 +原文 +\| 密钥/);
    expect(told.replace('start', '')).not.toMatch(/[a-z]{3}/);
  });

  it('gives every cell as JSON', () => {
    const { code, out } = said([...RUN, '--variant', 'one-way', '--heatmap', 'bob.phone', '--json']);
    expect(code).toBe(0);
    const [run] = JSON.parse(out) as readonly [
      { readonly heatmap: { readonly rows: readonly { readonly step: string; readonly cells: readonly unknown[] }[] } },
    ];
    expect(run.heatmap).toMatchObject({ device: 'bob.phone', messages: [{ label: 'm1', open: false }, {}, {}, {}] });
    expect(run.heatmap.rows.at(-1)).toMatchObject({
      step: 's5',
      cells: Array.from({ length: 4 }, () => ({ written: true, keys: false, everything: true })),
    });
  });

  it.each([
    ['server', /server is no device.*alice\.phone, bob\.phone/],
    ['bob.phon', /Did you mean bob\.phone\?/],
  ])('of %s is refused, with the cure', (device, words) => {
    const { code, err } = said([...RUN, '--heatmap', device]);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });
});

describe('--why, where no single thing would do', () => {
  const why = (cell: string, ...more: readonly string[]): string => {
    const { code, out, err } = said([...RUN, '--why', cell, ...more]);
    expect([code, err]).toEqual([0, '']);
    return out.slice(out.lastIndexOf('cannot read'));
  };

  it('names the two halves, and whether each thing still stands, was erased or was never stored', () => {
    const told = why('server:m2', '--variant', 'keys-kept');
    expect(told).toContain('No single value that existed would have been enough.');
    expect(told).toMatch(/Two together would have been, any one of these:\n +ciphertext .*never stored/);
    expect(told).toMatch(/packet .*Mallory \(copied data\) 10:05:00, still there/);
    expect(told).toMatch(/with any one of these:\n +message key .*still there\n? *.*\n? *chain key .*erased 10:05:00/);
  });

  it('says so where no two things would do', () => {
    const out = said([
      'run',
      'scenarios/bad-server.yaml',
      '--suite',
      'model',
      '--variant',
      'wrong-keys-held',
      '--why',
      'bob.phone:m3',
    ]).out;
    expect(out).toContain('No two things that ever existed would have been enough.');
    expect(out).not.toContain('No single value');
  });
});
