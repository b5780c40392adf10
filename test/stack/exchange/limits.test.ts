import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { exchangeOnlineLimits, exchangeOnlineRates, type Limits } from '../../../local/exchange/limits.ts';
import { createSlidingWindow } from '../../../local/exchange/sliding-window.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { type Client, message, sendOn, signIn } from './client.ts';
import { accepted, ca, claimsFor, contoso, exchangeFor, mailbox, objectId, tokenWith } from './contoso.ts';

const limited = async (t: TestContext, limits: Limits, change: Partial<ExchangeState> = {}) => {
  const state: ExchangeState = { ...contoso(), limits, ...change };
  const exchange = await exchangeFor(t, state);
  return { state, exchange, client: await signIn(exchange, state) };
};

const rowOf = (said: string) => explain({ at: 'submit', code: said.slice(0, 3), said }).id;

const begin = async (client: Client) => {
  await client.ask(`MAIL FROM:<${mailbox}>`);
  await client.ask('RCPT TO:<a@fabrikam.test>');
  assert.match(await client.ask('DATA'), /^354 /);
};

const tooMany =
  /^432 4\.3\.2 Concurrent connections limit exceeded\. Visit https:\/\/aka\.ms\/concurrent_sending for more information\. \[Hostname=\S+\.prod\.outlook\.com\]$/;

test('limits: the fourth submission at once learns it at its end, on a connection that stays good', async (t) => {
  const { state, exchange, client } = await limited(t, exchangeOnlineLimits);
  const others = await Promise.all([1, 2, 3].map(() => signIn(exchange, state)));
  for (const one of others) await begin(one);
  const { data, end } = await sendOn(client);
  assert.match(data, /^354 /);
  assert.match(end, tooMany);
  assert.equal(rowOf(end), 'concurrent-submissions-exceeded');
  for (const one of others) assert.match(await one.ask(message), accepted);
  assert.match((await sendOn(client)).end, accepted);
});

test('limits: who breaks off, or is refused, gives the place back', async (t) => {
  const { state, exchange, client } = await limited(t, { concurrentSubmissions: 1 });
  const leaving = await signIn(exchange, state);
  await begin(leaving);
  assert.match((await sendOn(client)).end, tooMany);
  leaving.socket().destroy();
  while (exchange.record.at(-1)?.stage !== 'close') await new Promise(setImmediate);
  assert.match((await sendOn(client, message.replace(mailbox, 'ceo@contoso.com'))).end, /^554 5\.2\.252 /);
  assert.match((await sendOn(client)).end, accepted);
});

test('limits: another mailbox has places of its own', async (t) => {
  const { state, exchange, client } = await limited(t, { concurrentSubmissions: 1 });
  state.mailboxes = [mailbox, 'alerts@contoso.com'].map((address) => ({
    address,
    smtpClientAuthenticationDisabled: null,
    fullAccess: [objectId],
    sendAs: [],
  }));
  const auth = {
    type: 'OAuth2',
    user: 'alerts@contoso.com',
    accessToken: await tokenWith(claimsFor(state)),
  } as const;
  const { host, port } = exchange;
  const transport = createTransport({ host, port, requireTLS: true, tls: { ca }, auth });
  await begin(client);
  const info = await transport.sendMail({ from: 'alerts@contoso.com', to: 'a@fabrikam.test', text: 'hello' });
  assert.match(info.response, accepted);
});

test('limits: the message above the minute is refused and loses its connection, until the minute has slid on', async (t) => {
  const { state, exchange, client } = await limited(t, exchangeOnlineRates);
  for (let sent = 0; sent < 30; sent += 1) assert.match((await sendOn(client)).end, accepted);
  const closed = once(client.socket(), 'close');
  const { end } = await sendOn(client);
  assert.equal(end, '421 4.4.2 Message submission rate for this client has exceeded the configured limit');
  assert.equal(rowOf(end), 'submission-rate-exceeded');
  await closed;
  state.limits = { ...exchangeOnlineRates, minute: 1 };
  assert.match((await sendOn(await signIn(exchange, state))).end, accepted);
  assert.equal(exchange.messages.length, 31);
});

