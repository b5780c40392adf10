import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import { onDesk, until } from '../../support/desk.ts';

const letter = { to: 'ada@fabrikam.example', subject: 'Secret subject', text: 'hello' };

// What the set-up guide's troubleshooting names, each provoked by the very fault in the tenant that it is about.
const refusals: {
  fault: string;
  breakIt: (contoso: Contoso) => void;
  from?: string;
  failure: string;
  code: string;
  stage: 'auth' | 'data-end';
  scope: 'app' | 'mailbox' | 'sender';
}[] = [
  {
    fault: 'SMTP AUTH is off for the organisation and the mailbox inherits it',
    breakIt: ({ mailbox }) => (mailbox.smtpClientAuthenticationDisabled = null),
    failure: 'smtp-auth-disabled-tenant',
    code: '535',
    stage: 'auth',
    scope: 'mailbox',
  },
  {
    fault: 'SMTP AUTH is off for the mailbox',
    breakIt: ({ mailbox }) => (mailbox.smtpClientAuthenticationDisabled = true),
    failure: 'smtp-auth-disabled-mailbox',
    code: '535',
    stage: 'auth',
    scope: 'mailbox',
  },
  {
    fault: 'no admin consent, so no role in the token',
    breakIt: ({ application }) => (application.roles = []),
    failure: 'login-refused',
    code: '535',
    stage: 'auth',
    scope: 'mailbox',
  },
  {
    fault: 'no service principal in Exchange',
    breakIt: ({ exchange }) => (exchange.servicePrincipals = []),
    failure: 'login-refused',
    code: '535',
    stage: 'auth',
    scope: 'mailbox',
  },
  {
    fault: 'FullAccess was not granted',
    breakIt: ({ mailbox }) => (mailbox.fullAccess = []),
    failure: 'mailbox-logon-failure',
    code: '430',
    stage: 'data-end',
    scope: 'mailbox',
  },
  {
    fault: 'SendAs was not granted on the other From address',
    breakIt: ({ exchange }) =>
      (exchange.otherRecipients = [{ address: 'invoices@contoso.example', sendAs: [] }]),
    from: 'invoices@contoso.example',
    failure: 'send-as-denied',
    code: '554',
    stage: 'data-end',
    scope: 'sender',
  },
  {
    fault: 'the organisation is over its threshold',
    breakIt: ({ exchange }) => (exchange.organisation.block = 'threshold'),
    failure: 'tenant-blocked',
    code: '550',
    stage: 'data-end',
    scope: 'app',
  },
];

for (const { fault, breakIt, from, failure, code, stage, scope } of refusals) {
  test(`${fault}: explained as ${failure}, holds the ${scope}, and is sent once it is mended`, async () => {
    const contoso = await makeContoso();
    const right = structuredClone({
      mailbox: contoso.mailbox,
      application: contoso.application,
      exchange: contoso.exchange,
    });
    breakIt(contoso);
    await onDesk({ contoso }, async (desk) => {
      await desk.enqueue({ id: 'refused-1', ...letter, ...(from && { from }) });
      const attempt = await desk.attempt('refused-1');
      assert.equal(attempt.outcome, 'failed');
      assert.deepEqual([attempt.action, attempt.scope], ['hold', scope]);
      assert.equal(attempt.failure?.[0]?.id, failure);
      const refusal = desk.exchange.record.find((entry) => entry.reply?.startsWith(code));
      assert.equal(refusal?.stage, stage);
      const waiting = await desk.kept('refused-1', 'waiting');
      assert.equal(waiting.failure, failure);
      assert.equal(desk.exchange.messages.length, 0);

      // The refusal had the token renewed a second ago, before the consent; the next renewal comes a minute later.
      if (fault.includes('consent')) return;
      Object.assign(contoso.mailbox, right.mailbox);
      Object.assign(contoso.exchange, { ...right.exchange, mailboxes: [contoso.mailbox] });
      await desk.hurry();
      const accepted = await desk.kept('refused-1', 'accepted');
      assert.deepEqual(
        accepted.history.map(({ what }) => what),
        ['failed', 'accepted'],
      );
      assert.equal(desk.exchange.messages.length, 1);
      const { app, mailbox } = await desk.held();
      assert.deepEqual([app, mailbox?.hold, mailbox?.senderHolds], [undefined, undefined, undefined]);
      assert.equal(mailbox?.lifted?.failure, scope === 'app' ? undefined : failure);
    });
  });
}

test('what a sender may not send waits, the other senders of its mailbox go on', async () => {
  const contoso = await makeContoso();
  contoso.exchange.otherRecipients = [{ address: 'invoices@contoso.example', sendAs: [] }];
  await onDesk({ contoso }, async (desk) => {
    await desk.enqueue({ id: 'denied-1', ...letter, from: 'invoices@contoso.example' });
    await desk.attempt('denied-1');
    await desk.enqueue({ id: 'denied-2', ...letter, from: 'invoices@contoso.example' });
    await desk.enqueue({ id: 'own-1', ...letter });
    await desk.kept('own-1', 'accepted');
    assert.equal((await desk.kept('denied-2', 'waiting')).attempts, 0);
    assert.equal((await desk.held()).mailbox?.senderHolds?.['invoices@contoso.example']?.probes, 0);
  });
});

test('a message that is tried twice is the same message both times', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.play = [
      { stage: 'data-end', reply: '451 4.7.500 Server busy. Please try again later', times: 1 },
    ];
    await desk.enqueue({ id: 'twice-1', ...letter });
    assert.equal((await desk.attempt('twice-1', 1)).action, 'retry');
    await desk.kept('twice-1', 'waiting');
    await desk.hurry();
    assert.equal((await desk.attempt('twice-1', 2)).outcome, 'accepted');
    const ids = desk.exchange.record
      .filter(({ stage }) => stage === 'data-end')
      .map(({ messageId }) => messageId);
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
  }));

test('a login refused over a token that no longer fits is made again with a new one', () =>
  onDesk({}, async (desk) => {
    await desk.enqueue({ id: 'before-1', ...letter });
    await desk.attempt('before-1');
    // The turn is over, and its line with it: the next one has to log in.
    await until('the line to close', desk.host, () =>
      desk.exchange.record.find(({ stage }) => stage === 'close'),
    );
    // The enterprise application was made anew, with a new object id: the token in memory still names the old one.
    const objectId = 'aa6e1f0d-52c7-4d7e-9c3b-0f8e7d6c5b4a';
    desk.contoso.application.objectId = objectId;
    desk.contoso.exchange.servicePrincipals = [
      { appId: desk.contoso.application.clientId, objectId, displayName: 'SendAsApp' },
    ];
    desk.contoso.mailbox.fullAccess = [objectId];
    await desk.enqueue({ id: 'after-1', ...letter });
    assert.equal((await desk.attempt('after-1')).outcome, 'accepted');
    const logins = desk.exchange.record
      .filter(({ stage }) => stage === 'auth')
      .map(({ reply }) => reply?.slice(0, 3));
    assert.deepEqual(logins, ['235', '535', '235']);
    assert.equal(desk.entra.tokenRequests, 2);
  }));
