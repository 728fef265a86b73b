import { describe, expect, it } from 'vitest';
import { runOf } from '../figures/testing/runs.ts';
import { parseLink } from '../state/url.ts';
import { readViewpoint, viewpointsOf } from './lens.tsx';

const run = runOf('keys-stolen-late');
const ownOf = (link: string): Readonly<Record<string, string>> => {
  const parsed = parseLink(`#v=1&p=lab&s=keys-stolen-late&${link}`, { 'keys-stolen-late': [] });
  if (!parsed.ok) throw new Error(parsed.problem.message.en);
  return parsed.state.own;
};

describe('the viewpoint in a link', () => {
  it('is the company, the network, a link or an attacker, and no device', () => {
    expect(viewpointsOf(run)).toEqual(['server', 'network', 'alice.phone-server', 'bob.phone-server', 'mallory']);
  });

  it('is read with its way of looking at links', () => {
    expect(readViewpoint(ownOf('lens=server'), run)).toEqual({ party: 'server', transport: 'open' });
    expect(readViewpoint(ownOf('lens=bob.phone-server&wire=wrapped'), run)).toEqual({
      party: 'bob.phone-server',
      transport: 'wrapped',
    });
  });

  it('is none where this run has no such party, or it is a device', () => {
    for (const link of ['t=3', 'lens=bob.phone', 'lens=zoe', 'lens=', 'wire=wrapped'])
      expect(readViewpoint(ownOf(link), run)).toBeUndefined();
  });
});
