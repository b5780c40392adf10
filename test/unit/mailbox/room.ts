import assert from 'node:assert/strict';
import type { Partition } from '../../../shared/azure/partition.ts';
import { ok } from '../../../shared/failures/result.ts';
import { APP_PARTITION, openAppHold } from '../../../shared/mailbox/app-hold.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import {
  type Hold,
  type MailboxState,
  newMailbox,
  stateFromValues,
  stateToValues,
} from '../../../shared/mailbox/mailbox-state.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import type { RoomParts } from '../../../shared/mailbox/parts.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createClock, createIds, HOUR } from './given.ts';

/** A mailbox in an empty table, with all that its work is done with; `rings` holds what was put into the queue. */
export function createRoom(others: Partial<RoomParts> = {}) {
  const table = createMemoryTable();
  const clock = createClock();
  const rings: number[] = [];
  const parts: RoomParts = {
    limits: pacePresets['exchange-online'],
    policy: { ifUncertain: 'resend', retryForMs: 24 * HOUR, maxAgeMs: 120 * HOUR },
    appHold: openAppHold(table.open, clock.now),
    attempt: () => assert.fail('nothing is sent here'),
    ring: async (_, at) => {
      rings.push(at);
      return ok(undefined);
    },
    report: () => {},
    now: clock.now,
    sleep: clock.sleep,
    newId: createIds(),
    list: async () => ok(undefined),
    released() {},
    async discard() {},
    ...others,
  };
  const partition = table.open('mailbox');
  return {
    parts,
    clock,
    rings,
    partition,
    rows: () => table.rows(partition.key),
    row: (rowKey: string) => table.rows(partition.key).find((row) => row.rowKey === rowKey),
    /** Holds all mailboxes, as another process does. */
    holdAll: async (held: Hold) => {
      const values = { hold: JSON.stringify(held) };
      assert.ok(
        (await table.open(APP_PARTITION).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }])).ok,
      );
    },
  };
}

export const address = 'billing@contoso.com';

/** Writes the mailbox's row as it was left. */
export async function leave(partition: Partition, state: Partial<MailboxState>): Promise<void> {
  const values = stateToValues({ ...newMailbox(address), ...state });
  assert.ok((await partition.commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }])).ok);
}

/** The mailbox's row as it is. */
export async function mailboxIn(partition: Partition): Promise<MailboxState | undefined> {
  const row = await partition.read(MAILBOX_ROW);
  assert.ok(row.ok);
  return row.value && stateFromValues(row.value.values);
}
