import type { TokenCredential } from '@azure/identity';
import { CertificateClient } from '@azure/keyvault-certificates';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';
import { shortWaits } from './short-waits.ts';
import type { VersionProperties } from './usable-version.ts';

/** How a certificate stands in its vault. */
interface VaultCertificateState {
  newest: VersionProperties;
  /** Whether its policy lets the private key be read as a secret. */
  exportable: boolean | undefined;
  /** Newest first; undefined where the app may not list them. */
  versions: readonly VersionProperties[] | undefined;
}

/** Reads the newest version, the policy and the list of versions: what a person would look up in the portal. */
export async function readVaultCertificate(
  settings: { vaultUrl: string; verifyChallenge: boolean; name: string },
  credential: TokenCredential,
): Promise<Result<VaultCertificateState, Fault>> {
  const { vaultUrl, verifyChallenge, name } = settings;
  const client = new CertificateClient(vaultUrl, credential, {
    disableChallengeResourceVerification: !verifyChallenge,
    ...shortWaits,
  });
  try {
    const { properties, policy } = await client.getCertificate(name);
    return ok({
      newest: properties,
      exportable: policy?.exportable,
      versions: await listVersions(client, name),
    });
  } catch (error) {
    return failed(faultFromAzure('vault', error));
  }
}

async function listVersions(
  client: CertificateClient,
  name: string,
): Promise<readonly VersionProperties[] | undefined> {
  try {
    const versions: VersionProperties[] = [];
    for await (const one of client.listPropertiesOfCertificateVersions(name)) versions.push(one);
    const made = ({ createdOn }: VersionProperties) => createdOn?.getTime() ?? 0;
    return versions.sort((one, other) => made(other) - made(one));
  } catch {
    // Listing is a right of its own; what can be signed with does not depend on it.
    return undefined;
  }
}
