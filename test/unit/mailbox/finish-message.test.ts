import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import type { Action } from '../../../shared/mail/decide.ts';
import type { MailboxState } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import type { Attempted } from '../../../shared/mailbox/parts.ts';
import {
  accepted,
  attempted,
  away,
  end,
  failed,
  greylisted,
  known,
  lineBroke,
  now,
  smtpAuthOff,
  tooManyRecipients,
  uncertain,
  unknownUser,
} from './attempts.ts';
import { HOUR, MINUTE, message, start } from './given.ts';

/** So many recipients. */
const some = (count: number) => Array.from({ length: count }, (_, index) => `recipient-${index}@contoso.com`);

/** What a message's record holds after each action; a delay is compared to within a tenth, see `decide`. */
const records: readonly {
  name: string;
  attempted: Attempted;
  record?: Partial<MessageRecord>;
  state?: Partial<MailboxState>;
  action: Action['kind'];
  expected: { [field in keyof MessageRecord]?: MessageRecord[field] | undefined };
  dueInMs?: number;
}[] = [
  {
    name: 'accepted for all',
    attempted: attempted(accepted()),
    record: { retries: 2, retryingSince: start },
    action: 'done',
    expected: {
      state: 'accepted',
      finishedAt: now,
      attempts: 1,
      reply: '250 2.0.0 OK',
      serverMessageId: 'AM0PR10',
      messageId: '<invoice-1@contoso.com>',
      refused: [],
      left: [],
      history: [{ at: now, what: 'accepted', ms: { submit: 12 } }],
    },
  },
  {
    name: 'accepted, and one recipient refused for good',
    attempted: attempted(accepted(['eve@contoso.com', unknownUser]), { told: some(3) }),
    action: 'done',
    expected: {
      state: 'accepted',
      finishedAt: now,
      refused: [{ address: 'eve@contoso.com', fault: unknownUser }],
    },
  },
  {
    name: 'accepted, and others were not in this envelope',
    attempted: attempted(accepted(), { left: [2, 3], told: some(2) }),
    record: { batch: 2, recipients: 4, retries: 3, retryingSince: start },
    action: 'done',
    expected: { state: 'waiting', left: [2, 3], batch: 2, retries: 0, finishedAt: undefined },
    dueInMs: 0,
  },
  {
    name: 'accepted, as many refused for good as others were not in this envelope',
    attempted: attempted(accepted(['eve@contoso.com', unknownUser], ['mal@contoso.com', unknownUser]), {
      left: [3],
      told: some(3),
    }),
    record: { batch: 3, recipients: 4 },
    action: 'done',
    expected: { state: 'waiting', left: [3], finishedAt: undefined },
    dueInMs: 0,
  },
  {
    name: 'accepted, and one recipient refused for now beside one refused for good',
    attempted: attempted(accepted(['eve@contoso.com', unknownUser], ['ada@contoso.com', greylisted]), {
      left: [1],
      told: some(3),
    }),
    action: 'rest',
    expected: {
      state: 'waiting',
      left: [1],
      retries: 1,
      retryingSince: now,
      refused: [{ address: 'eve@contoso.com', fault: unknownUser }],
    },
    dueInMs: MINUTE,
  },
  {
    name: 'accepted, and the recipient refused for now has no time left: it counts as refused',
    attempted: attempted(accepted(['ada@contoso.com', greylisted]), { left: [1], told: some(2) }),
    record: {
      retries: 9,
      retryingSince: now - 24 * HOUR,
      refused: [{ address: 'eve@contoso.com', fault: unknownUser }],
    },
    action: 'done',
    expected: {
      state: 'accepted',
      finishedAt: now,
      refused: [
        { address: 'eve@contoso.com', fault: unknownUser },
        { address: 'ada@contoso.com', fault: greylisted },
      ],
    },
  },
  {
    name: 'it may go away by itself',
    attempted: attempted(failed(lineBroke)),
    record: { retries: 1, retryingSince: start, attempts: 4, left: [0] },
    action: 'retry',
    expected: {
      state: 'waiting',
      retries: 2,
      retryingSince: start,
      attempts: 5,
      left: [0],
      failure: explain(lineBroke).id,
      mayDuplicate: undefined,
      history: [{ at: now, what: 'failed', faults: [lineBroke], ms: { submit: 12 } }],
    },
    dueInMs: 2 * MINUTE,
  },
  {
    name: 'perhaps accepted, and twice is better than never',
    attempted: attempted(uncertain),
    action: 'retry',
    expected: {
      state: 'waiting',
      mayDuplicate: true,
      retries: 1,
      retryingSince: now,
      history: [{ at: now, what: 'uncertain', faults: [lineBroke], ms: { submit: 12 } }],
    },
    dueInMs: MINUTE,
  },
  {
    name: 'perhaps accepted, and never is better than twice',
    attempted: attempted(uncertain),
    record: { ifUncertain: 'hold' },
    action: 'keep',
    expected: {
      state: 'uncertain',
      mayDuplicate: true,
      finishedAt: now,
      failure: explain(lineBroke).id,
      retries: 0,
    },
  },
  {
    name: 'too many recipients for one envelope',
    attempted: attempted(failed(tooManyRecipients), { told: some(7) }),
    record: { recipients: 7 },
    action: 'split',
    expected: { state: 'waiting', batch: 3, retries: 0 },
    dueInMs: 0,
  },
  {
    name: 'a part refused for good, and others not tried yet',
    attempted: attempted(failed(unknownUser), { left: [0, 1, 2], told: ['eve@contoso.com'] }),
    record: { batch: 1, recipients: 3 },
    action: 'bury',
    expected: {
      state: 'waiting',
      left: [1, 2],
      finishedAt: undefined,
      refused: [{ address: 'eve@contoso.com', fault: unknownUser }],
    },
    dueInMs: 0,
  },
  {
    name: 'the last part refused for good, and others have it',
    attempted: attempted(failed(unknownUser), { left: [2], told: ['eve@contoso.com'] }),
    record: { batch: 1, recipients: 3, left: [2], reply: '250 2.0.0 OK' },
    action: 'bury',
    expected: {
      state: 'accepted',
      left: [],
      finishedAt: now,
      refused: [{ address: 'eve@contoso.com', fault: unknownUser }],
    },
  },
  {
    name: 'a server is away',
    attempted: attempted(failed(away)),
    record: { retries: 2, retryingSince: start },
    action: 'pause',
    expected: { state: 'waiting', retries: 2, retryingSince: start, attempts: 1 },
    dueInMs: 0,
  },
  {
    name: 'held: after that, trying begins anew',
    attempted: attempted(failed(smtpAuthOff)),
    record: { retries: 2, retryingSince: start },
    action: 'hold',
    expected: {
      state: 'waiting',
      retries: 0,
      retryingSince: undefined,
      attempts: 1,
      failure: explain(smtpAuthOff).id,
    },
    dueInMs: 0,
  },
  {
    name: 'the message itself is at fault',
    attempted: attempted(failed(unknownUser, unknownUser)),
    action: 'bury',
    expected: {
      state: 'buried',
      finishedAt: now,
      failure: explain(unknownUser).id,
      history: [{ at: now, what: 'failed', faults: [unknownUser, unknownUser], ms: { submit: 12 } }],
    },
  },
  {
    name: 'its time is over',
    attempted: attempted(failed(lineBroke)),
    record: { expires: now },
    action: 'bury',
    expected: { state: 'buried', finishedAt: now, failure: 'message-expired' },
  },
];

