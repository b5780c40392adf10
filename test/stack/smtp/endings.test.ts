import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import { makeAuthority } from '../../../local/certificates.ts';
import { ok } from '../../../shared/failures/result.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import { rawOf } from '../../../shared/mail/raw.ts';
import { createSessionPool } from '../../../shared/smtp/pool.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';
import { type Break, type BreakingPoint, startBreakingServer } from '../../support/breaking-server.ts';
import { until } from '../../support/until.ts';

const authority = await makeAuthority();
const serverTls = await authority.issueServerTls();
tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.cert]);

const mailbox = 'billing@contoso.com';
const bodies = { small: 'x'.repeat(200), large: 'x'.repeat(10_000_000) };
type Size = keyof typeof bodies;
const letter = (id: string, size: Size) =>
  Buffer.from(`Message-ID: <${id}@contoso.com>\r\n\r\n${bodies[size]}`);

/** A pool in front of a server that breaks; when the test ends, no line may be left. */
async function lineFor(t: TestContext, to: readonly string[] = ['ada@fabrikam.test']) {
  const server = await startBreakingServer(serverTls);
  const pool = createSessionPool({ host: 'localhost', port: server.port });
  t.after(() => server.stop());
  const send = (id: string, size: Size, signal: AbortSignal) =>
    pool.send({
      mailbox,
      envelope: { from: mailbox, to },
      raw: rawOf(letter(id, size)),
      isDryRun: false,
      token: async () => ok('token'),
      stopwatch: startStopwatch(),
      signal,
      mayStart: () => true,
    });
  return {
    server,
    send,
    /** Sends one message that meets a break; silence is ended by its deadline shortly after it began. */
    async sendInto(id: string, size: Size, point: BreakingPoint, how: Break): Promise<Outcome> {
      const deadline = new AbortController();
      const broken = server.breakAt(point, how);
      const sent = send(id, size, deadline.signal);
      await broken;
      const timer = setTimeout(() => deadline.abort(), how === 'stall' ? 50 : 10_000);
      const outcome = await sent;
      clearTimeout(timer);
      assert.notEqual(outcome.kind, 'not-started');
      return outcome as Outcome;
    },
    async nothingIsLeft() {
      pool.close();
      server.wake();
      await until('every line to be closed', () => server.open() === 0);
    },
  };
}

type Kind = Outcome['kind'];
const cuts = ['cut', 'reset', 'stall'] as const;

/** The small content comes in one piece, dot included. */
const halfway = (size: Size): readonly Kind[] => [size === 'small' ? 'uncertain' : 'failed'];

/** What may come of a break at each point: on a new line, and on one that has sent before. */
const table: readonly {
  at: BreakingPoint;
  first: (size: Size) => readonly Kind[];
  /** Absent where a line that is used again does not come by. */
  reused?: (size: Size, how: Break) => readonly Kind[];
}[] = [
  ...(['greeting', 'EHLO', 'handshake', 'EHLO in TLS', 'AUTH'] as const).map((at) => ({
    at,
    first: () => ['failed'] as const,
  })),
  ...(['MAIL', 'RCPT', 'DATA'] as const).map((at) => ({
    at,
    first: () => ['failed'] as const,
    reused: (_: Size, how: Break) => [how === 'stall' ? 'failed' : 'accepted'] as const,
  })),
  // Whether the news of the break overtakes a small content is chance; the large one cannot have left whole.
  {
    at: '354',
    first: (size) => (size === 'small' ? ['failed', 'uncertain'] : ['failed']),
    reused: (size) => (size === 'small' ? ['failed', 'uncertain', 'accepted'] : ['failed', 'accepted']),
  },
  { at: 'content', first: halfway, reused: halfway },
  ...(['dot', 'reply'] as const).map((at) => ({
    at,
    first: () => ['uncertain'] as const,
    reused: () => ['uncertain'] as const,
  })),
];

/** `failed` may be sent again, so the server must not have it; `accepted` says that it came once. */
const copies: Record<Kind, readonly number[]> = { failed: [0], accepted: [1], uncertain: [0, 1] };

