import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { LockOutRule } from '../../../local/exchange/limits.ts';
import { createLockOut } from '../../../local/exchange/lock-out.ts';
import type { Mailbox } from '../../../local/exchange/mailbox.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { type Client, message, sendOn, signIn } from './client.ts';
import { accepted, contoso, exchangeFor, mailbox } from './contoso.ts';

const rule: LockOutRule = { within: 60_000, lasts: 60_000 };

async function lockable(t: TestContext, lockOut = rule, change: Partial<ExchangeState> = {}) {
  const state: ExchangeState = { ...contoso(), limits: { recipientsPerMessage: 1, lockOut }, ...change };
  const exchange = await exchangeFor(t, state);
  const condition = (value: Mailbox['condition']) => {
    for (const one of state.mailboxes) {
      if (value) one.condition = value;
      else delete one.condition;
    }
  };
  const lockedWith = () => exchange.usage(mailbox).lockOut.reply(Date.now());
  return { state, exchange, condition, lockedWith, client: await signIn(exchange, state) };
}

const forge = (client: Client) => sendOn(client, message.replace(mailbox, 'ceo@contoso.com'));

/** A message whose recipients are refused, so that it has none. */
const toNobody = async (client: Client, recipients: string[]) => {
  await client.ask(`MAIL FROM:<${mailbox}>`);
  for (const recipient of recipients) await client.ask(`RCPT TO:<${recipient}>`);
  await client.ask('RSET');
};

const nobody = { 'nobody@fabrikam.test': '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found' };

interface Kind {
  kind: string;
  condition?: Mailbox['condition'];
  offend: (client: Client) => Promise<unknown>;
  reply: string;
  explainedAs: string;
}

const kinds: Kind[] = [
  {
    kind: 'mailbox full',
    condition: 'full',
    offend: sendOn,
    reply: '550 5.2.251 Sender throttled due to continuous mailbox full errors.',
    explainedAs: 'throttled-mailbox-full',
  },
  {
    kind: 'send as denied',
    offend: forge,
    reply: '550 5.2.252 Sender throttled due to continuous send as denied errors.',
    explainedAs: 'throttled-send-as-denied',
  },
  {
    kind: 'invalid licence',
    condition: 'unlicensed',
    offend: sendOn,
    reply: '550 5.2.253 Sender throttled due to continuous invalid license errors.',
    explainedAs: 'throttled-licence',
  },
  {
    kind: 'too many recipients',
    offend: (client) => toNobody(client, ['a@fabrikam.test', 'b@fabrikam.test', 'c@fabrikam.test']),
    reply: '550 5.2.254 Sender throttled due to continuous too many recipients errors.',
    explainedAs: 'throttled-too-many-recipients',
  },
  {
    kind: 'invalid recipients',
    offend: (client) => toNobody(client, ['nobody@fabrikam.test', 'nobody@fabrikam.test']),
    reply: '550 5.2.255 Sender throttled due to continuous invalid recipients errors.',
    explainedAs: 'throttled-invalid-recipients',
  },
];

for (const { kind, condition: cause, offend, reply, explainedAs } of kinds) {
  test(`lock-out: ${kind}, from the fifth time on, also after the cause is mended`, async (t) => {
    const { client, condition, lockedWith } = await lockable(t, rule, { recipientsRefused: nobody });
    condition(cause);
    for (let times = 0; times < 4; times += 1) await offend(client);
    assert.equal(lockedWith(), undefined);
    await offend(client);
    condition(undefined);
    const { end } = await sendOn(client);
    assert.equal(end, reply);
    assert.equal(explain({ at: 'submit', code: '550', said: end }).id, explainedAs);
  });
}

test('lock-out: an accepted message or another error breaks the row', async (t) => {
  const { client, condition, lockedWith } = await lockable(t, { ...rule, after: 2 });
  await forge(client);
  assert.match((await sendOn(client)).end, accepted);
  await forge(client);
  condition('full');
  await sendOn(client);
  condition(undefined);
  await forge(client);
  assert.equal(lockedWith(), undefined);
  await forge(client);
  assert.match(lockedWith() ?? '', /^550 5\.2\.252 /);
});

test('lock-out: a message that goes to some of its recipients does not break the row', async (t) => {
  const { client, lockedWith } = await lockable(t, { ...rule, after: 2 });
  await client.ask(`MAIL FROM:<${mailbox}>`);
  await client.ask('RCPT TO:<a@fabrikam.test>');
  assert.match(await client.ask('RCPT TO:<b@fabrikam.test>'), /^452 /);
  await client.ask('DATA');
  assert.match(await client.ask(message), accepted);
  await toNobody(client, ['a@fabrikam.test', 'b@fabrikam.test']);
  assert.match(lockedWith() ?? '', /^550 5\.2\.254 /);
});

test('lock-out: outlives a restart on the same port', async (t) => {
  const { client, state, exchange } = await lockable(t, { ...rule, after: 1 });
  await forge(client);
  await exchange.stop();
  const { port, usage } = exchange;
  const again = await exchangeFor(t, state, { port, usage });
  assert.equal(again.port, port);
  assert.match((await sendOn(await signIn(again, state))).end, /^550 5\.2\.252 /);
  const fresh = await exchangeFor(t, state);
  assert.match((await sendOn(await signIn(fresh, state))).end, accepted);
});

test('lock-out: by the clock', () => {
  const kind = '550 5.2.252 Sender throttled due to continuous send as denied errors.';
  const clocked = { after: 2, within: 10, lasts: 100 };
  const lockOut = createLockOut();
  lockOut.count(kind, clocked, 0);
  lockOut.count(kind, clocked, 11);
  assert.equal(lockOut.reply(11), undefined, 'too far apart');
  lockOut.count(kind, clocked, 21);
  assert.deepEqual([lockOut.reply(21), lockOut.reply(120), lockOut.reply(121)], [kind, kind, undefined]);
  lockOut.count(kind, clocked, 122);
  assert.equal(lockOut.reply(122), undefined, 'a new row');
});
