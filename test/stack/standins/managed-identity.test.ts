import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import {
  type ManagedIdentityState,
  type RunningManagedIdentity,
  startManagedIdentity,
} from '../../../local/managed-identity/start.ts';
import { type RunningVault, startVault } from '../../../local/vault/start.ts';
import { startTenant, type Tenant } from './tenant.ts';

const userAssigned = {
  clientId: 'e7b1c3d5-0f2a-4b6c-8d9e-1a3c5e7f9b0d',
  objectId: 'object-of-user-assigned',
};
const systemAssigned = { clientId: 'client-of-system', objectId: 'object-of-system', systemAssigned: true };
const state: ManagedIdentityState = { identities: [userAssigned] };

let tenant: Tenant;
let vault: RunningVault;
let identity: RunningManagedIdentity;
let folder: string;

before(async () => {
  tenant = await startTenant();
  folder = await mkdtemp(join(tmpdir(), 'standins-'));
  await writeFile(join(folder, 'authority.pem'), tenant.authority.cert);
  [identity, vault] = await Promise.all([
    startManagedIdentity(state, tenant.entra.issue),
    startVault(
      {
        tenantId: tenant.state.tenantId,
        certificates: {
          mail: {
            versions: [{ version: 'a'.repeat(32), certificate: tenant.certificate, enabled: true }],
            exportable: false,
          },
        },
        callers: { [userAssigned.objectId]: ['Key Vault Reader', 'Key Vault Crypto User'] },
      },
      await tenant.authority.issueServerTls(),
      tenant.entra.verify,
    ),
  ]);
});
after(async () => {
  await Promise.all([identity.stop(), vault.stop(), tenant.entra.stop()]);
  await rm(folder, { recursive: true });
});

async function ask(query: Record<string, string>) {
  const url = `${identity.env.IDENTITY_ENDPOINT}?${new URLSearchParams(query)}`;
  const response = await fetch(url, { headers: { 'x-identity-header': identity.env.IDENTITY_HEADER } });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const asked = { 'api-version': '2019-08-01', resource: 'https://vault.azure.net' };

test('a token of the identity that was asked for', async () => {
  const { status, body } = await ask({ ...asked, client_id: userAssigned.clientId });
  assert.equal(status, 200);
  const { aud, oid, appid, exp } = decodeJwt(String(body.access_token));
  assert.deepEqual([aud, oid, appid], [asked.resource, userAssigned.objectId, userAssigned.clientId]);
  assert.deepEqual(
    [body.resource, body.token_type, body.client_id, body.expires_on],
    [asked.resource, 'Bearer', userAssigned.clientId, String(exp)],
  );
});

test('without a client id the system-assigned identity is meant', async () => {
  state.identities.push(systemAssigned);
  const { body } = await ask(asked);
  state.identities.pop();
  assert.equal(decodeJwt(String(body.access_token)).oid, systemAssigned.objectId);
});

test('in a process of its own, the managed identity signs in the vault and the assertion brings a token', async () => {
  identity.requests.length = 0;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'whole-chain.ts')],
    {
      env: {
        ...identity.env,
        NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
        VAULT: vault.url,
        AUTHORITY: tenant.entra.url,
        TENANT: tenant.state.tenantId,
        CLIENT: tenant.application.clientId,
        IDENTITY: userAssigned.clientId,
      },
    },
  );
  const claims = await tenant.entra.verify(stdout, 'https://outlook.office365.com');
  assert.deepEqual([claims?.appid, claims?.roles], [tenant.application.clientId, ['SMTP.SendAsApp']]);
  assert.deepEqual(
    vault.requests.filter(({ status }) => status !== 401),
    [
      { operation: 'certificates/get', status: 200 },
      { operation: 'keys/get', status: 200 },
      { operation: 'keys/sign', status: 200 },
    ],
  );
  assert.deepEqual(identity.requests, [
    { resource: 'https://vault.azure.net', clientId: userAssigned.clientId, status: 200 },
  ]);
});
