import { createHash } from 'node:crypto';
import type { Vault } from '../azure/vault.ts';
import { ok } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';
import { thumbprintOf } from './thumbprint.ts';

/** A certificate in Key Vault whose key signs there and may be non-exportable. */
export function vaultSign(vault: Vault, certificateName: string): CertificateSource {
  return async (refused) => {
    const certificate = await vault.readCertificate(certificateName, refused);
    if (!certificate.ok) return certificate;
    if (!certificate.value) return ok(undefined);
    const { version, cer, keyId } = certificate.value;
    return ok({
      version,
      der: cer,
      thumbprint: thumbprintOf(cer),
      sign: (signingInput) => vault.sign(keyId, createHash('sha256').update(signingInput).digest()),
    });
  };
}
