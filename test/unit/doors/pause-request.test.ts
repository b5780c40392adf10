import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPause } from '../../../shared/doors/pause-request.ts';

const mailboxes = [
  { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] },
  { address: 'alerts@contoso.com', senders: [] },
];

const right: readonly [object, object][] = [
  [{ scope: 'app' }, { scope: 'app' }],
  [
    { scope: 'mailbox', mailbox: 'Billing@contoso.com' },
    { scope: 'mailbox', address: 'billing@contoso.com' },
  ],
  [
    { scope: 'sender', sender: 'INVOICES@contoso.com', mailbox: 'billing@contoso.com' },
    { scope: 'sender', address: 'billing@contoso.com', sender: 'invoices@contoso.com' },
  ],
];

for (const [body, target] of right) {
  test(`what is to be paused: ${JSON.stringify(body)}`, () => {
    const read = readPause(mailboxes, { ...body, why: 'because' });
    assert.deepEqual(read, { ok: true, value: { target, why: 'because' } });
  });
}

const wrong: readonly [unknown, string][] = [
  ['x', ''],
  [{}, 'scope'],
  [{ scope: 'all' }, 'scope'],
  [{ scope: 'app', sneder: 'x' }, ''],
  [{ scope: 'mailbox' }, 'mailbox'],
  [{ scope: 'mailbox', mailbox: 'invoices@contoso.com' }, 'mailbox'],
  [{ scope: 'sender', mailbox: 'billing@contoso.com' }, 'sender'],
  [{ scope: 'sender', sender: 'eve@contoso.com' }, 'sender'],
  [{ scope: 'sender', sender: 'invoices@contoso.com', mailbox: 'alerts@contoso.com' }, 'mailbox'],
  [{ scope: 'app', why: 'x'.repeat(301) }, 'why'],
];

for (const [body, path] of wrong) {
  test(`nothing is paused by ${JSON.stringify(body).slice(0, 80)}`, () => {
    const read = readPause(mailboxes, body);
    assert.deepEqual(!read.ok && read.error.map((problem) => problem.path), [path]);
  });
}
