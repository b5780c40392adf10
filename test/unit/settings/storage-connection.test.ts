import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStorage } from '../../../shared/azure/storage.ts';
import { createStorageClock } from '../../../shared/azure/storage-clock.ts';
import {
  accountOf,
  hasStorageFamily,
  readStorageConnection,
} from '../../../shared/settings/storage-connection.ts';

const key = 'bm90LWEtcmVhbC1rZXk=';
const account = `AccountName=contosomail;AccountKey=${key}`;
const endpoints =
  'TableEndpoint=https://contosomail.table.core.windows.net;QueueEndpoint=https://contosomail.queue.core.windows.net;BlobEndpoint=https://contosomail.blob.core.windows.net';
const sas = 'SharedAccessSignature=sv=2022-11-02&sig=not-real';

const right = [
  'UseDevelopmentStorage=true',
  'UseDevelopmentStorage=true;',
  'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1',
  `DefaultEndpointsProtocol=https;${account};EndpointSuffix=core.windows.net`,
  `${account};EndpointSuffix=core.chinacloudapi.cn;DefaultEndpointsProtocol=https`,
  `DefaultEndpointsProtocol=https;${account};${endpoints}`,
  `${endpoints};${sas}`,
  `${sas};${endpoints}`,
];

for (const text of right) {
  test(`the SDK opens what is accepted: ${text}`, () => {
    const read = readStorageConnection(text, {});
    assert.ok(read.ok, text);
    assert.ok(openStorage(read.value, createStorageClock(Date.now), Date.now).ok);
  });
}

// Some of these passed once: the SDK then threw while the app was put together.
const wrong = [
  'contosomail',
  'usedevelopmentstorage=true',
  'UseDevelopmentStorage=false',
  'DefaultEndpointsProtocol=http;UseDevelopmentStorage=true',
  account,
  `DefaultEndpointsProtocol=https;${account}`,
  `defaultendpointsprotocol=https;accountname=contosomail;accountkey=${key};EndpointSuffix=core.windows.net`,
  `DefaultEndpointsProtocol=https;AccountName=contosomail;AccountKey=%;EndpointSuffix=core.windows.net`,
  `DefaultEndpointsProtocol=ftp;${account};EndpointSuffix=core.windows.net`,
  `QueueEndpoint=https://contosomail.queue.core.windows.net;${sas}`,
  `${endpoints}`,
  `${endpoints.replace(/;BlobEndpoint=.*/, '')};${sas}`,
];

for (const text of wrong) {
  test(`not all that the SDK needs: ${text}`, () => {
    const read = readStorageConnection(text, {});
    assert.ok(!read.ok);
    assert.doesNotMatch(read.error, /contosomail|bm90LWEt/);
  });
}

const queueUri = 'https://contosomail.queue.core.windows.net';
const tableUri = 'https://contosomail.table.core.windows.net';
const blobUri = 'https://contosomail.blob.core.windows.net';

test('the family of an identity is read and opened', () => {
  const read = readStorageConnection('', {
    MAIL_STORAGE__queueServiceUri: ` ${queueUri} `,
    MAIL_STORAGE__tableServiceUri: tableUri,
    MAIL_STORAGE__blobServiceUri: blobUri,
    MAIL_STORAGE__credential: 'managedidentity',
    MAIL_STORAGE__clientId: '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33',
  });
  assert.deepEqual(read, {
    ok: true,
    value: {
      kind: 'identity',
      queueServiceUri: queueUri,
      tableServiceUri: tableUri,
      blobServiceUri: blobUri,
      source: 'managed',
      clientId: '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33',
    },
  });
  assert.ok(read.ok && openStorage(read.value, createStorageClock(Date.now), Date.now).ok);
});

test('a person at a desk comes by the Azure CLI', () => {
  const read = readStorageConnection('', {
    MAIL_STORAGE__queueServiceUri: queueUri,
    MAIL_STORAGE__tableServiceUri: tableUri,
    MAIL_STORAGE__blobServiceUri: blobUri,
    MAIL_STORAGE__credential: 'managedidentity',
    MAIL_IDENTITY_SOURCE: 'azure-cli',
  });
  assert.ok(read.ok && read.value.kind === 'identity');
  assert.equal(read.value.source, 'azure-cli');
});

const broken: readonly (readonly [Record<string, string>, RegExp])[] = [
  [{ MAIL_STORAGE__queueServiceUri: queueUri }, /lacks MAIL_STORAGE__tableServiceUri/],
  [{ MAIL_STORAGE__tableServiceUri: tableUri }, /lacks MAIL_STORAGE__queueServiceUri/],
  [
    { MAIL_STORAGE__queueServiceUri: queueUri, MAIL_STORAGE__tableServiceUri: tableUri },
    /lacks MAIL_STORAGE__blobServiceUri/,
  ],
  [
    { MAIL_STORAGE__queueServiceUri: 'contosomail', MAIL_STORAGE__tableServiceUri: tableUri },
    /begin with https/,
  ],
  [
    { MAIL_STORAGE__queueServiceUri: queueUri, MAIL_STORAGE__tableServiceUri: 'https://' },
    /begin with https/,
  ],
];

for (const [environment, says] of broken) {
  test(`a broken family: ${JSON.stringify(environment)}`, () => {
    const read = readStorageConnection('', environment);
    assert.ok(!read.ok);
    assert.match(read.error, says);
    assert.doesNotMatch(read.error, /contosomail/);
  });
}

test('one part makes a family, the text itself does not', () => {
  assert.equal(hasStorageFamily({ MAIL_STORAGE__credential: 'managedidentity' }), true);
  assert.equal(hasStorageFamily({ MAIL_STORAGE: 'x', MAIL_STORAGES__x: 'y' }), false);
});

const uri = (service: string) => `https://contosomail.${service}.core.windows.net`;
const accounts: readonly [string, Parameters<typeof accountOf>[0], string | undefined][] = [
  [
    'a key',
    { kind: 'connection-string', connectionString: `DefaultEndpointsProtocol=https;${account}` },
    'contosomail',
  ],
  ['a signature', { kind: 'connection-string', connectionString: `${endpoints};${sas}` }, 'contosomail'],
  ['the emulator', { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true' }, undefined],
  [
    'an identity',
    {
      kind: 'identity',
      queueServiceUri: uri('queue'),
      tableServiceUri: uri('table'),
      blobServiceUri: uri('blob'),
      source: 'managed',
    },
    'contosomail',
  ],
];

for (const [name, connection, expected] of accounts) {
  test(`the storage account that is reached with ${name}`, () =>
    assert.equal(accountOf(connection), expected));
}
