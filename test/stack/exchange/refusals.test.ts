import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { generateKeyPair } from 'jose';
import { message, secured, sendOn } from './client.ts';
import { accepted, claimsFor, contoso, mailbox, tokenWith, xoauth2 } from './contoso.ts';

const unsuccessful =
  /^535 5\.7\.3 Authentication unsuccessful \[AM0PR10CA0042\.EURPRD10\.PROD\.OUTLOOK\.COM 20\d\d-\d\d-\d\dT[\d:.]+Z [\dA-F]{16}\]$/;

test('a refused login is told at once, and again to who goes on without one', async (t) => {
  const { client } = await secured(t, contoso());
  assert.equal(
    await client.ask(`MAIL FROM:<${mailbox}>`),
    '530 5.7.57 Client not authenticated to send mail.',
  );
  const forged = await tokenWith(claimsFor(contoso()), await generateKeyPair('RS256'));
  const reply = await client.ask(`AUTH XOAUTH2 ${xoauth2(mailbox, forged)}`);
  assert.match(reply, unsuccessful);
  assert.equal(
    await client.ask(`MAIL FROM:<${mailbox}>`),
    `530 5.7.57 Client not authenticated to send mail. Error: ${reply}`,
  );
  assert.match(await client.ask('AUTH XOAUTH2 !'), unsuccessful);
  assert.equal(await client.ask('AUTH CRAM-MD5'), '504 5.7.4 Unrecognized authentication type');
});

test('a line that is too long is refused and ends the connection', async (t) => {
  const { client } = await secured(t, contoso());
  const closed = once(client.socket(), 'close');
  assert.equal(await client.ask(`AUTH XOAUTH2 ${'x'.repeat(20_000)}`), '500 5.5.2 Command too long');
  await closed;
});

test('a password is refused', async (t) => {
  const { client } = await secured(t, contoso());
  await client.ask(`AUTH LOGIN ${btoa(mailbox)}`);
  assert.match(
    await client.ask(btoa('secret')),
    /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\. \[/,
  );
});

test('a missing right shows only after the message, and a change of the state counts for the next one', async (t) => {
  const state = contoso();
  const { client, exchange, login } = await secured(t, state);
  const fullAccess = state.mailboxes[0]?.fullAccess.splice(0) ?? [];
  assert.match(await client.ask(`AUTH XOAUTH2 ${login}`), /^235 /);
  assert.match((await sendOn(client)).end, /^430 4\.2\.0 STOREDRV; mailbox logon failure; /);
  state.mailboxes[0]?.fullAccess.push(...fullAccess);
  const forged = message.replace(mailbox, 'ceo@contoso.com');
  assert.match((await sendOn(client, forged)).end, /^554 5\.2\.252 SendAsDenied; billing@/);
  assert.deepEqual(exchange.messages, []);
  assert.match((await sendOn(client)).end, accepted);
  assert.equal(exchange.messages.length, 1);
});

test('a refused recipient; without another one there is no message', async (t) => {
  const unknown = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient Nobody@fabrikam.test not found';
  const { client, login } = await secured(t, {
    ...contoso(),
    recipientsRefused: { 'nobody@fabrikam.test': unknown },
  });
  await client.ask(`AUTH XOAUTH2 ${login}`);
  await client.ask(`MAIL FROM:<${mailbox}>`);
  assert.equal(await client.ask('RCPT TO:<Nobody@fabrikam.test>'), unknown);
  assert.equal(await client.ask('RCPT TO:<a b>'), '501 5.1.3 Invalid address');
  assert.equal(await client.ask('DATA'), '503 5.5.2 Need rcpt command');
});

test('a message above SIZE is refused: announced, and at its end', async (t) => {
  const { client, exchange, login } = await secured(t, contoso());
  const tooLarge = '552 5.3.4 Message size exceeds fixed maximum message size';
  await client.ask(`AUTH XOAUTH2 ${login}`);
  assert.equal(await client.ask(`MAIL FROM:<${mailbox}> SIZE=157286401`), tooLarge);
  const huge = `${message.slice(0, -1)}${`${'x'.repeat(998)}\r\n`.repeat(157_300)}.`;
  assert.equal((await sendOn(client, huge)).end, tooLarge);
  assert.deepEqual(exchange.messages, []);
  assert.match((await sendOn(client)).end, accepted);
});
