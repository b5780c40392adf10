import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { RunningExchange } from '../../../local/exchange/server.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { ok } from '../../../shared/failures/result.ts';
import { rawOf } from '../../../shared/mail/raw.ts';
import { createSessionPool } from '../../../shared/smtp/pool.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';
import { until } from '../../support/until.ts';
import { ca, claimsFor, contoso, exchangeFor, mailbox, tokenWith } from '../exchange/contoso.ts';

tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);

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
      raw: rawOf(raw),
      isDryRun: false,
      token: async () => {
        logins += 1;
        return ok(token);
      },
      stopwatch: startStopwatch(),
      signal,
      mayStart: () => true,
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

test('a message whose deadline passes while it waits for a session ends at once and costs no place', async (t) => {
  const { exchange, send } = await poolFor(t, { ...contoso(), latency: { body: 500 } });
  const settled: string[] = [];
  const note = (id: string) => () => settled.push(id);
  const others = Array.from({ length: 3 }, (_, n) => send(`m${n}`).finally(note('at work')));
  const passed = send('passed', { signal: AbortSignal.abort() }).finally(note('passed'));
  // As many as there are places: if each cost one, none would be left.
  const late = Array.from({ length: 3 }, () =>
    send('late', { signal: AbortSignal.timeout(50) }).finally(note('late')),
  );
  const next = send('next').finally(note('next'));
  for (const outcome of await Promise.all([passed, ...late])) {
    assert.equal(outcome.kind, 'failed');
    const [{ at, code, said }] = outcome.faults;
    assert.deepEqual([at, code], ['submit', 'deadline-passed']);
    assert.match(said, /deadline .* waited for a free session/);
  }
  assert.equal((await next).kind, 'accepted');
  await Promise.all(others);
  assert.deepEqual(settled.slice(0, 4), ['passed', 'late', 'late', 'late']);

  // All three places are there again, and none beyond them.
  await Promise.all(Array.from({ length: 4 }, (_, n) => send(`n${n}`)));
  assert.equal(stages(exchange, 'connect'), 3);
  const ids = exchange.messages.map(({ messageId }) => messageId?.slice(1, 3)).sort();
  assert.deepEqual(ids, ['m0', 'm1', 'm2', 'n0', 'n1', 'n2', 'n3', 'ne']);
});
