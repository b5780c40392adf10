import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellRooms } from '../../../shared/administration/tell-rooms.ts';
import type { Partition } from '../../../shared/azure/partition.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed } from '../../../shared/failures/result.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { finishedKey, hourKey, placeKey } from '../../../shared/mailbox/keys.ts';
import { type Hold, type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { type PaceLimits, pacePresets } from '../../../shared/mailbox/pace.ts';
import { standing } from '../../../shared/mailbox/standing-row.ts';
import { sweepRoom } from '../../../shared/mailbox/sweep.ts';
import { keepEvents } from '../../support/events.ts';
import { HOUR, hold, MINUTE, message, start } from '../mailbox/given.ts';
import { address, createRoom, leave } from '../mailbox/room.ts';

interface Given {
  state?: Partial<MailboxState>;
  appHold?: Hold;
  /** When messages are due, from now, in milliseconds, as an earlier version left their places. */
  due?: readonly number[];
  messages?: readonly Partial<MessageRecord>[];
  /** Keys of further rows. */
  rows?: readonly (readonly [rowKey: string, counts?: object])[];
  limits?: PaceLimits;
}

/** What is told of a mailbox that stands so, and how many requests that took. */
async function told(given: Given) {
  const { state, appHold, due = [], messages = [], rows = [] } = given;
  const { limits = pacePresets['exchange-online'] } = given;
  const { parts, partition, holdAll } = createRoom({ limits });
  if (state) await leave(partition, state);
  if (appHold) await holdAll(appHold);
  const places = due.map((ms, index) => placeKey('normal', start + ms, `invoice-${index}`));
  for (const [rowKey, counts] of [...places.map((key) => [key] as const), ...rows]) {
    const values = counts ? { counts: JSON.stringify(counts) } : { from: address };
    assert.ok((await partition.commit([{ kind: 'create', rowKey, values }])).ok);
  }
  if (messages.length > 0) {
    assert.ok((await partition.commit(messages.map((one) => standing(message(one))))).ok);
  }
  let asked = 0;
  const counting: Partition = {
    ...partition,
    key: 'd5669ef8dd90',
    list: (range) => {
      asked += 1;
      return partition.list(range);
    },
  };
  const swept = await sweepRoom(parts, counting, address);
  assert.ok(swept.ok);
  const { log, events } = keepEvents();
  asked = 0;
  assert.deepEqual(await tellRooms(parts, [swept.value], log), []);
  const [event, ...more] = events;
  assert.equal(more.length, 0);
  return { event, asked };
}

const nothing = { accepted: 0, buried: 0, uncertain: 0, waiting: 0, quota: 0, pace: 30 };
const since = new Date(start).toISOString();

const cases: readonly { name: string; given: Given; tells: object | undefined; asks?: number }[] = [
  { name: 'a mailbox that never sent', given: {}, tells: undefined },
  {
    name: 'one that is quiet for longer than a day',
    given: { state: { hour: '2026-11-24T12' } },
    tells: undefined,
  },
  { name: 'what waits for its time', given: { due: [HOUR] }, tells: { waiting: 1 } },
  {
    name: 'what is due, and for how long',
    given: { due: [HOUR, -90_500, -MINUTE] },
    tells: { waiting: 3, oldestSeconds: 90 },
  },
  {
    name: 'what a server that is away has been offered again and again',
    given: { messages: [{ takenInAt: start - 3 * HOUR, due: start - MINUTE, attempts: 40 }] },
    tells: { waiting: 1, oldestSeconds: 10_800 },
  },
  {
    name: 'what is tried again later',
    given: { messages: [{ takenInAt: start - HOUR, due: start + HOUR, retries: 6 }] },
    tells: { waiting: 1, oldestSeconds: 3_600 },
  },
  {
    name: 'what was to be sent later than it came, or was sent again by hand',
    given: {
      messages: [
        { id: 'a', takenInAt: start - 9 * HOUR, sendAt: start - MINUTE },
        { id: 'b', takenInAt: start - 9 * HOUR, resentAt: start - 2 * MINUTE },
        { id: 'c', takenInAt: start - 9 * HOUR, sendAt: start + HOUR, due: start + HOUR },
      ],
    },
    tells: { waiting: 3, oldestSeconds: 120 },
  },
  {
    name: 'more than one page',
    given: { due: Array.from({ length: 1_001 }, (_, index) => HOUR + index) },
    tells: { waiting: 1_000, more: true },
  },
  {
    name: 'what a day came to, the hours before it left out; a request more',
    given: {
      state: { hour: '2026-11-25T12', counts: { accepted: 3, retried: 9 } },
      rows: [
        [hourKey('2026-11-24T12'), { accepted: 100, buried: 100 }],
        [hourKey('2026-11-24T13'), { accepted: 4, buried: 2, uncertain: 1 }],
      ],
    },
    tells: { accepted: 7, buried: 2 },
    asks: 2,
  },
  {
    name: 'uncertain ones, however old',
    given: { rows: [[finishedKey('uncertain', start - 100 * 24 * HOUR, 'invoice-9')]] },
    tells: { uncertain: 1 },
  },
  {
    name: 'the part of the daily limit that is used up',
    given: {
      state: { recipients: { '2026-11-23T12': 5_000, '2026-11-25T11': 8_000, '2026-11-25T12': 501 } },
    },
    tells: { quota: 0.8501 },
  },
  {
    name: 'a pace that the server lowered',
    given: { state: { learntPace: { limit: 15, at: start - 2 * MINUTE } }, due: [0] },
    tells: { pace: 17, waiting: 1, oldestSeconds: 0 },
  },
  {
    name: 'a hold of the mailbox',
    given: { state: { hold: hold() } },
    tells: { held: 'mailbox', heldSince: since, failure: 'smtp-auth-disabled-mailbox' },
  },
  {
    name: 'held senders, since the first of them',
    given: {
      state: {
        senderHolds: {
          'a@contoso.com': hold({ since: start + MINUTE }),
          'b@contoso.com': hold({ failure: 'send-as-denied' }),
        },
      },
    },
    tells: { held: 'sender', heldSince: since, failure: 'send-as-denied', heldSenders: 2 },
  },
  {
    name: 'a sender that somebody has to mend, beside one that was paused before',
    given: {
      state: {
        senderHolds: { 'a@contoso.com': pausedByHand('x', start - HOUR), 'b@contoso.com': hold() },
      },
    },
    tells: { held: 'sender', heldSince: since, failure: 'smtp-auth-disabled-mailbox', heldSenders: 2 },
  },
  {
    name: 'the widest of several holds, which a person set',
    given: {
      state: { hold: hold(), senderHolds: { 'a@contoso.com': hold() } },
      appHold: pausedByHand('x', start),
    },
    tells: { held: 'app', heldSince: since, failure: 'by-hand' },
  },
];

for (const { name, given, tells, asks = 1 } of cases) {
  test(`told of a mailbox: ${name}`, async () => {
    const { event, asked } = await told(given);
    const line = { event: 'mail.room', mailbox: 'd5669ef8dd90', ...nothing, ...tells };
    assert.deepEqual(event, tells && line);
    assert.equal(asked, asks);
  });
}

test('without limits there is no quota and no pace', async () => {
  const { event } = await told({ limits: pacePresets.off, due: [HOUR] });
  const { quota: _, pace: __, ...counts } = nothing;
  assert.deepEqual(event, { event: 'mail.room', mailbox: 'd5669ef8dd90', ...counts, waiting: 1 });
});

test('a mailbox for which storage does not answer hides no other', async () => {
  const { parts, partition } = createRoom();
  const fault: Fault = { at: 'storage', said: 'ServerBusy' };
  const waiting = { count: 1, isMore: false, bySender: new Map(), since: start };
  const swept = { partition, state: newMailbox(address), waiting, needsTurn: false };
  const named = (key: string) => ({ ...swept, partition: { ...partition, key } });
  const away = { ...swept, partition: { ...partition, key: 'away', list: async () => failed(fault) } };
  const { log, events } = keepEvents();
  const unanswered = await tellRooms(parts, [named('d5669ef8dd90'), away, named('0a7eadf303c4')], log);
  assert.deepEqual(unanswered, [{ key: 'away', fault }]);
  assert.deepEqual(
    events.map((event) => event.event === 'mail.room' && event.mailbox),
    ['d5669ef8dd90', '0a7eadf303c4'],
  );
});
