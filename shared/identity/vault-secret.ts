import type { ReadCertificateSecret } from '../azure/vault-secret.ts';
import { ok } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';
import { openCertificate } from './key-material.ts';

const holder = {
  name: 'The secret of the certificate in Key Vault',
  keyless: {
    code: 'certificate-not-exportable',
    said: 'holds no private key: the certificate is not exportable. Set MAIL_CERTIFICATE_SOURCE to vault-sign, so that the vault signs',
  },
} as const;

/** An exportable certificate in Key Vault, read with its private key for each assertion and never kept on disk. */
export function vaultSecret(
  readSecret: ReadCertificateSecret,
  certificateName: string,
  now: () => Date,
): CertificateSource {
  return async (refused) => {
    const secret = await readSecret(certificateName, refused);
    if (!secret.ok) return secret;
    if (!secret.value) return ok(undefined);
    const { version, bytes } = secret.value;
    const opened = await openCertificate(holder, bytes, undefined, now());
    return opened.ok ? ok({ version, ...opened.value }) : opened;
  };
}
