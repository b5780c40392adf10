import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk } from '../../support/desk.ts';
import { ask, hello } from './ask.ts';

test('what is wrong with a message is said at once, all of it, and nothing is taken in', () =>
  onDesk({ env: { MAIL_MAX_MESSAGE_BYTES: '65536' } }, async (desk) => {
    const post = (body: unknown, headers: Record<string, string> = {}) =>
      ask(desk, 'POST', 'messages', { body, headers });

    const wrong = await post(
      { id: 'a b', to: 'nobody', subjekt: 'x', text: 'x' },
      { 'idempotency-key': 'c' },
    );
    assert.equal(wrong.status, 400, wrong.text);
    assert.equal(wrong.headers.get('content-type'), 'application/problem+json');
    assert.equal(wrong.json.type, 'docs/errors.md#message-invalid');
    const paths = wrong.json.problems.map(({ path }: { path: string }) => path);
    assert.deepEqual(paths.sort(), ['', 'Idempotency-Key', 'id', 'subject', 'to']);

    const cases: readonly [number, string, unknown, Record<string, string>?][] = [
      [400, 'Idempotency-Key', hello({ id: 'one' }), { 'idempotency-key': 'two' }],
      [400, 'Idempotency-Key', hello(), { 'idempotency-key': 'x'.repeat(256) }],
      [400, 'sendAt', hello({ sendAt: 'tomorrow' })],
      [400, 'expires', hello({ sendAt: '2085-01-02T00:00:00Z', expires: '2085-01-01T00:00:00Z' })],
      [400, 'not JSON', '{'],
      [400, 'empty', ''],
      [415, 'application/json', JSON.stringify(hello()), { 'content-type': 'text/plain' }],
      [413, 'too large', hello({ text: 'x'.repeat(1_200_000) })],
      [422, 'MAIL_MAILBOXES', hello({ from: 'eve@contoso.example' })],
    ];
    for (const [status, says, body, headers] of cases) {
      const refused = await post(body, headers);
      assert.equal(refused.status, status, refused.text);
      assert.match(refused.text, new RegExp(says), refused.text);
      assert.equal(refused.json.status, status);
    }
    const same = await post(hello({ id: 'one' }), { 'idempotency-key': '"one"' });
    assert.deepEqual([same.status, same.json.id], [202, 'one']);
  }));

test('with broken settings the caller is told what is missing, and keeps the message', () =>
  onDesk({ env: { MAIL_TENANT_ID: '' } }, async (desk) => {
    const refused = await ask(desk, 'POST', 'messages', { body: hello() });
    assert.equal(refused.status, 503, refused.text);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal(refused.json.explanation.id, 'settings-invalid');
    assert.match(refused.json.explanation.said, /MAIL_TENANT_ID is missing/);
    const status = await fetch(`${desk.host.url}/api/messages/a?token=x`);
    assert.equal(status.status, 503);
    assert.doesNotMatch(await status.text(), /MAIL_/);
  }));

test('while the table is away the caller is asked to come again', () => {
  const away = (connectionString: string) =>
    connectionString.replace(/(?<=TableEndpoint=http:\/\/127\.0\.0\.1:)\d+/, '1');
  return onDesk(
    { env: ({ azurite }) => ({ MAIL_STORAGE: away(azurite.connectionString) }) },
    async (desk) => {
      const refused = await ask(desk, 'POST', 'messages', { body: hello() });
      assert.equal(refused.status, 503, refused.text);
      assert.ok(Number(refused.headers.get('retry-after')) > 0);
      assert.equal(refused.json.explanation.id, 'storage-unreachable');
    },
  );
});
