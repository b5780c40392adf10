import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusAnswer } from '../../../functions/messageStatus.ts';
import { explainRecord } from '../../../shared/doors/explain-record.ts';
import { lookAgainIn, statusView } from '../../../shared/doors/status-view.ts';
import { withoutAddresses } from '../../../shared/doors/without-addresses.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { MINUTE, message, start } from '../mailbox/given.ts';

const url = 'https://mail.azurewebsites.net/api/messages/0123456789ab.invoice-1?token=x';
const key = '0123456789ab';
const refusedBy = (said: string) => [
  { at: start, what: 'failed', faults: [{ at: 'submit' as const, code: '550', said }] },
];

const ended: readonly [Partial<MessageRecord>, number][] = [
  [{ state: 'waiting' }, 202],
  [{ state: 'sending' }, 202],
  [{ state: 'accepted', reply: '250 2.0.0 OK' }, 200],
  [{ state: 'cancelled' }, 410],
  [{ state: 'buried', failure: 'message-expired' }, 410],
  [{ state: 'buried', failure: 'message-too-large' }, 422],
  [{ state: 'buried', failure: 'unlisted', history: refusedBy('550 5.9.9 Strange <ada@fabrikam.com>') }, 422],
  [{ state: 'uncertain', failure: 'process-died' }, 422],
];

for (const [record, status] of ended) {
  test(`a message that is ${record.state} (${record.failure ?? 'no failure'}): ${status}, and no address`, () => {
    const full = message({ ...record, finishedAt: start, metadata: { customer: 'ada@fabrikam.com' } });
    const explanation = explainRecord(full, {
      mailbox: 'billing@contoso.com',
      sender: 'billing@contoso.com',
    });
    const answer = statusAnswer({ key, record: full, ...(explanation && { explanation }) }, url, start);
    assert.equal(answer.status, status);
    const headers = answer.headers as Record<string, string>;
    assert.equal(headers['cache-control'], 'no-store');
    if (status === 202) assert.deepEqual([headers.location, headers['retry-after']], [url, '5']);
    if (status > 400) assert.equal(headers['content-type'], 'application/problem+json');
    const { jsonBody } = answer;
    assert.deepEqual([jsonBody.id, jsonBody.state], ['invoice-1', record.state]);
    if (status > 400) assert.ok(jsonBody.title && jsonBody.detail && jsonBody.status === status);
  });
}

test('what a server said is shown without the addresses in it', () => {
  const refused = {
    address: 'ada@fabrikam.com',
    fault: { at: 'submit', code: '550', said: '550 5.1.1 <ada@fabrikam.com> no' },
  } as const;
  const record = message({ state: 'accepted', reply: '250 2.6.0 <x@y.z> Queued', refused: [refused] });
  const view = statusView({ key, record });
  assert.doesNotMatch(JSON.stringify(view), /ada@|x@y/);
  assert.ok('refused' in view);
  assert.deepEqual(
    view.refused?.map(({ domain, code }) => [domain, code]),
    [['fabrikam.com', '550']],
  );
  for (const text of ['<a@b.c>', 'a@b.c', '"a b"@c.d', 'To:ä@ö.de', `${'x'.repeat(70_000)}@y.z`]) {
    assert.doesNotMatch(withoutAddresses(text), /\w@|@\w|ä@/, text.slice(0, 20));
  }
});

test('while a person paused sending, a look a minute is enough', () => {
  assert.equal(lookAgainIn({ waits: { why: 'paused', says: '' } }, start), 60);
});

test('nobody is asked to look sooner than in five seconds, or later than in five minutes', () => {
  const looked = (until?: number) =>
    lookAgainIn({ waits: { why: 'turn', says: '', ...(until !== undefined && { until }) } }, start);
  assert.deepEqual(
    [looked(), looked(start - MINUTE), looked(start + 61_001), looked(start + 600 * MINUTE)],
    [5, 5, 62, 300],
  );
});
