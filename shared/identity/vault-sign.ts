import { createHash } from 'node:crypto';
import type { Vault } from '../azure/vault.ts';
import { ok } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';

/** A certificate in Key Vault whose key signs there and may be non-exportable. */
export function vaultSign(vault: Vault, certificateName: string): CertificateSource {
  return async () => {
    const certificate = await vault.readCertificate(certificateName);
    if (!certificate.ok) return certificate;
    const { cer, keyId } = certificate.value;
    return ok({
      thumbprint: createHash('sha256').update(cer).digest('base64url'),
      sign: (digest) => vault.sign(keyId, digest),
    });
  };
}
