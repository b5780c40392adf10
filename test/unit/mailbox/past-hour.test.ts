import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../../shared/azure/partition.ts';
import { type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { withPastHour } from '../../../shared/mailbox/writer.ts';
import { start } from './given.ts';

const hours: readonly {
  name: string;
  before: Partial<MailboxState>;
  after: Partial<MailboxState>;
  rows: string[];
}[] = [
  {
    name: 'a mailbox that never counted',
    before: { hour: '', counts: {} },
    after: { hour: '2026-11-25T12', counts: {} },
    rows: [],
  },
  {
    name: 'the hour goes on',
    before: { hour: '2026-11-25T12', counts: { buried: 1 } },
    after: { hour: '2026-11-25T12', counts: { buried: 1 } },
    rows: [],
  },
  {
    name: 'the hour is over, and nothing was counted',
    before: { hour: '2026-11-25T11', counts: {} },
    after: { hour: '2026-11-25T12', counts: {} },
    rows: [],
  },
  {
    name: 'the hour is over',
    before: { hour: '2026-11-24T23', counts: { buried: 1 } },
    after: { hour: '2026-11-25T12', counts: {} },
    rows: ['h!2026-11-24T23'],
  },
  {
    name: 'a clock that is behind',
    before: { hour: '2026-11-25T13', counts: { buried: 1 } },
    after: { hour: '2026-11-25T13', counts: { buried: 1 } },
    rows: [],
  },
];

for (const { name, before, after, rows } of hours) {
  test(`counters: ${name}`, () => {
    const state = { ...newMailbox('billing@contoso.com'), ...before };
    const others: Change[] = [{ kind: 'delete', rowKey: 'w' }];
    const step = withPastHour(state, others, start);
    assert.deepEqual(step.state, { ...state, ...after });
    assert.deepEqual(
      step.changes.map(({ rowKey }) => rowKey),
      ['w', ...rows],
    );
  });
}
