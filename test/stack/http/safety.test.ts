import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { makeContoso } from '../../../local/contoso.ts';
import { onDesk } from '../../support/desk.ts';
import { ask, hello } from './ask.ts';

test('with MAIL_REDIRECT_TO every message goes to one address, and says whom it was for', async () => {
  const env = { MAIL_REDIRECT_TO: 'test-mail@contoso.example' };
  await onDesk({ env }, async (desk) => {
    await desk.enqueue(hello({ id: 'a', cc: 'bob@fabrikam.example', bcc: 'carol@fabrikam.example' }));
    await desk.kept('a', 'accepted');
    const [message] = desk.exchange.messages;
    assert.deepEqual(message?.envelope.to, ['test-mail@contoso.example']);
    const mail = await PostalMime.parse(message?.raw ?? '');
    assert.equal(mail.subject, '[redirected] Hello');
    assert.match(mail.text ?? '', /To: ada@fabrikam\.example\nCc: bob@.*\nBcc: carol@/);
    assert.match(mail.text ?? '', /Hello Ada/);
    assert.deepEqual(
      [mail.to?.map(({ address }) => address), mail.cc],
      [['test-mail@contoso.example'], undefined],
    );
  });
});

test('MAIL_ALLOWED_RECIPIENTS refuses others: of several those alone, of one the message', async () => {
  const env = { MAIL_ALLOWED_RECIPIENTS: 'contoso.example, ada@fabrikam.example' };
  await onDesk({ env }, async (desk) => {
    await desk.enqueue(hello({ id: 'some', cc: ['bob@fabrikam.example', 'eve@sub.contoso.example'] }));
    const { refused } = await desk.kept('some', 'accepted');
    assert.deepEqual(
      refused.map(({ address, fault }) => [address, fault.code]),
      ['bob@fabrikam.example', 'eve@sub.contoso.example'].map((one) => [one, 'recipient-not-allowed']),
    );
    await desk.enqueue(hello({ id: 'none', to: 'bob@fabrikam.example' }));
    assert.equal((await desk.kept('none', 'buried')).failure, 'recipient-not-allowed');
    assert.deepEqual(
      desk.exchange.messages.map(({ envelope }) => envelope.to),
      [['ada@fabrikam.example']],
    );
    const { failure = [] } = await desk.attempt('none');
    assert.doesNotMatch(JSON.stringify(failure), /bob@/);
  });
});

test('a dry run goes as far as the recipients are taken, says so, and nothing is sent', async () => {
  const contoso = await makeContoso();
  await onDesk({ contoso }, async (desk) => {
    const sent = await ask(desk, 'POST', 'send', { body: { id: 'dry', dryRun: true } });
    assert.deepEqual([sent.status, sent.json.state, sent.json.dryRun], [200, 'accepted', true], sent.text);
    assert.match(sent.json.reply, /^250 2\.1\.5/);
    assert.equal((await desk.kept('dry', 'accepted')).dryRun, true);
    assert.equal((await desk.attempt('dry')).dryRun, true);
    assert.equal(desk.exchange.messages.length, 0);
    const { mailbox } = await desk.held();
    assert.equal(mailbox?.lastAccepted, 0);

    // The same line serves a real message afterwards.
    await desk.enqueue(hello({ id: 'real' }));
    await desk.kept('real', 'accepted');
    assert.equal(desk.exchange.messages.length, 1);

    contoso.exchange.servicePrincipals = [];
    await desk.restart();
    const refused = await ask(desk, 'POST', 'send', { body: { id: 'refused', dryRun: true } });
    assert.deepEqual([refused.status, refused.json.explanation?.id], [422, 'login-refused'], refused.text);
  });
});

test('with MAIL_DRY_RUN none is sent; a hold of the login ends by it', async () => {
  const contoso = await makeContoso();
  const { servicePrincipals } = contoso.exchange;
  contoso.exchange.servicePrincipals = [];
  await onDesk({ contoso, env: { MAIL_DRY_RUN: 'true' } }, async (desk) => {
    await desk.enqueue(hello({ id: 'a' }));
    await desk.attempt('a');
    await desk.kept('a', 'waiting');
    contoso.exchange.servicePrincipals = servicePrincipals;
    await desk.restart();
    assert.equal((await ask(desk, 'POST', 'send?anyway=true', { body: {} })).status, 200);
    assert.equal((await desk.kept('a', 'accepted')).dryRun, true);
    assert.equal((await desk.held()).mailbox?.hold, undefined);
    assert.equal(desk.exchange.messages.length, 0);
  });
});
