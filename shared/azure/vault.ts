import type { TokenCredential } from '@azure/identity';
import {
  CertificateClient,
  type CertificateProperties,
  type KeyVaultCertificate,
} from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';
import { isUsable, newestUsable } from './usable-version.ts';

/** The public part of a certificate in Key Vault: `cer` is its DER form, `keyId` names the version's private key. */
interface VaultCertificate {
  cer: Uint8Array;
  keyId: string;
}

export interface Vault {
  /** The newest version that is enabled and valid now; the newest of all where there is none. */
  readCertificate(name: string): Promise<Result<VaultCertificate, Fault>>;
  /** Signs a SHA-256 digest (32 bytes) with PS256; the private key stays in the vault. */
  sign(keyId: string, digest: Uint8Array): Promise<Result<Uint8Array, Fault>>;
}

export function openVault(
  settings: { vaultUrl: string; verifyChallenge: boolean },
  credential: TokenCredential,
  now: () => Date,
): Vault {
  const options = { disableChallengeResourceVerification: !settings.verifyChallenge };
  const certificates = new CertificateClient(settings.vaultUrl, credential, options);
  // The client reads the public key once by its id: kept, so that a second assertion costs one request.
  let signer: { keyId: string; client: CryptographyClient } | undefined;

  // A read without a version gives the newest, disabled or not: only then does the list of all versions cost a request.
  async function readVersionInUse(name: string): Promise<KeyVaultCertificate> {
    const newest = await certificates.getCertificate(name);
    if (isUsable(newest.properties, now())) return newest;
    const versions: CertificateProperties[] = [];
    for await (const one of certificates.listPropertiesOfCertificateVersions(name)) versions.push(one);
    const version = newestUsable(versions, now())?.version;
    // Without a usable one the vault says at the signing what is wrong with the newest.
    return version ? certificates.getCertificateVersion(name, version) : newest;
  }

  return {
    async readCertificate(name) {
      try {
        const { cer, keyId } = await readVersionInUse(name);
        if (!cer || !keyId)
          throw new Error(`the answer for the certificate ${name} has no certificate in it`);
        return ok({ cer, keyId });
      } catch (error) {
        return failed(faultFromAzure('vault', error));
      }
    },
    async sign(keyId, digest) {
      try {
        if (signer?.keyId !== keyId) {
          signer = { keyId, client: new CryptographyClient(keyId, credential, options) };
        }
        const { result } = await signer.client.sign('PS256', digest);
        return ok(result);
      } catch (error) {
        return failed(faultFromAzure('vault', error));
      }
    },
  };
}
