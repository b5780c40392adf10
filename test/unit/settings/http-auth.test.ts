import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHttpAuth } from '../../../shared/settings.ts';

const cases: readonly [Record<string, string>, string, boolean][] = [
  [{}, 'key', false],
  [{ MAIL_HTTP_AUTH: 'key', WEBSITE_AUTH_ENABLED: 'True' }, 'key', true],
  [{ MAIL_HTTP_AUTH: 'easyauth', WEBSITE_AUTH_ENABLED: 'True' }, 'easyauth', true],
  [{ MAIL_HTTP_AUTH: 'easyauth', WEBSITE_AUTH_ENABLED: 'False' }, 'easyauth', false],
  [{ MAIL_HTTP_AUTH: 'easyauth' }, 'easyauth', false],
  // Whatever else was meant, a key is asked for.
  [{ MAIL_HTTP_AUTH: 'EasyAuth', WEBSITE_AUTH_ENABLED: 'True' }, 'key', false],
  [{ MAIL_HTTP_AUTH: 'none' }, 'key', false],
];

for (const [environment, mode, isChecked] of cases) {
  test(`who may call with ${JSON.stringify(environment)}`, () => {
    assert.deepEqual(readHttpAuth(environment), { mode, isChecked });
  });
}