test('limits: messages are counted when they arrive, whatever the order in which they left', async (t) => {
  const state: ExchangeState = {
    ...contoso(),
    limits: { messagesPerMinute: 1, minute: 60_000 },
    latency: { way: [0, 500] },
  };
  const ways = [0.9, 0];
  const exchange = await exchangeFor(t, state, { random: () => ways.shift() ?? 0 });
  const [early, late] = await Promise.all([signIn(exchange, state), signIn(exchange, state)]);
  await Promise.all([begin(early), begin(late)]);
  const first = early.ask(message);
  while (ways.length > 1) await new Promise(setImmediate);
  assert.match(await late.ask(message), accepted);
  assert.match(await first, /^421 4\.4\.2 Message submission rate/);
});

test('limits: recipients of one message, by the mailbox or else by the service', async (t) => {
  const { state, client } = await limited(t, { recipientsPerMessage: 2 });
  const rcpt = (to: string) => client.ask(`RCPT TO:<${to}>`);
  await client.ask(`MAIL FROM:<${mailbox}>`);
  assert.match(await rcpt('a@fabrikam.test'), /^250 /);
  assert.match(await rcpt('b@fabrikam.test'), /^250 /);
  const said = await rcpt('c@fabrikam.test');
  assert.equal(said, '452 4.5.3 Too many recipients');
  assert.equal(rowOf(said), 'too-many-recipients');
  assert.match(await rcpt('A@fabrikam.test'), /^250 /);
  for (const one of state.mailboxes) one.recipientLimits = 3;
  assert.match(await rcpt('c@fabrikam.test'), /^250 /);
  assert.match(await rcpt('d@fabrikam.test'), /^452 /);
});

test('limits: recipients of a day, of accepted messages only', async (t) => {
  const { state, exchange, client } = await limited(t, { recipientsPerDay: 1 });
  assert.match((await sendOn(client, message.replace(mailbox, 'ceo@contoso.com'))).end, /^554 5\.2\.252 /);
  assert.match((await sendOn(client)).end, accepted);
  const { end } = await sendOn(client);
  assert.match(end, /^554 5\.2\.0 STOREDRV\.Submission\.Exception:SubmissionQuotaExceededException; /);
  assert.equal(rowOf(end), 'daily-recipients-exceeded');
  state.limits = { recipientsPerDay: 1, day: 1 };
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match((await sendOn(client)).end, accepted);
  assert.equal(exchange.messages.length, 2);
});

test('limits: MaxSendSize, announced and at the end, by the mailbox or else by the service', async (t) => {
  const { state, client } = await limited(t, { maxSendSize: message.length });
  const tooLarge = '552 5.3.4 Message size exceeds fixed maximum message size';
  const announce = async (size: number) => {
    const reply = await client.ask(`MAIL FROM:<${mailbox}> SIZE=${size}`);
    await client.ask('RSET');
    return reply;
  };
  assert.match(await announce(message.length), /^250 /);
  assert.equal(await announce(message.length + 1), tooLarge);
  const larger = message.replace('..dot', 'x'.repeat(100));
  const { end } = await sendOn(client, larger);
  assert.equal(end, tooLarge);
  assert.equal(rowOf(end), 'message-size-refused');
  assert.match((await sendOn(client)).end, accepted);
  for (const one of state.mailboxes) one.maxSendSize = 1000;
  assert.match((await sendOn(client, larger)).end, accepted);
});

test('sliding window: sums what is younger than its length', () => {
  const window = createSlidingWindow();
  window.add(0, 2);
  window.add(10, 3);
  const totals = [99, 100, 109, 110].map((now) => window.total(now, 100));
  assert.deepEqual(totals, [5, 3, 3, 0]);
});
