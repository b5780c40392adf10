import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overviewLines } from '../../../shared/doors/overview/overview-lines.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { HOUR, MINUTE, message, start } from '../mailbox/given.ts';
import { BILLING, buried, overviewOf, RECIPIENT, statusStates, uncertain } from '../pages/status-states.ts';

const read = async (name: string) => (await overviewOf(statusStates[name] ?? assert.fail(name))).overview;
const iso = (time: number) => new Date(time).toISOString();

test('a mailbox: what waits and since when, is held, was accepted in the last day, buried and uncertain', async () => {
  const [mailbox] = (await read('held')).mailboxes;
  const { holds = [], ...counts } = mailbox ?? {};
  assert.deepEqual(counts, {
    key: mailboxKey(BILLING),
    address: BILLING,
    waiting: 41,
    underWay: 0,
    oldest: iso(start - 2 * HOUR),
    held: 41,
    accepted: 766,
    lastAccepted: iso(start - 2 * HOUR),
    buried: 1,
    uncertain: 1,
  });
  assert.deepEqual(
    holds.map(({ scope, waiting, explanation }) => [scope, waiting, explanation?.id]),
    [['mailbox', 41, 'smtp-auth-disabled-mailbox']],
  );
});

test('a hold of all mailboxes holds all that waits, one of a sender that of the sender', async () => {
  const all = await read('several held');
  assert.deepEqual([all.app?.waiting, ...all.mailboxes.map(({ held }) => held)], [6, 4, 2, 0, 0]);
  const { appHold: _, ...withoutApp } = statusStates['several held'] ?? {};
  const { overview } = await overviewOf(withoutApp);
  assert.deepEqual(
    overview.mailboxes.map(({ held }) => held),
    [1, 2, 0, 0],
  );
});

test('the last day: 24 hours up to the running one, of all mailboxes; what is older is not counted', async () => {
  const { lastDay } = await read('several held');
  assert.equal(lastDay.length, 24);
  assert.deepEqual([lastDay[0]?.hour, lastDay[23]?.hour], [iso(start - 23 * HOUR), iso(start)]);
  assert.equal(lastDay[23]?.accepted, 12 + 2);
  const { overview } = await overviewOf({
    mailboxes: { [BILLING]: { day: [9, ...new Array<number>(24).fill(1)] } },
    hoursAgo: 24,
  });
  assert.equal(overview.mailboxes[0]?.accepted, 24);
});

test('uncertain ones first, then buried ones, the newest first, those without a mailbox too', async () => {
  const { ended, unaddressed } = await read('decide');
  assert.deepEqual(unaddressed, { buried: 1 });
  assert.deepEqual(
    ended.map(({ id, state, mailbox, resend }) => [id, state, mailbox, resend]),
    [
      ['dunning-88', 'uncertain', BILLING, 'may-duplicate'],
      ['invoice-2026-1107', 'buried', BILLING, 'possible'],
      ['x~a1b2c3d4', 'buried', undefined, 'unsendable'],
      ['catalogue-2027', 'buried', BILLING, 'possible'],
    ],
  );
  assert.deepEqual(ended[1]?.explanation?.id, 'recipient-not-found');
});

test('more than fifty are read page by page', async () => {
  const messages = Array.from({ length: 60 }, (_, index) =>
    buried({ id: `b-${index}`, finishedAt: start - index * MINUTE }),
  );
  const given = { mailboxes: { [BILLING]: { messages } } };
  const { overview } = await overviewOf(given);
  assert.ok(overview.next);
  const further = await overviewOf({ ...given, query: { after: overview.next } });
  assert.equal(further.overview.next, undefined);
  assert.deepEqual(
    [...overview.ended, ...further.overview.ended].map(({ id }) => id),
    messages.map(({ id }) => id),
  );
  const odd = await overviewOf({ ...given, query: { after: 'odd' } });
  assert.equal(odd.overview.ended.length, 50);
});

test('a message is looked up by id or handle, and told from when it came', async () => {
  const { message: found } = (await read('looked up, uncertain')).lookedUp ?? {};
  assert.deepEqual([found?.state, found?.resend, found?.from], ['uncertain', 'may-duplicate', BILLING]);
  assert.match(
    found?.trace ?? '',
    /^Get-MessageTraceV2 -SenderAddress billing@\S+ -RecipientAddress <recipient address> /,
  );
  assert.deepEqual(
    found?.history.map(({ at, says, said }) => [at, says.split('.')[0], said]),
    [
      [iso(start - 2 * HOUR), 'It was taken in', undefined],
      [iso(start - 110 * MINUTE), 'It was tried in vain', '421 4.4.2 Connection dropped due to SocketError'],
      [
        iso(start - 100 * MINUTE),
        'The line broke when all of it was handed over: whether it was sent, is not known',
        'ECONNECTION Connection closed after the whole message',
      ],
    ],
  );
  const accepted = (await read('looked up, accepted')).lookedUp?.message;
  assert.deepEqual([accepted?.state, accepted?.recipients, accepted?.refused?.length], ['accepted', 2, 1]);
  assert.equal(accepted?.trace, undefined);
});

test('while a message waits, it is said for what', async () => {
  const { overview } = await overviewOf({
    mailboxes: { [BILLING]: { messages: [message({ sendAt: start + HOUR, due: start + HOUR })] } },
    query: { id: 'invoice-1' },
  });
  assert.equal(overview.lookedUp?.message?.waits?.why, 'scheduled');
});

test('an id that nobody has, or several have', async () => {
  assert.deepEqual(Object.keys((await read('looked up, nothing')).lookedUp ?? {}), ['asked']);
  assert.deepEqual((await read('looked up, several')).lookedUp?.handles, [
    `${mailboxKey(BILLING)}.twice`,
    `${mailboxKey('hr@contoso.com')}.twice`,
  ]);
});

test('no recipient is named, in whatever words one came; our own addresses are', async () => {
  for (const [name, given] of Object.entries(statusStates)) {
    const { overview } = await overviewOf(given);
    for (const text of [JSON.stringify(overview), overviewLines(overview).join('\n')]) {
      assert.ok(!text.includes(RECIPIENT), name);
    }
  }
  const hold = (await read('several held')).mailboxes[0]?.holds[0];
  assert.match(
    hold?.said ?? '',
    /billing@contoso\.com not allowed to send as invoices@contoso\.com; for \[address\]$/,
  );
});

test('for a terminal: each mailbox, its holds, and what ended', async () => {
  const { overview } = await overviewOf({
    ...statusStates.held,
    query: { id: uncertain().id },
  });
  const text = overviewLines(overview).join('\n');
  for (const line of [
    /^d67f7ac4e293\.dunning-88 is uncertain\. The process ended/m,
    /^ {2}waiting {4}41, the first since 2026-11-25T10:00:00\.000Z$/m,
    /^ {2}accepted {3}766 in 24 hours, the last 2026-11-25T10:00:00\.000Z$/m,
    /^ {2}HELD d67f7ac4e293: the mailbox since .*, 41 waiting\. Authenticated SMTP is switched off/m,
    /^buried {2}2026-11-25T09:00:02\.000Z {2}d67f7ac4e293\.invoice-2026-1107 {2}recipient-not-found: /m,
  ]) {
    assert.match(text, line);
  }
});
