import { randomUUID } from 'node:crypto';
import { makeMailCertificate } from '../certificates.ts';
import type { VaultCertificateVersion, VaultState } from './state.ts';

/**
 * Renews a certificate as the vault's own rotation does: a new key and certificate under the same subject become the
 * current version, the older ones stay. Entra is not told, as in the cloud.
 */
export async function renewCertificate(state: VaultState, name: string): Promise<VaultCertificateVersion> {
  const entry = state.certificates[name];
  if (!entry) throw new Error(`there is no certificate ${name} in the vault`);
  const version: VaultCertificateVersion = {
    version: randomUUID().replaceAll('-', ''),
    certificate: await makeMailCertificate({ name }),
    enabled: true,
    created: new Date(),
  };
  entry.versions.push(version);
  return version;
}
