/** Run before the browser tests: finds a Chromium, else gets one, else says what to do and stops. */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

const APT_PACKAGES = ['chromium', 'fonts-noto-cjk', 'fonts-liberation'];
/** Another process may hold the package manager's lock for a moment. */
const APT_TRIES = 5;

const path = ensureBrowser();
if (path === undefined) {
  console.error(
    'The browser tests need a Chromium. Install Chrome or Chromium, or set BROWSER_PATH=/path/to/chrome, and run this again.\n' +
      '(npm run test:unit runs everything else.)',
  );
  process.exit(1);
}
console.log(`Browser for the tests: ${path}`);

function ensureBrowser(): string | undefined {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('There is no Chromium on this machine; getting one.');
  if (succeeds('npx', ['playwright', 'install', 'chromium-headless-shell', 'chromium'])) return findBrowser();
  if (process.platform === 'linux' && process.getuid?.() === 0) installWithApt();
  return findBrowser();
}

function installWithApt(): void {
  for (let attempt = 0; attempt < APT_TRIES; attempt++) {
    if (
      succeeds('apt-get', ['update', '-q']) &&
      succeeds('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...APT_PACKAGES])
    ) {
      return;
    }
    spawnSync('sleep', ['5']);
  }
}

function succeeds(command: string, args: readonly string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell, timeout: 300_000 }).status === 0;
}
