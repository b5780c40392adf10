import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import type { AdministerParts } from '../../../shared/administration/administer.ts';
import { pauseByHand } from '../../../shared/administration/administer-holds.ts';
import { listMessages } from '../../../shared/administration/list-messages.ts';
import { ok } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import type { Report } from '../../../shared/validator/report.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';

async function ask(desk: Desk, method: 'GET' | 'POST', query: string) {
  const answer = await fetch(`${desk.host.url}/api/validate?${query}`, {
    method,
    headers: { accept: 'application/json', 'x-functions-key': desk.host.key },
  });
  return {
    status: answer.status,
    allow: answer.headers.get('allow'),
    report: (await answer.json()) as Report,
  };
}

const findingOf = ({ mailboxes }: Report, check: string) =>
  mailboxes[0]?.checks.find((finding) => finding.check === check);

const held = { to: 'ada@fabrikam.example', subject: 'held', text: 'x' };

/** What `npm run validate` says; without a terminal no spinner and no colours. */
const runValidate = (desk: Desk, ...words: string[]): Promise<string> =>
  new Promise((resolve) => {
    const file = path.resolve(import.meta.dirname, '../../../scripts/validate.ts');
    execFile(process.execPath, [file, ...words], { env: desk.env }, (_, out) => resolve(out.trimEnd()));
  });

/** What the validator sent, as Exchange received it. */
const tests = (desk: Desk) =>
  desk.exchange.messages.filter(({ raw }) =>
    /^Subject: Test message of the SendAsApp validator/m.test(String(raw)),
  );

const partsOf = (desk: Desk, contoso: Contoso): AdministerParts => ({
  limits: pacePresets['exchange-online'],
  open: desk.openPartition,
  addresses: [contoso.mailbox.address],
  ring: async () => ok(undefined),
  now: Date.now,
  newId: () => crypto.randomUUID(),
});

test('a message to itself is sent by POST alone, once in half a minute, and says reply and times', async () => {
  await onDesk({}, async (desk) => {
    assert.deepEqual((await ask(desk, 'GET', 'probe=send')).status, 405);
    const { status, report } = await ask(desk, 'POST', 'probe=send');
    const submission = findingOf(report, 'submission');
    assert.equal(status, 200, JSON.stringify(report));
    assert.match(submission?.says ?? '', /accepted a message from .*: 250 2\.0\.0 OK/);
    assert.equal(typeof submission?.details?.submitMs, 'number', JSON.stringify(submission?.details));
    const again = await ask(desk, 'POST', 'probe=send');
    assert.equal(findingOf(again.report, 'submission')?.says, submission?.says);
    assert.equal(tests(desk).length, 1);
    assert.match(String(tests(desk)[0]?.raw), /^Auto-Submitted: auto-generated/m);
    const said = await runValidate(desk, '--probe', 'send');
    assert.match(said, /pass +Message to itself +Exchange Online accepted/);
    assert.match(said, /not held, 0 waiting\.$/);
    assert.equal(tests(desk).length, 2);
  });
});

test('a missing FullAccess is named by the message, and a green one ends the hold: what waited leaves', async () => {
  const contoso = await makeContoso();
  const { mailbox, application } = contoso;
  mailbox.fullAccess = [];
  await onDesk({ contoso }, async (desk) => {
    const { status, report } = await ask(desk, 'POST', 'probe=send');
    assert.equal(status, 503);
    assert.equal(report.first?.check, 'submission');
    assert.equal(report.first?.failure, 'mailbox-logon-failure');
    assert.match(
      report.first?.fix.command ?? '',
      new RegExp(`^Add-MailboxPermission -Identity ${mailbox.address} -User ${application.objectId}`),
    );
    const [hold] = report.mail[0]?.holds ?? [];
    assert.equal(hold?.failure, 'mailbox-logon-failure');
    const left = await listMessages(desk.openPartition(mailboxKey(mailbox.address)), 'waiting', 10);
    assert.deepEqual(left.ok && left.value, []);

    await desk.enqueue({ id: 'held', ...held });
    await desk.kept('held', 'waiting');
    mailbox.fullAccess = [application.objectId];
    await desk.restart();
    const mended = await ask(desk, 'POST', 'probe=send');
    assert.equal(mended.status, 200, JSON.stringify(mended.report));
    assert.deepEqual(mended.report.mail[0]?.holds, []);
    assert.deepEqual(
      mended.report.mail[0]?.released.map(({ failure }) => failure),
      ['mailbox-logon-failure'],
    );
    await desk.kept('held', 'accepted');
    assert.equal(tests(desk).length, 1);
  });
});

