import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findByToken, findMessage } from '../../../shared/doors/find-message.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { alerts, billingKey, rowsOf } from '../mailbox/administration.ts';
import { message } from '../mailbox/given.ts';
import { createDoorParts } from './given.ts';

async function twoMailboxes() {
  const given = createDoorParts();
  await given.put(message({ id: 'a', token: 'of-a' }), message({ id: 'both', token: 'of-both' }));
  const other = given.parts.open(mailboxKey(alerts));
  assert.ok((await other.commit(rowsOf(message({ id: 'both', token: 'of-other' })))).ok);
  let requests = 0;
  const counted = {
    ...given.parts,
    open: (key: string) => {
      const partition = given.parts.open(key);
      return {
        ...partition,
        read: (rowKey: string) => {
          requests += 1;
          return partition.read(rowKey);
        },
      };
    },
  };
  return {
    parts: counted,
    async requestsOf(work: () => Promise<unknown>) {
      requests = 0;
      await work();
      return requests;
    },
  };
}

test('whoever knows the token finds the message, by its handle or by its id alone', async () => {
  const { parts } = await twoMailboxes();
  const found: readonly [string, string, string | undefined][] = [
    [`${billingKey}.a`, 'of-a', 'of-a'],
    ['a', 'of-a', 'of-a'],
    ['both', 'of-other', 'of-other'],
    [`${billingKey}.both`, 'of-both', 'of-both'],
    [`${billingKey}.both`, 'of-other', undefined],
    [`${billingKey}.a`, '', undefined],
    ['a', 'undefined', undefined],
    ['nobody', '', undefined],
    [`${mailboxKey('strange@contoso.com')}.a`, 'of-a', undefined],
    ["a' or true", 'of-a', undefined],
    ['../a', 'of-a', undefined],
  ];
  for (const [handle, token, expected] of found) {
    const result = await findByToken(parts, handle, token);
    assert.equal(result.ok ? result.value.record.token : undefined, expected, `${handle} ${token}`);
    if (!result.ok) assert.deepEqual(result.error, { kind: 'not-found' });
  }
});

test('a wrong token costs as many requests as an id that is nobody’s', async () => {
  const { parts, requestsOf } = await twoMailboxes();
  for (const [known, strange] of [
    [`${billingKey}.a`, `${billingKey}.z`],
    ['a', 'z'],
  ] as const) {
    assert.equal(
      await requestsOf(() => findByToken(parts, known, 'wrong')),
      await requestsOf(() => findByToken(parts, strange, 'wrong')),
    );
  }
});

test('who may see all of them finds one by its id, where that is one message’s alone', async () => {
  const { parts } = await twoMailboxes();
  const one = await findMessage(parts, 'a');
  assert.ok(one.ok && one.value.key === billingKey);
  const both = await findMessage(parts, 'both');
  assert.deepEqual(!both.ok && both.error, {
    kind: 'ambiguous',
    handles: [`${billingKey}.both`, `${mailboxKey(alerts)}.both`],
  });
  assert.deepEqual(!(await findMessage(parts, 'a/b')).ok, true);
});
