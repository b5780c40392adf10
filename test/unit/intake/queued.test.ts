import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok, type Result } from '../../../shared/failures/result.ts';
import { type QueuedParts, TryAgain, takeQueued } from '../../../shared/intake/queued.ts';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { unpack } from '../../../shared/mail/content.ts';
import type { Taken } from '../../../shared/mailbox/flight.ts';
import type { TakenIn } from '../../../shared/mailbox/take-in.ts';
import { noTracing } from '../../../shared/telemetry/tracing.ts';
import { keepEvents } from '../../support/events.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';

const receipt = { id: 'queue-id', attempt: 1, insertedAt: new Date('2026-11-25T11:59:00Z') };
const now = Date.parse('2026-11-25T12:00:00Z');
const body = { id: 'invoice-4711', to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const down: Fault = { at: 'storage', code: 'ServerBusy', said: 'HTTP 503' };

/** Takes a body from the queue into rooms that answer with `answer`. */
async function taken(
  of: unknown,
  answer: Result<TakenIn, Fault>,
  changes: Partial<QueuedParts> = {},
  traceparent?: string,
) {
  const entered: (Taken & { address: string })[] = [];
  const back: unknown[] = [];
  const { log, lines } = keepEvents();
  const askedFor: boolean[] = [];
  const table = createMemoryTable();
  const parts: QueuedParts = {
    mailboxes: [{ address: 'billing@contoso.com', senders: [] }],
    rooms: {
      async enter(address, one) {
        entered.push({ address, ...one });
        return answer.ok ? ok({ taken: answer.value, served: Promise.resolve() }) : answer;
      },
      serve: () => assert.fail('only a ring is served'),
      wake: () => assert.fail('it enters'),
      stop: async () => {},
    },
    openPartition: table.open,
    putBack: async (...put) => {
      back.push(put);
      return ok(undefined);
    },
    putBackSeconds: (isAway) => {
      askedFor.push(isAway);
      return 5;
    },
    newToken: () => 'a-token',
    trace: noTracing.takeIn,
    stores: { content: memoryBlobs() },
    newId: () => 'an-id',
    now: () => now,
    ...changes,
  };
  await takeQueued(parts, of, { ...receipt, ...(traceparent && { traceparent }) }, log);
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines[0] ?? '', /ada@|billing@|Hello/);
  return { entered, back, askedFor, line: JSON.parse(lines[0] ?? ''), aside: table.rows(UNADDRESSED) };
}

test('its attempts belong to the message’s own trace, else to that of the invocation', async () => {
  const own = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const hosts = own.replace('-4', '-5');
  for (const [traceparent, expected] of [
    [own, own],
    ['of a wrong form', hosts],
    [undefined, hosts],
  ]) {
    const of = { ...body, ...(traceparent && { traceparent }) };
    const { entered } = await taken(of, ok({ kind: 'in' }), {}, hosts);
    assert.equal(entered[0]?.record.traceparent, expected);
  }
});

test('a message enters the room of its mailbox with all that sending needs', async () => {
  const message = { ...body, cc: 'bob@fabrikam.com', priority: 'high', ifUncertain: 'hold' };
  const { entered, line, back, askedFor } = await taken(message, ok({ kind: 'in' }));
  const [one, ...more] = entered;
  assert.ok(one);
  assert.equal(more.length, 0);
  const { hash, history, refused, metadata, ...record } = one.record;
  assert.deepEqual(record, {
    id: 'invoice-4711',
    state: 'waiting',
    token: 'a-token',
    takenInAt: receipt.insertedAt.getTime(),
    due: now,
    priority: 'high',
    from: 'billing@contoso.com',
    recipients: 2,
    ifUncertain: 'hold',
    attempts: 0,
    retries: 0,
  });
  assert.deepEqual([one.address, unpack(one.content)], ['billing@contoso.com', message]);
  assert.deepEqual([line.event, line.id], ['mail.taken-in', 'invoice-4711']);
  assert.deepEqual([back, askedFor], [[], [false]]);
});

test('a repeat is dropped, and the log says what the first one came to', async () => {
  const { entered } = await taken(body, ok({ kind: 'in' }));
  const [first] = entered;
  assert.ok(first);
  const found = { ...first.record, state: 'accepted' as const };
  const { line } = await taken(body, ok({ kind: 'repeat', found }));
  assert.deepEqual([line.event, line.state, line.action], ['mail.repeat', 'accepted', 'dropped']);
});

test('another message with a known id is explained', async () => {
  const { line } = await taken(body, ok({ kind: 'other-content', keptAs: 'invoice-4711~0a1b2c3d' }));
  assert.deepEqual(
    [line.event, line.failure[0].id, line.keptAs],
    ['mail.buried', 'id-reused', 'invoice-4711~0a1b2c3d'],
  );
});

test('what can never be sent is kept aside, and enters no room', async () => {
  const { entered, line, aside } = await taken('no JSON', ok({ kind: 'in' }));
  assert.equal(entered.length, 0);
  assert.deepEqual([line.event, line.failure[0].id], ['mail.buried', 'message-unreadable']);
  assert.ok(aside.some(({ rowKey }) => rowKey === `m!${line.keptAs}`));
});

test('where storage does not take it in, it goes back into the queue as it came', async () => {
  const { line, back, askedFor } = await taken(body, failed(down));
  assert.deepEqual(back, [[body, 5]]);
  assert.deepEqual(askedFor, [true]);
  assert.deepEqual([line.event, line.code, line.again], ['mail.put-back', 'ServerBusy', 'in 5 s']);
});

test('where the queue takes it neither, the host keeps it', async () => {
  await assert.rejects(
    taken(body, failed(down), { putBack: async () => failed(down) }),
    (thrown) =>
      thrown instanceof TryAgain && /could not be taken in \(ServerBusy\) nor put back/.test(thrown.message),
  );
});
