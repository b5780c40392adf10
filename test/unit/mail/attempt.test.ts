import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { type AttemptParts, attempt } from '../../../shared/mail/attempt.ts';
import { pack } from '../../../shared/mail/content.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import { rawOf } from '../../../shared/mail/raw.ts';
import type { NotStarted, Submission } from '../../../shared/mail/submission.ts';
import type { Attempted } from '../../../shared/mailbox/parts.ts';
import { compose } from '../../../shared/smtp/compose.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const least = { to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const accepted: Outcome = { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] };

const parts: AttemptParts = {
  mailboxes: [{ address: 'billing@contoso.com', senders: ['invoices@contoso.com'] }],
  maxMessageBytes: 36_700_160,
  maxAgeMs: 5 * 86_400_000,
  compose,
  token: async () => ok('a token'),
  send: async () => accepted,
  safety: { redirectTo: undefined, allowed: undefined, dryRun: false },
  stores: { content: memoryBlobs() },
  known: { tenantId: 'contoso.onmicrosoft.com' },
  now: () => now,
};

/** One attempt with parts that note what was handed in and answer with `outcome`. */
async function attempted(
  body: unknown,
  changes: Partial<AttemptParts> = {},
  { outcome = accepted, record = {} }: { outcome?: Outcome | NotStarted; record?: object } = {},
) {
  const submissions: Submission[] = [];
  const send = async (submission: Submission) => {
    submissions.push(submission);
    return outcome;
  };
  const work = {
    record: { id: 'invoice-4711', takenInAt: now - 60_000, ...record },
    content: pack(body),
    mayStart: () => true,
  };
  const end: Attempted = await attempt({ ...parts, send, ...changes }, work);
  return { attempted: end, submissions };
}

const refusals: readonly {
  name: string;
  body: object;
  parts?: Partial<AttemptParts>;
  record?: object;
  code: string;
  said: RegExp;
}[] = [
  {
    name: 'expired before now',
    body: { ...least, expires: '2026-11-25T11:59:59Z' },
    code: 'message-expired',
    said: /2026-11-25T11:59:59.000Z/,
  },
  {
    name: 'expired at this very moment',
    body: { ...least, expires: new Date(now).toISOString() },
    code: 'message-expired',
    said: /expires was/,
  },
  {
    name: 'it waited for the end of a hold, and is too old now',
    body: least,
    record: { takenInAt: now - 5 * 86_400_000 },
    code: 'message-expired',
    said: /older than MAIL_MAX_AGE/,
  },
  {
    name: 'one byte too large',
    body: least,
    parts: {
      compose: async (...of) => ({ ...(await compose(...of)), raw: rawOf(Buffer.alloc(1025)) }),
      maxMessageBytes: 1024,
    },
    code: 'message-too-large',
    said: /1025 bytes, and MAIL_MAX_MESSAGE_BYTES is 1024/,
  },
  {
    name: 'taken in with settings that had its mailbox',
    body: { ...least, from: 'alerts@contoso.com' },
    code: 'sender-unknown',
    said: /alerts@contoso\.com is neither a mailbox/,
  },
];

for (const { name, body, parts: changes, record, code, said } of refusals) {
  test(`refused without asking for token or connection: ${name}`, async () => {
    const { attempted: end } = await attempted(
      body,
      {
        token: async () => assert.fail('asked for a token'),
        send: async () => assert.fail('asked for a connection'),
        ...changes,
      },
      record && { record },
    );
    assert.ok(end.outcome.kind === 'failed');
    const [fault, ...more] = end.outcome.faults;
    assert.deepEqual([fault.at, fault.code, more.length], ['message', code, 0]);
    assert.match(fault.said, said);
    assert.deepEqual([end.explanations[0]?.id, end.told, end.left], [code, [], []]);
  });
}

