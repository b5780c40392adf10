import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { explain, explainText } from '../../shared/failures/explain.ts';
import { explainPage } from '../../shared/pages/explain-page.ts';
import { refusalPage } from '../../shared/pages/refusal-page.ts';
import { reportPage } from '../../shared/pages/report-page.ts';
import { awayPage } from '../../shared/pages/status/away-page.ts';
import { states } from '../unit/pages/states.ts';
import { statusPages } from '../unit/pages/status-states.ts';
import { findBarriers, rulesOfLooks } from './accessibility.ts';
import { inBrowser, skip, useBrowser } from './browser.ts';
import { servePages } from './serve-pages.ts';

/** `SENDASAPP_SCREENSHOTS=1` leaves pictures of every page there. */
const screenshots = path.resolve(import.meta.dirname, '../../.local/screenshots');
const isFilmed = process.env.SENDASAPP_SCREENSHOTS === '1';

const pages: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(states).map(([name, report]) => [name, reportPage(report)])),
  ...Object.fromEntries(Object.entries(await statusPages()).map(([name, page]) => [`status, ${name}`, page])),
  'status, settings broken': awayPage(
    'The settings of the app are broken',
    explain({ at: 'settings', code: 'settings-invalid', said: 'MAIL_TENANT_ID is missing' }),
  ),
  'explain, empty': explainPage(),
  explained: explainPage(explainText('430 4.2.0 STOREDRV; mailbox logon failure; no rights')),
  refused: refusalPage('There is no probe of this name; there are settings, token, login, envelope.'),
};

const desktop = { width: 1100, height: 900 };
const phone = { width: 360, height: 740 };

useBrowser();
let served: Awaited<ReturnType<typeof servePages>>;
before(async () => {
  served = await servePages(pages);
  if (isFilmed) await mkdir(screenshots, { recursive: true });
});
after(() => served.stop());

const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

/** Boxes whose content is wider than they are, and the page itself where it can be pushed sideways. */
const overflowing = (page: Page) =>
  page.evaluate<string[]>(
    `[document.documentElement, ...document.querySelectorAll('main *')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).display !== 'inline')
      .map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 60))`,
  );

/** Each of both themes, and each of both widths; what depends on neither is looked at once. */
const looks = [
  { viewport: phone, colorScheme: 'dark', rules: undefined },
  { viewport: desktop, colorScheme: 'light', rules: rulesOfLooks },
] as const;

test('axe finds nothing and nothing overflows, light and dark, desk and phone', { skip }, async (t) => {
  await inBrowser({}, async ({ page, complaints, asked }) => {
    for (const name of Object.keys(pages)) {
      await t.test(name, async () => {
        await page.goto(served.urlOf(name));
        if (isFilmed) await film(page, name);
        await openAll(page);
        for (const { viewport, colorScheme, rules } of looks) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await findBarriers(page, rules), [], `${viewport.width} ${colorScheme}`);
          assert.deepEqual(await overflowing(page), [], `${viewport.width} ${colorScheme}`);
        }
        assert.deepEqual(complaints.splice(0), []);
        assert.deepEqual([...asked], [served.origin]);
      });
    }
  });
});

/** As it comes, with what is closed closed. */
async function film(page: Page, name: string): Promise<void> {
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const file = `${name.replace(/\W+/g, '-')}-${viewport === phone ? 'phone' : 'desktop'}-${colorScheme}.png`;
    await page.screenshot({ path: path.join(screenshots, file), fullPage: true });
  }
}

test('axe and the search for what overflows find what is wrong', { skip }, async () => {
  await inBrowser({ viewport: phone }, async ({ page }) => {
    await page.setContent('<p style="color: #ccc">pale</p><p style="width: 500px">wide</p>');
    const found = (await findBarriers(page)).join();
    for (const rule of ['color-contrast', 'document-title', 'html-has-lang'])
      assert.match(found, new RegExp(rule));
    assert.equal((await overflowing(page)).length, 1);
  });
});
