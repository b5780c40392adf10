import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../../shared/azure/partition.ts';
import { pack } from '../../../shared/mail/content.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import { type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { standing } from '../../../shared/mailbox/standing-row.ts';
import { onDesk } from '../../support/desk.ts';
import { message } from '../../unit/mailbox/given.ts';
import { ask, hello } from './ask.ts';

/** The rows of a message that ended, whole. */
const rowsOf = (record: MessageRecord): Change[] => [
  { kind: 'create', rowKey: messageKey(record.id), values: toValues(record, pack(hello())) },
  standing(record),
];

test('holds: paused, seen, told to who waits, not probed, released', () =>
  onDesk({}, async (desk) => {
    const billing = desk.contoso.mailbox.address;
    const key = mailboxKey(billing);
    assert.deepEqual((await ask(desk, 'GET', 'holds')).json.mailboxes[0].holds, []);
    const wrong = await ask(desk, 'POST', 'holds', { body: { scope: 'mailbox', mailbox: 'x@y.example' } });
    assert.deepEqual([wrong.status, wrong.json.problems[0].path], [400, 'mailbox']);

    const body = { scope: 'sender', sender: 'INVOICES@contoso.example', why: 'wrong amounts' };
    const paused = await ask(desk, 'POST', 'holds', { body });
    assert.equal(paused.status, 201, paused.text);
    const { id } = paused.json;
    assert.match(id, new RegExp(`^${key}:[0-9a-f]{8}$`));
    const posted = await ask(desk, 'POST', 'messages', { body: hello({ from: 'invoices@contoso.example' }) });
    const status = await fetch(posted.json.status);
    const { waits } = (await status.json()) as { waits: { why: string } };
    assert.deepEqual([status.status, waits.why], [202, 'paused']);

    const [mailbox] = (await ask(desk, 'GET', 'holds')).json.mailboxes;
    const [hold] = mailbox.holds;
    assert.deepEqual([mailbox.address, mailbox.key, mailbox.waiting], [billing, key, 1]);
    assert.deepEqual(
      [hold.id, hold.scope, hold.sender, hold.failure, hold.said, hold.waiting],
      [id, 'sender', 'invoices@contoso.example', 'paused', 'wrong amounts', 1],
    );
    assert.equal((await ask(desk, 'POST', `holds/${id}/probe`)).status, 409);
    const released = await ask(desk, 'POST', `holds/${id}/release`);
    assert.deepEqual([released.status, released.json], [200, { version: 1, id, isRung: true }]);
    assert.equal((await ask(desk, 'POST', `holds/${id}/release`)).status, 404);
    await desk.kept(posted.json.id, 'accepted');
  }));

test('messages: listed by state, mailbox and time, in pages, and resent', () =>
  onDesk({}, async (desk) => {
    const key = mailboxKey(desk.contoso.mailbox.address);
    const now = Date.now();
    const buried = Array.from({ length: 60 }, (_, index) =>
      message({
        id: `b-${index}`,
        state: 'buried',
        finishedAt: now - index * 60_000,
        failure: 'message-too-large',
        from: desk.contoso.mailbox.address,
      }),
    );
    for (const half of [buried.slice(0, 40), buried.slice(40)]) {
      assert.ok((await desk.openPartition(key).commit(half.flatMap(rowsOf))).ok);
    }
    const uncertain = message({ id: 'u', state: 'uncertain', finishedAt: now, failure: 'process-died' });
    assert.ok((await desk.openPartition(key).commit(rowsOf(uncertain))).ok);
    await desk.enqueue('nothing');

    const first = await ask(desk, 'GET', 'messages?state=buried,uncertain');
    assert.equal(first.status, 200, first.text);
    const ids = ({ json }: typeof first) => json.messages.map(({ id }: { id: string }) => id);
    const [one] = first.json.messages;
    assert.deepEqual([one.id, one.mailbox, one.state], ['u', desk.contoso.mailbox.address, 'uncertain']);
    const next = await ask(desk, 'GET', first.json.next);
    assert.equal(next.json.next, undefined);
    assert.deepEqual(
      [...ids(first), ...ids(next)].filter((id) => /^(?:u|b-)/.test(id)),
      ['u', ...buried.map(({ id }) => id)],
    );
    const since = new Date(now - 150_000).toISOString();
    const recent = await ask(desk, 'GET', `messages?state=buried&mailbox=${key}&since=${since}`);
    assert.deepEqual(ids(recent), ['b-0', 'b-1', 'b-2']);
    const wrong = await ask(desk, 'GET', 'messages?state=lost&mailbox=eve@contoso.example&since=x&after=x');
    assert.deepEqual(
      wrong.json.problems.map(({ path }: { path: string }) => path),
      ['state', 'mailbox', 'since', 'after'],
    );

    const status = await fetch(one.status);
    const { explanation, detail } = (await status.json()) as { explanation: { id: string }; detail: string };
    assert.deepEqual([status.status, explanation.id], [422, 'process-died']);
    assert.ok(detail.length > 20);
    const twice = await ask(desk, 'POST', 'messages/u/resend');
    assert.equal(twice.status, 409);
    assert.match(twice.json.detail, /mayDuplicate=true/);
    const resent = await ask(desk, 'POST', `messages/${key}.u/resend?mayDuplicate=true`);
    assert.deepEqual([resent.status, resent.headers.get('location')], [202, one.status]);
    await desk.kept('u', 'accepted');
    assert.equal((await ask(desk, 'POST', 'messages/u/resend')).status, 409);
    assert.equal((await ask(desk, 'POST', 'messages/nobody/resend')).status, 404);
  }));
