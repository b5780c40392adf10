import type { TokenCredential } from '@azure/identity';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';
import { shortWaits } from './short-waits.ts';
import { mayBeUsed, newestUsable } from './usable-version.ts';

/** The public part of a certificate in Key Vault: `cer` is its DER form, `keyId` names the version's private key. */
interface VaultCertificate {
  version: string;
  cer: Uint8Array;
  keyId: string;
}

export interface Vault {
  /**
   * The newest version that is enabled, valid now and not among the refused ones; undefined where there is none. Asked
   * without refused ones it gives the newest of all then, so that the vault says at the signing what is wrong with it.
   */
  readCertificate(
    name: string,
    refused: ReadonlySet<string>,
  ): Promise<Result<VaultCertificate | undefined, Fault>>;
  /** Signs a SHA-256 digest (32 bytes) with PS256; the private key stays in the vault. */
  sign(keyId: string, digest: Uint8Array): Promise<Result<Uint8Array, Fault>>;
}

export function openVault(
  settings: { vaultUrl: string; verifyChallenge: boolean },
  credential: TokenCredential,
  now: () => Date,
): Vault {
  const options = { disableChallengeResourceVerification: !settings.verifyChallenge, ...shortWaits };
  const certificates = new CertificateClient(settings.vaultUrl, credential, options);
  // The client reads the public key once by its id: kept, so that a second assertion costs one request.
  let signer: { keyId: string; client: CryptographyClient } | undefined;

  // A read without a version gives the newest, disabled or not: only then does the list of all versions cost a request.
  async function readVersion(name: string, refused: ReadonlySet<string>) {
    const newest = await certificates.getCertificate(name);
    if (mayBeUsed(newest.properties, refused, now())) return newest;
    const version = await newestUsable(
      certificates.listPropertiesOfCertificateVersions(name),
      refused,
      now(),
    );
    if (version) return certificates.getCertificateVersion(name, version);
    return refused.size === 0 ? newest : undefined;
  }

  return {
    async readCertificate(name, refused) {
      try {
        const found = await readVersion(name, refused);
        if (!found) return ok(undefined);
        const { cer, keyId, properties } = found;
        if (!cer || !keyId || !properties.version)
          throw new Error(`the answer for the certificate ${name} has no certificate in it`);
        return ok({ version: properties.version, cer, keyId });
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
        return failed(faultOfSigning(error));
      }
    },
  };
}

/** The client refuses a key outside its dates by itself, in words of its own and without a code. */
function faultOfSigning(error: unknown): Fault {
  const fault = faultFromAzure('vault', error);
  return /^Key \S+ (?:expired at|can't be used before) /.test(fault.said)
    ? { ...fault, at: 'certificate', code: 'certificate-expired' }
    : fault;
}
