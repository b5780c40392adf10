import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import type { Answer } from '../../../local/serve.ts';
import { openVault } from '../../../shared/azure/vault.ts';
import { openVaultSecrets } from '../../../shared/azure/vault-secret.ts';
import { atVault, credential, type Settings } from './vault-server.ts';

const now = new Date('2026-11-25T12:00:00Z');
const seconds = now.getTime() / 1000;
const [hour, day] = [3600, 86_400];

interface Version {
  enabled?: boolean;
  nbf?: number;
  exp?: number;
}

const disabled = { enabled: false };
const expired = { exp: seconds - hour };
const early = { nbf: seconds + hour };

/** A vault that holds these versions of `mail`, the first one named `1`. */
function holding(versions: readonly Version[], mayList = true) {
  const refusal = (code: string, inner: string): Answer => ({
    status: 403,
    body: { error: { code, message: inner, innererror: { code: inner } } },
  });
  return (path: string, url: string): Answer => {
    const [, kind = '', name = '', asked = String(versions.length)] = path.split('/');
    const item = (number: number) => {
      const { enabled = true, nbf = seconds - day, exp = seconds + day } = versions[number - 1] ?? {};
      const attributes = { enabled, nbf, exp, created: seconds - day + number };
      return { id: `${url}/${kind}/${name}/${number}`, attributes };
    };
    if (asked === 'versions') {
      if (!mayList) return refusal('Forbidden', 'ForbiddenByRbac');
      return { status: 200, body: { value: versions.map((_, index) => item(index + 1)) } };
    }
    const found = item(Number(asked));
    if (kind === 'secrets' && !found.attributes.enabled) return refusal('Forbidden', 'SecretDisabled');
    const kid = `${url}/keys/${name}/${asked}`;
    const content = { value: 'PEM', contentType: 'application/x-pem-file', cer: 'TUlJ', kid };
    return { status: 200, body: { ...found, ...content } };
  };
}

const refusing = (...versions: string[]) => new Set(versions);

/** Which version each source takes; or the code of its fault. */
const doors = {
  certificates: async (settings: Settings, refused: Set<string>) => {
    const read = await openVault(settings, credential, () => now).readCertificate('mail', refused);
    return read.ok ? read.value?.version : read.error.code;
  },
  secrets: async (settings: Settings, refused: Set<string>) => {
    const read = await openVaultSecrets(settings, credential, () => now)('mail', refused);
    return read.ok ? read.value?.version : read.error.code;
  },
};

const newest = ['/mail'];
const older = ['/mail', '/mail/versions', '/mail/1'];
const none = ['/mail', '/mail/versions'];

const cases: readonly {
  name: string;
  versions: readonly Version[];
  refused?: Set<string>;
  takes: string | undefined;
  /** What comes of it at the secrets, where that differs. */
  secret?: string;
  asked: readonly string[];
}[] = [
  { name: 'the newest is good', versions: [{}, {}], takes: '2', asked: newest },
  { name: 'the newest is disabled', versions: [{}, disabled], takes: '1', asked: older },
  { name: 'the newest has expired', versions: [{}, expired], takes: '1', asked: older },
  { name: 'the newest is not valid yet', versions: [{}, early], takes: '1', asked: older },
  { name: 'the newest was refused', versions: [{}, {}], refused: refusing('2'), takes: '1', asked: older },
  {
    name: 'the two newest are no good',
    versions: [{}, disabled, {}],
    refused: refusing('3'),
    takes: '1',
    asked: older,
  },
  {
    name: 'all were refused',
    versions: [{}, {}],
    refused: refusing('1', '2'),
    takes: undefined,
    asked: none,
  },
  {
    name: 'one was refused and the newest is disabled',
    versions: [{}, disabled],
    refused: refusing('1'),
    takes: undefined,
    asked: none,
  },
  { name: 'none is valid: the newest, for its fault', versions: [expired, expired], takes: '2', asked: none },
  {
    name: 'none is enabled: the newest, for its fault',
    versions: [disabled, disabled],
    takes: '2',
    secret: 'SecretDisabled',
    asked: none,
  },
];

for (const { name, versions, refused = refusing(), takes, secret = takes, asked } of cases) {
  for (const kind of ['certificates', 'secrets'] as const) {
    test(`${kind}: ${name}`, async () => {
      const seen = await atVault(holding(versions), (settings) => doors[kind](settings, refused));
      assert.equal(seen.result, kind === 'secrets' ? secret : takes);
      assert.deepEqual(
        seen.asked,
        asked.map((path) => `/${kind}${path}`),
      );
    });
  }
}

test('secrets: who may not list the versions hears what is wrong with the newest', async () => {
  const { result } = await atVault(holding([{}, disabled], false), (settings) =>
    doors.secrets(settings, refusing()),
  );
  assert.equal(result, 'SecretDisabled');
});

for (const [what, key] of [
  ['expired', { exp: Date.now() / 1000 - hour }],
  ['not yet valid', { nbf: Date.now() / 1000 + hour }],
] as const) {
  test(`a key that is ${what} is a certificate outside its dates, though the client says so without a code`, async () => {
    const { n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const kid = (url: string) => `${url}/keys/mail/1`;
    const answer = (_path: string, url: string): Answer => ({
      status: 200,
      body: {
        key: { kid: kid(url), kty: 'RSA', key_ops: ['sign'], n, e },
        attributes: { enabled: true, ...key },
      },
    });
    const { result, asked } = await atVault(answer, (settings) =>
      openVault(settings, credential, () => now).sign(kid(settings.vaultUrl), Buffer.alloc(32)),
    );
    assert.ok(!result.ok);
    assert.deepEqual([result.error.at, result.error.code], ['certificate', 'certificate-expired']);
    assert.deepEqual(asked, ['/keys/mail/1'], 'the vault is not asked to sign');
  });
}
