import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cursorText, parseCursor } from '../../../shared/doors/cursor.ts';
import { listPage } from '../../../shared/doors/list-page.ts';
import { readListQuery } from '../../../shared/doors/list-query.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { alerts, billing, billingKey, rowsOf } from '../mailbox/administration.ts';
import { MINUTE, message, start } from '../mailbox/given.ts';
import { createDoorParts } from './given.ts';

const addresses = [billing, alerts];
const alertsKey = mailboxKey(alerts);

/** All pages of a query, each as `<key>.<id>`. */
async function pagesOf({ parts }: ReturnType<typeof createDoorParts>, written: object) {
  const pages: string[][] = [];
  for (let after: string | undefined; ; ) {
    const query = readListQuery({ ...written, after }, addresses);
    assert.ok(query.ok);
    const page = await listPage(parts.open, query.value);
    assert.ok(page.ok);
    pages.push(page.value.messages.map(({ key, record }) => `${key}.${record.id}`));
    if (!page.value.next) return pages;
    after = cursorText(page.value.next);
  }
}

test('pages go over mailboxes and states, and show each message once, in order', async () => {
  const given = createDoorParts();
  const expected: string[] = [];
  for (let index = 0; index < 60; index += 1) {
    // In both mailboxes the same ids at the same times: only the mailbox tells them apart.
    for (const key of [billingKey, alertsKey].sort()) {
      const record = message({ id: `b-${index}`, state: 'buried', finishedAt: start - index * MINUTE });
      assert.ok((await given.parts.open(key).commit(rowsOf(record))).ok);
      expected.push(`${key}.b-${index}`);
    }
  }
  for (let index = 0; index < 3; index += 1) {
    await given.put(message({ id: `w-${index}`, due: start + index }));
    expected.push(`${billingKey}.w-${index}`);
  }
  await given.put(message({ id: 'flies', state: 'sending' }));
  await given.leave({ inFlight: ['flies'] });
  expected.splice(120, 0, `${billingKey}.flies`);
  const pages = await pagesOf(given, {});
  assert.deepEqual(
    pages.map(({ length }) => length),
    [50, 50, 24],
  );
  assert.deepEqual(pages.flat(), expected);
  const recent = await pagesOf(given, {
    state: 'buried',
    mailbox: 'ALERTS@contoso.com',
    since: new Date(start - 2 * MINUTE).toISOString(),
  });
  assert.deepEqual(recent, [[0, 1, 2].map((index) => `${alertsKey}.b-${index}`)]);
});

test('a query is read with all that is wrong with it', () => {
  const read = readListQuery({ state: 'lost', mailbox: 'x', since: 'x', after: 'x' }, addresses);
  assert.deepEqual(!read.ok && read.error.map(({ path }) => path), ['state', 'mailbox', 'since', 'after']);
  const all = readListQuery({ state: '', mailbox: '', since: '', after: '' }, addresses);
  assert.ok(all.ok);
  assert.deepEqual(all.value.keys, [billingKey, alertsKey, 'unaddressed']);
  assert.equal(all.value.states.length, 6);
  const other = cursorText({ state: 'accepted', rowKey: 'x', key: 'x' });
  assert.equal(readListQuery({ state: 'buried', after: other }, addresses).ok, false);
  for (const odd of ['W10', 'e30', 'WyJsb3N0IiwiIiwiIl0', '%']) assert.equal(parseCursor(odd), undefined);
});
