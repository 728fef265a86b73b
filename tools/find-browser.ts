/** Where a Chromium for the tests is: a person who has Chrome downloads nothing. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  ],
};

/** `$BROWSER_PATH`, then Playwright's own download, then one installed on this machine; undefined where there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['BROWSER_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`BROWSER_PATH names no file: ${named}`);
    return named;
  }
  return [chromium.executablePath(), ...(INSTALLED[process.platform] ?? [])].find((path) => existsSync(path));
}
