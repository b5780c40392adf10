import type { TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';

/** Reads the bytes of a certificate's secret: PEM or PKCS#12 with a blank password, of its newest version. */
export type ReadCertificateSecret = (name: string) => Promise<Result<Buffer, Fault>>;

export function openVaultSecrets(
  settings: { vaultUrl: string; verifyChallenge: boolean },
  credential: TokenCredential,
): ReadCertificateSecret {
  const secrets = new SecretClient(settings.vaultUrl, credential, {
    disableChallengeResourceVerification: !settings.verifyChallenge,
  });
  return async (name) => {
    try {
      const { value = '', properties } = await secrets.getSecret(name);
      // learn.microsoft.com/azure/key-vault/certificates/how-to-export-certificate
      const isPkcs12 = properties.contentType === 'application/x-pkcs12';
      return ok(Buffer.from(value, isPkcs12 ? 'base64' : 'utf8'));
    } catch (error) {
      return failed(faultFromAzure('vault', error));
    }
  };
}
