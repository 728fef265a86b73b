/** The address bar as a store: where the person is, and how to go elsewhere so that Back and Forward work. */
import { knownScenarios } from 'virtual:scenarios';
import { createStore, useStore } from './store.ts';
import { linkOf, parseLink, type ParsedLink, type UrlState } from './url.ts';

const place = createStore<ParsedLink>(parseLink(location.hash, knownScenarios));

const readAddress = (): void => place.set(parseLink(location.hash, knownScenarios));
// Back, Forward and a link typed by hand.
globalThis.addEventListener('popstate', readAddress);
globalThis.addEventListener('hashchange', readAddress);

/** Where the person is; follows Back and Forward. */
export const usePlace = (): ParsedLink => useStore(place);

/** Goes to a place: `push` adds a step for Back, `replace` does not. */
export function goTo(state: UrlState, how: 'push' | 'replace' = 'push'): void {
  const address = `${location.pathname}${location.search}${linkOf(state)}`;
  if (how === 'push') history.pushState(undefined, '', address);
  else history.replaceState(undefined, '', address);
  place.set({ ok: true, state });
}

/** The address that opens this place on any copy of the page. */
export const addressOf = (state: UrlState): string => `${location.href.split('#')[0] ?? ''}${linkOf(state)}`;
