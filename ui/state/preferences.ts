/** How the person wants the page to look and listen. Kept for this visit only: nothing is stored. */
import type { Language } from '../../sim/text.ts';
import { createStore } from './store.ts';

export type Theme = 'light' | 'dark';

const darkWanted = matchMedia('(prefers-color-scheme: dark)');

/** What the browser asks for until the person chooses. */
export const themeStore = createStore<Theme>(darkWanted.matches ? 'dark' : 'light');

let chosenByHand = false;
darkWanted.addEventListener('change', () => {
  if (!chosenByHand) themeStore.set(darkWanted.matches ? 'dark' : 'light');
});

export function switchTheme(): void {
  chosenByHand = true;
  themeStore.set(themeStore.get() === 'dark' ? 'light' : 'dark');
}

/** Keys without a modifier can be switched off: they are in the way of people who speak to their computer. */
export const singleKeysStore = createStore(true);

/** The browser's first language that the page has; English where it has none. */
export const browserLanguage = (): Language =>
  navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) &&
  !(navigator.languages[0] ?? '').toLowerCase().startsWith('en')
    ? 'zh'
    : 'en';
