import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk } from '../../support/desk.ts';

/** Without a key. */
async function health({ host }: { host: { url: string } }) {
  const answer = await fetch(`${host.url}/api/health`);
  return [answer.status, await answer.json()];
}

test('health is 200 without a key', async () => {
  await onDesk({}, async (desk) =>
    assert.deepEqual(await health(desk), [200, { version: 1, status: 'pass' }]),
  );
});

test('with a broken setting it is 503, and does not say which', async () => {
  await onDesk({ env: { MAIL_TENANT_ID: 'common' } }, async (desk) =>
    assert.deepEqual(await health(desk), [503, { version: 1, status: 'fail' }]),
  );
});
