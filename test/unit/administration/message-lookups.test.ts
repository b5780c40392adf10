import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsByHour } from '../../../shared/administration/counts.ts';
import { listMessages } from '../../../shared/administration/list-messages.ts';
import { findMessages, handleOf } from '../../../shared/administration/message-handle.ts';
import { messageTraceCommand } from '../../../shared/administration/message-trace.ts';
import { hourKey } from '../../../shared/mailbox/keys.ts';
import { billingKey, createAdministration, okValue, rowsOf } from '../mailbox/administration.ts';
import { HOUR, message, start } from '../mailbox/given.ts';

test('a message is found by its handle alone, in a mailbox of no settings too', async () => {
  const { parts, put } = createAdministration();
  await put(message({ id: 'a.b' }));
  const [found] = okValue(await findMessages(parts.open, [], handleOf(billingKey, 'a.b')));
  assert.deepEqual([found?.key, found?.record.id], [billingKey, 'a.b']);
});

test('an id without key is looked up in each partition, one that looks like a handle too', async () => {
  const { parts, put } = createAdministration();
  const likeHandle = 'aaaabbbbcccc.1';
  await put(message({ id: 'same' }), message({ id: likeHandle }));
  okValue(await parts.open('unaddressed').commit(rowsOf(message({ id: 'same' }))));
  const keys = [billingKey, 'unaddressed'];
  const found = okValue(await findMessages(parts.open, keys, 'same'));
  assert.deepEqual(
    found.map(({ key }) => key),
    keys,
  );
  assert.equal(okValue(await findMessages(parts.open, keys, likeHandle))[0]?.record.id, likeHandle);
  assert.deepEqual(okValue(await findMessages(parts.open, keys, 'none')), []);
});

test('an id leads to what was kept aside under it too, and to no longer id', async () => {
  const { parts, put } = createAdministration();
  await put(message({ id: 'a' }), message({ id: 'a~0123abcd' }), message({ id: 'a~ffffffff' }));
  await put(message({ id: 'a.' }), message({ id: 'aa' }), message({ id: 'b~0123abcd' }));
  const ids = async (id: string) =>
    okValue(await findMessages(parts.open, [billingKey], id)).map(({ record }) => record.id);
  assert.deepEqual(await ids('a'), ['a', 'a~0123abcd', 'a~ffffffff']);
  assert.deepEqual(await ids('b'), ['b~0123abcd']);
  assert.deepEqual(await ids('a~0123abcd'), ['a~0123abcd']);
});

test('the messages of each state: final ones newest first, waiting ones as they go', async () => {
  const { parts, put, partition, leave } = createAdministration();
  await leave({ inFlight: ['f1', 'f2'] });
  const end = (id: string, state: 'buried' | 'accepted', finishedAt: number) =>
    message({ id, state, finishedAt });
  await put(
    end('old', 'buried', 5),
    end('new', 'buried', 7),
    end('mid', 'buried', 6),
    end('b', 'accepted', 9),
  );
  await put(message({ id: 'later', due: 9 }), message({ id: 'soon', due: 8 }));
  await put(message({ id: 'urgent', due: 9, priority: 'high' }));
  const listed = async (state: Parameters<typeof listMessages>[1], limit = 2) =>
    okValue(await listMessages(partition, state, limit)).map(({ id, at }) => [id, at]);
  assert.deepEqual(await listed('buried'), [
    ['new', 7],
    ['mid', 6],
  ]);
  assert.deepEqual(await listed('accepted'), [['b', 9]]);
  assert.deepEqual(await listed('waiting'), [
    ['urgent', 9],
    ['soon', 8],
  ]);
  assert.deepEqual(await listed('sending', 1), [['f1', undefined]]);
  assert.deepEqual(okValue(await listMessages(parts.open('other'), 'sending', 1)), []);
});

test('counters by hour: the past hours of the range and the running one', async () => {
  const { partition, leave } = createAdministration();
  for (const [hour, accepted] of [
    ['2026-11-25T09', 1],
    ['2026-11-25T10', 2],
    ['2026-11-25T11', 3],
  ] as const) {
    const values = { counts: JSON.stringify({ accepted }) };
    okValue(await partition.commit([{ kind: 'create', rowKey: hourKey(hour), values }]));
  }
  await leave({ hour: '2026-11-25T12', counts: { buried: 4 } });
  const counts = async (from: number, to: number) => okValue(await countsByHour(partition, from, to));
  assert.deepEqual(await counts(start - 2 * HOUR, start + HOUR), [
    { hour: '2026-11-25T10', counts: { accepted: 2 } },
    { hour: '2026-11-25T11', counts: { accepted: 3 } },
    { hour: '2026-11-25T12', counts: { buried: 4 } },
  ]);
  assert.deepEqual(await counts(start - 3 * HOUR, start - 2 * HOUR), [
    { hour: '2026-11-25T09', counts: { accepted: 1 } },
  ]);
  assert.deepEqual(await counts(start + HOUR, start + 2 * HOUR), []);
});

test('the hour that ends while it is asked is counted once, whole', async () => {
  const { parts, partition, leave } = createAdministration();
  await leave({ hour: '2026-11-25T12', counts: { accepted: 1 } });
  const ending = {
    ...partition,
    async list(range: Parameters<typeof partition.list>[0]) {
      const values = { counts: JSON.stringify({ accepted: 2 }) };
      await parts.open(billingKey).commit([{ kind: 'create', rowKey: hourKey('2026-11-25T12'), values }]);
      return partition.list(range);
    },
  };
  assert.deepEqual(okValue(await countsByHour(ending, start, start + HOUR)), [
    { hour: '2026-11-25T12', counts: { accepted: 2 } },
  ]);
});

test('message trace is asked for the minutes around the attempt, not those of an act on it', () => {
  const history = [
    { at: start, what: 'uncertain' },
    { at: start + HOUR, what: 'resent' },
  ];
  assert.equal(
    messageTraceCommand(message({ history }), 'ada@fabrikam.com'),
    'Get-MessageTraceV2 -SenderAddress billing@contoso.com -RecipientAddress ada@fabrikam.com ' +
      '-StartDate 2026-11-25T11:50:00Z -EndDate 2026-11-25T12:10:00Z',
  );
});

test('of a process that died only this is known: after the message was due, before it was found', () => {
  const history = [{ at: start, what: 'its process ended while it was under way' }];
  const died = message({ history, failure: 'process-died', due: start - 2 * HOUR });
  assert.match(
    messageTraceCommand(died, 'a@b.c'),
    /-StartDate 2026-11-25T09:50:00Z -EndDate 2026-11-25T12:10:00Z$/,
  );
  // Ten days are the most that the cmdlet answers for.
  const long = { ...died, due: start - 400 * HOUR };
  assert.match(messageTraceCommand(long, 'a@b.c'), /-StartDate 2026-11-16T11:50:00Z/);
});

test('no address can run as a command', () => {
  const command = messageTraceCommand(message({ from: "o'hara@contoso.com" }), 'a;b@c.d');
  assert.match(command, /-SenderAddress 'o''hara@contoso.com' -RecipientAddress 'a;b@c.d' /);
});
