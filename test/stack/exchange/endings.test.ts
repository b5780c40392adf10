import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { connectTo, secured, sendOn } from './client.ts';
import { contoso, mailbox } from './contoso.ts';

test('latency: the replies to AUTH and to the message come late', async (t) => {
  const { client, login } = await secured(t, { ...contoso(), latency: { auth: 60, body: 120 } });
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  assert.ok((await timed(() => client.ask(`AUTH XOAUTH2 ${login}`))) >= 59);
  assert.ok((await timed(() => sendOn(client))) >= 119);
});

test('a client that breaks off within the message leaves nothing but its steps in the record', async (t) => {
  const { client, exchange, login } = await secured(t, contoso());
  await client.ask(`AUTH XOAUTH2 ${login}`);
  await client.ask(`MAIL FROM:<${mailbox}>`);
  await client.ask('RCPT TO:<a@fabrikam.test>');
  await client.ask('DATA');
  client.socket().write('From: half', () => client.socket().destroy());
  while (exchange.record.at(-1)?.stage !== 'close') await new Promise(setImmediate);
  assert.deepEqual(
    exchange.record.map(({ stage }) => stage),
    ['connect', 'auth', 'mail', 'rcpt', 'close'],
  );
  assert.deepEqual(exchange.messages, []);
});

test('stop drops whoever is connected, within the handshake too, and closes the port', async (t) => {
  const { client, exchange } = await secured(t, contoso());
  const waiting = await connectTo(exchange);
  await waiting.ask('EHLO client.test');
  await waiting.ask('STARTTLS');
  const refused = await connectTo(exchange);
  await refused.ask('QUIT');
  const closed = [client, waiting, refused].map((one) => once(one.socket(), 'close'));
  const start = performance.now();
  await exchange.stop();
  await Promise.all(closed);
  assert.ok(performance.now() - start < 1000);
  const again = connect(exchange.port, '127.0.0.1');
  await assert.rejects(once(again, 'connect'), { code: 'ECONNREFUSED' });
});
