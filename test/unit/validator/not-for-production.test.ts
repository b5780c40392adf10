import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok } from '../../../shared/failures/result.ts';
import { settingsCheck } from '../../../shared/validator/checks/settings.ts';
import { settingsWith } from './given.ts';

const tools = { now: () => 0, signal: new AbortController().signal, atEnd: () => {} };
for (const [given, verdict, says] of [
  [{}, 'pass', /^Nothing is missing or wrong; \d mailbox(?:es)?\.$/],
  [{ MAIL_DRY_RUN: 'true' }, 'notice', /MAIL_DRY_RUN is on: nothing is sent\./],
  [
    { MAIL_REDIRECT_TO: 'test@contoso.com', MAIL_ALLOWED_RECIPIENTS: 'contoso.com' },
    'notice',
    /MAIL_REDIRECT_TO is on.*MAIL_ALLOWED_RECIPIENTS is on/,
  ],
] as const) {
  test(`settings that keep mail from its recipients are noticed: ${Object.keys(given).join() || 'none'}`, async () => {
    const judged = await settingsCheck(ok(settingsWith(given))).look({}, tools);
    assert.equal(judged.verdict, verdict);
    assert.match(judged.says, says);
  });
}
