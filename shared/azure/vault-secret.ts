import type { TokenCredential } from '@azure/identity';
import { type KeyVaultSecret, SecretClient } from '@azure/keyvault-secrets';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';
import { shortWaits } from './short-waits.ts';
import { mayBeUsed, newestUsable } from './usable-version.ts';

/** A certificate with its key: PEM or PKCS#12 with a blank password. */
interface CertificateSecret {
  version: string;
  bytes: Buffer;
}

/**
 * Reads a certificate's secret, of the newest version that is enabled, valid now and not among the refused ones;
 * undefined where there is none. Asked without refused ones it gives then what is to be had of the newest of all.
 */
export type ReadCertificateSecret = (
  name: string,
  refused: ReadonlySet<string>,
) => Promise<Result<CertificateSecret | undefined, Fault>>;

export function openVaultSecrets(
  settings: { vaultUrl: string; verifyChallenge: boolean },
  credential: TokenCredential,
  now: () => Date,
): ReadCertificateSecret {
  const secrets = new SecretClient(settings.vaultUrl, credential, {
    disableChallengeResourceVerification: !settings.verifyChallenge,
    ...shortWaits,
  });

  async function read(name: string, version?: string): Promise<Result<KeyVaultSecret, Fault>> {
    try {
      return ok(await secrets.getSecret(name, version === undefined ? {} : { version }));
    } catch (error) {
      return failed(faultFromAzure('vault', error));
    }
  }

  async function findOther(name: string, refused: ReadonlySet<string>): Promise<string | undefined> {
    try {
      return await newestUsable(secrets.listPropertiesOfSecretVersions(name), refused, now());
    } catch {
      // Who may not list the versions is told what is wrong with the newest.
      return undefined;
    }
  }

  return async (name, refused) => {
    const newest = await read(name);
    if (newest.ok && mayBeUsed(newest.value.properties, refused, now())) return ok(contentOf(newest.value));
    // Of a disabled version the vault gives no secret; whatever else it refuses, it refuses for all versions.
    if (!newest.ok && newest.error.code !== 'SecretDisabled') return newest;
    const other = await findOther(name, refused);
    if (other === undefined && refused.size > 0) return ok(undefined);
    const secret = other === undefined ? newest : await read(name, other);
    return secret.ok ? ok(contentOf(secret.value)) : secret;
  };
}

/** learn.microsoft.com/azure/key-vault/certificates/how-to-export-certificate */
function contentOf({ value = '', properties }: KeyVaultSecret): CertificateSecret {
  const isPkcs12 = properties.contentType === 'application/x-pkcs12';
  return { version: properties.version ?? '', bytes: Buffer.from(value, isPkcs12 ? 'base64' : 'utf8') };
}
