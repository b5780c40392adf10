import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed, ok } from '../../../shared/failures/result.ts';
import { settingsCheck } from '../../../shared/validator/checks/settings.ts';
import { settingsWith } from './given.ts';

const tools = { now: Date.now, signal: new AbortController().signal, atEnd() {} };
const beside = {
  functionApp: { name: 'contoso-mail-func', resourceGroup: 'rg-mail' },
  unknown: ['MAIL_TENANTID'],
};

test('a name that is no setting is warned of: what was meant does not count', async () => {
  const { verdict, says } = await settingsCheck(ok(settingsWith()), beside).look({}, tools);
  assert.equal(verdict, 'warn');
  assert.match(says, /MAIL_TENANTID is no setting of this app/);
});

test('a setting that is missing: with the name that is misspelt, and the command of this function app', async () => {
  const read = failed([{ name: 'MAIL_TENANT_ID', says: 'is missing' }] as const);
  const { causes = [], failure } = await settingsCheck(read, beside).look({}, tools);
  assert.match(causes[0]?.because ?? '', /MAIL_TENANTID is there, and is no setting\./);
  assert.equal(
    causes[0]?.command,
    'az functionapp config appsettings set --resource-group rg-mail --name contoso-mail-func --settings MAIL_TENANT_ID=value',
  );
  assert.doesNotMatch(JSON.stringify([causes, failure]), /[{<](?:functionApp|function app|resource)/);
});
