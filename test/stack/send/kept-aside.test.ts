import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { onDesk, until } from '../../support/desk.ts';

const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

const unsendable: { what: string; body: object | string; id?: string; failure: string; said: RegExp }[] = [
  {
    what: 'an invalid message, with all its problems',
    body: { id: 'invalid-1', to: 'not an address', subjct: 'typo', text: 5 },
    id: 'invalid-1',
    failure: 'message-invalid',
    said: /^to must .*; text must .*; the message `subjct` is not a field; .*; subject is missing/,
  },
  {
    what: 'a message of another version of the contract',
    body: { id: 'later-1', ...letter, version: 2, urgent: true },
    id: 'later-1',
    failure: 'message-version-unknown',
    said: /^version must be 1/,
  },
  {
    what: 'a From that no mailbox may use, before Exchange sees it',
    body: { id: 'foreign-1', ...letter, from: 'boss@contoso.example' },
    id: 'foreign-1',
    failure: 'sender-unknown',
    said: /boss@contoso\.example is neither a mailbox/,
  },
  {
    what: 'an unreadable message, under the queue message’s own id',
    body: 'This is no JSON at all.',
    failure: 'message-unreadable',
    said: /neither a JSON object/,
  },
];

for (const { what, body, id, failure, said } of unsendable) {
  test(`kept aside with its bytes and its explanation: ${what}`, () =>
    onDesk({}, async (desk) => {
      const queued = await desk.queue.sendMessage(typeof body === 'string' ? body : JSON.stringify(body));
      const line = await desk.line('mail.buried', id ?? queued.messageId);
      const [explained] = line.failure;
      assert.equal(explained?.id, failure);
      assert.ok(explained.meaning.length > 20 && explained.fix);
      const kept = await desk.kept(line.keptAs, 'buried', UNADDRESSED);
      assert.deepEqual(kept.content, body);
      assert.equal(kept.failure, failure);
      assert.match(kept.history[0]?.faults?.[0]?.said ?? '', said);
      assert.equal(desk.exchange.record.length, 0);
    }));
}

const refused = [
  { what: 'whose time is over', body: { expires: '2020-01-01T00:00:00Z' }, failure: 'message-expired' },
  { what: 'above the size limit', body: { text: 'x'.repeat(3_000) }, failure: 'message-too-large' },
];

for (const { what, body, failure } of refused) {
  test(`buried in its mailbox with its content: a message ${what}`, () =>
    onDesk({ env: { MAIL_MAX_MESSAGE_BYTES: '2048' } }, async (desk) => {
      const message = { id: 'refused-1', ...letter, ...body };
      await desk.enqueue(message);
      assert.equal((await desk.attempt('refused-1')).action, 'bury');
      const kept = await desk.kept('refused-1', 'buried');
      assert.deepEqual([kept.failure, kept.content], [failure, message]);
      assert.equal(desk.exchange.record.length, 0);
    }));
}

test('the same message again is dropped, another one with its id is kept and never sent', () =>
  onDesk({}, async (desk) => {
    const message = { id: 'same-1', ...letter };
    await desk.enqueue(message);
    await desk.kept('same-1', 'accepted');
    await desk.enqueue({ ...letter, id: 'same-1' });
    const repeat = await desk.line('mail.repeat', 'same-1');
    assert.deepEqual([repeat.state, repeat.action], ['accepted', 'dropped']);

    const other = { ...message, text: 'something else' };
    await desk.enqueue(other);
    const line = await desk.line('mail.buried', 'same-1');
    const kept = await desk.kept(line.keptAs, 'buried');
    assert.deepEqual([kept.failure, kept.content], ['id-reused', other]);
    assert.equal(desk.exchange.messages.length, 1);
    await until('the queue to be empty', desk.host, async () => {
      const { approximateMessagesCount } = await desk.queue.getProperties();
      return approximateMessagesCount === 0 ? true : undefined;
    });
  }));