for (const { at, first, reused } of table) {
  for (const how of cuts) {
    for (const size of ['small', 'large'] as const) {
      test(`${how} at ${at}, ${size}, new line: ${first(size).join(' or ')}`, async (t) => {
        const { server, sendInto, nothingIsLeft } = await lineFor(t);
        const { kind } = await sendInto('one', size, at, how);
        await nothingIsLeft();
        assert.ok(first(size).includes(kind), kind);
        assert.ok(copies[kind].includes(server.whole.length), `${server.whole.length} copies`);
        assert.equal(server.connections(), 1);
      });

      if (!reused) continue;
      const expected = reused(size, how);
      test(`${how} at ${at}, ${size}, line used again: ${expected.join(' or ')}`, async (t) => {
        const { server, send, sendInto, nothingIsLeft } = await lineFor(t);
        await send('one', 'small', AbortSignal.timeout(10_000));
        const { kind } = await sendInto('two', size, at, how);
        await nothingIsLeft();
        const got = server.whole.filter((id) => id === 'two').length;
        assert.ok(expected.includes(kind), kind);
        assert.ok(copies[kind].includes(got), `${got} copies`);
        assert.equal(server.connections(), kind === 'accepted' ? 2 : 1);
      });
    }
  }
}

for (const how of ['cut', 'reset'] as const) {
  test(`${how} of a line that waits for work costs no message`, async (t) => {
    const { server, send, nothingIsLeft } = await lineFor(t);
    await send('one', 'small', AbortSignal.timeout(10_000));
    server.breakNow(how);
    const { kind } = await send('two', 'small', AbortSignal.timeout(10_000));
    await nothingIsLeft();
    assert.equal(kind, 'accepted');
    assert.deepEqual(server.whole, ['one', 'two']);
  });
}

const points = ['greeting', 'EHLO', 'EHLO in TLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'dot'] as const;
for (const reply of [
  '421 4.3.2 Service not available',
  '451 4.7.0 Temporary server error',
  '550 5.7.1 Go away',
]) {
  for (const at of points) {
    test(`${reply.slice(0, 3)} at ${at} with a close behind it is that reply`, async (t) => {
      const { sendInto, nothingIsLeft } = await lineFor(t);
      const outcome = await sendInto('one', 'small', at, { say: `${reply}\r\n` });
      await nothingIsLeft();
      assert.equal(outcome.kind, 'failed');
      assert.deepEqual([outcome.faults[0].code, outcome.faults[0].said], [reply.slice(0, 3), reply]);
    });
  }
}
// Which of the recipients the server meant is lost with the line, except that a 421 means them all.
for (const [reply, code] of [
  ['421 4.3.2 Service not available', '421'],
  ['550 5.1.10 Recipient not found', 'ECONNECTION'],
] as const) {
  test(`${reply.slice(0, 3)} at the first of two recipients with a close behind it is ${code}`, async (t) => {
    const { sendInto, nothingIsLeft } = await lineFor(t, ['ada@fabrikam.test', 'bob@fabrikam.test']);
    const outcome = await sendInto('one', 'small', 'RCPT', { say: `${reply}\r\n` });
    await nothingIsLeft();
    assert.equal(outcome.kind, 'failed');
    assert.equal(outcome.faults[0].code, code);
  });
}

for (const part of ['2', '250', '250 2.0.0 OK', '250-2.0.0 OK\r\n', '5', '55', '550']) {
  test(`a reply that ends within ${JSON.stringify(part)} tells nothing: uncertain`, async (t) => {
    const { sendInto, nothingIsLeft } = await lineFor(t);
    const { kind } = await sendInto('one', 'small', 'dot', { say: part });
    await nothingIsLeft();
    assert.equal(kind, 'uncertain');
  });
}

test('a final refusal on a line used again is not asked for twice', async (t) => {
  const { server, send, sendInto, nothingIsLeft } = await lineFor(t);
  await send('one', 'small', AbortSignal.timeout(10_000));
  const outcome = await sendInto('two', 'small', 'RCPT', { say: '550 5.1.10 Recipient not found\r\n' });
  await nothingIsLeft();
  assert.equal(outcome.kind, 'failed');
  assert.equal(outcome.faults[0].code, '550');
  assert.equal(server.connections(), 1);
});

test('a refusal that breaks off behind its code is a refusal', async (t) => {
  const { sendInto, nothingIsLeft } = await lineFor(t);
  const outcome = await sendInto('one', 'small', 'dot', { say: '554 5.2' });
  await nothingIsLeft();
  assert.deepEqual(outcome, { kind: 'failed', faults: [{ at: 'submit', code: '554', said: '554 5.2' }] });
});
