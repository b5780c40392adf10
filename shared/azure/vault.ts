import type { TokenCredential } from '@azure/identity';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';

/** The public part of a certificate in Key Vault: `cer` is its DER form, `keyId` names the version's private key. */
interface VaultCertificate {
  cer: Uint8Array;
  keyId: string;
}

export interface Vault {
  readCertificate(name: string): Promise<Result<VaultCertificate, Fault>>;
  /** Signs a SHA-256 digest (32 bytes) with PS256; the private key stays in the vault. */
  sign(keyId: string, digest: Uint8Array): Promise<Result<Uint8Array, Fault>>;
}

export function openVault(
  settings: { url: string; verifyChallenge: boolean },
  credential: TokenCredential,
): Vault {
  const options = { disableChallengeResourceVerification: !settings.verifyChallenge };
  const certificates = new CertificateClient(settings.url, credential, options);
  // The client reads the public key once by its id: kept, so that a second assertion costs one request.
  let signer: { keyId: string; client: CryptographyClient } | undefined;

  return {
    async readCertificate(name) {
      try {
        const { cer, keyId } = await certificates.getCertificate(name);
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
