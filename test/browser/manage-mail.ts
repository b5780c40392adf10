import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Desk, until } from '../support/desk.ts';

const letter = { to: 'ada@fabrikam.example', subject: 'Secret subject', text: 'hello' };

const notice = (page: Page, says: string) => page.getByRole('status').filter({ hasText: says }).waitFor();

/** What no page may show. */
async function assertDiscreet(page: Page): Promise<void> {
  assert.doesNotMatch(await page.content(), /ada@|Secret subject/);
}

/** A mailbox is held, its cause is mended, and its button lets the mail go. */
export async function releaseByButton(page: Page, desk: Desk, mend: () => void): Promise<void> {
  await desk.enqueue({ id: 'held-1', ...letter });
  await until('the mailbox to be held', desk.host, async () => (await desk.held()).mailbox?.hold);
  mend();
  await page.getByRole('link', { name: 'Look again' }).click();
  await page.getByRole('heading', { level: 1, name: /has been held since .* 1 message waits/ }).waitFor();
  await page.getByRole('button', { name: `Release ${desk.contoso.mailbox.address}` }).click();
  await notice(page, 'Released.');
  await desk.kept('held-1', 'accepted');
  await page.getByLabel(/^Look up/).fill('held-1');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page
    .getByRole('region', { name: 'held-1' })
    .getByText('Exchange Online accepted it.')
    .first()
    .waitFor();
  await page
    .getByRole('heading', { level: 1, name: /Nothing is held; the last message was accepted/ })
    .waitFor();
  await assertDiscreet(page);
  await page.getByRole('button', { name: 'Close' }).click();
  assert.equal(await page.getByRole('region', { name: 'held-1' }).count(), 0);
}

/** A buried message goes by its button, and an uncertain one by the second press only. */
export async function resendByButton(page: Page, desk: Desk): Promise<void> {
  const { exchange } = desk.contoso;
  exchange.recipientsRefused = {
    [letter.to]: `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${letter.to} not found`,
  };
  await desk.enqueue({ id: 'buried-1', ...letter });
  await desk.kept('buried-1', 'buried');
  delete exchange.recipientsRefused;
  exchange.loseAcknowledgement = { every: 1 };
  await desk.enqueue({ id: 'twice-1', ...letter, ifUncertain: 'hold' });
  await desk.kept('twice-1', 'uncertain');
  delete exchange.loseAcknowledgement;
  const { length } = desk.exchange.messages;

  await page.getByRole('link', { name: 'Look again' }).click();
  await page.getByRole('heading', { name: 'buried-1' }).click();
  await assertDiscreet(page);
  await page.getByRole('button', { name: 'Send it again buried-1' }).click();
  await notice(page, 'It is in the room again');
  await desk.kept('buried-1', 'accepted');

  await page.getByRole('heading', { name: 'twice-1' }).click();
  await page.getByRole('button', { name: 'Send it again… twice-1' }).click();
  await notice(page, 'Nothing was sent yet');
  await page
    .getByText(/^Get-MessageTraceV2/)
    .first()
    .waitFor();
  await desk.kept('twice-1', 'uncertain');
  await page.getByRole('button', { name: 'Send it again, even if it arrives twice twice-1' }).click();
  await notice(page, 'It is in the room again');
  await desk.kept('twice-1', 'accepted');
  assert.equal(desk.exchange.messages.length, length + 2);
  await assertDiscreet(page);
}

/** What is paused on one page is released on the validator's. */
export async function pauseAndRelease(page: Page, desk: Desk): Promise<void> {
  const { address } = desk.contoso.mailbox;
  await page.getByLabel(/^What/).selectOption(`mailbox ${address}`);
  await page.getByLabel(/^Why/).fill('wrong amounts');
  await page.getByRole('button', { name: 'Pause' }).click();
  await notice(page, 'Paused.');
  await page.getByText('Paused by hand: wrong amounts.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Probe now/ }).count(), 0);
  await page.getByRole('button', { name: 'Is it set up right?' }).click();
  await page.waitForURL(/\/api\/validate\?/);
  // What the validator saw less than 30 s ago it would give again.
  await page.getByRole('button', { name: 'Look, and release what is mended' }).click();
  await page.getByRole('button', { name: /^Release / }).click();
  await page.getByText('0 buried, nothing held.').waitFor();
  assert.equal((await desk.held()).mailbox?.hold, undefined);
  await page.getByRole('button', { name: /^How mail stands/ }).click();
  await page.waitForURL(/\/api\/status\?/);
  await page.getByRole('heading', { level: 1, name: /Nothing is held/ }).waitFor();
}
