import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeContoso } from '../../local/contoso.ts';
import { type Desk, onDesk } from '../support/desk.ts';
import { inBrowser, skip, useBrowser, type Watched } from './browser.ts';
import { pauseAndRelease, releaseByButton, resendByButton } from './manage-mail.ts';

useBrowser();

/** The address that a person opens in Azure: the key in the query. */
const addressOf = ({ host }: Desk, route: string) =>
  `${host.url}/api/${route}?code=${encodeURIComponent(host.key)}`;

const headlineOf = async (page: Page): Promise<string> =>
  (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';

/** The page complained of nothing, asked nobody else, and does not hold the key that its address holds. */
async function assertHarmless({ page, complaints, asked }: Watched, { host }: Desk): Promise<void> {
  // Chromium itself notes that a page came with an error status, which a report with failures does.
  const own = complaints.filter((line) => !/^error: Failed to load resource: .* status of 503/.test(line));
  assert.deepEqual(own, []);
  assert.deepEqual([...asked], [new URL(host.url).origin]);
  assert.equal(new URL(page.url()).searchParams.get('code'), host.key);
  assert.ok(!(await page.content()).includes(host.key), 'the key stands in the page');
}

/** What is broken is named; the form shows another question under an address of its own, which can be loaded again. */
async function nameAndLook(watched: Watched, desk: Desk): Promise<void> {
  const { page } = watched;
  const { mailbox, application } = desk.contoso;
  const first = await page.goto(addressOf(desk, 'validate'));
  assert.equal(first?.status(), 503);
  assert.equal(first.headers()['referrer-policy'], 'no-referrer');
  assert.match(await headlineOf(page), /Mail does not leave\.$/);
  const command = page.getByRole('region', { name: 'Mend this first' }).locator('code').first();
  assert.ok(
    (await command.textContent())?.includes(
      `-AppId ${application.clientId} -ObjectId ${application.objectId}`,
    ),
  );
  await assertHarmless(watched, desk);

  await page.getByLabel('How far').selectOption('token');
  await page.getByLabel('Mailbox').selectOption(mailbox.address);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.waitForURL(/probe=token/);
  assert.equal(new URL(page.url()).searchParams.get('mailbox'), mailbox.address);
  assert.match(await headlineOf(page), /Nothing fails/);
  await page.getByRole('link', { name: 'Look again' }).click();
  assert.match(await headlineOf(page), /Nothing fails/);
  assert.equal(await page.getByLabel('How far').inputValue(), 'token');
  assert.equal(await page.getByLabel('Mailbox').inputValue(), mailbox.address);
  await assertHarmless(watched, desk);
}

/** The button sends one message, and the page says what that has shown. */
async function sendToSelf(watched: Watched, desk: Desk): Promise<void> {
  const { page } = watched;
  await page.goto(addressOf(desk, 'validate'));
  await page.getByRole('button', { name: 'Send one message to itself' }).click();
  await page.getByRole('heading', { level: 1, name: /Mail leaves/ }).waitFor();
  assert.deepEqual(desk.exchange.messages.at(-1)?.envelope.to, [desk.contoso.mailbox.address]);
  await assertHarmless(watched, desk);
}

/** What is pasted is explained, and stands in the field as it was, whatever it holds. */
async function explain(watched: Watched, desk: Desk): Promise<void> {
  const { page } = watched;
  await page.goto(addressOf(desk, 'explain'));
  const pasted = '\n</textarea><script>alert(1)</script>\n535 5.7.3 Authentication unsuccessful';
  await page.getByLabel('The error').fill(pasted);
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('in the catalogue: login-refused').waitFor();
  const again = page.getByLabel('Explain another one');
  assert.equal(await again.inputValue(), pasted.trim());
  await again.fill('AADSTS700027: not registered on application');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText(/^The token .*; in the catalogue: /).waitFor();
  await assertHarmless(watched, desk);
}

/** Counts, holds, messages: all by the buttons of the page. */
async function manage(watched: Watched, desk: Desk, mend: () => void): Promise<void> {
  const { page } = watched;
  await page.goto(addressOf(desk, 'status'));
  await page.getByRole('heading', { level: 1, name: /no message was accepted yet/ }).waitFor();
  await releaseByButton(page, desk, mend);
  await resendByButton(page, desk);
  await pauseAndRelease(page, desk);
  await assertHarmless(watched, desk);
}

test('a browser is told what is broken, manages mail, sends and explains, with the key of its address', {
  skip,
}, async () => {
  const contoso = await makeContoso();
  const { servicePrincipals } = contoso.exchange;
  contoso.exchange.servicePrincipals = [];
  await onDesk({ contoso }, async (desk) => {
    await inBrowser({}, (watched) => nameAndLook(watched, desk));
    const mend = () => {
      contoso.exchange.servicePrincipals = servicePrincipals;
    };
    await inBrowser({ javaScriptEnabled: false }, async (watched) => {
      await manage(watched, desk, mend);
      await sendToSelf(watched, desk);
      await explain(watched, desk);
    });
  });
});
