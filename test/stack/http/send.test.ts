import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { pauseByHand } from '../../../shared/administration/administer-holds.ts';
import { ok } from '../../../shared/failures/result.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { onDesk } from '../../support/desk.ts';
import { ask, hello } from './ask.ts';

test('an empty test send goes from the mailbox to itself, and says reply and times; a repeat is not sent again', async () => {
  await onDesk({}, async (desk) => {
    const { address } = desk.contoso.mailbox;
    const sent = await ask(desk, 'POST', 'send', { body: {}, headers: { 'idempotency-key': 'try-1' } });
    assert.equal(sent.status, 200, sent.text);
    assert.deepEqual([sent.json.state, sent.json.id, sent.json.refused], ['accepted', 'try-1', []]);
    assert.match(sent.json.reply, /^250 2\.0\.0 OK/);
    for (const stage of ['compose', 'token', 'connect', 'login', 'submit']) {
      assert.equal(typeof sent.json.ms[stage], 'number', sent.text);
    }
    const again = await ask(desk, 'POST', 'send', { body: {}, headers: { 'idempotency-key': 'try-1' } });
    assert.deepEqual(again.json, sent.json);
    const [message, ...others] = desk.exchange.messages;
    assert.equal(others.length, 0);
    assert.deepEqual(message?.envelope.to, [address]);
    assert.match(String(message?.raw), /^Subject: Test message of SendAsApp/m);
  });
});

test('whom it may write to: the mailbox itself and MAIL_TEST_RECIPIENTS; what is wrong is said as for messages', async () => {
  const env = { MAIL_TEST_RECIPIENTS: 'ada@fabrikam.example, contoso.example' };
  await onDesk({ env }, async (desk) => {
    const refused = await ask(desk, 'POST', 'send', { body: hello({ cc: 'bob@fabrikam.example' }) });
    assert.equal(refused.status, 403, refused.text);
    assert.match(refused.json.detail, /MAIL_TEST_RECIPIENTS/);
    assert.deepEqual(
      refused.json.problems.map(({ path }: { path: string }) => path),
      ['cc'],
    );
    assert.doesNotMatch(refused.text, /bob@/);
    const wrong = await ask(desk, 'POST', 'send', { body: { to: 'nobody', sujet: 'x' } });
    assert.equal(wrong.status, 400, wrong.text);
    assert.equal(wrong.json.problems.length, 2);
    assert.equal((await ask(desk, 'POST', 'send', { body: hello() })).status, 200);
    assert.equal(desk.exchange.messages.length, 1);
  });
});

test('what is refused is explained, and not tried again; a hold answers at once, and anyway looks whether it is mended', async () => {
  const contoso = await makeContoso();
  const { mailbox, application } = contoso;
  mailbox.fullAccess = [];
  await onDesk({ contoso }, async (desk) => {
    const refused = await ask(desk, 'POST', 'send', { body: { id: 'try-1' } });
    assert.equal(refused.status, 422, refused.text);
    assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.equal(refused.json.explanation.id, 'mailbox-logon-failure');
    assert.equal(refused.json.type, 'docs/errors.md#mailbox-logon-failure');
    assert.match(refused.text, new RegExp(`Add-MailboxPermission -Identity ${mailbox.address}`));
    assert.equal(typeof refused.json.ms.submit, 'number');
    await desk.kept('try-1', 'cancelled');

    const began = performance.now();
    const held = await ask(desk, 'POST', 'send', { body: { id: 'try-2' } });
    assert.equal(held.status, 409, held.text);
    assert.ok(performance.now() - began < 5_000);
    assert.equal(held.json.explanation.id, 'mailbox-logon-failure');
    assert.equal(typeof held.json.hold, 'string');

    mailbox.fullAccess = [application.objectId];
    await desk.restart();
    const anyway = await ask(desk, 'POST', 'send?anyway=true', { body: { id: 'try-2' } });
    assert.equal(anyway.status, 200, anyway.text);
    assert.equal((await desk.held()).mailbox?.hold, undefined);
    assert.equal((await ask(desk, 'POST', 'send', { body: { id: 'try-3' } })).status, 200);
    assert.equal(desk.exchange.messages.length, 2);
  });
});

test('paused by hand nothing goes, anyway or not', async () => {
  await onDesk({}, async (desk) => {
    const { address } = desk.contoso.mailbox;
    const parts = {
      limits: pacePresets['exchange-online'],
      open: desk.openPartition,
      addresses: [address],
      ring: async () => ok(undefined),
      now: Date.now,
      newId: () => crypto.randomUUID(),
    };
    assert.ok((await pauseByHand(parts, { scope: 'mailbox', address }, 'moving')).ok);
    const held = await ask(desk, 'POST', 'send?anyway=true', { body: {} });
    assert.deepEqual([held.status, held.json.explanation.id], [409, 'paused'], held.text);
    assert.equal(desk.exchange.messages.length, 0);
  });
});

test('a caller who does not stay changes nothing', async () => {
  await onDesk({}, async (desk) => {
    const gone = new AbortController();
    const asked = fetch(`${desk.host.url}/api/send`, {
      method: 'POST',
      headers: { 'x-functions-key': desk.host.key, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'try-1' }),
      signal: gone.signal,
    }).catch(() => 'gone');
    await desk.line('mail.taken-in', 'try-1');
    gone.abort();
    await asked;
    await desk.kept('try-1', 'accepted');
  });
});
