import { randomUUID } from 'node:crypto';
import { makeMailCertificate } from '../../../local/certificates.ts';
import type { SecretType, VaultCertificate, VaultCertificateVersion } from '../../../local/vault/state.ts';
import { AzFailure } from './failure.ts';
import type { AzureWorld } from './world.ts';

/** The one vault, under one of its names; a wrong name is a host that DNS does not know. */
export function requireVault({ resources }: AzureWorld, name: string): void {
  if (!resources.vaultNames.includes(name)) {
    throw new AzFailure(
      1,
      `<urllib3.connection.HTTPSConnection object>: Failed to resolve '${name}.vault.azure.net'`,
    );
  }
}

/** A certificate that is not deleted. */
export function vaultCertificate(world: AzureWorld, vault: string, name: string): VaultCertificate {
  requireVault(world, vault);
  const entry = world.vault.certificates[name];
  if (!entry || entry.deleted) {
    throw new AzFailure(
      3,
      `(CertificateNotFound) A certificate with (name/id) ${name} was not found in this key vault. If you recently deleted this certificate you may be able to recover it using the correct recovery command.`,
    );
  }
  return entry;
}

/** Its newest version, or the one that is named. */
export function currentVersion(
  world: AzureWorld,
  vault: string,
  name: string,
  version?: string,
): VaultCertificateVersion {
  const { versions } = vaultCertificate(world, vault, name);
  const found = version ? versions.find((one) => one.version === version) : versions.at(-1);
  if (!found)
    throw new AzFailure(
      3,
      `(CertificateNotFound) A certificate with (name/id) ${name}/${version} was not found in this key vault.`,
    );
  return found;
}

/** What of a policy makes a difference here. */
export interface Policy {
  exportable: boolean;
  secretType?: SecretType;
  months: number;
  /** All of an RSA key when absent. */
  keyOperations?: string[];
}

/** Makes a self-signed certificate in the vault: a new version, where there is one of the name. */
export async function issueVersion(
  world: AzureWorld,
  vault: string,
  name: string,
  { months, ...policy }: Policy,
): Promise<VaultCertificateVersion> {
  requireVault(world, vault);
  const { certificates } = world.vault;
  if (certificates[name]?.deleted) {
    throw new AzFailure(
      1,
      `(Conflict) Certificate ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.`,
    );
  }
  const notAfter = new Date();
  notAfter.setUTCMonth(notAfter.getUTCMonth() + months);
  const made: VaultCertificateVersion = {
    version: randomUUID().replaceAll('-', ''),
    certificate: await makeMailCertificate({ name, notAfter }),
    enabled: true,
    created: new Date(),
  };
  const { versions = [] } = certificates[name] ?? {};
  certificates[name] = { versions: [...versions, made], ...policy };
  return made;
}
