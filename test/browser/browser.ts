import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

const file = findChromium();

/** Why browser tests are passed over, where they are. Who asks for all tools gets a failure instead. */
export const skip: string | false =
  file === undefined && process.env.SENDASAPP_ALL_TOOLS !== '1'
    ? 'no Chromium on this machine: install it, or set CHROME_PATH'
    : false;

let browser: Browser | undefined;

/** One browser for the tests of a file; what each does in it is its own. */
export function useBrowser(): void {
  before(async () => {
    if (skip !== false) return;
    assert.ok(file, 'SENDASAPP_ALL_TOOLS is set, and there is no Chromium');
    browser = await chromium.launch({
      executablePath: file,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  after(() => browser?.close());
}

/** A page that is watched: what it complains about, and whom it asks. */
export interface Watched {
  page: Page;
  complaints: string[];
  /** Origins of everything that was asked for. */
  asked: Set<string>;
}

/** Opens a page with a profile of its own, and closes it after the work. */
export async function inBrowser(
  options: BrowserContextOptions,
  work: (watched: Watched) => Promise<void>,
): Promise<void> {
  assert.ok(browser, 'useBrowser() starts it');
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    const asked = new Set<string>();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    context.on('request', (request) => asked.add(new URL(request.url()).origin));
    await work({ page, complaints, asked });
  } finally {
    await context.close();
  }
}
