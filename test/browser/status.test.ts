import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { statusPages } from '../unit/pages/status-states.ts';
import { inBrowser, skip, useBrowser } from './browser.ts';
import { reachByKeyboard } from './keyboard.ts';
import { servePages } from './serve-pages.ts';

useBrowser();
let served: Awaited<ReturnType<typeof servePages>>;
before(async () => {
  served = await servePages(await statusPages());
});
after(() => served.stop());

test('the status page: the keyboard reaches all that can be used, in its order', { skip }, async () => {
  await inBrowser({}, async ({ page }) => {
    await page.goto(served.urlOf('several held'));
    assert.ok((await reachByKeyboard(page)) > 12);
  });
});

test('read aloud, the chart is one sentence, and a table for who wants the hours', { skip }, async () => {
  await inBrowser({ javaScriptEnabled: false }, async ({ page, complaints }) => {
    await page.goto(served.urlOf('decide'));
    const chart = page.getByRole('img', { name: /^839 messages accepted, 2 buried and 1 uncertain/ });
    assert.equal(await chart.count(), 1);
    await page.getByText('Hour by hour').click();
    const row = page.getByRole('row', { name: /^09:00 120 1 0$/ });
    assert.equal(await row.isVisible(), true);
    assert.equal(await page.getByRole('columnheader', { name: 'accepted' }).count(), 1);
    assert.deepEqual(complaints, []);
  });
});

test('a buried message opens, without scripts too, at what to do and its button', { skip }, async () => {
  await inBrowser({ javaScriptEnabled: false }, async ({ page }) => {
    await page.goto(served.urlOf('held'));
    const button = page.getByRole('button', { name: 'Send it again invoice-2026-1107' });
    assert.equal(await button.isVisible(), false);
    await page.getByRole('heading', { name: 'invoice-2026-1107' }).click();
    await button.waitFor();
    await page.getByRole('heading', { name: 'dunning-88' }).click();
    await page.getByRole('button', { name: 'Send it again… dunning-88' }).waitFor();
  });
});

test('nothing can be paused without a choice and a reason', { skip }, async () => {
  await inBrowser({ javaScriptEnabled: false }, async ({ page, asked }) => {
    await page.goto(served.urlOf('quiet'));
    await page.getByRole('button', { name: 'Pause' }).click();
    assert.equal(await page.locator('select:invalid').count(), 1);
    await page.getByLabel('What').selectOption('app');
    await page.getByRole('button', { name: 'Pause' }).click();
    assert.equal(await page.locator('input[name=why]:invalid').count(), 1);
    assert.deepEqual([...asked], [served.origin]);
  });
});
