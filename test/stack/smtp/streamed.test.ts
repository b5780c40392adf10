import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { BrokenContent } from '../../../shared/azure/blobs.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { ok } from '../../../shared/failures/result.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import type { Streamed } from '../../../shared/mail/raw.ts';
import { compose } from '../../../shared/smtp/compose.ts';
import { createSessionPool } from '../../../shared/smtp/pool.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';
import { ca, claimsFor, contoso, exchangeFor, mailbox, tokenWith } from '../exchange/contoso.ts';

tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);

const away: Fault = { at: 'storage', code: 'ServerBusy', said: 'The server is busy. (HTTP 503)' };
const file = randomBytes(3_000_000);

/** A file of 3 MB that is read in pieces; `after` happens when so many bytes were read. */
const reading = (stopAt: number, after: () => Promise<void>): Streamed => ({
  bytes: file.length,
  key: 'file',
  async *read() {
    for (let at = 0; at < file.length; at += 50_000) {
      if (at >= stopAt) await after();
      yield file.subarray(at, at + 50_000);
    }
  },
});

const whole = reading(file.length, async () => {});

async function exchange(t: TestContext) {
  const state = contoso();
  const running = await exchangeFor(t, state);
  const pool = createSessionPool({ host: 'localhost', port: running.port });
  t.after(() => pool.close());
  const token = await tokenWith(claimsFor(state));
  const send = async (id: string, part: Streamed, signal = AbortSignal.timeout(10_000)) => {
    const message = parseMessage(
      { to: 'ada@fabrikam.test', subject: id, attachments: [{ blob: 'a.bin' }] },
      { id },
    );
    assert.ok(message.ok);
    const { raw, envelope } = await compose(message.value, mailbox, new Date(0), {
      attachments: new Map([[0, part]]),
    });
    return pool.send({
      mailbox,
      envelope,
      raw,
      isDryRun: false,
      token: async () => ok(token),
      stopwatch: startStopwatch(),
      signal,
      mayStart: () => true,
    });
  };
  return { running, send };
}

test('a file goes out as it is read', async (t) => {
  const { running, send } = await exchange(t);
  assert.equal((await send('one', whole)).kind, 'accepted');
  const [{ raw } = assert.fail()] = running.messages;
  const [, written = ''] =
    /filename=a\.bin\r\n(?:[^\r]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(String(raw)) ?? [];
  assert.ok(Buffer.from(written, 'base64').equals(file));
});

for (const [when, stopAt] of [
  ['before its first byte', 0],
  ['on the way', 1_000_000],
  ['before its last piece', file.length - 50_000],
] as const) {
  test(`a file that breaks off ${when} fails with the words of its storage, and nothing was sent`, async (t) => {
    const { running, send } = await exchange(t);
    assert.equal((await send('before', whole)).kind, 'accepted');
    const outcome = await send(
      'one',
      reading(stopAt, async () => {
        throw new BrokenContent(away);
      }),
    );
    assert.deepEqual(outcome, { kind: 'failed', faults: [away] });
    assert.equal((await send('after', whole)).kind, 'accepted');
    assert.deepEqual(
      running.messages.map(({ raw }) => /^Subject: (.*)\r$/m.exec(String(raw))?.[1]),
      ['before', 'after'],
    );
  });
}

test('a file that does not come is given up at the deadline, and let go', async (t) => {
  const { running, send } = await exchange(t);
  let isFreed = false;
  const stuck: Streamed = {
    ...whole,
    async *read() {
      try {
        yield file.subarray(0, 1_000_000);
        await sleep(700);
        yield file.subarray(1_000_000);
      } finally {
        isFreed = true;
      }
    },
  };
  const outcome = await send('one', stuck, AbortSignal.timeout(500));
  assert.ok(outcome.kind === 'failed');
  assert.equal(outcome.faults[0].code, 'deadline-passed');
  await sleep(500);
  assert.ok(isFreed);
  assert.equal(running.messages.length, 0);
});