test('a message for later is as old as its own time, and bears it as its date', async () => {
  const sendAt = now - 1_000;
  const dates: Date[] = [];
  const { attempted: end } = await attempted(
    least,
    {
      compose: (message, from, date, ...more) => {
        dates.push(date);
        return compose(message, from, date, ...more);
      },
    },
    { record: { takenInAt: now - 50 * 86_400_000, sendAt } },
  );
  assert.equal(end.outcome.kind, 'accepted');
  assert.deepEqual(dates, [new Date(sendAt)]);
});

test('an old message that an administrator has sent again goes', async () => {
  const record = { takenInAt: now - 50 * 86_400_000, resentAt: now - 1_000 };
  const { attempted: end } = await attempted(least, {}, { record });
  assert.equal(end.outcome.kind, 'accepted');
});

test('a message of just the allowed size is sent', async () => {
  const { submissions } = await attempted(least, {
    compose: async (...of) => ({ ...(await compose(...of)), raw: rawOf(Buffer.alloc(1024)) }),
    maxMessageBytes: 1024,
  });
  assert.equal(submissions.length, 1);
});

test('an accepted message was handed in for its mailbox, dated when it was taken in', async () => {
  const body = { ...least, id: 'invoice-4711', from: 'INVOICES@contoso.com', bcc: 'audit@contoso.com' };
  const { attempted: end, submissions } = await attempted(body);
  const [submission] = submissions;
  assert.equal(submissions.length, 1);
  assert.equal(submission?.mailbox, 'billing@contoso.com');
  assert.deepEqual(submission?.envelope, {
    from: 'invoices@contoso.com',
    to: ['ada@fabrikam.com', 'audit@contoso.com'],
  });
  assert.match(
    await text(submission?.raw.open() ?? assert.fail()),
    /^Date: Wed, 25 Nov 2026 11:59:00 \+0000\r$/m,
  );
  assert.equal(submission?.signal.aborted, false);
  assert.deepEqual([end.outcome, end.left, end.told.length], [accepted, [], 2]);
  assert.match(end.messageId ?? '', /^<.+@contoso\.com>$/);
});

const four = { ...least, to: ['a@x.com', 'b@x.com', 'c@x.com', 'd@x.com'] };
const refusedWith = (address: string, said: string): Outcome => ({
  ...accepted,
  refused: [{ address, fault: { at: 'submit', code: said.slice(0, 3), said } }],
});
const notFound = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup';

const envelopes: readonly {
  name: string;
  record: { left?: number[]; batch?: number };
  outcome?: Outcome;
  to: string;
  left: number[];
}[] = [
  { name: 'all at first', record: {}, to: 'abcd', left: [] },
  { name: 'those who are left', record: { left: [1, 3] }, to: 'bd', left: [] },
  { name: 'as many as fit', record: { batch: 3 }, to: 'abc', left: [3] },
  {
    name: 'as many as fit of those who are left',
    record: { left: [1, 2, 3], batch: 2 },
    to: 'bc',
    left: [3],
  },
  {
    name: 'one refused for good is done with',
    record: {},
    outcome: refusedWith('b@x.com', notFound),
    to: 'abcd',
    left: [],
  },
  {
    name: 'one refused for now is left',
    record: {},
    outcome: refusedWith('b@x.com', '450 4.7.1 Greylisted'),
    to: 'abcd',
    left: [1],
  },
  {
    name: 'after a failure, all who were to be told are left',
    record: { left: [1, 3], batch: 1 },
    outcome: { kind: 'failed', faults: [{ at: 'submit', code: '451', said: '451 4.7.500 Server busy' }] },
    to: 'b',
    left: [1, 3],
  },
];

for (const { name, record, outcome = accepted, to, left } of envelopes) {
  test(`who is told and who is left: ${name}`, async () => {
    const { attempted: end, submissions } = await attempted(four, {}, { outcome, record });
    assert.deepEqual(
      submissions[0]?.envelope.to,
      [...to].map((one) => `${one}@x.com`),
    );
    assert.deepEqual([end.told.length, end.left], [to.length, left]);
  });
}

