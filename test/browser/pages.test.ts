import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { reportPage } from '../../shared/pages/report-page.ts';
import { states } from '../unit/pages/states.ts';
import { inBrowser, skip, useBrowser } from './browser.ts';
import { reachByKeyboard } from './keyboard.ts';
import { servePages } from './serve-pages.ts';

const NAME = 'broken at login';
const report = states[NAME];

const phone = { width: 360, height: 740 };

useBrowser();
let served: Awaited<ReturnType<typeof servePages>>;
before(async () => {
  assert.ok(report);
  served = await servePages({ [NAME]: reportPage(report) });
});
after(() => served.stop());

const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

test('each button copies exactly its command, and says so', { skip }, async () => {
  const { first, mailboxes = [], mail = [] } = report ?? {};
  const wanted = [
    first?.fix.command,
    ...mail.flatMap(({ holds }) => holds.map(({ release }) => release)),
    ...mailboxes.flatMap(({ checks }) =>
      checks.flatMap(({ causes = [] }) => causes.map(({ command }) => command)),
    ),
  ].filter((command) => command !== undefined);
  await inBrowser({ viewport: phone }, async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: served.origin });
    await page.goto(served.urlOf(NAME));
    await openAll(page);
    const copied: unknown[] = [];
    for (const button of await page.locator('button[data-copy]').all()) {
      await button.click();
      await button.getByText('Copied').waitFor();
      assert.match((await page.getByRole('status').textContent()) ?? '', /^Copied the command: ./);
      copied.push(await page.evaluate('navigator.clipboard.readText()'));
    }
    assert.ok(wanted.some((command) => command.includes('\n')));
    assert.deepEqual(copied, wanted);
  });
});

test('a command that is selected by hand is the command, line breaks and all', { skip }, async () => {
  await inBrowser({ viewport: phone }, async ({ page }) => {
    await page.goto(served.urlOf(NAME));
    const selected = await page.evaluate(
      'getSelection().selectAllChildren(document.querySelector(".command code")), getSelection().toString()',
    );
    assert.equal(selected, report?.first?.fix.command);
  });
});

test('where the clipboard is closed, the button selects the command', { skip }, async () => {
  await inBrowser({}, async ({ page }) => {
    await page.goto(served.urlOf(NAME));
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("closed"))');
    await page.getByRole('button', { name: /^Copy/ }).first().click();
    await page.getByRole('status').filter({ hasText: 'Selected' }).waitFor();
    assert.equal(await page.evaluate('getSelection().toString()'), report?.first?.fix.command);
  });
});

test('the keyboard reaches all that can be used, in its order', { skip }, async () => {
  await inBrowser({}, async ({ page }) => {
    await page.goto(served.urlOf(NAME));
    assert.ok((await reachByKeyboard(page)) > 20);
  });
});

test('without scripts the page is whole: causes open, commands stand there, no button that does nothing', {
  skip,
}, async () => {
  await inBrowser({ javaScriptEnabled: false }, async ({ page, complaints }) => {
    await page.goto(served.urlOf(NAME));
    assert.equal(await page.getByRole('button', { name: /^Copy/ }).count(), 0);
    const second = page.locator('.causes > li').nth(1);
    assert.equal(await second.locator('.because').isVisible(), false);
    await second.locator('summary').click();
    assert.equal(await second.locator('.because').isVisible(), true);
    assert.deepEqual(complaints, []);
  });
});

test('read aloud, the ladder is a list of headings with their verdicts', { skip }, async () => {
  await inBrowser({}, async ({ page }) => {
    await page.goto(served.urlOf(NAME));
    const rungs = await page
      .locator('#mailbox-1 ~ *, details.mailbox[open]')
      .getByRole('listitem')
      .allInnerTexts();
    assert.ok(
      rungs.some((rung) => /^Login as the mailbox\s+failed/.test(rung)),
      rungs.join('|'),
    );
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.match(await page.title(), /^Mail from billing@contoso\.com has not left since/);
  });
});

test('on paper, what is closed is printed too, in dark on light, without buttons', { skip }, async () => {
  await inBrowser({ colorScheme: 'dark' }, async ({ page }) => {
    await page.goto(served.urlOf(NAME));
    await page.emulateMedia({ media: 'print' });
    const because = page.locator('.causes .because');
    for (const one of await because.all()) assert.ok(((await one.boundingBox())?.height ?? 0) > 0);
    assert.ok((await because.count()) > 3);
    assert.equal(await page.getByRole('button').count(), 0);
  });
});
