import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { connectTo, message, sendOn, signIn } from './client.ts';
import { accepted, ca, claimsFor, contoso, exchangeFor, mailbox, tokenWith } from './contoso.ts';

test('lost acknowledgement: every second message is stored and its line cut', async (t) => {
  const state = { ...contoso(), loseAcknowledgement: { every: 2 } };
  const exchange = await exchangeFor(t, state);
  const client = await signIn(exchange, state);
  assert.match((await sendOn(client)).end, accepted);
  assert.equal((await sendOn(client)).end, 'closed');
  assert.match((await sendOn(await signIn(exchange, state))).end, accepted);
  assert.deepEqual(
    exchange.record.filter(({ stage }) => stage === 'data-end').map(({ unacknowledged }) => unacknowledged),
    [undefined, true, undefined],
  );
  assert.equal(exchange.messages.length, 3);
  assert.deepEqual(exchange.counts().duplicates, { '<1@contoso.com>': 3 });
});

test('lost acknowledgement: nodemailer is told that the connection ended', async (t) => {
  const state = { ...contoso(), loseAcknowledgement: { every: 1 } };
  const exchange = await exchangeFor(t, state);
  const auth = { type: 'OAuth2', user: mailbox, accessToken: await tokenWith(claimsFor(state)) } as const;
  const { host, port } = exchange;
  const transport = createTransport({ host, port, requireTLS: true, tls: { ca }, auth });
  const sending = transport.sendMail({ from: mailbox, to: 'a@fabrikam.test', text: 'hello' });
  await assert.rejects(sending, { code: 'ECONNECTION' });
  const [entry] = exchange.record.filter(({ unacknowledged }) => unacknowledged);
  assert.equal(entry?.reply, exchange.messages[0]?.reply);
});

test('lost acknowledgement: a client that goes away before the reply, and an outage, are marked too', async (t) => {
  const state = { ...contoso(), latency: { body: 50 } };
  let judged = 0;
  const random = () => {
    judged += 1;
    return 0;
  };
  const exchange = await exchangeFor(t, state, { random });
  const [leaving, staying] = [await signIn(exchange, state), await signIn(exchange, state)];
  const sent = sendOn(staying);
  void sendOn(leaving);
  while (judged < 2) await new Promise(setImmediate);
  leaving.socket().destroy();
  await exchange.stop();
  assert.equal((await sent).end, 'closed');
  while (exchange.messages.length < 2) await new Promise(setImmediate);
  const ends = exchange.record.filter(({ stage }) => stage === 'data-end');
  assert.deepEqual(
    ends.map(({ unacknowledged }) => unacknowledged),
    [true, true],
  );
});

test('counts: accepted, doubled, refused, and connections at once', async (t) => {
  const state = contoso();
  const exchange = await exchangeFor(t, state, { keepContent: false });
  const stranger = await connectTo(exchange);
  assert.match(await stranger.ask('EHLO client.test'), /^250/);
  assert.match(await stranger.ask(`MAIL FROM:<${mailbox}>`), /^451 5\.7\.3 /);
  const [one, other] = [await signIn(exchange, state), await signIn(exchange, state)];
  one.socket().destroy();
  while (exchange.record.at(-1)?.stage !== 'close') await new Promise(setImmediate);
  const third = await signIn(exchange, state);
  for (const client of [other, third]) assert.match((await sendOn(client)).end, accepted);
  assert.match((await sendOn(third, message.replace('<1@', '<2@'))).end, accepted);
  for (let times = 0; times < 2; times += 1) {
    assert.match((await sendOn(third, message.replace(mailbox, 'ceo@contoso.com'))).end, /^554 5\.2\.252 /);
  }
  assert.deepEqual(exchange.counts(), {
    accepted: { '<1@contoso.com>': 2, '<2@contoso.com>': 1 },
    duplicates: { '<1@contoso.com>': 2 },
    refused: { '451 5.7.3': 1, '554 5.2.252': 2 },
    mostConnections: { [mailbox]: 2 },
  });
  assert.deepEqual(
    exchange.messages.map(({ raw, messageId }) => [raw.length, messageId]),
    [
      [0, '<1@contoso.com>'],
      [0, '<1@contoso.com>'],
      [0, '<2@contoso.com>'],
    ],
  );
});

test('outage: the port is closed, and open again for the same clients', async (t) => {
  const state = contoso();
  const exchange = await exchangeFor(t, state);
  await assert.rejects(exchangeFor(t, state, { port: exchange.port }), { code: 'EADDRINUSE' });
  const client = await signIn(exchange, state);
  const closed = once(client.socket(), 'close');
  await exchange.stop();
  await closed;
  await assert.rejects(connectTo(exchange), { code: 'ECONNREFUSED' });
  await exchangeFor(t, state, { port: exchange.port });
  assert.match((await sendOn(await signIn(exchange, state))).end, accepted);
});
