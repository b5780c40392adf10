import assert from 'node:assert/strict';
import type { AdministerParts } from '../../../shared/administration/administer.ts';
import type { Change } from '../../../shared/azure/partition.ts';
import { ok, type Result } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { APP_PARTITION } from '../../../shared/mailbox/app-hold.ts';
import { finishedKey, MAILBOX_ROW, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import {
  type Hold,
  type MailboxState,
  newMailbox,
  stateFromValues,
  stateToValues,
} from '../../../shared/mailbox/mailbox-state.ts';
import { type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { placeValues } from '../../../shared/mailbox/places.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createClock, createIds } from './given.ts';

export const billing = 'billing@contoso.com';
export const alerts = 'alerts@contoso.com';
export const billingKey = mailboxKey(billing);

export const content = new Uint8Array([1, 2, 3]);

/** What an administrator works with, over a table in memory. */
export function createAdministration(others: Partial<AdministerParts> = {}) {
  const table = createMemoryTable();
  const clock = createClock();
  const rings: { key: string; at: number }[] = [];
  const parts: AdministerParts = {
    limits: pacePresets['exchange-online'],
    open: table.open,
    addresses: [billing, alerts],
    ring: async (key, at) => {
      rings.push({ key, at });
      return ok(undefined);
    },
    now: clock.now,
    newId: createIds(),
    ...others,
  };
  const partition = table.open(billingKey);
  return {
    parts,
    clock,
    rings,
    partition,
    keys: (key = billingKey) => table.rows(key).map(({ rowKey }) => rowKey),
    /** The mailbox's row as it was left. */
    leave: async (state: Partial<MailboxState>) => {
      const values = stateToValues({ ...newMailbox(billing), ...state });
      okValue(await partition.commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]));
    },
    mailbox: () => {
      const row = table.rows(billingKey).find(({ rowKey }) => rowKey === MAILBOX_ROW);
      assert.ok(row);
      return stateFromValues(row.values);
    },
    leaveAppHold: async (hold: Hold) => {
      const values = { hold: JSON.stringify(hold) };
      okValue(await table.open(APP_PARTITION).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]));
    },
    appHold: () => table.rows(APP_PARTITION)[0]?.values.hold,
    put: async (...records: readonly MessageRecord[]) => {
      for (const record of records) okValue(await partition.commit(rowsOf(record)));
    },
  };
}

/** The rows of a message as they stand in its state. */
export function rowsOf(record: MessageRecord): Change[] {
  const { id, state, priority, due, finishedAt = 0 } = record;
  const isSent = state === 'accepted';
  const message: Change = {
    kind: 'create',
    rowKey: messageKey(id),
    values: toValues(record, isSent ? undefined : content),
  };
  if (state === 'sending') return [message];
  const other: Change =
    state === 'waiting'
      ? { kind: 'create', rowKey: placeKey(priority, due, id), values: placeValues(record) }
      : { kind: 'create', rowKey: finishedKey(state, finishedAt, id), values: {} };
  return [message, other];
}

export function okValue<Value>(result: Result<Value, unknown>): Value {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

export function refusalOf<Failure>(result: Result<unknown, Failure>): Failure {
  assert.ok(!result.ok, JSON.stringify(result));
  return result.error;
}