test('where the fence closed, it does not count', async () => {
  const outcome: NotStarted = { kind: 'not-started' };
  const { attempted: end } = await attempted(four, {}, { outcome, record: { left: [2] } });
  assert.deepEqual([end.notStarted, end.left, end.explanations], [true, [2], []]);
});

test('the token is asked for where the connection needs one, timed with the attempt and explained', async () => {
  const noToken = failed<Fault>({ at: 'token', code: 'AADSTS700027', said: 'AADSTS700027: no' });
  const { attempted: end } = await attempted(least, {
    token: (stopwatch) => stopwatch.time('token', async () => noToken),
    send: async ({ token }) => {
      const text = await token();
      return text.ok ? accepted : { kind: 'failed', faults: [text.error] };
    },
  });
  assert.deepEqual(end.outcome, { kind: 'failed', faults: [noToken.error] });
  assert.equal(end.explanations.length, 1);
  assert.deepEqual(Object.keys(end.stages), ['compose', 'token']);
});

const named = { ...least, attachments: [{ blob: 'invoices/4711.pdf' }] };

/** Stores with a producer's file of 3,000 bytes. */
async function withFile() {
  const stores = { content: memoryBlobs(), attachments: memoryBlobs() };
  await stores.attachments.write('invoices/4711.pdf', [Buffer.alloc(3_000, 'x')]);
  return stores;
}

test('a file in the container goes out with the message', async () => {
  const { attempted: end, submissions } = await attempted(named, { stores: await withFile() });
  assert.equal(end.outcome.kind, 'accepted');
  assert.ok('fetch' in end.stages);
  const raw = await text(submissions[0]?.raw.open() ?? assert.fail());
  assert.match(raw, /filename=4711\.pdf/);
  assert.ok(raw.replaceAll('\r\n', '').includes(Buffer.alloc(3_000, 'x').toString('base64')));
});

test('a file is counted as it will be written, before anybody connects', async () => {
  const size = async (maxMessageBytes: number) => {
    const stores = await withFile();
    return (await attempted(named, { stores, maxMessageBytes })).attempted.explanations[0]?.id;
  };
  assert.equal(await size(4_000), 'message-too-large');
  assert.equal(await size(6_000), undefined);
});

test('storage that is away is tried again, a file that is gone is not', async () => {
  const stores = await withFile();
  await stores.attachments.remove('invoices/4711.pdf');
  const gone = await attempted(named, { stores });
  assert.deepEqual([gone.submissions.length, gone.attempted.explanations[0]?.treat], [0, 'fail']);
  stores.attachments.away = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };
  const away = await attempted(named, { stores });
  assert.deepEqual([away.submissions.length, away.attempted.explanations[0]?.id], [0, 'storage-busy']);
  assert.equal(away.attempted.explanations[0]?.treat, 'retry');
});

test('a message that came ready and is redirected is a file whose end is read as it is sent', async () => {
  const stores = await withFile();
  const header = 'From: billing@contoso.com\r\nSubject: Ready\r\n\r\n';
  await stores.content.write('the-blob', [Buffer.from('The body\r\n')]);
  const { submissions } = await attempted(
    { to: 'ada@fabrikam.com', mime: Buffer.from(header).toString('base64') },
    { stores, safety: { redirectTo: 'test@contoso.com', allowed: undefined, dryRun: false } },
    { record: { stored: { blob: 'the-blob', parts: [{ of: 'mime', at: 0, bytes: 10 }] } } },
  );
  const raw = await text(submissions[0]?.raw.open() ?? assert.fail());
  assert.match(
    raw,
    /filename=original\.eml\r\n\r\nFrom: billing@contoso\.com\r\nSubject: Ready\r\n\r\nThe body\r\n/,
  );
});
