import type { Value } from '../../../shared/azure/partition.ts';
import type { Hold } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** The time at which these tests begin. */
export const start = Date.parse('2026-11-25T12:00:00Z');

/** A message that waits, for one recipient. */
export const message = (others: Partial<MessageRecord> = {}): MessageRecord => ({
  id: 'invoice-1',
  state: 'waiting',
  hash: 'a1b2c3d4e5f6',
  token: 'ICdXDgyKnIYbXk-jt0jHwA',
  takenInAt: start,
  due: start,
  priority: 'normal',
  from: 'billing@contoso.com',
  recipients: 1,
  attempts: 0,
  retries: 0,
  refused: [],
  metadata: {},
  history: [],
  ...others,
});

/** A hold whose probe is due in five minutes. */
export const hold = (others: Partial<Hold> = {}): Hold => ({
  failure: 'smtp-auth-disabled-mailbox',
  said: '535 5.7.139 SmtpClientAuthentication is disabled for the Mailbox.',
  since: start,
  probeAt: start + 5 * MINUTE,
  probes: 0,
  ...others,
});

/** A clock that moves by sleeping alone. */
export function createClock() {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
    move: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** Ids in the order in which they are made: `id-1`, `id-2`, … */
export function createIds() {
  let made = 0;
  return () => `id-${++made}`;
}

/** What a row holds in a property that is JSON. */
export const parsed = (value: Value | undefined): unknown => JSON.parse(String(value));
