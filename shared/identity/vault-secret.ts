import type { ReadCertificateSecret } from '../azure/vault-secret.ts';
import type { CertificateSource } from './certificate.ts';
import { openCertificate } from './key-material.ts';

const holder = {
  name: 'The secret of the certificate in Key Vault',
  keyless:
    'holds no private key: the certificate is not exportable. Set MAIL_CERTIFICATE_SOURCE to vault-sign, so that the vault signs',
};

/** An exportable certificate in Key Vault, read with its private key for each assertion and never kept on disk. */
export function vaultSecret(
  readSecret: ReadCertificateSecret,
  certificateName: string,
  now: () => Date,
): CertificateSource {
  return async () => {
    const secret = await readSecret(certificateName);
    return secret.ok ? openCertificate(holder, secret.value, undefined, now()) : secret;
  };
}