for (const { name, action, expected, dueInMs, ...given } of records) {
  test(`the message: ${name}`, () => {
    const ended = end(given);
    assert.equal(ended.action.kind, action);
    const fields = Object.keys(expected) as (keyof MessageRecord)[];
    assert.deepEqual(Object.fromEntries(fields.map((field) => [field, ended.record[field]])), expected);
    if (dueInMs === undefined) return;
    assert.ok(Math.abs(ended.record.due - now - dueInMs) <= dueInMs / 10, `${ended.record.due - now} ms`);
  });
}

test('the record of an accepted message as a whole: the history grows, newest last', () => {
  const earlier = { at: start, what: 'failed', faults: [greylisted] };
  const before = { attempts: 1, retries: 1, retryingSince: start, history: [earlier] };
  assert.deepEqual(end({ attempted: attempted(accepted()), record: before }).record, {
    ...message(before),
    state: 'accepted',
    attempts: 2,
    history: [earlier, { at: now, what: 'accepted', ms: { submit: 12 } }],
    reply: '250 2.0.0 OK',
    serverMessageId: 'AM0PR10',
    messageId: '<invoice-1@contoso.com>',
    left: [],
    finishedAt: now,
  });
});

test('an attempt that was not begun: back to its old place, and nothing else', () => {
  const given = attempted(failed(lineBroke), { notStarted: true });
  const { record, after, action, appRefusal } = end({ attempted: given, record: { due: start - MINUTE } });
  assert.deepEqual(record, message({ due: start - MINUTE }));
  assert.deepEqual(after, known);
  assert.equal(action.kind, 'retry');
  assert.equal(appRefusal, undefined);
});
