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
}[] = [
  {
    fault: 'SMTP AUTH is off for the organisation and the mailbox inherits it',
    breakIt: ({ mailbox }) => (mailbox.smtpClientAuthenticationDisabled = null),
    failure: 'smtp-auth-disabled-tenant',
    code: '535',
    stage: 'auth',
  },
  {
    fault: 'SMTP AUTH is off for the mailbox',
    breakIt: ({ mailbox }) => (mailbox.smtpClientAuthenticationDisabled = true),
    failure: 'smtp-auth-disabled-mailbox',
    code: '535',
    stage: 'auth',
  },
  {
    fault: 'no admin consent, so no role in the token',
    breakIt: ({ application }) => (application.roles = []),
    failure: 'login-refused',
    code: '535',
    stage: 'auth',
  },
  {
    fault: 'no service principal in Exchange',
    breakIt: ({ exchange }) => (exchange.servicePrincipals = []),
    failure: 'login-refused',
    code: '535',
    stage: 'auth',
  },
  {
    fault: 'FullAccess was not granted',
    breakIt: ({ mailbox }) => (mailbox.fullAccess = []),
    failure: 'mailbox-logon-failure',
    code: '430',
    stage: 'data-end',
  },
  {
    fault: 'SendAs was not granted on the other From address',
    breakIt: ({ exchange }) =>
      (exchange.otherRecipients = [{ address: 'invoices@contoso.example', sendAs: [] }]),
    from: 'invoices@contoso.example',
    failure: 'send-as-denied',
    code: '554',
    stage: 'data-end',
  },
];

for (const { fault, breakIt, from, failure, code, stage } of refusals) {
  test(`${fault}: explained as ${failure}, kept, and sent once it is mended`, async () => {
    const contoso = await makeContoso();
    const right = structuredClone({
      mailbox: contoso.mailbox,
      application: contoso.application,
      exchange: contoso.exchange,
    });
    breakIt(contoso);
    await onDesk(
      { contoso, env: { AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01' } },
      async (desk) => {
        await desk.enqueue({ id: 'refused-1', ...letter, ...(from && { from }) });
        const attempt = await desk.attempt('refused-1');
        assert.equal(attempt.outcome, 'failed');
        assert.equal(attempt.action, 'again');
        assert.equal(attempt.failure?.[0]?.id, failure);
        const refusal = desk.exchange.record.find((entry) => entry.reply?.startsWith(code));
        assert.equal(refusal?.stage, stage);
        assert.equal(desk.exchange.messages.length, 0);

        Object.assign(contoso.mailbox, right.mailbox);
        Object.assign(contoso.exchange, { ...right.exchange, mailboxes: [contoso.mailbox] });
        Object.assign(contoso.application, right.application);
        // The refusal had the token renewed a second ago, before the consent; the next renewal comes a minute later.
        if (fault.includes('consent')) return;
        await until('the mended message', desk.host, () => desk.exchange.messages[0]);
        assert.equal(desk.exchange.messages.length, 1);
      },
    );
  });
}

test('a message that is tried twice is the same message both times', () =>
  onDesk(
    { env: { AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01' } },
    async (desk) => {
      desk.contoso.exchange.play = [
        { stage: 'data-end', reply: '432 4.3.2 STOREDRV; mailbox server is offline', times: 1 },
      ];
      await desk.enqueue({ id: 'twice-1', ...letter });
      assert.equal((await desk.attempt('twice-1', 1)).action, 'again');
      assert.equal((await desk.attempt('twice-1', 2)).outcome, 'accepted');
      const ids = desk.exchange.record
        .filter(({ stage }) => stage === 'data-end')
        .map(({ messageId }) => messageId);
      assert.equal(ids.length, 2);
      assert.equal(ids[0], ids[1]);
    },
  ));

test('a recipient that Exchange refuses does not keep the message from the others', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.recipientsRefused = {
      'gone@fabrikam.example':
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient gone@fabrikam.example not found by SMTP address lookup',
    };
    await desk.enqueue({ id: 'partly-1', ...letter, to: ['gone@fabrikam.example', 'ada@fabrikam.example'] });
    const attempt = await desk.attempt('partly-1');
    assert.equal(attempt.outcome, 'accepted');
    assert.deepEqual(desk.exchange.messages[0]?.envelope.to, ['ada@fabrikam.example']);
    assert.match(desk.host.output(), /"refused":\[\{"domain":"fabrikam.example","code":"550"/);
  }));

test('a login refused over a token that no longer fits is made again with a new one', () =>
  onDesk({}, async (desk) => {
    await desk.enqueue({ id: 'before-1', ...letter });
    await desk.attempt('before-1');
    // A second line has to log in: the first one is cut by the server.
    desk.contoso.exchange.play = [{ stage: 'mail', reply: '421 4.4.2 Connection dropped', times: 1 }];
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
