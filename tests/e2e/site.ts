/** The built page, served as any static host would serve it, and a browser to open it in. Run `npm run build` before. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright';
import { findBrowser } from '../../tools/find-browser.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const SINGLE_FILE = join(DIST, 'unsealed.html');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Site {
  /** Address of the served page, in a folder so that only relative paths work. */
  readonly url: string;
  /** Address of the page that is one file. */
  readonly file: string;
  readonly open: (options?: Opening) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

export interface Opening {
  /** What stands after the `#`. */
  readonly link?: string;
  readonly language?: 'en' | 'zh';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Opens the page that is one file, with the network off. */
  readonly asFile?: boolean;
  /** Called before the page is opened. */
  readonly before?: (page: Page, context: BrowserContext) => Promise<void>;
}

export interface Visit {
  readonly page: Page;
  /** Everything that the console said as an error, and every uncaught exception. */
  readonly errors: readonly string[];
  /** Addresses that were asked for, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

const FOLDER = '/some/folder/';

export async function openSite(): Promise<Site> {
  for (const file of [join(DIST, 'index.html'), SINGLE_FILE]) {
    if (!existsSync(file)) throw new Error(`${file} is not there: run \`npm run build\` before the browser tests`);
  }
  const server = serve();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  const executablePath = findBrowser();
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  const url = `http://127.0.0.1:${address.port}${FOLDER}`;
  const file = pathToFileURL(SINGLE_FILE).href;
  return {
    url,
    file,
    open: (options = {}) => visit(browser, options.asFile === true ? file : url, options),
    close: async () => {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function visit(browser: Browser, address: string, options: Opening): Promise<Visit> {
  const settings: BrowserContextOptions = {
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    locale: options.language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
    offline: options.asFile === true,
  };
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  await options.before?.(page, context);
  await page.goto(`${address}${options.link === undefined ? '' : `#${options.link}`}`);
  return { page, errors, requests, close: () => context.close() };
}

function serve(): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const inside = path.startsWith(FOLDER) ? path.slice(FOLDER.length) : undefined;
    const file = inside === undefined ? undefined : join(DIST, normalize(inside === '' ? 'index.html' : inside));
    if (file === undefined || !file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
}
