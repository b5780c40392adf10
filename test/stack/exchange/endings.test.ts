import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { pause, seededRandom } from '../../../local/exchange/delay.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { connectTo, message, secured } from './client.ts';
import { accepted, claimsFor, contoso, exchangeFor, mailbox, tokenWith, xoauth2 } from './contoso.ts';

test('latency: the greeting and the replies to AUTH, MAIL, RCPT and the message come late', async (t) => {
  const state: ExchangeState = {
    ...contoso(),
    latency: { connect: 20, auth: 30, mail: 40, rcpt: 50, way: 60, body: [70, 70] },
  };
  const exchange = await exchangeFor(t, state);
  const timed = async <Value>(least: number, work: Promise<Value>): Promise<Value> => {
    const start = performance.now();
    const value = await work;
    const took = performance.now() - start;
    assert.ok(took >= least - 1, `${took} ms, at least ${least} expected`);
    return value;
  };
  const client = await timed(20, connectTo(exchange));
  await client.ask('EHLO client.test');
  await client.secure();
  const login = xoauth2(mailbox, await tokenWith(claimsFor(state)));
  await timed(30, client.ask(`AUTH XOAUTH2 ${login}`));
  await timed(40, client.ask(`MAIL FROM:<${mailbox}>`));
  await timed(50, client.ask('RCPT TO:<a@fabrikam.test>'));
  await client.ask('DATA');
  assert.match(await timed(130, client.ask(message)), accepted);
});

test('latency: varies between its bounds, in the same way for the same seed', async () => {
  const [random, same, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
  const numbers = Array.from({ length: 1000 }, random);
  assert.deepEqual(numbers, Array.from({ length: 1000 }, same));
  assert.notDeepEqual(numbers, Array.from({ length: 1000 }, other));
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  assert.ok(Math.abs(mean - 0.5) < 0.05, String(mean));

  const start = performance.now();
  await pause([0, 1000], () => 0.05);
  const took = performance.now() - start;
  assert.ok(took >= 49 && took < 500, String(took));
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
