import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownValues } from '../../../shared/validator/known-values.ts';
import { settingsWith } from './given.ts';

test('commands are filled in from settings, connection and platform', () => {
  const values = knownValues(
    settingsWith({
      MAIL_IDENTITY_CLIENT_ID: '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33',
      MAIL_STORAGE:
        'DefaultEndpointsProtocol=https;AccountName=contosomail;AccountKey=eA==;EndpointSuffix=x.y',
      WEBSITE_SITE_NAME: 'contoso-mail-func',
      WEBSITE_RESOURCE_GROUP: 'rg-mail',
    }),
  );
  assert.deepEqual(values, {
    tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
    clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
    vault: 'contoso-mail',
    certificate: 'mail-app',
    identityClientId: '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33',
    storageAccount: 'contosomail',
    queue: 'mail-outbound',
    functionApp: 'contoso-mail-func',
    resourceGroup: 'rg-mail',
  });
});
