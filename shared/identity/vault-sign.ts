import { createHash } from 'node:crypto';
import type { Vault } from '../azure/vault.ts';
import { ok } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';
import { thumbprintOf } from './thumbprint.ts';

/** A certificate in Key Vault whose key signs there and may be non-exportable. */
export function vaultSign(vault: Vault, certificateName: string): CertificateSource {
  return async () => {
    const certificate = await vault.readCertificate(certificateName);
    if (!certificate.ok) return certificate;
    const { cer, keyId } = certificate.value;
    return ok({
      thumbprint: thumbprintOf(cer),
      sign: (signingInput) => vault.sign(keyId, createHash('sha256').update(signingInput).digest()),
    });
  };
}
