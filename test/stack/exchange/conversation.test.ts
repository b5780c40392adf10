import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { connectTo, sendOn } from './client.ts';
import { accepted, ca, claimsFor, contoso, exchangeFor, mailbox, tokenWith, xoauth2 } from './contoso.ts';

test('nodemailer sends a message and reads the id that Exchange gave it', async (t) => {
  const state = contoso();
  const exchange = await exchangeFor(t, state);
  const transport = createTransport({
    host: exchange.host,
    port: exchange.port,
    requireTLS: true,
    tls: { ca },
    auth: { type: 'OAuth2', user: mailbox, accessToken: await tokenWith(claimsFor(state)) },
  });
  const info = await transport.sendMail({
    from: `Billing <${mailbox}>`,
    to: ['a@fabrikam.test', 'b@fabrikam.test'],
    subject: 'Invoice',
    text: 'Hello',
    messageId: '<7@contoso.com>',
  });
  assert.match(info.response, accepted);
  assert.equal(info.serverMessageId, info.response.match(/<.*>/)?.[0]);
  const [stored, ...others] = exchange.messages;
  assert.ok(stored);
  assert.deepEqual(others, []);
  assert.deepEqual(stored.envelope, { from: mailbox, to: ['a@fabrikam.test', 'b@fabrikam.test'] });
  assert.deepEqual(
    [stored.mailbox, stored.messageId, stored.reply],
    [mailbox, '<7@contoso.com>', info.response],
  );
  assert.match(stored.raw.toString(), /\r\nSubject: Invoice\r\n[\s\S]*\r\n\r\nHello\r\n$/);
});

test('the whole conversation, word for word, with the two-step login, and what the record keeps of it', async (t) => {
  const exchange = await exchangeFor(t, contoso());
  const client = await connectTo(exchange);
  const host = 'AM0PR10CA0042.outlook.office365.com';
  assert.match(
    client.greeting,
    /^220 AM0PR10CA0042\.outlook\.office365\.com Microsoft ESMTP MAIL Service ready at /,
  );
  const ehlo = (offer: string) =>
    `250-${host} Hello [127.0.0.1]\n250-SIZE 157286400\n250-PIPELINING\n250-DSN\n250-ENHANCEDSTATUSCODES\n250-${offer}\n250-8BITMIME\n250 SMTPUTF8`;
  assert.equal(await client.ask('EHLO client.test'), ehlo('STARTTLS'));
  assert.equal(await client.secure(), ehlo('AUTH LOGIN XOAUTH2'));
  assert.equal(await client.ask('AUTH XOAUTH2'), '334 ');
  const token = await tokenWith(claimsFor(contoso()));
  assert.equal(await client.ask(xoauth2(mailbox, token)), '235 2.7.0 Authentication successful');
  const { end, ...before } = await sendOn(client);
  assert.deepEqual(before, {
    mail: '250 2.1.0 Sender OK',
    rcpt: '250 2.1.5 Recipient OK',
    data: '354 Start mail input; end with <CRLF>.<CRLF>',
  });
  assert.match(end, accepted);
  assert.match(exchange.messages[0]?.raw.toString() ?? '', /\r\n\r\n\.dot\r\n$/);
  assert.equal(await client.ask('QUIT'), '221 2.0.0 Service closing transmission channel');
  client.socket().destroy();
  while (exchange.record.at(-1)?.stage !== 'close') await new Promise(setImmediate);

  const [connected, login, ...rest] = exchange.record;
  assert.equal(connected?.reply, client.greeting);
  assert.deepEqual([login?.stage, login?.mailbox], ['auth', mailbox]);
  assert.deepEqual(
    rest.map(({ stage, messageId, reply }) => [stage, messageId, reply]),
    [
      ['mail', undefined, before.mail],
      ['rcpt', undefined, before.rcpt],
      ['data-end', '<1@contoso.com>', end],
      ['close', undefined, undefined],
    ],
  );
  assert.equal(new Set(exchange.record.map(({ session }) => session)).size, 1);
  assert.ok(!JSON.stringify(exchange.record).includes(token));
});

test('nothing goes in clear text', async (t) => {
  const client = await connectTo(await exchangeFor(t, contoso()));
  assert.equal(await client.ask(`MAIL FROM:<${mailbox}>`), '503 5.5.2 Send hello first');
  await client.ask('EHLO client.test');
  assert.equal(await client.ask(`MAIL FROM:<${mailbox}>`), '451 5.7.3 STARTTLS is required to send mail');
  assert.equal(await client.ask('AUTH XOAUTH2 abc'), '530 5.7.0 Must issue a STARTTLS command first');
});

test('TLS 1.1 is refused, TLS 1.2 is not', async (t) => {
  const exchange = await exchangeFor(t, contoso());
  // Level 0, or OpenSSL 3 would not offer TLS 1.1 at all and the refusal would be the client's own.
  const versions = { ciphers: 'DEFAULT@SECLEVEL=0', minVersion: 'TLSv1.1' } as const;
  const old = await connectTo(exchange);
  await old.ask('EHLO client.test');
  await assert.rejects(old.secure({ ...versions, maxVersion: 'TLSv1.1' }), {
    code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  });
  const newer = await connectTo(exchange);
  await newer.ask('EHLO client.test');
  assert.match(await newer.secure({ ...versions, maxVersion: 'TLSv1.2' }), /XOAUTH2/);
});
