import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { type Desk, onDesk } from '../../support/desk.ts';
import { ask, hello } from './ask.ts';

/** Follows a `Location` as Logic Apps does: until the answer is not 202 any more. */
async function follow(location: string) {
  for (;;) {
    const answer = await fetch(location);
    const text = await answer.text();
    if (answer.status !== 202) return { status: answer.status, headers: answer.headers, text };
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    await sleep(100);
  }
}

const sentBy = ({ exchange }: Desk) => exchange.messages.length;

test('a message is posted, followed as Logic Apps does until it is sent, and not sent twice', async () => {
  await onDesk({}, async (desk) => {
    const posted = await ask(desk, 'POST', 'messages', { body: hello({ id: 'invoice-1' }) });
    assert.equal(posted.status, 202, posted.text);
    const location = posted.headers.get('location') ?? '';
    const key = mailboxKey(desk.contoso.mailbox.address);
    assert.match(location, new RegExp(`/api/messages/${key}\\.invoice-1\\?token=[\\w-]{22}$`));
    assert.equal(new URL(location).origin, new URL(desk.host.url).origin);
    assert.ok(Number(posted.headers.get('retry-after')) > 0);
    assert.equal(posted.json.status, location);

    const { status, text } = await follow(location);
    assert.equal(status, 200, text);
    const { state, reply, refused } = JSON.parse(text);
    assert.deepEqual([state, refused], ['accepted', []]);
    assert.match(reply, /^250 /);
    assert.doesNotMatch(text, /ada@|billing@|Hello/);

    const again = await ask(desk, 'POST', 'messages', { body: hello({ id: 'invoice-1' }) });
    assert.deepEqual([again.status, again.headers.get('location')], [202, location]);
    const other = await ask(desk, 'POST', 'messages', { body: hello({ id: 'invoice-1', text: 'x' }) });
    assert.equal(other.status, 409, other.text);
    assert.match(other.headers.get('content-type') ?? '', /^application\/problem\+json/);

    await desk.enqueue(hello({ id: 'from-the-queue' }));
    await desk.attempt('from-the-queue');
    const repeated = await ask(desk, 'POST', 'messages', { body: hello({ id: 'from-the-queue' }) });
    assert.equal((await follow(repeated.json.status)).status, 200);
    assert.equal(sentBy(desk), 2);

    const wrongToken = await fetch(location.replace(/token=.{4}/, 'token=AAAA'));
    const wrongId = await fetch(location.replace('invoice-1', 'invoice-2'));
    assert.deepEqual([wrongToken.status, wrongId.status], [404, 404]);
    assert.equal(await wrongToken.text(), await wrongId.text());
    assert.equal((await fetch(location.replace(`${key}.`, ''))).status, 200);
    assert.equal((await fetch(location.replace(/\?.*/, ''))).status, 404);
  });
});

test('a message for later waits, says so, and is cancelled; one that is under way or done is not', async () => {
  await onDesk({}, async (desk) => {
    const sendAt = '2085-01-01T08:00:00+01:00';
    const later = await ask(desk, 'POST', 'messages', {
      body: hello({ sendAt }),
      headers: { 'idempotency-key': 'run 1 / send' },
    });
    assert.equal(later.status, 202, later.text);
    assert.match(later.json.id, /^key-[0-9a-f]{64}$/);
    const soon = new Date(Date.now() + 3_000).toISOString();
    await desk.enqueue(hello({ id: 'soon', sendAt: soon }));
    const { takenInAt } = await desk.kept('soon', 'waiting');
    const sent = await desk.kept('soon', 'accepted');
    assert.ok((sent.finishedAt ?? 0) >= Date.parse(soon) && takenInAt < Date.parse(soon));
    const [, date = ''] = /^Date: (.*)$/m.exec(String(desk.exchange.messages[0]?.raw)) ?? [];
    assert.equal(Date.parse(date), Math.floor(Date.parse(soon) / 1000) * 1000);

    const waiting = await fetch(later.json.status);
    const { state, waits } = (await waiting.json()) as { state: string; waits: object };
    assert.deepEqual([waiting.status, waiting.headers.get('retry-after'), state], [202, '300', 'waiting']);
    assert.deepEqual(waits, {
      why: 'scheduled',
      says: 'It is sent at the time that its producer chose.',
      until: '2085-01-01T07:00:00.000Z',
    });
    const cancelled = await ask(desk, 'DELETE', `messages/${later.json.handle}`);
    assert.deepEqual([cancelled.status, cancelled.json.state], [200, 'cancelled']);
    const gone = await follow(later.json.status);
    assert.deepEqual([gone.status, JSON.parse(gone.text).state], [410, 'cancelled']);
    for (const id of [later.json.id, 'soon']) {
      const refused = await ask(desk, 'DELETE', `messages/${id}`);
      assert.equal(refused.status, 409, refused.text);
    }
    assert.equal((await ask(desk, 'DELETE', 'messages/nobody')).status, 404);
    const resent = await ask(desk, 'POST', `messages/${later.json.id}/resend`);
    assert.equal(resent.status, 202, resent.text);
  });
});
