import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throttled } from '../../../local/vault/refusals.ts';
import { openVault } from '../../../shared/azure/vault.ts';
import { openVaultSecrets } from '../../../shared/azure/vault-secret.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import type { Result } from '../../../shared/failures/result.ts';
import { atVault, credential, type Settings } from './vault-server.ts';

const now = () => new Date();

/** The ways in which the vault is asked. */
const doors: Record<string, (settings: Settings) => Promise<Result<unknown, Fault>>> = {
  'a certificate': (settings: Settings) =>
    openVault(settings, credential, now).readCertificate('mail', new Set()),
  'a signature': (settings: Settings) =>
    openVault(settings, credential, now).sign(`${settings.vaultUrl}/keys/mail/1`, Buffer.alloc(32)),
  'a secret': (settings: Settings) => openVaultSecrets(settings, credential, now)('mail', new Set()),
};

for (const [what, door] of Object.entries(doors)) {
  test(`${what}: a vault that wants to be left alone for minutes is, and the fault says for how long`, async () => {
    const { result, asked } = await atVault(() => throttled(120), door);
    assert.ok(!result.ok);
    const { code, said, retryAfter } = result.error;
    assert.deepEqual([code, retryAfter, asked.length], ['Throttled', 120, 1]);
    assert.match(said, /^Request was not processed because too many requests were received.*\(HTTP 429\)$/s);
  });

  test(`${what}: a short wait is made, twice`, async () => {
    const { result, asked } = await atVault(() => throttled(0), door);
    assert.ok(!result.ok);
    assert.deepEqual([result.error.code, result.error.retryAfter, asked.length], ['Throttled', 0, 3]);
  });
}
