import type { TokenCredential } from '@azure/identity';
import { type MailCertificate, makeMailCertificate } from '../../../local/certificates.ts';
import { type RunningVault, startVault } from '../../../local/vault/start.ts';
import type { VaultState } from '../../../local/vault/state.ts';
import { startTenant, type Tenant } from './tenant.ts';

export const caller = '5d3e9f80-6c17-4a2b-9be4-70f1c8d25e36';
export const clientOptions = { disableChallengeResourceVerification: true };
export const older = '00000000000000000000000000000001';
export const newer = '00000000000000000000000000000002';

export interface VaultWithMail {
  tenant: Tenant;
  vault: RunningVault;
  state: VaultState;
  /** The bearer token of `caller`, also as a credential for the SDK. */
  token: string;
  credential: TokenCredential;
  /** Puts the state back to its beginning and forgets the requests. */
  reset(): void;
  stop(): Promise<unknown>;
}

/** A vault with the certificates `mail` (an expired and the current version), `gone`, `expired` and `early`. */
export async function startVaultWithMail(): Promise<VaultWithMail> {
  const [tenant, expired, early] = await Promise.all([
    startTenant(),
    makeMailCertificate({ name: 'old', notBefore: new Date('2024-01-01'), notAfter: new Date('2025-01-01') }),
    makeMailCertificate({ name: 'early', notBefore: new Date(Date.now() + 3_600_000) }),
  ]);
  const state: VaultState = { tenantId: tenant.state.tenantId, certificates: {}, callers: {} };
  const vault = await startVault(state, await tenant.authority.issueServerTls(), tenant.entra.verify);
  const token = await tenant.entra.issue({ aud: 'https://vault.azure.net', appid: 'id', oid: caller });
  const one = (version: string, certificate: MailCertificate) => ({ version, certificate, enabled: true });

  return {
    tenant,
    vault,
    state,
    token,
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    reset() {
      state.tenantId = tenant.state.tenantId;
      state.callers = { [caller]: ['Key Vault Reader', 'Key Vault Crypto User'] };
      state.certificates = {
        mail: { versions: [one(older, expired), one(newer, tenant.certificate)], exportable: false },
        gone: { versions: [one(newer, tenant.certificate)], exportable: false, deleted: true },
        expired: { versions: [one(newer, expired)], exportable: false },
        early: { versions: [one(newer, early)], exportable: false },
      };
      delete state.firewall;
      delete state.publicNetworkAccess;
      delete state.accessPolicies;
      delete state.rateLimit;
      vault.requests.length = 0;
    },
    stop: () => Promise.all([vault.stop(), tenant.entra.stop()]),
  };
}