test('a sender that may not send as itself is proven by a message of its own', async () => {
  const contoso = await makeContoso();
  const [invoices] = contoso.exchange.otherRecipients ?? [];
  assert.ok(invoices);
  invoices.sendAs = [];
  await onDesk({ contoso }, async (desk) => {
    await desk.enqueue({ id: 'held', from: invoices.address, ...held });
    await desk.attempt('held');
    await desk.kept('held', 'waiting');
    const { report } = await ask(desk, 'POST', 'probe=send');
    assert.equal(report.first?.failure, 'send-as-denied');
    assert.match(report.first?.fix.command ?? '', /^Add-RecipientPermission -Identity invoices@/);
    invoices.sendAs = [contoso.application.objectId];
    await desk.restart();
    const mended = await ask(desk, 'POST', 'probe=send');
    assert.equal(mended.status, 200, JSON.stringify(mended.report));
    await desk.kept('held', 'accepted');
  });
});

test('from a mailbox paused by hand nothing is sent', async () => {
  const contoso = await makeContoso();
  await onDesk({ contoso }, async (desk) => {
    const { address } = contoso.mailbox;
    assert.ok((await pauseByHand(partsOf(desk, contoso), { scope: 'mailbox', address }, 'moving')).ok);
    const { report } = await ask(desk, 'POST', 'probe=send');
    const submission = findingOf(report, 'submission');
    assert.equal(submission?.verdict, 'unknown');
    assert.match(submission?.says ?? '', /paused by hand .*\(moving\)/);
    assert.equal(tests(desk).length, 0);
    assert.equal(report.mail[0]?.holds[0]?.failure, 'paused');
  });
});

test('a hold of a failed login: GET says that POST would release it, POST does, and the mail leaves', async () => {
  const contoso = await makeContoso();
  const { servicePrincipals } = contoso.exchange;
  contoso.exchange.servicePrincipals = [];
  await onDesk({ contoso }, async (desk) => {
    await desk.enqueue({ id: 'held', ...held });
    await desk.attempt('held');
    await desk.kept('held', 'waiting');
    contoso.exchange.servicePrincipals = servicePrincipals;
    const seen = await ask(desk, 'GET', 'probe=login');
    assert.equal(findingOf(seen.report, 'login')?.verdict, 'pass');
    assert.match(findingOf(seen.report, 'room')?.says ?? '', /POST .* would release it/);
    assert.equal(seen.report.first?.fix.command, seen.report.mail[0]?.holds[0]?.release);
    assert.equal((await desk.held()).mailbox?.hold?.failure, 'login-refused');
    const acted = await ask(desk, 'POST', 'probe=login');
    assert.equal(acted.status, 200, JSON.stringify(acted.report));
    assert.match(findingOf(acted.report, 'room')?.says ?? '', /^Released: The mailbox was held/);
    await desk.kept('held', 'accepted');
    assert.equal((await ask(desk, 'GET', 'probe=login')).status, 200);
  });
});

test('a hold of all mailboxes is probed by this very message, and ends for all', async () => {
  const contoso = await makeContoso();
  const { certificates } = contoso.application;
  contoso.application.certificates = [];
  await onDesk({ contoso }, async (desk) => {
    await desk.enqueue({ id: 'held', ...held });
    await desk.attempt('held');
    await desk.kept('held', 'waiting');
    // The hold of all mailboxes is written after the message's own row.
    const hold = await until('all mailboxes to be held', desk.host, async () => (await desk.held()).app);
    assert.equal(hold.failure, 'assertion-key-not-found');
    contoso.application.certificates = certificates;
    const { status, report } = await ask(desk, 'POST', 'probe=send');
    assert.equal(status, 200, JSON.stringify(report));
    assert.deepEqual(
      report.mail[0]?.released.map(({ scope }) => scope),
      ['app'],
    );
    await desk.kept('held', 'accepted');
    assert.equal((await desk.held()).app, undefined);
    const [first] = desk.exchange.messages;
    assert.match(String(first?.raw), /^Subject: Test message/m);
  });
});
