import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '../../../shared/failures/result.ts';
import { settingsCheck } from '../../../shared/validator/checks/settings.ts';
import { now, settingsWith } from './given.ts';

const looked = (env: Record<string, string>) =>
  settingsCheck(ok(settingsWith(env))).look(
    {},
    { now: () => now, signal: AbortSignal.timeout(1_000), atEnd: () => {} },
  );

test('settings fail where anybody could say to be anybody; all later checks have them all the same', async () => {
  const unchecked = await looked({ MAIL_HTTP_AUTH: 'easyauth' });
  assert.deepEqual([unchecked.verdict, unchecked.failure?.id], ['fail', 'http-auth-unchecked']);
  assert.ok(unchecked.facts?.settings);
  const checked = await looked({ MAIL_HTTP_AUTH: 'easyauth', WEBSITE_AUTH_ENABLED: 'True' });
  assert.equal(checked.verdict, 'pass');
});
