import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { RunningExchange } from '../../../local/exchange/server.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { ok } from '../../../shared/failures/result.ts';
import { createSessionPool } from '../../../shared/smtp/pool.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';
import { until } from '../../support/until.ts';
import { ca, claimsFor, contoso, exchangeFor, mailbox, tokenWith } from '../exchange/contoso.ts';

tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), ca]);

/** A pool in front of an Exchange stand-in; `send` hands in one small message, `logins` counts the tokens asked for. */
async function poolFor(t: TestContext, state: ExchangeState = contoso()) {
  const exchange = await exchangeFor(t, state);
  const pool = createSessionPool({ host: 'localhost', port: exchange.port });
  t.after(() => pool.close());
  const token = await tokenWith(claimsFor(state));
  let logins = 0;
  const send = (id: string, { raw = letter(id), signal = AbortSignal.timeout(10_000) } = {}) =>
    pool.send({
      mailbox,
      envelope: { from: mailbox, to: ['ada@fabrikam.test'] },
      raw,
      token: async () => {
        logins += 1;
        return ok(token);
      },
      stopwatch: startStopwatch(),
      signal,
    });
  return { exchange, state, pool, send, logins: () => logins };
}

const letter = (id: string, size = 0) =>
  Buffer.from(
    `From: ${mailbox}\r\nMessage-ID: <${id}@contoso.com>\r\nSubject: hello\r\n\r\n${'x'.repeat(size)}\r\n`,
  );

const stages = (exchange: RunningExchange, stage: string) =>
  exchange.record.filter((entry) => entry.stage === stage).length;

test('sessions are used again, and never more than three are open', async (t) => {
  const { exchange, send, logins } = await poolFor(t);
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, n) => send(`m${n}`)));
  assert.ok(outcomes.every(({ kind }) => kind === 'accepted'));
  assert.equal(exchange.messages.length, 30);
  assert.equal(stages(exchange, 'connect'), 3);
  assert.equal(logins(), 3);
});

test('an accepted message brings Exchange’s reply and id', async (t) => {
  const { send } = await poolFor(t);
  const outcome = await send('one');
  assert.equal(outcome.kind, 'accepted');
  assert.match(outcome.reply, /^250 2\.0\.0 OK </);
  assert.match(outcome.serverMessageId ?? '', /^<.+\.prod\.outlook\.com>$/);
});

test('a refusal after the content is failed, not uncertain, and its words are whole', async (t) => {
  const { send, state } = await poolFor(t);
  const reply = '554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException';
  state.play = [{ stage: 'data-end', reply, times: 1 }];
  assert.deepEqual(await send('one'), {
    kind: 'failed',
    faults: [{ at: 'submit', code: '554', said: reply }],
  });
  assert.equal((await send('two')).kind, 'accepted');
});

test('a refused login is a fault at login and leaves no session', async (t) => {
  const { exchange, send, state } = await poolFor(t);
  state.servicePrincipals = [];
  const outcome = await send('one');
  assert.equal(outcome.kind, 'failed');
  assert.equal(outcome.faults[0].at, 'login');
  assert.match(outcome.faults[0].said, /^535 5\.7\.3 Authentication unsuccessful \[/);
  await until('the line to close', () => stages(exchange, 'close') === 1);
});

test('nobody listens: a fault at connect with the system’s own code', async (t) => {
  const { exchange, send } = await poolFor(t);
  await exchange.stop();
  const outcome = await send('one');
  assert.equal(outcome.kind, 'failed');
  assert.deepEqual(
    { at: outcome.faults[0].at, code: outcome.faults[0].code },
    { at: 'connect', code: 'ECONNREFUSED' },
  );
});

test('an idle session that the server ended meanwhile costs no message and makes no second copy', async (t) => {
  const { exchange, send, state } = await poolFor(t);
  await send('one');
  // Both ends still think that the line is open when MAIL goes out, as after a front end's restart.
  state.play = [{ stage: 'mail', reply: '421 4.4.2 Connection dropped', times: 1 }];
  assert.equal((await send('two')).kind, 'accepted');
  assert.equal(exchange.messages.length, 2);
  assert.equal(stages(exchange, 'connect'), 2);
});

for (const size of [0, 10_000_000]) {
  test(`no answer after the whole content of ${size} bytes is uncertain: Exchange may have it`, async (t) => {
    const { exchange, send } = await poolFor(t, { ...contoso(), latency: { body: 1_500 } });
    const leaving = new AbortController();
    const sent = send('one', { raw: letter('one', size), signal: leaving.signal });
    await until('the recipient to be taken', () => stages(exchange, 'rcpt') === 1);
    // Long enough for the content to arrive, well before the answer leaves.
    setTimeout(() => leaving.abort(), 500);
    const outcome = await sent;
    assert.equal(outcome.kind, 'uncertain');
    await until('Exchange to have it', () => exchange.messages.length === 1);
  });
}

test('a message whose deadline passes while it waits for a session is not sent', async (t) => {
  const { exchange, send } = await poolFor(t, { ...contoso(), latency: { body: 300 } });
  const others = Array.from({ length: 3 }, (_, n) => send(`m${n}`));
  const late = await send('late', { signal: AbortSignal.timeout(50) });
  assert.equal(late.kind, 'failed');
  assert.equal(
    exchange.messages.some(({ messageId }) => messageId === '<late@contoso.com>'),
    false,
  );
  await Promise.all(others);
});
