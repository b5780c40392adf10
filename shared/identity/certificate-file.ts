import { readFile } from 'node:fs/promises';
import type { CertificateSource } from './certificate.ts';
import { openCertificate, unreadable } from './key-material.ts';

const holder = { name: 'The file', keyless: 'holds no private key' };

/**
 * A PEM or PKCS#12 (.pfx) file with a certificate and its RSA key, read anew each time; `password` opens an encrypted
 * one.
 */
export function certificateFile(
  { path, password }: { path: string; password: string | undefined },
  now: () => Date,
): CertificateSource {
  return async () => {
    try {
      return await openCertificate(holder, await readFile(path), password, now());
    } catch (error) {
      // The code only: the message quotes the path, which may be a secret in the wrong field.
      const code = (error as { code?: string }).code ?? 'unknown error';
      return unreadable(`The file of MAIL_CERTIFICATE_FILE cannot be opened: ${code}.`);
    }
  };
}
